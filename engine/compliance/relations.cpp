// Rules on one outcome: which pairs can both apply, and whether what was declared of them is so.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compliance/rule_scope.h"
#include "compliance/texts.h"

namespace juece {
namespace {

using NameList = std::vector<std::string>;

bool Meet(const NameList& a, const NameList& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

// Two patterns that one event can match.
bool Meet(const EventPattern& a, const EventPattern& b) {
  return Meet(a.events, b.events) && (!a.where || !b.where || CanHold({*a.where, *b.where}, {}, nullptr));
}

bool Meet(const std::vector<DataPath>& a, const std::vector<DataPath>& b) {
  return std::any_of(a.begin(), a.end(), [&](const DataPath& one) {
    return std::any_of(b.begin(), b.end(), [&](const DataPath& two) { return one.event == two.event && one.member == two.member && one.item == two.item; });
  });
}

NameList Asked(const DataCheck& check) {
  NameList asked = check.present;
  if (check.holds) asked.insert(asked.end(), check.holds->facts().begin(), check.holds->facts().end());
  return asked;
}

// Where the outcome stands that a check decides. Two checks of different forms decide different outcomes, but for an event that one asks
// for and the other forbids.
struct SameOutcome {
  bool operator()(const OccursCheck& a, const OccursCheck& b) const {
    const bool by = Meet(a.before, b.before) || Meet(a.after, b.after) || (a.before.empty() && a.after.empty() && b.before.empty() && b.after.empty());
    return Meet(a.event, b.event) && by;
  }
  bool operator()(const NeverCheck& a, const NeverCheck& b) const { return Meet(a.event, b.event); }
  bool operator()(const OccursCheck& a, const NeverCheck& b) const { return Forbids(b, a); }
  bool operator()(const NeverCheck& a, const OccursCheck& b) const { return Forbids(a, b); }
  bool operator()(const PeriodCheck& a, const PeriodCheck& b) const { return Meet(a.from, b.from) && Meet(a.to, b.to); }
  bool operator()(const DataCheck& a, const DataCheck& b) const {
    const bool items = !a.item_where || !b.item_where || CanHold({*a.item_where, *b.item_where}, {}, nullptr);
    return Meet(a.event, b.event) && a.list == b.list && a.items == b.items && items && Meet(Asked(a), Asked(b)) && !Apart(a.holds, b.holds);
  }
  bool operator()(const MaterialCheck& a, const MaterialCheck& b) const { return Meet(a.event, b.event) && Meet(a.kinds, b.kinds); }
  bool operator()(const FreshCheck& a, const FreshCheck& b) const { return Meet(a.gate, b.gate) && Meet(a.review, b.review); }
  bool operator()(const DisjointCheck& a, const DisjointCheck& b) const { return Meet(a.left, b.left) && Meet(a.right, b.right); }
  bool operator()(const MajorityCheck& a, const MajorityCheck& b) const { return Meet(a.event, b.event); }
  bool operator()(const SequenceCheck& a, const SequenceCheck& b) const { return Meet(a.event, b.event) && a.list == b.list; }
  bool operator()(const PluginCheck& a, const PluginCheck& b) const { return a.check == b.check && Meet(a.event, b.event); }
  bool operator()(const KeptOpenCheck& a, const KeptOpenCheck& b) const { return Meet(a.from, b.from) && Meet(a.to, b.to); }
  bool operator()(const DeclareCheck& a, const DeclareCheck& b) const { return Meet(a.a, b.a) && (a.b.empty() || b.b.empty() || Meet(a.b, b.b)); }
  bool operator()(const CoversCheck& a, const CoversCheck& b) const { return Meet(a.left, b.left) && Meet(a.right, b.right); }
  template <typename A, typename B>
  bool operator()(const A&, const B&) const {
    return false;
  }

  // A rule that forbids what another asks for; "asks for" with a condition that the forbidden one cannot meet asks for something else.
  static bool Forbids(const NeverCheck& never, const OccursCheck& occurs) {
    if (!Meet(never.event, occurs.event)) return false;
    return !never.event.where || (occurs.event.where && !CanHold({*occurs.event.where}, {*never.event.where}, nullptr));
  }
  // Of one item of a list, "some item is x" and "some item is y" are two outcomes.
  static bool Apart(const std::optional<Guard>& a, const std::optional<Guard>& b) { return a && b && AreContrary(*a, *b); }
};

// The checks of a rule, those inside any-of too.
void Flatten(const std::vector<Check>& checks, std::vector<const Check*>& flat) {
  for (const Check& check : checks) {
    if (const auto* any = std::get_if<AnyOfCheck>(&check.form)) {
      Flatten(any->checks, flat);
    } else {
      flat.push_back(&check);
    }
  }
}

std::vector<const Check*> Flat(const Rule& rule) {
  std::vector<const Check*> flat;
  Flatten(rule.checks, flat);
  return flat;
}

struct Pair {
  const Check* a = nullptr;
  const Check* b = nullptr;
};

std::vector<Pair> SharedOutcomes(const Rule& a, const Rule& b) {
  std::vector<Pair> shared;
  for (const Check* one : Flat(a)) {
    for (const Check* two : Flat(b)) {
      if (std::visit(SameOutcome{}, one->form, two->form)) shared.push_back({one, two});
    }
  }
  return shared;
}

struct EventsOfCheck {
  NameList operator()(const OccursCheck& check) const { return check.event.events; }
  NameList operator()(const NeverCheck& check) const { return check.event.events; }
  NameList operator()(const PeriodCheck& check) const { return check.to; }
  NameList operator()(const DataCheck& check) const { return check.event.events; }
  NameList operator()(const MaterialCheck& check) const { return check.event.events; }
  NameList operator()(const FreshCheck& check) const { return check.review; }
  NameList operator()(const DisjointCheck& check) const { return {check.left.front().event}; }
  NameList operator()(const MajorityCheck& check) const { return check.event.events; }
  NameList operator()(const SequenceCheck& check) const { return check.event.events; }
  NameList operator()(const KeptOpenCheck& check) const { return check.from.events; }
  NameList operator()(const DeclareCheck& check) const { return check.a.events; }
  NameList operator()(const CoversCheck& check) const { return check.asked.events; }
  NameList operator()(const PluginCheck& check) const { return check.event.events; }
  NameList operator()(const AnyOfCheck&) const { return {}; }
};

bool InForceTogether(const Clause& a, const Clause& b) {
  const bool before = a.in_force_to && *a.in_force_to < b.in_force_from;
  const bool after = b.in_force_to && *b.in_force_to < a.in_force_from;
  return !before && !after;
}

bool SpeakTogether(const Clause& a, const Clause& b) { return a.procedures.empty() || b.procedures.empty() || Meet(a.procedures, b.procedures); }

// Whether some facts make both apply, and which.
bool BothApply(const Rule& a, const Rule& b, const StatuteBook& statutes, std::string& witness) {
  const RuleScope one = ScopeOfRule(a, statutes);
  const RuleScope two = ScopeOfRule(b, statutes);
  std::vector<Guard> none = one.exceptions;
  none.insert(none.end(), two.exceptions.begin(), two.exceptions.end());
  return CanHold({one.when, two.when}, none, &witness);
}

bool Lists(const RuleRelation& relation, const Rule& rule) {
  return std::find(relation.rules.begin(), relation.rules.end(), rule.id) != relation.rules.end();
}

const RuleRelation* RelationOf(const AgreementInput& input, const Rule& a, const Rule& b) {
  for (const Rulebook* book : input.rulebooks) {
    for (const RuleRelation& relation : book->relations()) {
      if (Lists(relation, a) && Lists(relation, b)) return &relation;
    }
  }
  return nullptr;
}

// Whether one period leaves no more room than the other.
bool Stricter(const PeriodCheck& a, const PeriodCheck& b) {
  if (a.minimum != b.minimum || a.unit != b.unit) return true;  // not to be compared: both bind
  return a.minimum ? a.amount >= b.amount : a.amount <= b.amount;
}

class RelationChecker {
 public:
  RelationChecker(const AgreementInput& input, std::vector<Finding>& findings) : input_(input), findings_(findings) {}

  void Run() {
    for (const RuleOverlap& overlap : OverlapsOf(input_)) CheckOverlap(overlap);
    for (const Rulebook* book : input_.rulebooks) {
      for (const RuleRelation& relation : book->relations()) CheckGap(relation);
    }
  }

 private:
  void CheckOverlap(const RuleOverlap& overlap) {
    const Rule& a = *overlap.a;
    const Rule& b = *overlap.b;
    if (overlap.relation == nullptr) {
      findings_.push_back(FindingOf("undeclared-overlap", b,
                                    {fmt::format("规则 {} 与 {} 都评判{},应以 <relation> 写明关系(互斥、一致、前者优先),但没有{}", a.id, b.id,
                                                 overlap.outcome.zh, Where(overlap.witness, "。同时适用的情形:")),
                                     fmt::format("Rules {} and {} both judge {}: expected a <relation> (exclusive, agreeing, over), but found none{}", a.id,
                                                 b.id, overlap.outcome.en, Where(overlap.witness, ". Both apply when: "))}));
      return;
    }
    const RuleRelation& relation = *overlap.relation;
    if (relation.kind == RelationKind::kExclusive) {
      std::string witness;
      if (BothApply(a, b, *input_.statutes, witness)) {
        Fails(relation, {fmt::format("规则 {} 与 {} 写为互斥,但可以同时适用{}", a.id, b.id, Where(witness, ":")),
                         fmt::format("Rules {} and {} are declared exclusive, but both can apply{}", a.id, b.id, Where(witness, ": "))});
      }
      return;
    }
    for (const Pair& pair : SharedOutcomes(a, b)) CheckPair(relation, a, b, pair);
  }

  static std::string Where(const std::string& witness, std::string_view lead) { return witness.empty() ? "" : std::string(lead) + witness; }

  void CheckPair(const RuleRelation& relation, const Rule& a, const Rule& b, const Pair& pair) {
    const auto* one = std::get_if<PeriodCheck>(&pair.a->form);
    const auto* two = std::get_if<PeriodCheck>(&pair.b->form);
    const bool against = pair.a->form.index() != pair.b->form.index();
    if (against && relation.kind == RelationKind::kAgreeing) {
      Fails(relation, {fmt::format("规则 {} 与 {} 写为一致,但一条要求的另一条禁止", a.id, b.id),
                       fmt::format("Rules {} and {} are declared agreeing, but one asks for what the other forbids", a.id, b.id)});
    }
    if (one == nullptr || two == nullptr) return;
    if (one->minimum != two->minimum && one->unit == two->unit && (one->minimum ? one->amount > two->amount : two->amount > one->amount)) {
      Fails(relation, {fmt::format("规则 {} 与 {} 的最短期限长于最长期限,没有合法的时间", a.id, b.id),
                       fmt::format("Rules {} and {} leave no lawful time: the minimum is longer than the limit", a.id, b.id)});
    }
    const bool agree = one->minimum != two->minimum || (one->amount == two->amount && one->unit == two->unit && one->soft == two->soft);
    if (relation.kind == RelationKind::kAgreeing && !agree) {
      Fails(relation, {fmt::format("规则 {} 与 {} 写为一致,但期限不同", a.id, b.id),
                       fmt::format("Rules {} and {} are declared agreeing, but their periods differ", a.id, b.id)});
    }
    const bool first = relation.rules.front() == a.id;
    const bool second = relation.rules.front() == b.id;
    if (relation.kind == RelationKind::kOver && ((first && !Stricter(*one, *two)) || (second && !Stricter(*two, *one)))) {
      Fails(relation, {fmt::format("规则 {} 写为优先,但它的期限比另一条宽", relation.rules.front()),
                       fmt::format("Rule {} is declared to go before the other, but its period is laxer", relation.rules.front())});
    }
  }

  // Facts under which no rule of the relation applies, against what was stated.
  void CheckGap(const RuleRelation& relation) {
    std::vector<Guard> none_applies;
    for (const Rulebook* book : input_.rulebooks) {
      for (const Rule& rule : book->rules()) {
        if (!Lists(relation, rule)) continue;
        none_applies.push_back(DoesNotApply(rule));
      }
    }
    if (none_applies.size() < 2) return;  // the others are not loaded
    std::string witness;
    std::vector<Guard> stated;
    if (relation.none_when) stated.push_back(*relation.none_when);
    const bool more = CanHold(none_applies, stated, &witness);
    const bool wrong = relation.none_when && std::any_of(none_applies.begin(), none_applies.end(), [&](const Guard& guard) {
      return !Implies(*relation.none_when, guard, &witness);
    });
    if (!more && !wrong) return;
    findings_.push_back(Gap(relation, more, witness));
  }

  // As one guard. Only guards over facts that the vocabulary or a statute declares come here.
  [[nodiscard]] Guard DoesNotApply(const Rule& rule) const {
    const RuleScope applicability = ScopeOfRule(rule, *input_.statutes);
    std::string text = applicability.when.IsAlways() ? "" : "not(" + applicability.when.text() + ")";
    for (const Guard& exception : applicability.exceptions) text += (text.empty() ? "(" : " or (") + exception.text() + ")";
    GuardProblem problem;
    const FactTypes types = [this](std::string_view fact) -> std::optional<FactType> {
      for (const Statute& statute : input_.statutes->statutes()) {
        const auto found = statute.facts.find(std::string(fact));
        if (found != statute.facts.end()) return ParseFactType(found->second);
      }
      for (const Rulebook* book : input_.rulebooks) {
        if (const VocabularyFact* known = book->vocabulary().FindFact(fact)) return known->type;
      }
      return std::nullopt;
    };
    return Guard::Parse(text.empty() ? "false" : text, types, problem).value_or(Guard::Always());
  }

  static Finding Gap(const RuleRelation& relation, bool more, const std::string& witness) {
    Finding finding;
    finding.code = "undeclared-gap";
    finding.place = relation.place;
    finding.message = more ? Text{fmt::format("这些规则都不适用的情形应以 none-when 写明,但下面的情形没有写:{}", witness),
                                  fmt::format("Expected none-when to say when none of these rules applies, but this case is missing: {}", witness)}
                           : Text{fmt::format("none-when 所写的情形中有规则适用:{}", witness),
                                  fmt::format("Expected none-when to hold only where none of these rules applies, but one does: {}", witness)};
    return finding;
  }

  void Fails(const RuleRelation& relation, Text message) {
    Finding finding;
    finding.code = "relation-fails";
    finding.place = relation.place;
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  const AgreementInput& input_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::vector<RuleOverlap> OverlapsOf(const AgreementInput& input) {
  struct Use {
    const Rulebook* book;
    const Rule* rule;
    const Clause* clause;
  };
  std::vector<Use> uses;
  for (const Rulebook* book : input.rulebooks) {
    for (const Rule& rule : book->rules()) {
      const Clause* clause = LooksAt(input, rule) ? ClauseOf(rule, *input.statutes) : nullptr;
      if (clause != nullptr) uses.push_back({book, &rule, clause});
    }
  }
  std::vector<RuleOverlap> overlaps;
  for (std::size_t j = 0; j < uses.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const auto& [book, a, clause] = uses[i];
      const auto& [other, b, another] = uses[j];
      if (!InForceTogether(*clause, *another) || !SpeakTogether(*clause, *another)) continue;
      const std::vector<Pair> shared = SharedOutcomes(*a, *b);
      if (shared.empty()) continue;
      RuleOverlap overlap{a, b, book->vocabulary().TitleOf(std::visit(EventsOfCheck{}, shared.front().a->form)), "", RelationOf(input, *a, *b)};
      if (!BothApply(*a, *b, *input.statutes, overlap.witness) && overlap.relation == nullptr) continue;
      overlaps.push_back(std::move(overlap));
    }
  }
  return overlaps;
}

void CheckRelations(const AgreementInput& input, std::vector<Finding>& findings) { RelationChecker(input, findings).Run(); }

}  // namespace juece
