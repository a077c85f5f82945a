// What the claimed statutes require before each milestone: the step is there, cannot be passed by, opens the gate with its last
// outcome, and has seen the last text.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "proof/checks.h"
#include "proof/fresh.h"
#include "proof/screen.h"

namespace juece {
namespace {

bool ContainsItem(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class RequirementChecker {
 public:
  RequirementChecker(CheckContext& context, const Model& model, const Requirement& requirement)
      : context_(context), model_(model), requirement_(requirement), article_(requirement.article.ToString()) {
    goal_.milestone = requirement.milestone;
    goal_.at_end = requirement.milestone == "end";
    goal_.before_type = requirement.before_type;
    servers_ = model.KindsOfTypes(requirement.step_types);
  }

  // Puts to the screen what is to be proved.
  void Ask(Screen& screen) {
    if (servers_.empty()) return;
    const Property opening = requirement_.after_type.empty() ? OpeningProperty() : AfterProperty();
    gate_ = Questions{1} << screen.Add(opening, goal_);
    if (requirement_.fresh_material.empty()) return;
    fresh_ = Questions{1} << screen.Add(FreshProperty(model_, requirement_, opening), goal_);
  }

  // `offended`: of the screen. A run that passes the step by offends the gate too.
  void Check(Questions offended) {
    if (servers_.empty()) return ReportMissing();
    CheckConditions();
    if ((offended & gate_) != 0) {
      if (!requirement_.after_type.empty()) return CheckAfter();
      if (CheckBypass()) return;
      CheckGate();
    }
    if (requirement_.fresh_material.empty()) return;
    std::optional<Property> fresh;
    if ((offended & fresh_) != 0) fresh = FreshProperty(model_, requirement_, OpeningProperty());
    CheckFresh(context_, model_, requirement_, goal_, FirstServer(), fresh);
  }

 private:
  [[nodiscard]] const StepNode& FirstServer() const {
    int first = servers_.front()->steps.front();
    for (const ModelStepKind* kind : servers_) first = std::min(first, kind->steps.front());
    return *model_.Step(first).node;
  }

  // Any of several types will do: then a step that did not apply serves nobody, and nothing is asked of its condition.
  [[nodiscard]] bool Alternatives() const { return requirement_.step_types.size() > 1; }

  // "“合法性审查”(legality_review)", or all the types that will do.
  [[nodiscard]] Text ServerName() const {
    if (!Alternatives()) return Quote(FirstServer().title, FirstServer().id);
    return AlternativesTitle(context_.catalog(), requirement_.step_types);
  }

  // Many servers share few conditions, and what suffices once suffices again.
  void CheckConditions() {
    if (Alternatives()) return;
    std::vector<int> conditional;
    for (const ModelStepKind* kind : servers_) {
      if (kind->conditional) conditional.insert(conditional.end(), kind->steps.begin(), kind->steps.end());
    }
    std::sort(conditional.begin(), conditional.end());
    std::set<std::string> sufficient;
    for (const int s : conditional) {
      const StepNode& server = *model_.Step(s).node;
      const bool known = !server.applicability->discretionary && sufficient.count(server.applicability->when.text()) > 0;
      if (!known && CheckApplicability(context_, requirement_, server)) sufficient.insert(server.applicability->when.text());
    }
  }

  [[nodiscard]] Property AnyVisitOpens() const {
    return ServerProperty([this](const ModelStepKind&, const std::string& outcome) {
      return Alternatives() && outcome == kNotApplicableOutcome ? VisitMark::kNeutral : VisitMark::kOpens;
    });
  }

  template <typename MarkOf>
  [[nodiscard]] Property ServerProperty(MarkOf mark_of) const {
    Property property = NeutralProperty(model_);
    for (const ModelStepKind* kind : servers_) {
      auto mark = property.by_outcome.begin() + kind->first_outcome;
      for (const std::string& outcome : kind->outcomes) *mark++ = mark_of(*kind, outcome);
    }
    return property;
  }

  // Where a condition of applicability is too narrow, that is the finding; the gate is judged as if it were not.
  [[nodiscard]] bool Opens(const ModelStepKind& kind, const std::string& outcome) const {
    if (outcome == kNotApplicableOutcome) return kind.conditional;
    if (!requirement_.opening_outcomes.empty()) return ContainsItem(requirement_.opening_outcomes, outcome);
    const OutcomeType* type = kind.type->FindOutcome(outcome);
    return type != nullptr && type->opens;
  }

  [[nodiscard]] Property OpeningProperty() const {
    Property property = ServerProperty([this](const ModelStepKind& kind, const std::string& outcome) {
      if (Alternatives() && outcome == kNotApplicableOutcome) return VisitMark::kNeutral;
      return Opens(kind, outcome) ? VisitMark::kOpens : VisitMark::kCloses;
    });
    for (const ModelStepKind* kind : servers_) CloseUnsureRows(context_, requirement_, model_, *kind, property);
    return property;
  }

  // Owed once another step has ended in a certain way: each such visit shuts the gate, the servers open it again. What a server does
  // badly changes nothing: it is still owed.
  [[nodiscard]] Property AfterProperty() const {
    Property property = OpeningProperty();
    property.closed_at_start = false;
    std::replace(property.by_outcome.begin(), property.by_outcome.end(), VisitMark::kCloses, VisitMark::kNeutral);
    for (auto& [edge, mark] : property.by_edge) mark = mark == VisitMark::kCloses ? VisitMark::kNeutral : mark;
    for (const ModelStepKind* kind : model_.KindsOfType(requirement_.after_type)) {
      auto mark = property.by_outcome.begin() + kind->first_outcome;
      for (const std::string& outcome : kind->outcomes) {
        if (ContainsItem(requirement_.after_outcomes, outcome)) *mark = VisitMark::kCloses;
        ++mark;
      }
    }
    return property;
  }

  void CheckAfter() {
    const Property property = AfterProperty();
    const Run run = Explorer(model_, property, goal_).FindRun().value_or(Run{});
    const Text name = ServerName();
    const Text milestone = GoalTitle(context_.catalog(), requirement_);
    const Text path = RunText(model_, run);
    const std::string after = JoinWords(requirement_.after_outcomes, ", ");
    Report("mandatory-step-bypassed",
           {fmt::format("类型为“{}”的环节以 {} 结束之后、{}之前,应再经过{}(依据 {}),但可以绕过它:{}", requirement_.after_type, after, milestone.zh,
                        name.zh, article_, path.zh),
            fmt::format("Expected every run to pass {} after a step of type \"{}\" has ended with {} and before {} ({}), but this one does "
                        "not: {}",
                        name.en, requirement_.after_type, after, milestone.en, article_, path.en)},
           run);
  }

  bool CheckBypass() {
    Property property = AnyVisitOpens();
    property.only_from_start = true;
    const auto run = Explorer(model_, property, goal_).FindRun();
    if (!run) return false;
    const Text name = ServerName();
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
    const Run run = Explorer(model_, property, goal_).FindRun().value_or(Run{});  // offended without a run is a finding all the same
    const Text name = ServerName();
    const Text milestone = GoalTitle(context_.catalog(), requirement_);
    const Text path = RunText(model_, run);
    const std::string opening = JoinWords(requirement_.opening_outcomes, ", ");
    Finding& finding = Report(
        "gate-outcome-passes",
        {fmt::format("{}之前,{}最后一次的结果应为 {}(依据 {}),但以别的结果也能走到:{}", milestone.zh, name.zh, opening, article_,
                     path.zh),
         fmt::format("Expected the last outcome of {} before {} to be one of {} ({}), but another one passes too: {}", name.en,
                     milestone.en, opening, article_, path.en)},
        run);
    // The row that lets the closed gate be walked through is where to mend it.
    const auto closing = std::find_if(run.visits.rbegin(), run.visits.rend(),
                                      [](const RunVisit& visit) { return visit.mark == VisitMark::kCloses; });
    if (closing != run.visits.rend() && closing->row != nullptr) finding.place = closing->row->place;
  }

  Finding& Report(std::string_view code, Text message, const Run& run) {
    const StepNode& server = FirstServer();
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
        "requirement-missing", context_.definition().PlaceOfClaim(requirement_.article.statute),
        {fmt::format("{}之前应有类型为“{}”的环节(依据 {}:{}),但定义中没有", milestone.zh, JoinWords(requirement_.step_types, "”或“"), article_,
                     summary.In(Language::kChinese)),
         fmt::format("Expected a step of type \"{}\" before {} ({}: {}), but the definition has none", JoinWords(requirement_.step_types, "\" or \""),
                     milestone.en, article_, summary.In(Language::kEnglish))});
    finding.step = requirement_.step_types.front();
    finding.article = article_;
  }

  CheckContext& context_;
  const Model& model_;
  const Requirement& requirement_;
  std::string article_;
  Goal goal_;
  std::vector<const ModelStepKind*> servers_;
  Questions gate_ = 0;   // the bits of this requirement's questions
  Questions fresh_ = 0;
};

// Each asks for an open gate and perhaps for a fresh text.
constexpr std::size_t kRequirementsTogether = kMostQuestions / 2;

// Whether a step of that type can end so at all: otherwise nothing is owed after it.
bool CanEndSo(const CheckContext& context, const std::string& type, const std::vector<std::string>& outcomes) {
  const StepType* described = context.catalog().Find(type);
  const auto& steps = context.definition().steps();
  return described != nullptr && std::any_of(steps.begin(), steps.end(), [&](const StepNode* step) { return step->type == type; }) &&
         std::any_of(outcomes.begin(), outcomes.end(), [&](const std::string& outcome) { return described->FindOutcome(outcome) != nullptr; });
}

// A milestone that nobody marks would make every requirement before it empty.
bool CheckGoal(CheckContext& context, const Model& model, const Requirement& requirement, std::set<std::string>& known) {
  if (!requirement.after_type.empty() && !CanEndSo(context, requirement.after_type, requirement.after_outcomes)) return false;
  // Without a step of the other type nothing is owed before it.
  if (!requirement.before_type.empty()) return !model.KindsOfType(requirement.before_type).empty();
  const std::string wanted = requirement.milestone == "end" ? "decision" : requirement.milestone;
  if (model.milestones.count(wanted) > 0) return true;
  if (!known.insert(wanted).second) return false;
  const Text name = MilestoneTitle(wanted);
  const std::string article = requirement.article.ToString();
  context
      .Error("requirement-missing", context.definition().PlaceOfClaim(requirement.article.statute),
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
      const auto& as_of = context.input().as_of;
      const bool in_force = as_of ? clause.InForceOn(*as_of) : !clause.in_force_to;
      if (in_force && clause.SpeaksOf(context.definition().kind)) clauses.push_back(&clause);
    }
  }
  return clauses;
}

void CheckRequirements(CheckContext& context, const Model& model, const Reach& reach) {
  std::vector<const Requirement*> requirements;
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const Requirement& requirement : clause->requirements) requirements.push_back(&requirement);
  }
  std::set<std::string> missing_milestones;
  for (std::size_t from = 0; from < requirements.size(); from += kRequirementsTogether) {
    Screen screen(model, reach);
    std::vector<RequirementChecker> checkers;
    for (std::size_t r = from; r < std::min(from + kRequirementsTogether, requirements.size()); ++r) {
      if (CheckGoal(context, model, *requirements[r], missing_milestones)) checkers.emplace_back(context, model, *requirements[r]).Ask(screen);
    }
    const Questions offended = screen.Offended();
    for (RequirementChecker& checker : checkers) checker.Check(offended);
  }
}

}  // namespace juece
