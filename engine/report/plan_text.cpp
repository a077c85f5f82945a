#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/plan_report.h"
#include "report/plan_words.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr int kTitleCells = 30;
constexpr int kDateCells = 12;

std::string Padded(const std::string& text, int cells) {
  return text + std::string(static_cast<std::size_t>(std::max(1, cells - CellsOf(text))), ' ');
}

class PlanWriter {
 public:
  PlanWriter(const PlanRequest& request, const Plan& plan, Language language) : request_(request), plan_(plan), language_(language) {}

  std::string Write() {
    Head();
    Verdict();
    Wish();
    Table();
    CriticalPath();
    Facts();
    Counts();
    Section({"计划的前提", "What the plan rests on"});
    for (const Text& note : AssumptionsOf(request_, plan_)) Line("  · " + Say(note));
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::string& Say(const Text& text) const { return text.In(language_); }
  [[nodiscard]] std::string Say(const char* zh, const char* en) const { return language_ == Language::kChinese ? zh : en; }
  void Line(const std::string& text) { out_ += text + "\n"; }
  void Section(const Text& title) { out_ += "\n" + Say(title) + "\n"; }

  [[nodiscard]] std::string DateText(const PlannedDate& date) const {
    if (date.exact()) return date.date.ToString();
    return Say(fmt::format("不早于{}", date.date.ToString()).c_str(), fmt::format("not before {}", date.date.ToString()).c_str());
  }
  [[nodiscard]] std::string DateText(const std::optional<PlannedDate>& date) const {
    return date ? DateText(*date) : Say("无合法安排", "no lawful schedule");
  }
  static std::string DateText(const std::optional<Date>& date) { return date ? date->ToString() : "—"; }

  void Head() {
    Line(fmt::format("{}  {}", Say("办理计划", "Plan"), Say(request_.definition->title)));
    Line(fmt::format("{} {} · {} {} {}", request_.definition->id, request_.definition->version, Say("工作日历", "work calendar"),
                     request_.calendar->id(), request_.calendar->version()));
    for (const Text& rule : request_.local_rules) Line(Say("适用地方规定:", "Local rule: ") + Say(rule));
    if (request_.from) Line(Say("起始日:", "Starts on: ") + request_.from->ToString());
  }

  void Verdict() {
    const Text goal = MilestoneTitle(plan_.goal);
    if (!plan_.reachable) {
      Line(Say("在这些事实和结果下,没有走法可以到达", "Under these facts and outcomes no way leads to the milestone ") + Say(goal));
    } else if (!request_.from) {
      return;
    } else if (!plan_.earliest) {
      Line(Say("没有合法的安排:不能遵守期限 ", "There is no lawful schedule: this limit cannot be kept: ") + plan_.broken);
    } else if (!plan_.earliest->exact()) {
      Line(Say("不能推算:", "Not computable: ") + Say(UnknownYear{plan_.earliest->unknown_year}.message()));
    } else {
      Line(fmt::format("{}({}):{}", Say("依法最早", "Earliest lawful date "), Say(goal), plan_.earliest->date.ToString()));
    }
    std::string others;
    for (const PlannedMilestone& milestone : plan_.milestones) {
      if (milestone.milestone == plan_.goal) continue;
      others += (others.empty() ? "" : " · ") + Say(MilestoneTitle(milestone.milestone)) + " " + DateText(milestone.earliest);
      if (!milestone.broken.empty()) others += "(" + milestone.broken + ")";
    }
    if (!others.empty()) Line(Say("其他关口最早:", "Other milestones at the earliest: ") + others);
  }

  void Wish() {
    if (!request_.decide_on || !plan_.reachable) return;
    const std::string day = request_.decide_on->ToString();
    if (plan_.aim_unknown_year != 0) {
      Line(Say("倒排不能推算:", "The backward plan is not computable: ") + Say(UnknownYear{plan_.aim_unknown_year}.message()));
    } else if (!plan_.aim_possible) {
      Line(fmt::format("{}{}{}", Say("希望的日期 ", "The wished date "), day,
                       Say(":依法来不及,任何一种合法的安排都到不了。", ": cannot be kept, no lawful schedule comes to it.")));
      if (plan_.start_by) Line(Say("为了那一天作出决定,最迟应在这一天开始:", "For that day it had to be started on this day at the latest: ") + plan_.start_by->ToString());
    } else {
      Line(fmt::format("{}{}{}", Say("希望的日期 ", "The wished date "), day,
                       Say(":可以。各环节最迟开始日见下表,再晚一天就来不及。", ": can be kept. The table says when each step must begin at the latest; a day later is too late.")));
    }
  }

  void Row(const std::string& mark, const std::string& title, const std::array<std::string, 4>& days, const std::string& rest) {
    std::string line = mark + " " + Padded(title, kTitleCells);
    for (const std::string& day : days) line += Padded(day, kDateCells);
    line += rest;
    line.erase(line.find_last_not_of(' ') + 1);
    Line(line);
  }

  void Table() {
    if (plan_.steps.empty()) return;
    Section({"环节安排(● 关键路径)", "Steps (● on the critical path)"});
    Row(language_ == Language::kChinese ? "  " : " ", Say("环节", "Step"),
        {Say("最早开始", "earliest"), Say("最早办结", "done"), Say("最迟开始", "last start"), Say("最迟办结", "last end")}, Say("期限和依据", "Periods and articles"));
    for (const PlannedStep& step : plan_.steps) {
      const Text title = TitleOfStep(request_, step.step->id);
      std::string name = Say(title);
      if (!step.facts_open.empty()) name += Say("(如适用)", " (if it applies)");
      Row(step.critical ? "●" : "  ", name, {DateText(step.starts), DateText(step.ends), DateText(step.last_start), DateText(step.last_end)},
          step.outcome == kNotApplicableOutcome ? Say("不适用", "not applicable") : PeriodsOf(*step.step));
    }
  }

  [[nodiscard]] std::string PeriodsOf(const StepNode& step) const {
    std::string text;
    for (const PlannedPeriod& period : plan_.periods) {
      if (period.step != step.id) continue;
      text += text.empty() ? "" : Say(";", "; ");
      const std::string amount = Say(AmountText(period.amount, period.unit));
      if (period.period == nullptr) {
        text += Say("自定 ", "own ") + amount;
      } else {
        text += fmt::format("{} {}({})", period.period->minimum ? Say("不少于", "at least") : Say("不超过", "at most"), amount,
                            ArticlesText(period.period->articles));
      }
    }
    return text;
  }

  void CriticalPath() {
    std::string path;
    for (const PlannedPeriod& period : plan_.periods) {
      if (!period.critical) continue;
      path += fmt::format("\n  {} {}:{} → {}", Say(TitleOfStep(request_, period.step)), Say(AmountText(period.amount, period.unit)),
                          DateText(period.from), DateText(period.to));
    }
    if (plan_.earliest && path.empty()) path = "\n  " + Say("没有期限决定这个日期,当日即可", "no period decides this date; one day is enough");
    if (!path.empty()) out_ += "\n" + Say("关键路径:决定最早日期的是", "Critical path: the earliest date is decided by") + path + "\n";
  }

  void Facts() {
    const auto matters = [](const OpenFact& fact) { return fact.matters(); };
    if (plan_.open_facts.empty()) return;
    Section({"还没有认定的事实(按较严的安排)", "Facts that nobody has stated (planned for the stricter)"});
    for (const OpenFact& fact : plan_.open_facts) {
      if (!matters(fact)) continue;
      Line(fmt::format("  {} {}{}", Say(TitleOfFact(request_, fact)), fact.fact.empty() ? "" : "(" + fact.fact + ")",
                       fmt::format("{}{}{}{}", Say(":是 → ", ": true -> "), DateText(fact.if_true), Say(",否 → ", ", false -> "), DateText(fact.if_false))));
    }
    std::string others;
    for (const OpenFact& fact : plan_.open_facts) {
      if (!matters(fact)) others += (others.empty() ? "" : Say("、", ", ")) + Say(TitleOfFact(request_, fact));
    }
    if (!others.empty()) Line(Say("  不影响这个日期:", "  No difference to this date: ") + others);
    if (request_.from && plan_.best_case) Line(Say("  各项都有利时最早:", "  Earliest if all turn out well: ") + DateText(plan_.best_case));
  }

  void Counts() {
    if (plan_.periods.empty()) return;
    Section({"怎样数的", "How the days are counted"});
    for (const PlannedPeriod& period : plan_.periods) {
      const std::string title = period.period == nullptr ? Say("自定天数", "own duration") : period.period->id + " " + ArticlesText(period.period->articles);
      const bool limit = period.period != nullptr && !period.period->minimum;
      Line(fmt::format("  {} · {} {} {}", Say(TitleOfStep(request_, period.step)), title, limit ? Say("不超过", "at most") : Say("不少于", "at least"),
                       Say(AmountText(period.amount, period.unit))));
      if (period.count) {
        Line("    " + Say(CountText(period, *period.count, request_)));
        Line("    " + (limit ? Say("最迟 ", "no later than ") : Say("届满 ", "over on ")) + period.count->due.ToString());
      } else {
        Line("    " + Say("日历不知道所跨的年份,不能推算", "the calendar does not know a year on the way; not computable"));
      }
      if (request_.decide_on && period.last_count && period.last_count->from != (period.count ? period.count->from : Date())) {
        Line("    " + Say("倒排:", "backward: ") + Say(CountText(period, *period.last_count, request_)));
      }
    }
  }

  const PlanRequest& request_;
  const Plan& plan_;
  const Language language_;
  std::string out_;
};

}  // namespace

std::string PlanText(const PlanRequest& request, const Plan& plan, Language language) { return PlanWriter(request, plan, language).Write(); }

}  // namespace juece
