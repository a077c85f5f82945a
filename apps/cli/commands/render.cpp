// juece render DOSSIER --with ID: a document of a dossier, made by a plugin. The bytes depend on the dossier and the arguments alone.
#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/functions.h"
#include "evidence/small_file.h"
#include "runtime/function_subjects.h"

namespace juece::cli {

int Run(Session& session, const RenderArguments& arguments) {
  const FunctionType* renderer = FindFunction(session, FunctionKind::kRenderer, arguments.renderer);
  const auto configuration = renderer == nullptr ? std::nullopt : FunctionConfiguration(session, *renderer, arguments.configuration);
  Engine* engine = configuration ? session.engine(Session::Access::kRead) : nullptr;
  if (engine == nullptr) {
    return kImpossible;
  }
  const auto dossier = engine->Get(arguments.dossier);
  if (!dossier) {
    return session.Fail(dossier.error());
  }
  const auto events = engine->store().Read(arguments.dossier);
  if (!events) {
    return session.Fail(events.error());
  }
  const auto procedure = engine->ProcedureOf(arguments.dossier);
  const auto moment = MomentOf(session, arguments.at, (*dossier)->last_occurred_at());
  if (!moment) {
    return kImpossible;
  }
  const auto installation = session.installation();
  const Data subject = RenderSubject(*events, **dossier, procedure ? &(*procedure)->definition() : nullptr, installation->documents().get());
  FunctionCall call;
  call.language = session.language();
  call.now = *moment;
  call.subject = &subject;
  call.configuration = &*configuration;
  const FunctionAnswer answer = installation->functions()->RunFunction(renderer->id, call);
  if (answer.failure) {
    return session.Fail(Status::Unavailable({"应生成文书,但没有:" + *answer.failure, "expected a document, but there is none: " + *answer.failure}));
  }
  if (arguments.output.empty()) {
    session.Print(answer.content);
    return kDone;
  }
  if (const Status written = ReplaceFile(arguments.output, answer.content); !written.ok()) {
    return session.Fail(written);
  }
  session.Print(session.In({fmt::format("已写入 {}({},{} 字节)。\n", arguments.output, answer.media_type, answer.content.size()),
                            fmt::format("Wrote {} ({}, {} bytes).\n", arguments.output, answer.media_type, answer.content.size())}));
  return kDone;
}

}  // namespace juece::cli
