// juece verify: reads, checks and proves definitions.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "commands/commands.h"
#include "mutation/mutate.h"
#include "runtime/overlay_cases.h"
#include "runtime/procedure_loader.h"
#include "xml/document.h"

namespace juece::cli {
namespace {

std::string Joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

// What each local rule comes to, and what it leaves to the national floor.
std::string OverlaySummary(const OverlayReport& report, Language language) {
  std::size_t stricter = 0;
  std::size_t neutral = 0;
  for (const ClauseJudgement& clause : report.clauses) {
    stricter += clause.strictness == Strictness::kStricter ? 1 : 0;
    neutral += clause.strictness == Strictness::kNeutral ? 1 : 0;
  }
  const std::size_t looser = report.clauses.size() - stricter - neutral;
  const Overlay& overlay = *report.overlay;
  if (language == Language::kChinese) {
    return fmt::format("  叠加层 {}({} {}):从严 {} 处,不变 {} 处,放宽 {} 处;另有 {} 条较宽,仍按国家规定办理\n", overlay.title.In(language), overlay.id,
                       overlay.version, stricter, neutral, looser, overlay.left_to_floor.size());
  }
  return fmt::format("  Overlay {} ({} {}): {} stricter, {} neutral, {} looser; {} looser clauses are left to the national floor\n",
                     overlay.title.In(language), overlay.id, overlay.version, stricter, neutral, looser, overlay.left_to_floor.size());
}

std::string Summary(const VerifyReport& report, const std::string& file, Language language) {
  std::size_t errors = 0;
  for (const Finding& finding : report.findings) {
    errors += finding.severity == Severity::kError ? 1 : 0;
  }
  const bool chinese = language == Language::kChinese;
  std::string out;
  if (report.ok) {
    out += chinese ? fmt::format("✔ {}({} {}):已证明,可以运行。\n", file, report.id, report.version)
                   : fmt::format("✔ {} ({} {}): proved; it may be run.\n", file, report.id, report.version);
    out += chinese ? "  每一种走法在作出决定前都必须经过:" : "  Every run that reaches the decision passes: ";
    out += Joined(report.mandatory, chinese ? "、" : ", ") + "\n";
    out += chinese ? "  其中视情形适用(不适用须说明理由):" : "  Of these, conditional (not applicable only with a reason): ";
    out += Joined(report.conditional, chinese ? "、" : ", ") + "\n";
    out += chinese ? fmt::format("  涉及条款 {} 条\n", report.articles.size()) : fmt::format("  Articles carried: {}\n", report.articles.size());
  } else {
    out += chinese ? fmt::format("✘ {}:有 {} 处阻断性问题,不得运行。\n", file, errors)
                   : fmt::format("✘ {}: {} error(s); it may not be run.\n", file, errors);
  }
  for (const OverlayReport& overlay : report.overlays) {
    out += OverlaySummary(overlay, language);
  }
  return out;
}

Data ToData(const OverlayCases& cases, Language language) {
  Data milder = Data::EmptyList();
  for (const MilderCase& one : cases.milder) {
    milder.Append(Data::OfMembers({{"file", one.file}, {"what", one.what}, {"message", one.message.In(language)}}));
  }
  Data unfired = Data::EmptyList();
  for (const UnfiredClause& one : cases.unfired) {
    Data articles = Data::EmptyList();
    for (const ArticleRef& article : one.clause->articles) {
      articles.Append(article.ToString());
    }
    unfired.Append(Data::OfMembers({{"overlay", one.overlay}, {"line", one.clause->place.line}, {"articles", articles}}));
  }
  Data skipped = Data::EmptyList();
  for (const SkippedCase& one : cases.skipped) {
    skipped.Append(Data::OfMembers({{"file", one.file}, {"why", one.why.In(language)}}));
  }
  return Data::OfMembers({{"scripts", cases.scripts}, {"records", cases.records}, {"milder", milder}, {"unfired", unfired}, {"skipped", skipped}});
}

std::string CasesText(const OverlayCases& cases, Language language) {
  const bool chinese = language == Language::kChinese;
  std::string out = chinese ? fmt::format("  试算 {} 个脚本、{} 份记录:变轻 {} 件,没有触发的条款 {} 处,不能试算 {} 件\n", cases.scripts, cases.records,
                                          cases.milder.size(), cases.unfired.size(), cases.skipped.size())
                            : fmt::format("  Tried on {} scripts and {} records: {} milder, {} clauses not fired, {} cases skipped\n", cases.scripts,
                                          cases.records, cases.milder.size(), cases.unfired.size(), cases.skipped.size());
  for (const MilderCase& one : cases.milder) {
    out += fmt::format("    {} {} {}: {}\n", chinese ? "变轻" : "milder", one.file, one.what, one.message.In(language));
  }
  for (const UnfiredClause& one : cases.unfired) {
    out += fmt::format("    {} {}:{} ({})\n", chinese ? "没有触发" : "not fired", one.clause->place.file, one.clause->place.line,
                       one.clause->articles.empty() ? "" : one.clause->articles.front().ToString());
  }
  for (const SkippedCase& one : cases.skipped) {
    out += fmt::format("    {} {}: {}\n", chinese ? "不能试算" : "skipped", one.file, one.why.In(language));
  }
  return out;
}

// A long list helps nobody: errors first where it is cut, and how many more there are.
constexpr std::size_t kMostShown = 100;

void PrintSome(const Session& session, std::vector<Finding> findings) {
  const std::size_t all = findings.size();
  if (all > kMostShown) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    findings.resize(kMostShown);
  }
  session.PrintFindings(findings, false);
  if (all > kMostShown) {
    session.Print(session.In({fmt::format("……还有 {} 处没有列出;--format json 列出全部。\n", all - kMostShown),
                              fmt::format("... and {} more; --format json lists them all.\n", all - kMostShown)}));
  }
}

// The definition's bytes once more, with every edit, and with the local rules merged each time. Progress
// goes to standard error, where somebody looks at it.
MutationReport Tried(const Installation& installation, const LoadedProcedure& loaded, const Session& session) {
  std::vector<Finding> findings;
  const auto document = ParseXml(loaded.base.bytes, loaded.base.name, findings);
  if (document == nullptr) return {};
  MutationProgress progress;
  if (isatty(STDERR_FILENO) != 0) {
    progress = [chinese = session.language() == Language::kChinese](std::size_t done, std::size_t all) {
      constexpr std::size_t kEvery = 250;
      if (done % kEvery != 0 && done != all) return;
      fmt::print(stderr, fmt::runtime(chinese ? "\r已试改 {}/{}" : "\r{}/{} edits tried"), done, all);
      if (done == all) fmt::print(stderr, "\n");
    };
  }
  const EditJudge judge = [&](const XmlDocument& edited) { return VerifyDocument(installation, edited, loaded.overlays); };
  return Mutate(*document, *installation.catalog(), judge, progress);
}

}  // namespace

int Run(Session& session, const VerifyArguments& arguments) {
  const auto installation = session.installation();
  if (!installation) {
    return kImpossible;
  }
  Data definitions = Data::EmptyList();
  int status = kDone;
  for (const std::string& file : arguments.files) {
    const LoadedProcedure loaded = LoadProcedure(*installation, file, arguments.overlays);
    std::optional<OverlayCases> cases;
    if (!arguments.cases.empty() && loaded.report.ok) {
      auto tried = TryOverlayCases(installation, file, arguments.overlays, loaded.report, arguments.cases);
      if (!tried) {
        return session.Fail(tried.error());
      }
      cases = std::move(*tried);
      if (!cases->milder.empty() && status == kDone) {
        status = kWrong;
      }
    }
    MutationReport mutation;
    if (arguments.mutate) mutation = Tried(*installation, loaded, session);
    if (session.json()) {
      Data definition = ToData(loaded.report, session.language());
      if (cases) {
        definition.Set("cases", ToData(*cases, session.language()));
      }
      if (arguments.mutate) definition.Set("mutation", ToData(mutation, session.language()));
      definitions.Append(std::move(definition));
    } else {
      PrintSome(session, loaded.report.findings);
      session.Print(Summary(loaded.report, file, session.language()));
      if (cases) {
        session.Print(CasesText(*cases, session.language()));
      }
      if (arguments.mutate) session.Print(ToText(mutation, session.language()));
    }
    if (!loaded.definition) {
      status = kImpossible;  // unreadable input
    } else if (!loaded.report.ok && status == kDone) {
      status = kWrong;
    }
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"definitions", definitions}}));
  }
  return status;
}

}  // namespace juece::cli
