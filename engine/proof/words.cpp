#include <fmt/format.h>
#include <fmt/ranges.h>

#include "proof/checks.h"

namespace juece {

Finding& CheckContext::Add(std::string_view code, Severity severity, const SourcePlace& place, Text message) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.place = place;
  finding.message = std::move(message);
  findings_.push_back(std::move(finding));
  return findings_.back();
}

Text Quote(const Text& title, std::string_view id) {
  return {fmt::format("“{}”({})", title.In(Language::kChinese), id), fmt::format("\"{}\" ({})", title.In(Language::kEnglish), id)};
}

namespace {

// Where the outcome tells nothing (there is but one), or has not come yet, it is left out.
Text OutcomeText(const ModelStep& step, int outcome) {
  if (outcome < 0 || step.outcomes().size() < 2) return {};
  const std::string& id = step.outcomes()[static_cast<std::size_t>(outcome)];
  if (id == kNotApplicableOutcome) return {"(不适用)", " (not applicable)"};
  const OutcomeType* type = step.type().FindOutcome(id);
  const Text title = type == nullptr || type->title.empty() ? Text{id, id} : type->title;
  return {fmt::format("({})", title.In(Language::kChinese)), fmt::format(" ({})", title.In(Language::kEnglish))};
}

}  // namespace

namespace {

// At either end of a very long run; the witness has all of it.
constexpr std::size_t kShownVisits = 30;

}  // namespace

Text RunText(const Model& model, const Run& run) {
  Text out;
  const auto add = [&](const Text& title, const Text& outcome) {
    out.zh += (out.zh.empty() ? "" : " → ") + title.In(Language::kChinese) + outcome.zh;
    out.en += (out.en.empty() ? "" : " → ") + title.In(Language::kEnglish) + outcome.en;
  };
  const std::size_t length = run.visits.size();
  const bool shortened = length > 2 * kShownVisits + 1;
  for (std::size_t v = 0; v < length; ++v) {
    if (shortened && v == kShownVisits) {
      const std::size_t hidden = length - 2 * kShownVisits;
      add({fmt::format("…(略去 {} 个环节)…", hidden), fmt::format("... ({} steps left out) ...", hidden)}, {});
      v += hidden - 1;
      continue;
    }
    const ModelStep& step = model.Step(run.visits[v].step);
    add(step.node->title, OutcomeText(step, run.visits[v].outcome));
  }
  if (run.end != nullptr) add(run.end->title.empty() ? Text{run.end->id, run.end->id} : run.end->title, {});
  return out;
}

std::vector<std::string> RunIds(const Model& model, const Run& run) {
  std::vector<std::string> ids;
  for (const RunVisit& visit : run.visits) ids.push_back(model.Step(visit.step).node->id);
  return ids;
}

namespace {

Text QuoteType(const StepCatalog& catalog, const std::string& id) {
  const StepType* type = catalog.Find(id);
  return type == nullptr ? Text{id, id} : Quote(type->title, type->id);
}

}  // namespace

Text GoalTitle(const StepCatalog& catalog, const Requirement& requirement) {
  if (requirement.before_type.empty()) return MilestoneTitle(requirement.milestone);
  return QuoteType(catalog, requirement.before_type);
}

Text AlternativesTitle(const StepCatalog& catalog, const std::vector<std::string>& types) {
  Text out;
  for (const std::string& id : types) {
    const Text title = QuoteType(catalog, id);
    out.zh += (out.zh.empty() ? "" : "或") + title.zh;
    out.en += (out.en.empty() ? "" : " or ") + title.en;
  }
  return out;
}

std::string JoinWords(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

}  // namespace juece
