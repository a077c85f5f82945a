// Where the matter goes when a step ends: outcome by outcome, and under which facts the two versions part.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "difference/ways.h"

namespace juece {
namespace {

// Facts under which both hold, "" where nothing has to be said; nullopt where none.
std::optional<std::string> Together(const Guard& a, const Guard& b, const Definition& definition) {
  if (a.IsAlways() && b.IsAlways()) return "";
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  const std::string denied = b.IsAlways() ? a.text() : b.text();
  GuardProblem problem;
  const auto opposite = Guard::Parse(fmt::format("not({})", denied), types, problem);
  std::string facts;
  if (!opposite) return "";  // a fact that this version does not know: the rows part whatever it is
  if (Implies(b.IsAlways() ? Guard::Always() : a, *opposite, &facts)) return std::nullopt;
  return facts;
}

class OutcomeComparer {
 public:
  OutcomeComparer(CompareContext& context, std::set<std::string> types) : context_(context), types_(std::move(types)) {}

  void Compare(const StepNode& before, const StepNode& after) {
    for (const std::string& outcome : OutcomesOf(before, after)) {
      for (const GuardedTarget& was : TargetsOf(*context_.before().definition, before, outcome)) {
        for (const GuardedTarget& is : TargetsOf(*context_.after().definition, after, outcome)) {
          if (SameWay(context_, was.to, is.to)) continue;
          if (const auto facts = Together(was.when, is.when, *context_.after().definition)) Say(before, after, outcome, was, is, *facts);
        }
      }
    }
  }

 private:
  [[nodiscard]] std::vector<std::string> OutcomesOf(const StepNode& before, const StepNode& after) const {
    std::vector<std::string> outcomes;
    if (const StepType* type = context_.catalog().Find(after.type)) {
      for (const OutcomeType& outcome : type->outcomes) outcomes.push_back(outcome.id);
    }
    if (before.applicability && after.applicability) outcomes.emplace_back(kNotApplicableOutcome);
    return outcomes;
  }

  [[nodiscard]] static FromThere From(const StepNode& step, const std::string& outcome, const std::string& to) {
    return [&step, outcome, to](const std::string& goal) {
      RunQuestion question{goal};
      question.unsettled_at_start = false;
      question.effect = [&step, outcome, to](const StepNode& visited, std::string_view ended, const Transition* row) {
        const bool here = &visited == &step && ended == outcome && row != nullptr && row->to == to;
        return here ? VisitEffect::kUnsettles : VisitEffect::kNone;
      };
      return question;
    };
  }

  void Say(const StepNode& before, const StepNode& after, const std::string& outcome, const GuardedTarget& was, const GuardedTarget& is,
           const std::string& facts) {
    AheadCompared compared{Bearing::kUnclear, {}};
    if (context_.has_runs()) {
      compared = CompareAhead(context_, LookAhead(context_.before(), From(before, outcome, was.to), types_),
                              LookAhead(context_.after(), From(after, outcome, is.to), types_));
    }
    const Text name = NameOf(after);
    const Text result = OutcomeName(context_, after.type, outcome);
    const Text from = NameOfNode(context_.before(), was.to);
    const Text to = NameOfNode(context_.after(), is.to);
    const Text readable = Readable(context_.after(), facts);
    const Text when = facts.empty() ? Text{} : Text{fmt::format("({}时)", readable.zh), fmt::format(" (when {})", readable.en)};
    const bool back = GoesBack(*context_.after().definition, after.id, is.to);
    Difference& difference = context_.Add(
        "outcome-leads-elsewhere", compared.bearing, kGravityOutcome,
        {fmt::format("{}的结果为{}时{},原来去往{},现在{}{}{}", name.zh, result.zh, when.zh, from.zh, back ? "退回" : "去往", to.zh, compared.detail.zh),
         fmt::format("When {} ends with {}{}, the matter went to {}; now it {} {}{}", name.en, result.en, when.en, from.en, back ? "goes back to" : "goes to",
                     to.en, compared.detail.en)});
    difference.step = after.id;
    difference.article = BasisOf(after.articles);
  }

  CompareContext& context_;
  std::set<std::string> types_;
};

}  // namespace

void CompareOutcomes(CompareContext& context) {
  OutcomeComparer comparer(context, CommonTypes(context));
  for (const StepNode* before : context.before().definition->steps()) {
    const StepNode* after = context.match().After(*before);
    if (after != nullptr) comparer.Compare(*before, *after);
  }
}

}  // namespace juece
