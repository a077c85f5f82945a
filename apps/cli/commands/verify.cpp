// juece verify: reads, checks and proves definitions.
#include <fmt/format.h>

#include "commands/commands.h"
#include "runtime/procedure_loader.h"

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
    if (session.json()) {
      definitions.Append(ToData(loaded.report, session.language()));
    } else {
      session.PrintFindings(loaded.report.findings, false);
      session.Print(Summary(loaded.report, file, session.language()));
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
