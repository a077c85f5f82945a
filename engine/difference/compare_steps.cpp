// Steps: can a milestone be reached without them, with which last outcome, and what is then still certain about order and about
// fresh texts. Every answer is the prover's; nothing here looks at how the definitions are written.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "difference/conditions.h"
#include "difference/context.h"

namespace juece {
namespace {

// The gravest first: the run that is shown goes to the first one that differs.
const std::vector<std::string> kGoals = {"decision", "submission", "issue", "publication", "end"};

// What a duty is fulfilled by: the steps of one type, or one step where its type has several.
struct Subject {
  std::string type;
  Text name;
  std::string step;     // id, in the new version if there
  std::string article;
  std::set<const StepNode*> before;
  std::set<const StepNode*> after;
  [[nodiscard]] const std::set<const StepNode*>& On(bool before_side) const { return before_side ? before : after; }
};

Subject Of(const StepNode* before, const StepNode* after) {
  const StepNode& shown = after != nullptr ? *after : *before;
  Subject subject{shown.type, NameOf(shown), shown.id, BasisOf(shown.articles), {}, {}};
  if (before != nullptr) subject.before.insert(before);
  if (after != nullptr) subject.after.insert(after);
  return subject;
}

// One subject a type, in the order of the new version, then what only the old one has.
std::vector<Subject> TypeSubjects(const CompareContext& context) {
  std::vector<Subject> subjects;
  std::map<std::string, std::size_t> known;
  const auto add = [&](const StepNode* step, bool before) {
    const auto [found, is_new] = known.emplace(step->type, subjects.size());
    if (is_new) subjects.push_back(Of(before ? step : nullptr, before ? nullptr : step));
    Subject& subject = subjects[found->second];
    (before ? subject.before : subject.after).insert(step);
  };
  for (const StepNode* step : context.after().definition->steps()) add(step, false);
  for (const StepNode* step : context.before().definition->steps()) add(step, true);
  for (Subject& subject : subjects) {
    if (subject.before.size() > 1 || subject.after.size() > 1) subject.name = NameOfType(context, subject.type);
  }
  return subjects;
}

// The single steps of the types that have several.
std::vector<Subject> StepSubjects(const CompareContext& context, const std::vector<Subject>& types) {
  std::set<std::string> several;
  for (const Subject& type : types) {
    if (type.before.size() > 1 || type.after.size() > 1) several.insert(type.type);
  }
  std::vector<Subject> subjects;
  for (const StepNode* step : context.after().definition->steps()) {
    if (several.count(step->type) > 0) subjects.push_back(Of(context.match().Before(*step), step));
  }
  for (const StepNode* step : context.before().definition->steps()) {
    if (several.count(step->type) > 0 && context.match().After(*step) == nullptr) subjects.push_back(Of(step, nullptr));
  }
  return subjects;
}

RunQuestion Reaches(const std::string& goal) { return {goal}; }

RunQuestion Without(const std::string& goal, const std::set<const StepNode*>& servers) {
  RunQuestion question{goal};
  question.effect = [&servers](const StepNode& step, std::string_view, const Transition*) {
    return servers.count(&step) > 0 ? VisitEffect::kSettles : VisitEffect::kNone;
  };
  return question;
}

RunQuestion LastEndedWith(const std::string& goal, const std::set<const StepNode*>& servers, const std::string& last) {
  RunQuestion question{goal};
  question.unsettled_at_start = false;
  question.effect = [&servers, last](const StepNode& step, std::string_view outcome, const Transition*) {
    if (servers.count(&step) == 0) return VisitEffect::kNone;
    return outcome == last ? VisitEffect::kUnsettles : VisitEffect::kSettles;
  };
  return question;
}

Text GoalNames(const std::vector<std::string>& goals) {
  std::vector<Text> names;
  for (const std::string& goal : goals) names.push_back(MilestoneTitle(goal));
  return JoinTexts(names);
}

class StepComparer {
 public:
  explicit StepComparer(CompareContext& context) : context_(context), reached_{{true, {}}, {false, {}}} {
    for (const Direction& direction : BothDirections(context_)) {
      for (const std::string& goal : kGoals) {
        if (direction.had.runs->Find(Reaches(goal))) reached_[direction.lost].insert(goal);
      }
    }
  }

  void Compare() {
    const std::vector<Subject> types = TypeSubjects(context_);
    const std::vector<Subject> steps = StepSubjects(context_, types);
    for (const Direction& direction : BothDirections(context_)) {
      CompareReach(direction);
      std::set<std::string> said;
      for (const Subject& subject : types) {
        if (CompareAvoidance(direction, subject)) said.insert(subject.type);
      }
      for (const Subject& subject : steps) {
        if (said.count(subject.type) == 0) CompareAvoidance(direction, subject);
      }
      for (const Subject& subject : types) {
        if (said.count(subject.type) > 0) continue;  // what may be avoided has no gate, order or freshness to lose
        CompareGates(direction, subject);
        CompareOrder(direction, subject, types);
        CompareFreshness(direction, subject);
      }
    }
  }

 private:
  // Of the side that had it in this direction: the old version where something is lost.
  [[nodiscard]] static const std::set<const StepNode*>& Had(const Direction& d, const Subject& s) { return s.On(d.lost); }
  [[nodiscard]] static const std::set<const StepNode*>& Other(const Direction& d, const Subject& s) { return s.On(!d.lost); }
  [[nodiscard]] bool Reached(bool before, const std::string& goal) const { return reached_.at(before).count(goal) > 0; }

  [[nodiscard]] std::vector<std::string> GoalsOfBoth() const {
    std::vector<std::string> goals;
    for (const std::string& goal : kGoals) {
      if (Reached(true, goal) && Reached(false, goal)) goals.push_back(goal);
    }
    return goals;
  }

  // A milestone that one version does not have at all is spoken of where the milestones are.
  static bool Has(const Side& side, const std::string& goal) {
    const auto& steps = side.definition->steps();
    return std::any_of(steps.begin(), steps.end(), [&](const StepNode* step) {
      return step->milestone && step->milestone->milestone == (goal == "end" ? "decision" : goal);
    });
  }

  void CompareReach(const Direction& d) {
    for (const std::string& goal : kGoals) {
      if (!Reached(d.lost, goal) || Reached(!d.lost, goal) || !Has(d.other, goal)) continue;
      const Text name = MilestoneTitle(goal);
      context_.Add(d.lost ? "milestone-unreachable" : "milestone-reachable", Bearing::kUnclear, kGravityMilestone,
                   d.lost ? Text{fmt::format("新版没有任何走法能到“{}”", name.zh), fmt::format("In the new version no run reaches {}", name.en)}
                          : Text{fmt::format("旧版没有任何走法能到“{}”,新版有", name.zh),
                                 fmt::format("In the old version no run reaches {}, in the new one some do", name.en)});
    }
  }

  void Show(const Direction& d, const RunQuestion& question, const Subject& subject, Difference& difference) {
    difference.step = subject.step;
    difference.article = subject.article;
    const auto found = WeakestCircumstance(d.other, question);
    if (!found) return;
    difference.when = found->when;
    difference.run = found->witness.text;
    difference.witness = found->witness.ids();
    difference.run_is_old = !d.lost;
  }

  // True where a difference was reported.
  bool CompareAvoidance(const Direction& d, const Subject& subject) {
    if (Had(d, subject).empty()) return false;
    std::vector<std::string> goals;
    for (const std::string& goal : GoalsOfBoth()) {
      if (d.had.runs->Find(Without(goal, Had(d, subject)))) continue;
      if (d.other.runs->Find(Without(goal, Other(d, subject)))) goals.push_back(goal);
    }
    const bool absent = Other(d, subject).empty();
    if (goals.empty() && !absent) return false;
    const Text names = GoalNames(goals);
    const Text& name = subject.name;
    Text message;
    if (goals.empty()) {
      message = d.lost ? Text{fmt::format("新版没有{}这个环节(旧版也不是必经)", name.zh),
                              fmt::format("The new version has no step {} (in the old one it could be avoided)", name.en)}
                       : Text{fmt::format("新版增加了环节{}(不是必经)", name.zh),
                              fmt::format("The new version adds the step {} (it can be avoided)", name.en)};
    } else if (d.lost) {
      message = {fmt::format("新版允许不经{}而{}{}", name.zh, names.zh, absent ? "(新版没有这个环节)" : ""),
                 fmt::format("The new version allows {} without {}{}", names.en, name.en, absent ? " (it has no such step)" : "")};
    } else {
      message = {fmt::format("新版不经{}不能{};旧版可以{}", name.zh, names.zh, absent ? "(旧版没有这个环节)" : ""),
                 fmt::format("The new version does not allow {} without {}; the old one did{}", names.en, name.en,
                             absent ? " (it has no such step)" : "")};
    }
    const std::string_view code = absent ? d.Pick("step-removed", "step-added") : d.Pick("step-avoidable", "step-unavoidable");
    Difference& difference = context_.Add(code, d.bearing(), kGravityStep + (goals.empty() ? 5 : 0), std::move(message));
    difference.step = subject.step;
    difference.article = subject.article;
    if (!goals.empty()) Show(d, Without(goals.front(), Other(d, subject)), subject, difference);
    return true;
  }

  [[nodiscard]] std::set<std::string> OutcomesOf(const Side& side, const std::set<const StepNode*>& servers) const {
    std::set<std::string> outcomes;
    for (const StepNode* step : servers) {
      for (const std::string& outcome : side.runs->OutcomesOf(*step)) outcomes.insert(outcome);
    }
    return outcomes;
  }

  void CompareGates(const Direction& d, const Subject& subject) {
    if (Had(d, subject).empty() || Other(d, subject).empty()) return;
    const std::set<std::string> known = OutcomesOf(d.had, Had(d, subject));
    for (const std::string& outcome : OutcomesOf(d.other, Other(d, subject))) {
      if (known.count(outcome) == 0) continue;  // a step that has become conditional: its applicability is spoken of
      std::vector<std::string> goals;
      for (const std::string& goal : GoalsOfBoth()) {
        if (d.had.runs->Find(Without(goal, Had(d, subject)))) continue;  // what need not be passed guards nothing
        if (d.had.runs->Find(LastEndedWith(goal, Had(d, subject), outcome))) continue;
        if (d.other.runs->Find(LastEndedWith(goal, Other(d, subject), outcome))) goals.push_back(goal);
      }
      if (goals.empty()) continue;
      const Text names = GoalNames(goals);
      const Text result = OutcomeName(context_, subject.type, outcome);
      const StepType* type = context_.catalog().Find(subject.type);
      const OutcomeType* described = type == nullptr ? nullptr : type->FindOutcome(outcome);
      const bool opens = described != nullptr && described->opens;
      Difference& difference = context_.Add(
          d.Pick("gate-opened", "gate-closed"), d.bearing(), kGravityGate + (opens ? 5 : 0),
          d.lost ? Text{fmt::format("新版中,{}最后的结果是{}也能{};旧版不能", subject.name.zh, result.zh, names.zh),
                        fmt::format("The new version allows {} after {} ended last with {}; the old one did not", names.en, subject.name.en, result.en)}
                 : Text{fmt::format("新版中,{}最后的结果是{}时不能{};旧版可以", subject.name.zh, result.zh, names.zh),
                        fmt::format("The new version does not allow {} after {} ended last with {}; the old one did", names.en, subject.name.en, result.en)});
      Show(d, LastEndedWith(goals.front(), Other(d, subject), outcome), subject, difference);
    }
  }

  static RunQuestion EntersWithout(const std::string& type, const std::set<const StepNode*>& servers) {
    RunQuestion question = Without("", servers);
    question.before_type = type;
    return question;
  }

  void CompareOrder(const Direction& d, const Subject& subject, const std::vector<Subject>& types) {
    if (Had(d, subject).empty() || Other(d, subject).empty()) return;
    std::vector<Text> later;
    std::string first;
    for (const Subject& type : types) {
      if (type.type == subject.type || Had(d, type).empty() || Other(d, type).empty()) continue;
      if (d.had.runs->Find(EntersWithout(type.type, Had(d, subject)))) continue;
      if (!d.had.runs->Find(EntersWithout(type.type, {}))) continue;
      if (!d.other.runs->Find(EntersWithout(type.type, Other(d, subject)))) continue;
      later.push_back(type.name);
      if (first.empty()) first = type.type;
    }
    if (later.empty()) return;
    const Text names = JoinTexts(later);
    Difference& difference = context_.Add(
        d.Pick("order-lost", "order-gained"), d.bearing(), kGravityOrder,
        d.lost ? Text{fmt::format("新版中,{}可以在{}之前开始;旧版不能", names.zh, subject.name.zh),
                      fmt::format("In the new version {} can begin before {}; in the old one it could not", names.en, subject.name.en)}
               : Text{fmt::format("新版中,{}必须在{}之后才能开始;旧版可以在前", names.zh, subject.name.zh),
                      fmt::format("In the new version {} can begin only after {}; in the old one it could begin earlier", names.en, subject.name.en)});
    Show(d, EntersWithout(first, Other(d, subject)), subject, difference);
  }

  static bool Uses(const std::vector<MaterialUse>& uses, const std::string& material, std::string_view outcome) {
    return std::any_of(uses.begin(), uses.end(), [&](const MaterialUse& use) {
      return use.material == material &&
             (use.outcomes.empty() || std::find(use.outcomes.begin(), use.outcomes.end(), outcome) != use.outcomes.end());
    });
  }

  static bool Reviews(const std::set<const StepNode*>& servers, const std::string& material) {
    return std::any_of(servers.begin(), servers.end(), [&](const StepNode* step) {
      return std::any_of(step->reviews.begin(), step->reviews.end(), [&](const MaterialUse& use) { return use.material == material; });
    });
  }

  static RunQuestion ChangedSince(const std::string& goal, const std::set<const StepNode*>& servers, const std::string& material) {
    RunQuestion question{goal};
    question.unsettled_at_start = false;
    question.effect = [&servers, material](const StepNode& step, std::string_view outcome, const Transition*) {
      const bool reviews = outcome == kNotApplicableOutcome || Uses(step.reviews, material, outcome);
      if (servers.count(&step) > 0 && reviews) return VisitEffect::kSettles;
      return Uses(step.changes, material, outcome) ? VisitEffect::kUnsettles : VisitEffect::kNone;
    };
    return question;
  }

  void CompareFreshness(const Direction& d, const Subject& subject) {
    if (Other(d, subject).empty()) return;
    for (const MaterialDeclaration& material : d.had.definition->materials) {
      const auto& others = d.other.definition->materials;
      const bool followed = std::any_of(others.begin(), others.end(), [&](const MaterialDeclaration& m) { return m.id == material.id; });
      if (!followed || !Reviews(Had(d, subject), material.id)) continue;
      std::vector<std::string> goals;
      for (const std::string& goal : GoalsOfBoth()) {
        if (d.had.runs->Find(ChangedSince(goal, Had(d, subject), material.id))) continue;
        if (d.other.runs->Find(ChangedSince(goal, Other(d, subject), material.id))) goals.push_back(goal);
      }
      if (goals.empty()) continue;
      const Text names = GoalNames(goals);
      const Text text = Named(material.title);
      Difference& difference = context_.Add(
          d.Pick("review-staleable", "review-kept-fresh"), d.bearing(), kGravityFresh,
          d.lost ? Text{fmt::format("新版中,{}在{}之后改动了,不再经过它也能{};旧版不能", text.zh, subject.name.zh, names.zh),
                        fmt::format("The new version allows {} with a {} that was changed after {}; the old one did not", names.en, text.en, subject.name.en)}
                 : Text{fmt::format("新版中,{}在{}之后改动了,必须再经过它才能{};旧版不必", text.zh, subject.name.zh, names.zh),
                        fmt::format("The new version does not allow {} with a {} that was changed after {}; the old one did", names.en, text.en, subject.name.en)});
      Show(d, ChangedSince(goals.front(), Other(d, subject), material.id), subject, difference);
    }
  }

  CompareContext& context_;
  std::map<bool, std::set<std::string>> reached_;  // by the old version (true), by the new one
};

}  // namespace

namespace {

// Where there are no runs to ask, only which steps stand there can be said.
void ComparePresence(CompareContext& context, const Direction& d) {
  for (const StepNode* step : d.had.definition->steps()) {
    const StepNode* other = d.lost ? context.match().After(*step) : context.match().Before(*step);
    if (other != nullptr) continue;
    const Text name = NameOf(*step);
    Difference& difference = context.Add(
        d.Pick("step-removed", "step-added"), d.bearing(), kGravityStep,
        d.lost ? Text{fmt::format("新版没有环节{}", name.zh), fmt::format("The new version has no step {}", name.en)}
               : Text{fmt::format("新版增加了环节{}", name.zh), fmt::format("The new version adds the step {}", name.en)});
    difference.step = step->id;
    difference.article = BasisOf(step->articles);
  }
}

}  // namespace

void CompareSteps(CompareContext& context) {
  if (context.has_runs()) return StepComparer(context).Compare();
  for (const Direction& d : BothDirections(context)) ComparePresence(context, d);
}

}  // namespace juece
