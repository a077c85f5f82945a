#include "law/compose.h"

#include <charconv>

#include "guard/guard.h"

namespace juece {
namespace {

// Ready to stand beside `and`.
std::string Operand(const std::string& guard) { return guard.find(" or ") == std::string::npos ? guard : "(" + guard + ")"; }

std::string And(const std::string& a, const std::string& b) {
  if (a.empty() || a == "true") return b;
  return b.empty() ? a : Operand(a) + " and " + Operand(b);
}

class Composer {
 public:
  Composer(Statute& statute, const StatuteFinder& others, std::vector<std::string>& unknown)
      : statute_(statute), others_(others), unknown_(unknown) {}

  void TakeEffect() {
    for (Clause& clause : statute_.clauses) {
      for (LegalException& exception : clause.exceptions) TakeEffect(exception);
    }
  }

  void Apply() {
    for (Clause& clause : statute_.clauses) {
      for (Requirement& requirement : clause.requirements) Apply(requirement);
      for (MaterialRule& material : clause.materials) Apply(material);
      for (StatutoryPeriod& period : clause.periods) Resolve(period, clause.in_force_from);
    }
  }

 private:
  void Apply(Requirement& requirement) const {
    requirement.condition = And(requirement.condition, Without(requirement.except));
    for (const auto& [outcome, under] : requirement.outcome_under) {
      const std::string condition = Within(under);
      if (!condition.empty()) requirement.outcome_conditions[outcome] = condition;
    }
  }

  // A document that is owed in some case only stays so: whoever narrows the case down has the exception in it.
  void Apply(MaterialRule& material) const {
    if (!material.under.empty()) material.condition = And(material.condition, Within(material.under));
    if (!material.condition.empty()) material.condition = WithTrue(And(material.condition, Without(material.except)));
  }

  static std::string WithTrue(std::string condition) { return condition.empty() ? "true" : condition; }

  // The reader has refused cycles, so this ends.
  [[nodiscard]] std::string ConditionOf(const LegalException& exception) const {
    std::string condition = exception.condition;
    for (const Clause& clause : statute_.clauses) {
      for (const LegalException& one : clause.exceptions) {
        if (one.against == exception.id) condition = Operand(condition) + " and not(" + ConditionOf(one) + ")";
      }
    }
    return condition;
  }

  void TakeEffect(LegalException& exception) const {
    GuardProblem problem;
    const FactTypes types = [this](std::string_view fact) {
      const auto found = statute_.facts.find(std::string(fact));
      return found == statute_.facts.end() ? std::nullopt : ParseFactType(found->second);
    };
    exception.effect = Guard::Parse(ConditionOf(exception), types, problem).value_or(Guard::Always());
    for (const std::string& fact : exception.effect.facts()) exception.reads_record = exception.reads_record || statute_.recorded.contains(fact);
  }

  // "" where it is not known, or only the record shows it.
  [[nodiscard]] std::string EffectOf(const std::string& name) const {
    const auto elsewhere = ExceptionRef::Parse(name);
    const Statute* statute = elsewhere ? others_(elsewhere->statute) : &statute_;
    const LegalException* exception = statute == nullptr ? nullptr : statute->FindException(elsewhere ? elsewhere->id : name);
    if (exception == nullptr) {
      unknown_.push_back(name);
      return "";
    }
    return exception->reads_record ? "" : exception->effect.text();
  }

  [[nodiscard]] std::string Without(const std::vector<std::string>& ids) const {
    std::string condition;
    for (const std::string& id : ids) {
      const std::string effect = EffectOf(id);
      if (!effect.empty()) condition = And(condition, "not(" + effect + ")");
    }
    return condition;
  }

  [[nodiscard]] std::string Within(const std::vector<std::string>& ids) const {
    std::string condition;
    for (const std::string& id : ids) {
      const std::string effect = EffectOf(id);
      if (effect.empty()) return "";
      condition += (condition.empty() ? "" : " or ") + effect;
    }
    return condition;
  }

  void Resolve(StatutoryPeriod& period, Date day) const {
    const Parameter* parameter = statute_.FindParameter(period.parameter);
    const ParameterValue* value = parameter == nullptr ? nullptr : parameter->On(day);
    if (value == nullptr) return;  // reported by the checks
    period.unit = parameter->unit;
    std::from_chars(value->amount.data(), value->amount.data() + value->amount.size(), period.amount);
  }

  Statute& statute_;
  const StatuteFinder& others_;
  std::vector<std::string>& unknown_;
};

}  // namespace

void TakeEffect(Statute& statute) {
  std::vector<std::string> none;
  const StatuteFinder others;
  Composer(statute, others, none).TakeEffect();
}

void Compose(Statute& statute, const StatuteFinder& others, std::vector<std::string>& unknown) { Composer(statute, others, unknown).Apply(); }

}  // namespace juece
