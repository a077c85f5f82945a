// What the claimed statutes require before each milestone: the step is there, cannot be passed by, opens the gate with its last
// outcome, and has seen the last text.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "proof/checks.h"
#include "proof/fresh.h"

namespace juece {
namespace {

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class RequirementChecker {
 public:
  RequirementChecker(CheckContext& context, const Model& model, const Requirement& requirement)
      : context_(context), model_(model), requirement_(requirement), article_(requirement.article.ToString()) {
    goal_.milestone = requirement.milestone;
    goal_.at_end = requirement.milestone == "end";
    goal_.before_type = requirement.before_type;
    for (std::size_t s = 0; s < model.steps.size(); ++s) {
      if (model.steps[s].node->type == requirement.step_type) servers_.push_back(static_cast<int>(s));
    }
  }

  void Check() {
    if (servers_.empty()) return ReportMissing();
    for (const int s : servers_) not_applicable_opens_.push_back(CheckServer(Server(s)));
    if (CheckBypass()) return;
    CheckGate();
    if (!requirement_.fresh_material.empty()) {
      CheckFresh(context_, model_, requirement_, goal_, servers_, OpeningProperty());
    }
  }

 private:
  [[nodiscard]] const StepNode& Server(int step) const { return *model_.steps[static_cast<std::size_t>(step)].node; }

  // Where applicability is too narrow, that is the finding; the gate is then judged as if it were not.
  bool CheckServer(const StepNode& server) {
    if (!server.applicability) return false;
    CheckApplicability(context_, requirement_, server);
    return true;
  }

  [[nodiscard]] Property AnyVisitOpens() const {
    Property property = NeutralProperty(model_);
    property.only_from_start = true;
    for (const int s : servers_) {
      auto& marks = property.marks[static_cast<std::size_t>(s)];
      std::fill(marks.begin(), marks.end(), VisitMark::kOpens);
    }
    return property;
  }

  [[nodiscard]] bool Opens(const ModelStep& step, const std::string& outcome, bool not_applicable_opens) const {
    if (outcome == kNotApplicableOutcome) return not_applicable_opens;
    if (!requirement_.opening_outcomes.empty()) return Contains(requirement_.opening_outcomes, outcome);
    const OutcomeType* type = step.type->FindOutcome(outcome);
    return type != nullptr && type->opens;
  }

  [[nodiscard]] Property OpeningProperty() const {
    Property property = NeutralProperty(model_);
    for (std::size_t i = 0; i < servers_.size(); ++i) {
      const ModelStep& step = model_.steps[static_cast<std::size_t>(servers_[i])];
      auto& marks = property.marks[static_cast<std::size_t>(servers_[i])];
      for (std::size_t o = 0; o < step.outcomes.size(); ++o) {
        marks[o] = Opens(step, step.outcomes[o], not_applicable_opens_[i]) ? VisitMark::kOpens : VisitMark::kCloses;
      }
      CloseUnsureRows(context_, requirement_, model_, servers_[i], property);
    }
    return property;
  }

  bool CheckBypass() {
    const Property property = AnyVisitOpens();
    const auto run = Explorer(model_, property, goal_).FindRun();
    if (!run) return false;
    const Text name = Quote(Server(servers_.front()).title, Server(servers_.front()).id);
    const Text milestone = GoalTitle(context_.catalog(), requirement_);
    const Text path = RunText(model_, *run);
    Report("mandatory-step-bypassed",
           {fmt::format("{}之前应经过{}(依据 {}),但可以绕过它:{}", milestone.zh, name.zh, article_, path.zh),
            fmt::format("Expected every run to pass {} before {} ({}), but this one does not: {}", name.en, milestone.en, article_,
                        path.en)},
           *run);
    return true;
  }

  void CheckGate() {
    const Property property = OpeningProperty();
    const auto run = Explorer(model_, property, goal_).FindRun();
    if (!run) return;
    const Text name = Quote(Server(servers_.front()).title, Server(servers_.front()).id);
    const Text milestone = GoalTitle(context_.catalog(), requirement_);
    const Text path = RunText(model_, *run);
    const std::string opening = JoinWords(requirement_.opening_outcomes, ", ");
    Finding& finding = Report(
        "gate-outcome-passes",
        {fmt::format("{}之前,{}最后一次的结果应为 {}(依据 {}),但以别的结果也能走到:{}", milestone.zh, name.zh, opening, article_,
                     path.zh),
         fmt::format("Expected the last outcome of {} before {} to be one of {} ({}), but another one passes too: {}", name.en,
                     milestone.en, opening, article_, path.en)},
        *run);
    // The row that lets the closed gate be walked through is where to mend it.
    const auto closing = std::find_if(run->visits.rbegin(), run->visits.rend(),
                                      [](const RunVisit& visit) { return visit.mark == VisitMark::kCloses; });
    if (closing != run->visits.rend() && closing->row != nullptr) finding.place = closing->row->place;
  }

  Finding& Report(std::string_view code, Text message, const Run& run) {
    const StepNode& server = Server(servers_.front());
    Finding& finding = context_.Error(code, server.place, std::move(message));
    finding.step = server.id;
    finding.article = article_;
    finding.witness = RunIds(model_, run);
    return finding;
  }

  void ReportMissing() {
    const Text milestone = GoalTitle(context_.catalog(), requirement_);
    const Clause* clause = context_.statutes()->Find(requirement_.article);
    const Text summary = clause == nullptr ? Text{} : clause->summary;
    Finding& finding = context_.Error(
        "requirement-missing", context_.definition().place,
        {fmt::format("{}之前应有类型为“{}”的环节(依据 {}:{}),但定义中没有", milestone.zh, requirement_.step_type, article_,
                     summary.In(Language::kChinese)),
         fmt::format("Expected a step of type \"{}\" before {} ({}: {}), but the definition has none", requirement_.step_type,
                     milestone.en, article_, summary.In(Language::kEnglish))});
    finding.step = requirement_.step_type;
    finding.article = article_;
  }

  CheckContext& context_;
  const Model& model_;
  const Requirement& requirement_;
  std::string article_;
  Goal goal_;
  std::vector<int> servers_;
  std::vector<bool> not_applicable_opens_;  // of each server
};

// A milestone that nobody marks would make every requirement before it empty.
bool CheckGoal(CheckContext& context, const Requirement& requirement, std::set<std::string>& known) {
  if (!requirement.before_type.empty()) {  // without such a step nothing is owed before it
    return std::any_of(context.definition().steps().begin(), context.definition().steps().end(),
                       [&](const StepNode* step) { return step->type == requirement.before_type; });
  }
  const std::string wanted = requirement.milestone == "end" ? "decision" : requirement.milestone;
  for (const StepNode* step : context.definition().steps()) {
    if (step->milestone && step->milestone->milestone == wanted) return true;
  }
  if (!known.insert(wanted).second) return false;
  const Text name = MilestoneTitle(wanted);
  const std::string article = requirement.article.ToString();
  context
      .Error("requirement-missing", context.definition().place,
             {fmt::format("应在某个环节上标明里程碑 <milestone id=\"{}\">({}),依据 {} 的要求以它为界,但没有标明", wanted, name.zh, article),
              fmt::format("Expected a step with <milestone id=\"{}\"> ({}), which {} speaks of, but none has it", wanted, name.en, article)})
      .article = article;
  return false;
}

}  // namespace

std::vector<const Clause*> ClaimedClauses(const CheckContext& context) {
  std::vector<const Clause*> clauses;
  if (context.statutes() == nullptr) return clauses;
  for (const std::string& id : context.definition().statutes) {
    const Statute* statute = context.statutes()->Find(id);
    if (statute == nullptr) continue;
    for (const Clause& clause : statute->clauses) {
      if (!clause.in_force_to) clauses.push_back(&clause);
    }
  }
  return clauses;
}

void CheckRequirements(CheckContext& context, const Model& model) {
  std::set<std::string> missing_milestones;
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const Requirement& requirement : clause->requirements) {
      if (CheckGoal(context, requirement, missing_milestones)) RequirementChecker(context, model, requirement).Check();
    }
  }
}

}  // namespace juece
