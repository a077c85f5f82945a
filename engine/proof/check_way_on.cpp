// Whether a gate can be passed at all: some run comes to the goal after a server ended in a way that opens whatever the facts are, and
// one does after no server applied. A gate that only lets exceptions through holds every ordinary dossier back for good.
#include <fmt/format.h>

#include <algorithm>

#include "proof/checks.h"
#include "proof/screen.h"

namespace juece {
namespace {

constexpr int kQuestionsEach = 4;  // the goal is come to at all; after an opening outcome; after not_applicable; after one that the law keeps open
constexpr std::size_t kRequirementsAtOnce = kMostQuestions / kQuestionsEach;

class WayOnChecker {
 public:
  WayOnChecker(CheckContext& context, const Model& model, const Requirement& requirement)
      : context_(context), model_(model), requirement_(requirement), servers_(model.KindsOfTypes(requirement.step_types)) {}

  void Ask(Screen& screen) {
    const Goal goal{requirement_.milestone, requirement_.milestone == "end", requirement_.before_type};
    reached_ = Bit(screen.Add(NeutralProperty(model_), goal));
    opened_ = Bit(screen.Add(LastVisit([this](const std::string& outcome) { return AlwaysOpens(outcome); }), goal));
    skipped_ = Bit(screen.Add(LastVisit([](const std::string& outcome) { return outcome == kNotApplicableOutcome; }), goal));
    kept_ = Bit(screen.Add(LastVisit([this](const std::string& outcome) { return Kept(outcome); }), goal));
  }

  // `can`: the questions for which there is such a run.
  void Check(Questions can) {
    for (const ModelStepKind* kind : servers_) CheckKeptRows(context_, requirement_, *kind, model_);
    if ((can & reached_) == 0 || servers_.empty()) return;
    if ((can & kept_) == 0 && Occurs([this](const std::string& outcome) { return Kept(outcome); })) {
      const std::string outcomes = JoinWords({requirement_.kept_outcomes.begin(), requirement_.kept_outcomes.end()}, ", ");
      Report({fmt::format("以 {} 结束", outcomes), fmt::format("ended with {}", outcomes)});
    }
    if ((can & opened_) == 0 && Occurs([this](const std::string& outcome) { return AlwaysOpens(outcome); })) {
      const std::string outcomes = JoinWords(Ordinary(), ", ");
      Report({fmt::format("以 {} 结束", outcomes), fmt::format("ended with {}", outcomes)});
    }
    const bool each = std::all_of(servers_.begin(), servers_.end(), [](const ModelStepKind* kind) { return kind->conditional; });
    if ((can & skipped_) == 0 && each && requirement_.step_types.size() == 1) Report({"不适用", "did not apply"});
  }

 private:
  static Questions Bit(int question) { return Questions{1} << question; }

  // A run has the gate "shut" here, in the sense of the screen, once the last visit of a server was one of those meant.
  template <typename Meant>
  [[nodiscard]] Property LastVisit(Meant meant) const {
    Property property = NeutralProperty(model_);
    property.closed_at_start = false;
    for (const ModelStepKind* kind : servers_) {
      auto mark = property.by_outcome.begin() + kind->first_outcome;
      for (const std::string& outcome : kind->outcomes) *mark++ = meant(outcome) ? VisitMark::kCloses : VisitMark::kOpens;
    }
    return property;
  }

  template <typename Meant>
  [[nodiscard]] bool Occurs(Meant meant) const {
    return std::any_of(servers_.begin(), servers_.end(), [&](const ModelStepKind* kind) {
      return std::any_of(kind->outcomes.begin(), kind->outcomes.end(), meant);
    });
  }

  [[nodiscard]] bool AlwaysOpens(const std::string& outcome) const {
    const auto& opening = requirement_.opening_outcomes;
    return requirement_.outcome_conditions.count(outcome) == 0 && std::find(opening.begin(), opening.end(), outcome) != opening.end();
  }
  [[nodiscard]] bool Kept(const std::string& outcome) const { return requirement_.kept_outcomes.count(outcome) > 0; }
  [[nodiscard]] std::vector<std::string> Ordinary() const {
    std::vector<std::string> ordinary;
    for (const std::string& outcome : requirement_.opening_outcomes) {
      if (AlwaysOpens(outcome)) ordinary.push_back(outcome);
    }
    return ordinary;
  }

  void Report(const Text& how) {
    const StepNode& server = *model_.Step(servers_.front()->steps.front()).node;
    const Text name = requirement_.step_types.size() > 1 ? AlternativesTitle(context_.catalog(), requirement_.step_types) : Quote(server.title, server.id);
    const Text goal = GoalTitle(context_.catalog(), requirement_);
    const std::string article = requirement_.article.ToString();
    Finding& finding = context_.Error(
        "gate-never-opens", server.place,
        {fmt::format("{}{}之后,应能办到{}(依据 {}),但没有一种走法做得到:总要再回到该环节,或者先行结案", name.zh, how.zh, goal.zh, article),
         fmt::format("Expected a run to come to {} after {} {} ({}), but none does: each leads through it again, or ends before", goal.en,
                     name.en, how.en, article)});
    finding.step = server.id;
    finding.article = article;
  }

  CheckContext& context_;
  const Model& model_;
  const Requirement& requirement_;
  std::vector<const ModelStepKind*> servers_;
  Questions reached_ = 0;
  Questions opened_ = 0;
  Questions skipped_ = 0;
  Questions kept_ = 0;
};

// What is owed only after another step is not asked: no ordinary dossier has to come that way.
std::vector<const Requirement*> Asked(const CheckContext& context) {
  std::vector<const Requirement*> asked;
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const Requirement& requirement : clause->requirements) {
      if (requirement.after_type.empty()) asked.push_back(&requirement);
    }
  }
  return asked;
}

}  // namespace

void CheckWayOn(CheckContext& context, const Model& model, const Reach& reach) {
  const std::vector<const Requirement*> requirements = Asked(context);
  for (std::size_t from = 0; from < requirements.size(); from += kRequirementsAtOnce) {
    Screen screen(model, reach);
    std::vector<WayOnChecker> checkers;
    for (std::size_t r = from; r < std::min(from + kRequirementsAtOnce, requirements.size()); ++r) {
      checkers.emplace_back(context, model, *requirements[r]).Ask(screen);
    }
    const Questions can = screen.Offended();
    for (WayOnChecker& checker : checkers) checker.Check(can);
  }
}

}  // namespace juece
