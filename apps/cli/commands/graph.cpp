// juece graph: the picture of a procedure, or of where a dossier stands in it.
#include <fmt/format.h>

#include <fstream>

#include "commands/commands.h"
#include "commands/state.h"
#include "graph/draw.h"
#include "graphviz.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace {

NodeMark MarkOf(const World& world, const Dossier& dossier, const StepNode& step) {
  const StepState* state = dossier.FindStep(step.id);
  NodeMark mark;
  mark.state = state == nullptr ? "waiting" : std::string(ToString(state->status));
  if (state == nullptr) {
    return mark;
  }
  if (state->status == StepStatus::kDone && state->left_at) {
    mark.note = {state->left_at->LocalDate().ToString() + " 办结", "done " + state->left_at->LocalDate().ToString()};
  } else if (state->status == StepStatus::kNotApplicable) {
    const Definition* definition = &world.procedure->definition();
    mark.note = {"不适用:" + Readable(state->reason, definition, Language::kChinese),
                 "not applicable: " + Readable(state->reason, definition, Language::kEnglish)};
  } else if (state->status == StepStatus::kActive || state->status == StepStatus::kBlocked) {
    // The first thing that stands in the way; `show --why` says the rest.
    const auto obstacles = ObstaclesOf(world, dossier, step.id);
    if (!obstacles.empty()) {
      mark.note = obstacles.front().message;
      if (obstacles.size() > 1) {
        mark.note.zh += fmt::format("(共 {} 项)", obstacles.size());
        mark.note.en += fmt::format(" ({} in all)", obstacles.size());
      }
    }
  }
  return mark;
}

void FillOutcomes(DrawOptions& options, const StepCatalog& catalog) {
  options.outcome_title = [&catalog](std::string_view type, std::string_view outcome) {
    const StepType* step_type = catalog.Find(type);
    const OutcomeType* found = step_type == nullptr ? nullptr : step_type->FindOutcome(outcome);
    return found == nullptr ? Text{} : found->title;
  };
}

Result<std::string> DossierDot(Session& session, Engine& engine, const std::string& id) {
  auto shown = Look(engine, id);
  if (!shown) {
    return shown.error();
  }
  const Procedure& procedure = *shown->procedure;
  DrawOptions options;
  options.language = session.language();
  const std::string title = fmt::format("{}  {}", id, shown->dossier->opened().title);
  options.title = {title, title};
  FillOutcomes(options, procedure.catalog());
  for (const StepNode* step : procedure.definition().steps()) {
    options.marks[step->id] = MarkOf(shown->world, *shown->dossier, *step);
  }
  return DrawDot(procedure.definition(), options);
}

int WriteOut(Session& session, const std::string& content, const std::string& output) {
  if (output.empty()) {
    session.Print(content);
    return kDone;
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out << content;
  out.flush();
  if (!out) {
    session.Complain({fmt::format("写不了文件 {}。请检查文件夹、权限和磁盘空间。", output),
                      fmt::format("Cannot write {}. Check the folder, its permissions and the disk.", output)});
    return kImpossible;
  }
  return kDone;
}

}  // namespace

int Run(Session& session, const GraphArguments& arguments) {
  std::string dot;
  int status = kDone;
  if (!arguments.dossier.empty()) {
    Engine* engine = session.engine(Session::Access::kRead);
    if (engine == nullptr) {
      return kImpossible;
    }
    auto drawn = DossierDot(session, *engine, arguments.dossier);
    if (!drawn) {
      return session.Fail(drawn.error());
    }
    dot = *drawn;
  } else if (arguments.file.empty()) {
    session.Complain({"应给出流程定义文件,或用 --dossier 指定案卷。", "Expected a definition file, or --dossier ID."});
    return kImpossible;
  } else {
    const auto installation = session.installation();
    if (!installation) {
      return kImpossible;
    }
    const LoadedProcedure loaded = LoadProcedure(*installation, arguments.file, arguments.overlays);
    if (!loaded.definition) {
      session.PrintFindings(loaded.report.findings, true);
      return kImpossible;
    }
    // A definition with mistakes is drawn all the same: the picture often shows them best.
    status = loaded.report.ok ? kDone : kWrong;
    session.PrintFindings(loaded.report.findings, true);
    DrawOptions options;
    options.language = session.language();
    FillOutcomes(options, *installation->catalog());
    dot = DrawDot(*loaded.definition, options);
  }
  if (session.common().format == "dot") {
    const int written = WriteOut(session, dot, arguments.output);
    return written == kDone ? status : written;
  }
  auto svg = RenderSvg(dot);
  if (!svg) {
    return session.Fail(svg.error());
  }
  const int written = WriteOut(session, *svg, arguments.output);
  return written == kDone ? status : written;
}

}  // namespace juece::cli
