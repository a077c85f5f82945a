// What a local rule changes of a step as it stands: periods, configuration, applicability, materials, actors, settings.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/json.h"
#include "catalog/strictness.h"
#include "definition/overlay_applier.h"
#include "definition/period_values.h"

namespace juece {
namespace {

bool Lists(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

std::vector<std::string> Both(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> out;
  std::copy_if(a.begin(), a.end(), std::back_inserter(out), [&](const std::string& one) { return Lists(b, one); });
  return out;
}

// The period in the other unit, whichever rule brings it: "consultation_working_days".
std::string BesideId(const std::string& id, const std::string& unit) {
  std::string out = id + "_" + unit;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

// Either holds. Shorter where one covers the other.
Guard Either(const Definition& definition, const Guard& a, const Guard& b) {
  if (Implies(a, b, nullptr)) return b;
  if (Implies(b, a, nullptr)) return a;
  const FactTypes types = [&](std::string_view fact) -> std::optional<FactType> {
    const FactDeclaration* declared = definition.FindFact(fact);
    return declared == nullptr ? std::nullopt : std::optional(declared->type);
  };
  GuardProblem problem;
  const std::string text = fmt::format("({}) or ({})", std::min(a.text(), b.text()), std::max(a.text(), b.text()));
  return Guard::Parse(text, types, problem).value_or(Guard::Always());  // too long to write: always, which covers both
}

}  // namespace

int StrictnessOf(std::string_view attribute, std::string_view value, bool minimum) {
  if (value.starts_with('@')) return -1;
  if (attribute == "early") return value == "noted" ? 0 : value == "reason-required" ? 1 : 2;  // "" is refused
  const bool longer = value == (attribute == "first-day" ? "not-counted" : "next-working-day") || (attribute == "first-day" && value.empty());
  return longer == minimum ? 1 : 0;
}

void AddArticles(Articles& articles, const Articles& more) {
  for (const ArticleRef& article : more) {
    if (std::find(articles.begin(), articles.end(), article) == articles.end()) articles.push_back(article);
  }
}

void LeadArticles(Articles& articles, const Articles& more) {
  Articles all = more;
  AddArticles(all, articles);
  articles = std::move(all);
}

void OverlayApplier::Claim(const std::string& key, const std::string& said, const Text& what) {
  if (ledger_ != nullptr) ledger_->Claim(key, said, what, clause_->place);
}

void OverlayApplier::Tighten(PeriodRule& period, const PeriodChange& change) {
  const std::string& unit = change.unit;
  const auto values = [&] { return std::tuple(period.amount, period.soft, period.early, period.first_day, period.roll); };
  const auto before = values();
  if (change.minimum && unit == period.unit) {
    period.amount = period.minimum ? std::max(period.amount, change.amount) : std::min(period.amount, change.amount);
  }
  const std::string key = fmt::format("period {} {} ", change.step, change.ref);
  const auto take = [&](std::string_view attribute, std::string& now, const std::string& said) {
    if (said.empty() || said == now) return;
    const int present = StrictnessOf(attribute, now, period.minimum);
    const int other = StrictnessOf(attribute, said, period.minimum);
    if (other < 0) Claim(key + std::string(attribute), said, {fmt::format("期限“{}”的 {}", change.ref, attribute), fmt::format("{} of period \"{}\"", attribute, change.ref)});
    // A setting gives way to a value: which of its choices asks more than the value is for the proofs to say.
    if (present < 0 || other < 0 || other > present) now = said;
  };
  if (change.soft) period.soft = period.soft && *change.soft;
  take("early", period.early, change.early);
  take("first-day", period.first_day, change.first_day);
  take("roll", period.roll, change.roll);
  if (!change.reason_in.empty() && change.reason_in != period.reason_in) {
    Claim(key + "reason-in", change.reason_in, {fmt::format("期限“{}”的 reason-in", period.id), fmt::format("reason-in of period \"{}\"", period.id)});
    period.reason_in = change.reason_in;
  }
  const bool same = values() == before;
  if (same && unit != period.unit) return;  // said in the other unit, it is no ground of this one
  if (same) AddArticles(period.articles, clause_->articles);
  if (!same) LeadArticles(period.articles, clause_->articles);
  period.place = clause_->place;
}

void OverlayApplier::Change(const PeriodChange& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  const auto found = std::find_if(step->periods.begin(), step->periods.end(), [&](const PeriodRule& p) { return p.id == change.ref; });
  if (found == step->periods.end()) {
    return ReportUnknown({fmt::format("环节“{}”的期限", change.step), fmt::format("a period of step \"{}\"", change.step)}, change.ref);
  }
  if (change.minimum && *change.minimum != found->minimum) {
    return Report("bad-value", clause_->place,
                  {fmt::format("期限“{}”是{},应写 {},但写的是 {}", change.ref, found->minimum ? "最低期限" : "最长期限",
                               found->minimum ? "minimum" : "limit", *change.minimum ? "minimum" : "limit"),
                   fmt::format("Expected {} for period \"{}\", but found {}", found->minimum ? "minimum" : "limit", change.ref,
                               *change.minimum ? "minimum" : "limit")},
                  change.step);
  }
  PeriodChange said = change;
  if (said.unit.empty()) said.unit = found->unit;
  // How it is counted is said of the period in whatever unit; the amount in one. Units do not convert: where the period has none in
  // this unit, the former stays and one more holds beside it.
  const auto concerned = [&](const PeriodRule& period) { return period.id == change.ref || period.stands_beside == change.ref; };
  const bool known = std::any_of(step->periods.begin(), step->periods.end(),
                                 [&](const PeriodRule& period) { return concerned(period) && period.unit == said.unit; });
  if (!known) {
    PeriodRule beside = *found;
    beside.id = BesideId(change.ref, said.unit);
    beside.stands_beside = change.ref;
    beside.amount = said.amount;
    beside.unit = said.unit;
    beside.articles = clause_->articles;
    beside.place = clause_->place;
    step->periods.push_back(std::move(beside));
  }
  for (PeriodRule& period : step->periods) {
    if (concerned(period)) Tighten(period, said);
  }
}

void OverlayApplier::Change(const PeriodAddition& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  const bool taken = std::any_of(step->periods.begin(), step->periods.end(), [&](const PeriodRule& p) { return p.id == change.rule.id; });
  if (taken) {
    if (ledger_ != nullptr) {
      ledger_->Report({fmt::format("环节“{}”的期限“{}”", change.step, change.rule.id),
                       fmt::format("period \"{}\" of step \"{}\"", change.rule.id, change.step)},
                      clause_->place);
    }
    return Report("duplicate-id", clause_->place,
                  {fmt::format("增加的期限应有自己的标识,但环节“{}”已有期限“{}”;要改它,写 <period ref>", change.step, change.rule.id),
                   fmt::format("Expected an added period to have an id of its own, but step \"{}\" has \"{}\"; to change it write <period ref>",
                               change.step, change.rule.id)},
                  change.step);
  }
  step->periods.push_back(change.rule);
}

void OverlayApplier::Change(const ConfigurationChange& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  const StepType* type = catalog_.Find(step->type);
  static const Data none;
  const Data& schema = type == nullptr ? none : type->configuration_schema;
  for (const MemberChange& member : CompareConfiguration(schema, step->configuration, change.members)) {
    if (member.direction && *member.direction != Stricter::kEither) continue;
    Claim(fmt::format("configuration {} {}", change.step, member.pointer), ToJson(member.after),
          {fmt::format("环节“{}”的配置 {}", change.step, member.pointer), fmt::format("{} in the configuration of step \"{}\"", member.pointer, change.step)});
  }
  step->configuration = StricterConfiguration(schema, std::move(step->configuration), change.members);
  step->configuration_place = clause_->place;
  AddArticles(step->articles, clause_->articles);
}

void OverlayApplier::Change(const ApplicabilityChange& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr || !step->applicability) return;  // it applies always: nothing is wider
  Applicability& applies = *step->applicability;
  applies.when = applies.discretionary ? change.when : Either(definition_, applies.when, change.when);
  applies.discretionary = false;
  LeadArticles(applies.articles, clause_->articles);
  applies.place = clause_->place;
}

void OverlayApplier::Change(const MaterialChange& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  // Where the kind is demanded already, the demand grows; a demand in other cases stands beside it.
  for (MaterialDemand& present : step->materials) {
    if (present.kind != change.demand.kind) continue;
    const bool same = !change.demand.required && !present.required;
    const bool joins = !present.required || Implies(present.when, change.demand.when, nullptr) || Implies(change.demand.when, present.when, nullptr);
    if (!same && !joins) continue;
    const bool newly = !present.required && change.demand.required;
    present.when = present.required ? Either(definition_, present.when, change.demand.when) : change.demand.when;
    present.required = present.required || change.demand.required;
    if (newly) LeadArticles(present.articles, clause_->articles);
    if (!newly) AddArticles(present.articles, clause_->articles);  // the former ground still stands
    present.place = clause_->place;
    return;
  }
  step->materials.push_back(change.demand);
}

void OverlayApplier::Change(const ActorChange& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  AddArticles(step->articles, clause_->articles);
  const auto bound = std::find_if(step->actions.begin(), step->actions.end(),
                                  [&](const ActionBinding& binding) { return binding.action == change.binding.action; });
  if (bound == step->actions.end()) {
    step->actions.push_back(change.binding);  // until now the step type's suggestion held
    return;
  }
  std::vector<std::string> roles = Both(bound->roles, change.binding.roles);
  if (roles.empty()) {
    if (ledger_ != nullptr) {
      ledger_->Report({fmt::format("环节“{}”的操作“{}”由谁办理", change.step, change.binding.action),
                       fmt::format("who does \"{}\" of step \"{}\"", change.binding.action, change.step)},
                      clause_->place);
    }
    return;
  }
  bound->roles = std::move(roles);
  bound->place = clause_->place;
}

void OverlayApplier::Change(const SeparationAddition& change) { definition_.separations.push_back(change.separation); }

void OverlayApplier::Change(const SettingChange& change) {
  const auto found = std::find_if(definition_.settings.begin(), definition_.settings.end(),
                                  [&](const SettingDeclaration& s) { return s.id == change.setting; });
  if (found == definition_.settings.end()) return ReportUnknown({"设置项", "a declared setting"}, change.setting);
  const std::vector<std::string> choices = Both(found->choices, change.choices);
  Claim("setting " + change.setting, change.value, {fmt::format("设置“{}”", change.setting), fmt::format("setting \"{}\"", change.setting)});
  if (choices.empty()) return;  // looser, or a conflict: said elsewhere
  found->choices = choices;
  if (Lists(choices, change.value)) found->value = change.value;
  if (!Lists(choices, found->value)) found->value = choices.front();
  AddArticles(found->articles, clause_->articles);
  found->place = clause_->place;
}

void OverlayApplier::Change(const OrderAddition& change) {
  if (FindStep(change.order.step) == nullptr) return;
  if (FindStep(change.order.before) == nullptr) return;
  definition_.orders.push_back(change.order);
}

void OverlayApplier::Change(const UseAddition& change) {
  StepNode* step = FindStep(change.step);
  if (step == nullptr) return;
  step->changes.push_back(change.use);
  AddArticles(step->articles, clause_->articles);
}

void OverlayApplier::Change(const CitationAddition& change) {
  const Found found = Find(change.node);
  auto* step = found.node == nullptr ? nullptr : std::get_if<StepNode>(found.node);
  auto* composite = found.node == nullptr ? nullptr : std::get_if<CompositeNode>(found.node);
  if (step == nullptr && composite == nullptr) return ReportUnknown({"环节或者并行", "a step or parallel"}, change.node);
  AddArticles(step != nullptr ? step->articles : composite->articles, clause_->articles);
}

}  // namespace juece
