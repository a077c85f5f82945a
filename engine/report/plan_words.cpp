#include "report/plan_words.h"

#include <fmt/format.h>

#include <map>

namespace juece {
namespace {

// "2026-01-06 至 2026-02-04": days that follow each other without a gap are named by their first and last.
Text RangesOf(const std::vector<Date>& days) {
  Text text;
  for (std::size_t i = 0; i < days.size();) {
    std::size_t last = i;
    while (last + 1 < days.size() && days[last + 1] - days[last] == 1) ++last;
    if (!text.zh.empty()) {
      text.zh += "、";
      text.en += ", ";
    }
    text.zh += days[i].ToString();
    text.en += days[i].ToString();
    if (last > i) {
      text.zh += "至" + days[last].ToString().substr(5);
      text.en += " to " + days[last].ToString().substr(5);
    }
    i = last + 1;
  }
  return text;
}

// The days that do not count, by the reason, in the order in which the reasons first come.
Text SkippedText(const DueDate& count) {
  std::vector<std::pair<Text, std::vector<Date>>> reasons;
  for (const CountedDay& day : count.skipped) {
    auto known = reasons.begin();
    while (known != reasons.end() && !(known->first == day.why)) ++known;
    if (known == reasons.end()) known = reasons.insert(reasons.end(), {day.why, {}});
    known->second.push_back(day.date);
  }
  Text text;
  for (const auto& [why, days] : reasons) {
    const Text ranges = RangesOf(days);
    text.zh += (text.zh.empty() ? "" : ";") + why.zh + " " + ranges.zh;
    text.en += (text.en.empty() ? "" : "; ") + why.en + " " + ranges.en;
  }
  return text;
}

// The article behind a value that a setting gives, e.g. whether the first day counts.
std::string SettingArticles(const PlanRequest& request, const std::string& value) {
  if (value.empty() || value.front() != '@') return "";
  const SettingDeclaration* setting = request.definition->FindSetting(value.substr(1));
  return setting == nullptr ? "" : ArticlesText(setting->articles);
}

}  // namespace

Text TitleOfStep(const PlanRequest& request, std::string_view step) {
  const StepNode* node = request.definition->FindStep(step);
  return node == nullptr || node->title.empty() ? Text{std::string(step), std::string(step)} : node->title;
}

Text TitleOfFact(const PlanRequest& request, const OpenFact& fact) {
  if (fact.fact.empty()) return {"条件 " + fact.condition, "condition " + fact.condition};
  const FactDeclaration* declared = request.definition->FindFact(fact.fact);
  return declared == nullptr || declared->title.empty() ? Text{fact.fact, fact.fact} : declared->title;
}

Text AmountText(int amount, DayUnit unit) {
  return unit == DayUnit::kWorkingDays
             ? Text{fmt::format("{}个工作日", amount), fmt::format("{} working day{}", amount, amount == 1 ? "" : "s")}
             : Text{fmt::format("{}日", amount), fmt::format("{} day{}", amount, amount == 1 ? "" : "s")};
}

std::string ArticlesText(const Articles& articles) {
  std::string text;
  for (const ArticleRef& article : articles) text += (text.empty() ? "" : " ") + article.ToString();
  return text;
}

std::vector<Text> AssumptionsOf(const PlanRequest& request, const Plan& plan) {
  std::vector<Text> notes;
  for (const PlannedPeriod& period : plan.periods) {
    if (period.period == nullptr || period.amount == period.period->amount) continue;
    const Text step = TitleOfStep(request, period.step);
    const std::string where = period.period->reason_in.empty() ? "" : period.period->reason_in;
    notes.push_back({fmt::format("{}的期限由 {} 缩短为 {}(依据 {}):必须说明理由{}", step.zh, period.period->amount, period.amount,
                                 ArticlesText(period.period->articles), where.empty() ? "" : ",写在 " + where),
                     fmt::format("{}: the period is cut from {} to {} ({}); a reason is required{}", step.en, period.period->amount, period.amount,
                                 ArticlesText(period.period->articles), where.empty() ? "" : ", in " + where)});
  }
  for (const std::string& name : request.without) {
    notes.push_back({fmt::format("不发生引起期限 {} 的事项;如果发生,日期会推迟", name),
                     fmt::format("what starts the period {} does not take place; if it does, the dates move back", name)});
  }
  for (const auto& [step, outcome] : request.outcomes) {
    notes.push_back({fmt::format("{}的结果按 {} 安排", TitleOfStep(request, step).zh, outcome),
                     fmt::format("{} is planned to end with {}", TitleOfStep(request, step).en, outcome)});
  }
  notes.push_back({"没有法定期限、也没有用 --duration 给出天数的环节,按当日办结安排", "a step without a period or --duration is planned to take no day"});
  if (!request.working_days_only) {
    notes.push_back({"办事的日子可以是休息日;只在工作日办事的,加 --working-days-only", "things may happen on days off; add --working-days-only where they may not"});
  }
  notes.push_back({"按最早的合法走法安排:不退回、不补正、结果顺利", "the soonest lawful way is planned: no returns, no corrections, favourable outcomes"});
  return notes;
}

Text CountText(const PlannedPeriod& period, const DueDate& count, const PlanRequest& request) {
  std::vector<Date> days;
  for (const CountedDay& day : count.counted) days.push_back(day.date);
  const Text amount = AmountText(static_cast<int>(count.counted.size()), count.unit);
  const Text ranges = RangesOf(days);
  Text text{fmt::format("自 {} 起,计入 {}:{}", count.from.ToString(), amount.zh, ranges.zh),
            fmt::format("from {}, counted {}: {}", count.from.ToString(), amount.en, ranges.en)};
  const Text skipped = SkippedText(count);
  if (!skipped.empty()) {
    text.zh += ";不计入:" + skipped.zh;
    text.en += "; not counted: " + skipped.en;
  }
  const std::string first = period.period == nullptr ? "" : SettingArticles(request, period.period->first_day);
  const std::string roll = period.period == nullptr ? "" : SettingArticles(request, period.period->roll);
  if (!first.empty()) {
    text.zh += fmt::format("(首日{},{})", period.first_day == FirstDay::kCounted ? "计入" : "不计入", first);
    text.en += fmt::format(" (first day {}, {})", period.first_day == FirstDay::kCounted ? "counted" : "not counted", first);
  }
  if (!roll.empty() && period.roll == Roll::kNextWorkingDay) {
    text.zh += fmt::format("(末日逢休假日顺延,{})", roll);
    text.en += fmt::format(" (a last day off rolls forward, {})", roll);
  }
  return text;
}

}  // namespace juece
