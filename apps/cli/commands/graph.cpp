// juece graph: the picture of a procedure, or of where a dossier stands in it.
#include <fmt/format.h>

#include <fstream>

#include "commands/commands.h"
#include "commands/picture.h"
#include "commands/state.h"
#include "graph/draw.h"
#include "graphviz.h"
#include "page.h"
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

void FillTitles(DrawOptions& options, const StepCatalog& catalog, std::shared_ptr<const StatuteBook> statutes) {
  options.statute_title = [statutes = std::move(statutes)](std::string_view id) {
    const Statute* statute = statutes == nullptr ? nullptr : statutes->Find(id);
    return statute == nullptr ? Text{} : statute->title;
  };
  options.outcome_title = [&catalog](std::string_view type, std::string_view outcome) {
    const StepType* step_type = catalog.Find(type);
    const OutcomeType* found = step_type == nullptr ? nullptr : step_type->FindOutcome(outcome);
    return found == nullptr ? Text{} : found->title;
  };
}

// The run that the first error shows is drawn in red.
void FillWitness(DrawOptions& options, const VerifyReport& report) {
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::kError || finding.witness.empty()) {
      continue;
    }
    options.witness = finding.witness;
    options.caption = {fmt::format("{}[{}]", finding.message.zh, finding.code), fmt::format("{} [{}]", finding.message.en, finding.code)};
    return;
  }
}

// The procedure's title with the local rules that were merged into it.
Text TitleWithRules(const Definition& definition, const VerifyReport& report) {
  Text title = definition.title;
  for (const OverlayReport& rule : report.overlays) {
    title.zh += (&rule == &report.overlays.front() ? ",适用" : "、") + rule.overlay->title.zh;
    title.en += (&rule == &report.overlays.front() ? ", with " : ", ") + rule.overlay->title.In(Language::kEnglish);
  }
  return title;
}

// Folded into as many columns as give the largest letters on the page; by estimate where Graphviz is not there to try.
Picture Drawn(const Definition& definition, DrawOptions& options) {
  const std::string estimated = DrawDot(definition, options);
  Picture best{estimated, RenderSvg(estimated)};
  for (options.columns = 1; best.svg && options.columns <= kMostColumns; ++options.columns) {
    std::string dot = DrawDot(definition, options);
    auto svg = dot == best.dot ? best.svg : RenderSvg(dot);
    // A further column cuts the main line once more, so it has to be worth it.
    if (svg && (options.columns == 1 || PointsOnPage(*svg) > PointsOnPage(*best.svg) * 1.03)) {
      best = {std::move(dot), std::move(svg)};
    }
  }
  return best;
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

Result<Picture> DossierPicture(Session& session, Engine& engine, const std::string& id) {
  auto shown = Look(engine, id);
  if (!shown) {
    return shown.error();
  }
  const Procedure& procedure = *shown->procedure;
  DrawOptions options;
  options.language = session.language();
  const std::string title = fmt::format("{}  {}", id, shown->dossier->opened().title);
  options.title = {title, title};
  const auto installation = session.installation();
  FillTitles(options, procedure.catalog(), installation ? installation->statutes() : nullptr);
  for (const StepNode* step : procedure.definition().steps()) {
    options.marks[step->id] = MarkOf(shown->world, *shown->dossier, *step);
  }
  return Drawn(procedure.definition(), options);
}

int Run(Session& session, const GraphArguments& arguments) {
  Picture picture{"", Status::Internal({"没有画图。", "Nothing was drawn."})};
  int status = kDone;
  if (!arguments.dossier.empty()) {
    Engine* engine = session.engine(Session::Access::kRead);
    if (engine == nullptr) {
      return kImpossible;
    }
    auto drawn = DossierPicture(session, *engine, arguments.dossier);
    if (!drawn) {
      return session.Fail(drawn.error());
    }
    picture = *std::move(drawn);
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
    FillTitles(options, *installation->catalog(), installation->statutes());
    options.title = TitleWithRules(*loaded.definition, loaded.report);
    FillWitness(options, loaded.report);
    picture = Drawn(*loaded.definition, options);
  }
  if (session.common().format == "dot") {
    const int written = WriteOut(session, picture.dot, arguments.output);
    return written == kDone ? status : written;
  }
  if (!picture.svg) {
    return session.Fail(picture.svg.error());
  }
  if (session.common().format == "pdf") {
    const bool upright = IsUpright(*picture.svg);
    const auto pdf = RenderPdf(picture.dot, upright ? kPrintableShort : kPrintableLong, upright ? kPrintableLong : kPrintableShort);
    if (!pdf) {
      return session.Fail(pdf.error());
    }
    const int written = WriteOut(session, *pdf, arguments.output);
    return written == kDone ? status : written;
  }
  const int written = WriteOut(session, OnOnePage(*std::move(picture.svg)), arguments.output);
  return written == kDone ? status : written;
}

}  // namespace juece::cli
