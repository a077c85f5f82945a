#include "commands/step_rules.h"

#include <algorithm>

#include "runtime/matter_review.h"
#include "runtime/plugin_checks.h"

namespace juece::cli {

std::optional<std::vector<RuleReport>> RulesToMind(Session& session, const std::string& dossier, const std::string& step_type) {
  const auto paths = session.paths();
  EventStore* store = paths ? session.store(Session::Access::kRead) : nullptr;
  if (store == nullptr) {
    return std::nullopt;
  }
  const auto events = store->Read(dossier);
  if (!events) {
    session.Fail(events.error());
    return std::nullopt;
  }
  std::vector<Finding> findings;
  auto books = ReadReviewBooks({*paths, CalendarFileOf(*paths), {}, InstalledChecks(*paths, std::make_shared<SystemClock>())}, findings);
  const Matter matter = MatterOfDossier(*events, [store](const std::string& digest) { return store->FindPinned(digest); });
  const bool readable = books && ReadLocalRulebooks(*books, matter, findings);
  session.PrintFindings(findings, true);
  if (!readable) {
    return std::nullopt;
  }
  ReviewReport report = JudgeMatter(*books, matter, {});
  std::erase_if(report.rules, [&](const RuleReport& rule) {
    const auto state = rule.State();
    const bool broken = rule.verdict == Verdict::kViolated || state == RunningState::kViolatedForEver;
    return rule.step != step_type || !state || rule.verdict == Verdict::kNotApplicable || (!broken && rule.terms.empty());
  });
  return std::move(report.rules);
}

}  // namespace juece::cli
