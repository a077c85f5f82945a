// Periods, configuration, applicability, materials, actors and settings of a local rule against what they change.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json.h"
#include "catalog/schema.h"
#include "definition/period_values.h"
#include "proof/day_units.h"
#include "proof/tighten_judge.h"

namespace juece {
namespace {

bool HasStep(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

// The stronger of two answers about one clause: a looser part makes the whole looser.
Strictness Worse(Strictness a, Strictness b) {
  if (a == Strictness::kLooser || b == Strictness::kLooser) return Strictness::kLooser;
  return a == Strictness::kStricter || b == Strictness::kStricter ? Strictness::kStricter : Strictness::kNeutral;
}

Text Days(int amount, const std::string& unit, bool minimum) {
  const bool working = unit == "working-days";
  return {fmt::format("{}{}{}", minimum ? "不少于" : "不超过", amount, working ? "个工作日" : "日"),
          fmt::format("{} {} {}", minimum ? "at least" : "at most", amount, working ? "working days" : "calendar days")};
}

Text PeriodName(const StepNode& step, const std::string& period) {
  return {fmt::format("环节“{}”的期限“{}”", step.title.In(Language::kChinese), period),
          fmt::format("period \"{}\" of \"{}\"", period, step.title.In(Language::kEnglish))};
}

Text Condition(const Guard& guard) {
  if (guard.IsAlways()) return {"“一律”", "always"};
  return {fmt::format("“{}”时", guard.text()), fmt::format("when \"{}\"", guard.text())};
}

// The schema of the member that the pointer names.
const Data& Described(const Data& schema, const std::string& pointer) {
  const Data* at = &schema;
  for (std::size_t begin = 1; begin <= pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
    at = &(*at)["properties"][pointer.substr(begin, end - begin)];
    begin = end + 1;
  }
  return *at;
}

}  // namespace

Strictness TightenJudge::AmountOf(const StepNode& step, const PeriodRule& period, const PeriodChange& change) {
  if (!change.minimum) return Strictness::kNeutral;
  const std::string& unit = change.unit.empty() ? period.unit : change.unit;
  const DaySpan said{change.amount, unit == "working-days"};
  const DaySpan present{period.amount, period.unit == "working-days"};
  // A minimum is looser where it may end first, a limit where what it replaces may.
  const EarlierEnd earlier = period.minimum ? MayEndEarlier(said, present, input_.calendar) : MayEndEarlier(present, said, input_.calendar);
  if (!earlier.possible) {
    const bool same = said.working == present.working && said.amount == present.amount;
    return same ? Strictness::kNeutral : Strictness::kStricter;
  }
  Text why;
  if (earlier.start) {
    const Date own = period.minimum ? earlier.end : earlier.other_end;
    const Date other = period.minimum ? earlier.other_end : earlier.end;
    why = {fmt::format("(例如自 {} 起算,前者到 {},后者到 {})", earlier.start->ToString(), own.ToString(), other.ToString()),
           fmt::format(" (from {}, for example, the one ends on {}, the other on {})", earlier.start->ToString(), own.ToString(), other.ToString())};
  } else if (said.working != present.working) {
    why = {"(没有工作日历可以试算)", " (there is no work calendar to try it on)"};
  }
  return Loosens({step.id, period.articles, PeriodName(step, change.ref), Days(said.amount, unit, period.minimum),
                  Days(period.amount, period.unit, period.minimum), why});
}

std::vector<int> TightenJudge::RanksOf(std::string_view attribute, const std::string& value, bool minimum) const {
  if (!value.starts_with('@')) return {StrictnessOf(attribute, value, minimum)};
  std::vector<int> ranks;
  if (const SettingDeclaration* setting = below_.FindSetting(value.substr(1))) {
    for (const std::string& choice : setting->choices) ranks.push_back(StrictnessOf(attribute, choice, minimum));
  }
  return ranks;
}

// How a period is counted and what may cut it short.
Strictness TightenJudge::ManneredOf(const StepNode& step, const PeriodRule& period, const PeriodChange& change) {
  Strictness strictness = Strictness::kNeutral;
  const auto compare = [&](std::string_view attribute, const std::string& present, const std::string& said) {
    if (said.empty() || said == present) return;
    const std::vector<int> mine = RanksOf(attribute, said, period.minimum);
    const std::vector<int> theirs = RanksOf(attribute, present, period.minimum);
    if (mine.empty() || theirs.empty()) return;  // an unknown setting is the reader's finding
    const bool holds = *std::min_element(mine.begin(), mine.end()) >= *std::max_element(theirs.begin(), theirs.end());
    const auto word = [&](const std::string& value) {
      const std::string text = fmt::format("{}=\"{}\"", attribute, value);
      return Text{text, text};
    };
    strictness = Worse(strictness, holds ? Strictness::kStricter
                                         : Loosens({step.id, period.articles, PeriodName(step, change.ref), word(said), word(present), {}}));
  };
  if (change.soft && *change.soft && !period.soft) {
    strictness = Loosens({step.id, period.articles, PeriodName(step, change.ref), {"“一般”,可以缩短", "soft, to be cut short with a reason"},
                          {"不得缩短", "not to be cut short"}, {}});
  } else if (change.soft && !*change.soft && period.soft) {
    strictness = Strictness::kStricter;
  }
  compare("early", period.early, change.early);
  compare("first-day", period.first_day, change.first_day);
  compare("roll", period.roll, change.roll);
  if (!change.reason_in.empty() && !period.reason_in.empty() && change.reason_in != period.reason_in) {
    strictness = Loosens({step.id, period.articles, PeriodName(step, change.ref),
                          {"缩短的理由写在 " + change.reason_in, "a reason that stands in " + change.reason_in},
                          {"写在 " + period.reason_in, "one that stands in " + period.reason_in}, {}});
  }
  return strictness;
}

Strictness TightenJudge::Of(const PeriodChange& change) {
  const StepNode* step = below_.FindStep(change.step);
  if (step == nullptr) return Strictness::kNeutral;  // the merge has said so; so below
  Strictness strictness = Strictness::kNeutral;
  for (const PeriodRule& period : step->periods) {
    if (change.minimum && *change.minimum != period.minimum) continue;
    if (period.id == change.ref) {
      const Strictness amount = AmountOf(*step, period, change);
      strictness = Worse(strictness, Worse(amount, ManneredOf(*step, period, change)));
    } else if (period.stands_beside == change.ref && change.unit == period.unit) {
      strictness = Worse(strictness, AmountOf(*step, period, change));
    }
  }
  return strictness;
}

Strictness TightenJudge::Of(const ConfigurationChange& change) {
  const StepNode* step = below_.FindStep(change.step);
  const StepType* type = step == nullptr ? nullptr : input_.catalog->Find(step->type);
  if (type == nullptr) return Strictness::kNeutral;
  Strictness strictness = Strictness::kNeutral;
  for (const MemberChange& member : CompareConfiguration(type->configuration_schema, step->configuration, change.members)) {
    const Data& described = Described(type->configuration_schema, member.pointer);
    if (described.is_null()) continue;  // the configuration's own check says so
    if (member.strictness == Strictness::kNeutral || member.strictness == Strictness::kStricter) {
      strictness = Worse(strictness, member.strictness);
      continue;
    }
    const std::string& zh = described["title-zh"].AsText();
    const std::string& en = described["title"].AsText();
    const auto value = [](const Data& data, std::string_view none) { return data.is_null() ? std::string(none) : ToJson(data); };
    Text why;
    if (member.strictness == Strictness::kIncomparable) {
      why = member.direction ? Text{"(二者互不包含)", " (neither holds the other)"}
                             : Text{"(环节类型没有声明这一项怎样为严,不能改)", " (the step type does not say which value is stricter, so it cannot be changed)"};
    }
    strictness = Loosens({step->id,
                          step->articles,
                          {fmt::format("环节“{}”的“{}”({})", step->title.In(Language::kChinese), zh.empty() ? member.pointer : zh, member.pointer),
                           fmt::format("\"{}\" ({}) of \"{}\"", en.empty() ? member.pointer : en, member.pointer, step->title.In(Language::kEnglish))},
                          {value(member.after, "(无)"), value(member.after, "nothing")},
                          {value(member.before, "(无)"), value(member.before, "nothing")},
                          why});
  }
  return strictness;
}

Strictness TightenJudge::Of(const ApplicabilityChange& change) {
  const StepNode* step = below_.FindStep(change.step);
  if (step == nullptr) return Strictness::kNeutral;
  const Text what{fmt::format("环节“{}”的适用范围", step->title.In(Language::kChinese)),
                  fmt::format("where \"{}\" applies", step->title.In(Language::kEnglish))};
  if (!step->applicability) {
    if (change.when.IsAlways()) return Strictness::kNeutral;
    return Loosens({step->id, step->articles, what, Condition(change.when), Condition(Guard::Always()), {}});
  }
  const Applicability& present = *step->applicability;
  if (present.discretionary) return Strictness::kStricter;  // a duty instead of a choice
  std::string counterexample;
  if (Implies(present.when, change.when, &counterexample)) {
    return Implies(change.when, present.when, nullptr) ? Strictness::kNeutral : Strictness::kStricter;
  }
  return Loosens({step->id, present.articles, what, Condition(change.when), Condition(present.when),
                  {fmt::format("(当 {} 时,原来适用,改后不适用)", counterexample),
                   fmt::format(" (when {}, it applied before and would not)", counterexample)}});
}

Strictness TightenJudge::Of(const MaterialChange& change) {
  const StepNode* step = below_.FindStep(change.step);
  if (step == nullptr) return Strictness::kNeutral;
  const MaterialDemand& demand = change.demand;
  const Text what{fmt::format("环节“{}”的材料 {}", step->title.In(Language::kChinese), demand.kind),
                  fmt::format("document {} of \"{}\"", demand.kind, step->title.In(Language::kEnglish))};
  Strictness strictness = demand.required ? Strictness::kStricter : Strictness::kNeutral;
  for (const MaterialDemand& present : step->materials) {
    if (present.kind != demand.kind || !present.required) continue;
    const Articles& articles = present.articles.empty() ? step->articles : present.articles;
    if (!demand.required) return Loosens({step->id, articles, what, {"可以不提交", "optional"}, {"必须提交", "required"}, {}});
    const bool covers = Implies(present.when, demand.when, nullptr);
    const bool narrower = Implies(demand.when, present.when, nullptr);
    if (covers && narrower) strictness = Strictness::kNeutral;
    if (covers || !narrower) continue;
    return Loosens({step->id, articles, what, Condition(demand.when), Condition(present.when), {}});
  }
  return strictness;
}

Strictness TightenJudge::Of(const ActorChange& change) {
  const StepNode* step = below_.FindStep(change.step);
  const StepType* type = step == nullptr ? nullptr : input_.catalog->Find(step->type);
  const ActionType* action = type == nullptr ? nullptr : type->FindAction(change.binding.action);
  if (action == nullptr) return Strictness::kNeutral;
  const auto bound = std::find_if(step->actions.begin(), step->actions.end(), [&](const ActionBinding& b) { return b.action == action->id; });
  std::vector<std::string> present = bound != step->actions.end() ? bound->roles : action->roles;
  const std::vector<std::string>& said = change.binding.roles;
  if (std::all_of(said.begin(), said.end(), [&](const std::string& role) { return HasStep(present, role); })) {
    const bool same = std::all_of(present.begin(), present.end(), [&](const std::string& role) { return HasStep(said, role); });
    return same ? Strictness::kNeutral : Strictness::kStricter;
  }
  const std::string mine = JoinWords(said, ", ");
  const std::string theirs = JoinWords(present, ", ");
  return Loosens({step->id,
                  step->articles,
                  {fmt::format("环节“{}”的操作“{}”由谁办理", step->title.In(Language::kChinese), action->title.In(Language::kChinese)),
                   fmt::format("who does \"{}\" of \"{}\"", action->title.In(Language::kEnglish), step->title.In(Language::kEnglish))},
                  {mine, mine},
                  {theirs, theirs},
                  {}});
}

Strictness TightenJudge::Of(const SettingChange& change) {
  const SettingDeclaration* present = below_.FindSetting(change.setting);
  if (present == nullptr) return Strictness::kNeutral;
  if (std::all_of(change.choices.begin(), change.choices.end(), [&](const std::string& c) { return HasStep(present->choices, c); })) {
    const bool same = change.value == present->value && change.choices.size() == present->choices.size();
    return same ? Strictness::kNeutral : Strictness::kStricter;
  }
  const std::string mine = JoinWords(change.choices, ", ");
  const std::string theirs = JoinWords(present->choices, ", ");
  return Loosens({"",
                  present->articles,
                  {fmt::format("设置“{}”({})的选项", present->title.In(Language::kChinese), present->id),
                   fmt::format("the choices of \"{}\" ({})", present->title.In(Language::kEnglish), present->id)},
                  {mine, mine},
                  {theirs, theirs},
                  {}});
}

}  // namespace juece
