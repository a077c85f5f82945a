// A definition's periods against those of the statutes, and against each other.
#include <fmt/format.h>

#include <algorithm>

#include "proof/statutory.h"

namespace juece {
namespace {

bool Overlaps(const Articles& articles, const ArticleRef& article) {
  return std::any_of(articles.begin(), articles.end(),
                     [&](const ArticleRef& a) { return a.Covers(article) || article.Covers(a); });
}

Text Amount(int amount, const std::string& unit) {
  const bool working = unit == "working-days";
  return {fmt::format("{}{}", amount, working ? "个工作日" : "日"), fmt::format("{} {}", amount, working ? "working days" : "calendar days")};
}

// N working days never end before N calendar days; beyond that the units do not convert.
bool AtLeastAsLong(int amount, const std::string& unit, int other, const std::string& other_unit) {
  return amount >= other && (unit == other_unit || unit == "working-days");
}

bool Obeys(const PeriodRule& period, const StatutoryPeriod& law) {
  if (law.minimum) return AtLeastAsLong(period.amount, period.unit, law.amount, law.unit);
  return AtLeastAsLong(law.amount, law.unit, period.amount, period.unit);
}

bool Concerns(const PeriodRule& period, const StatutoryPeriod& law) {
  if (period.minimum != law.minimum || !Overlaps(period.articles, law.article)) return false;
  // A local period in another unit holds beside the one that meets the law; whether it is looser is judged there.
  if (!period.stands_beside.empty() && period.unit != law.unit) return false;
  return law.to.empty() || EventOf(period.to) == law.to;
}

// A soft period may be shorter only for a reason that the opening event itself carries.
bool ReasonStandsInNotice(const PeriodRule& period) {
  if (!period.soft || period.early == "refused") return true;
  const bool asked = period.early.empty() || period.early == "reason-required";
  return asked && period.reason_in.starts_with(period.from + "/");
}

}  // namespace

std::string EventOf(const std::string& event) { return event.substr(event.find('/') == std::string::npos ? 0 : event.find('/') + 1); }

PeriodFlaw FlawOf(const PeriodRule& period, const StatutoryPeriod& law) {
  if (!Obeys(period, law)) return PeriodFlaw::kAmount;
  if (period.soft && !law.soft) return PeriodFlaw::kSoft;
  if (!law.from.empty() && EventOf(period.from) != law.from) return PeriodFlaw::kFrom;
  if (law.minimum && !law.soft && !period.early.empty() && period.early != "refused") return PeriodFlaw::kEarly;
  if (law.reason_in == "notice" && !ReasonStandsInNotice(period)) return PeriodFlaw::kReason;
  return PeriodFlaw::kNone;
}

namespace {

void Compare(CheckContext& context, const StepNode& step, const PeriodRule& period, const StatutoryPeriod& law) {
  const std::string article = law.article.ToString();
  const Text name = Quote(step.title, step.id);
  const auto report = [&](Text message) {
    Finding& finding = context.Error("deadline-contradiction", period.place, std::move(message));
    finding.step = step.id;
    finding.article = article;
  };
  const PeriodFlaw flaw = FlawOf(period, law);
  if (flaw == PeriodFlaw::kAmount) {
    const Text demanded = Amount(law.amount, law.unit);
    const Text found = Amount(period.amount, period.unit);
    report({fmt::format("环节{}的期限“{}”应{} {}(依据 {}),但写的是 {}", name.zh, period.id, law.minimum ? "不少于" : "不超过", demanded.zh,
                        article, found.zh),
            fmt::format("Expected period \"{}\" of {} to be {} {} ({}), but found {}", period.id, name.en,
                        law.minimum ? "not shorter than" : "not longer than", demanded.en, article, found.en)});
  } else if (flaw == PeriodFlaw::kSoft) {
    report({fmt::format("环节{}的期限“{}”没有“一般”的余地(依据 {}),但写了 soft=\"true\"", name.zh, period.id, article),
            fmt::format("Expected period \"{}\" of {} to be strict ({}), but it says soft=\"true\"", period.id, name.en, article)});
  } else if (flaw == PeriodFlaw::kFrom) {
    report({fmt::format("环节{}的期限“{}”应自 {} 起算(依据 {}),但自 {} 起算", name.zh, period.id, law.from, article, period.from),
            fmt::format("Expected period \"{}\" of {} to run from {} ({}), but it runs from {}", period.id, name.en, law.from, article, period.from)});
  } else if (flaw == PeriodFlaw::kEarly) {
    report({fmt::format("环节{}的期限“{}”不得提前结束(依据 {}),但写了 early=\"{}\"", name.zh, period.id, article, period.early),
            fmt::format("Expected period \"{}\" of {} not to end early ({}), but it says early=\"{}\"", period.id, name.en, article, period.early)});
  } else if (flaw == PeriodFlaw::kReason) {
    report({fmt::format("环节{}的期限“{}”缩短的理由应写在 {} 中(依据 {}),但 early=\"{}\" reason-in=\"{}\"", name.zh, period.id, law.from, article,
                        period.early, period.reason_in),
            fmt::format("Expected a shorter period \"{}\" of {} to need its reason in {} ({}), but found early=\"{}\" reason-in=\"{}\"", period.id,
                        name.en, law.from, article, period.early, period.reason_in)});
  }
  const auto read = [&](std::string_view attribute, const std::string& wanted, const std::string& found) {
    if (wanted.empty() || wanted == found) return;
    report({fmt::format("环节{}的期限“{}”应写 {}=\"{}\"(依据 {}),但写的是“{}”", name.zh, period.id, attribute, wanted, article, found),
            fmt::format("Expected period \"{}\" of {} to say {}=\"{}\" ({}), but found \"{}\"", period.id, name.en, attribute, wanted, article, found)});
  };
  read("from-date", law.from_date, period.from_date);
  read("planned", law.planned, period.planned);
  read("extended-by", law.extended_by, period.extended_by);
}

void CompareWithin(CheckContext& context, const StepNode& step) {
  for (const PeriodRule& minimum : step.periods) {
    for (const PeriodRule& limit : step.periods) {
      const bool same = minimum.minimum && !limit.minimum && minimum.from == limit.from && minimum.to == limit.to;
      if (!same || AtLeastAsLong(limit.amount, limit.unit, minimum.amount, minimum.unit)) continue;
      const Text least = Amount(minimum.amount, minimum.unit);
      const Text most = Amount(limit.amount, limit.unit);
      const Text name = Quote(step.title, step.id);
      context.Error("deadline-contradiction", limit.place,
                    {fmt::format("环节{}的限期“{}”应不短于最低期限“{}”({}),但只有 {}", name.zh, limit.id, minimum.id, least.zh, most.zh),
                     fmt::format("Expected limit \"{}\" of {} not to be shorter than minimum \"{}\" ({}), but found {}", limit.id, name.en,
                                 minimum.id, least.en, most.en)})
          .step = step.id;
    }
  }
}

void CheckCarried(CheckContext& context, const StatutoryPeriod& law) {
  const StepNode* server = nullptr;
  for (const StepNode* step : context.definition().steps()) {
    if (step->type != law.step_type) continue;
    server = step;
    if (std::any_of(step->periods.begin(), step->periods.end(), [&](const PeriodRule& p) { return Concerns(p, law); })) return;
  }
  if (server == nullptr) return;  // no step: what is required of it is another check's matter
  const Text name = Quote(server->title, server->id);
  const Text amount = Amount(law.amount, law.unit);
  const std::string article = law.article.ToString();
  Finding& finding = context.Error(
      "article-not-covered", server->place,
      {fmt::format("环节{}应写明 {} 的期限(依据 {},{} 至 {}),但没有写", name.zh, amount.zh, article, law.from, law.to),
       fmt::format("Expected {} to have the period of {} ({}, {} to {}), but it has none", name.en, amount.en, article, law.from, law.to)});
  finding.step = server->id;
  finding.article = article;
}

}  // namespace

void CheckPeriods(CheckContext& context) {
  for (const StepNode* step : context.definition().steps()) CompareWithin(context, *step);
  for (const Clause* clause : ClaimedClauses(context)) {
    for (const StatutoryPeriod& law : clause->periods) {
      CheckCarried(context, law);
      for (const StepNode* step : context.definition().steps()) {
        if (step->type != law.step_type) continue;
        for (const PeriodRule& period : step->periods) {
          if (Concerns(period, law)) Compare(context, *step, period, law);
        }
      }
    }
  }
}

}  // namespace juece
