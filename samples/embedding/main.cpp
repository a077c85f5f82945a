// The engine inside another program: prove the national procedure, open a dossier in memory, try a forbidden move, ask why.
// Run it with the path of a folder that has plugins/ and workflows/.
#include <cstdio>

#include "runtime/engine.h"
#include "runtime/procedure_loader.h"

using juece::Engine;
using juece::Instant;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s PLUGINS WORKFLOWS\n", argv[0]);
    return 2;
  }
  std::vector<juece::Finding> findings;
  const auto installation = juece::Installation::Load({argv[1], argv[2]}, findings);
  if (juece::HasError(findings)) {
    std::fprintf(stderr, "%s\n", findings.front().message.en.c_str());
    return 2;
  }

  // A store is anything that keeps events; this one forgets them when the program ends.
  const auto store = juece::MakeMemoryStore();
  Engine engine(installation, *store);

  Engine::OpenRequest request;
  request.procedure = "cn.major-decision";
  request.body.title = "A bridge";
  request.body.organ = "An office";
  request.actor = {"Lin", "undertaking_unit", ""};
  request.occurred_at = request.recorded_at = *Instant::Parse("2024-03-01T09:00:00+08:00");
  const auto opened = engine.Open(request);
  if (!opened || !opened->outcome.accepted) {
    std::fprintf(stderr, "%s\n", opened ? "refused" : opened.error().message().en.c_str());
    return 1;
  }

  // Nobody may decide before the steps that the law makes mandatory.
  juece::Command command;
  command.dossier = opened->dossier;
  command.actor = {"Cheng", "chief_executive", ""};
  command.occurred_at = command.recorded_at = *Instant::Parse("2024-03-02T09:00:00+08:00");
  command.body = juece::SubmitAction{"collective_deliberation", "hold_meeting", juece::Data::EmptyMap(), {}};
  const auto outcome = engine.Submit(command);
  if (!outcome || outcome->accepted || !outcome->rejection) {
    std::fprintf(stderr, "a decision without its steps was not refused\n");
    return 1;
  }
  std::printf("%s\n", outcome->rejection->message.en.c_str());
  return 0;
}
