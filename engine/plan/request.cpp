#include "plan/request.h"

#include <algorithm>

#include <fmt/format.h>

#include "proof/model.h"

namespace juece {
namespace {

// Dates for which there are calendars, with room for any count.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2999;

Status Wrong(std::string zh, std::string en) { return Status::InvalidArgument({std::move(zh), std::move(en)}); }

template <typename Things, typename IdOfThing>
std::string Ids(const Things& things, IdOfThing id) {
  std::string ids;
  for (const auto& thing : things) ids += (ids.empty() ? "" : " ") + id(thing);
  return ids;
}

std::string StepIds(const Definition& definition) {
  return Ids(definition.steps(), [](const StepNode* step) { return step->id; });
}

Status UnknownStep(const Definition& definition, const std::string& step) {
  return Wrong(fmt::format("应为程序中的环节,但没有“{}”。有:{}", step, StepIds(definition)),
               fmt::format("Expected a step of the procedure, but there is no {}. There are: {}", step, StepIds(definition)));
}

struct NamedPeriod {
  const StepNode* step = nullptr;
  const PeriodRule* period = nullptr;
};

NamedPeriod FindPeriod(const Definition& definition, const std::string& name) {
  const auto slash = name.find('/');
  const StepNode* step = slash == std::string::npos ? nullptr : definition.FindStep(name.substr(0, slash));
  if (step == nullptr) return {};
  for (const PeriodRule& period : step->periods) {
    if (period.id == name.substr(slash + 1)) return {step, &period};
  }
  return {step, nullptr};
}

Status UnknownPeriod(const Definition& definition, const std::string& name) {
  std::string ids;
  for (const StepNode* step : definition.steps()) {
    for (const PeriodRule& period : step->periods) ids += (ids.empty() ? "" : " ") + step->id + "/" + period.id;
  }
  return Wrong(fmt::format("应为“环节/期限”,但没有“{}”。有:{}", name, ids),
               fmt::format("Expected STEP/PERIOD, but there is no {}. There are: {}", name, ids));
}

std::string ArticlesOf(const PeriodRule& period) {
  return Ids(period.articles, [](const ArticleRef& article) { return article.ToString(); });
}

Status CheckDates(const PlanRequest& request) {
  if (!request.from && !request.decide_on) {
    return Wrong("应给出起始日(--from)或希望的决定日(--decide-on),但都没有。", "Expected --from or --decide-on, but found neither.");
  }
  for (const auto& date : {request.from, request.decide_on}) {
    if (date && (date->year() < kFirstYear || date->year() > kLastYear)) {
      return Wrong(fmt::format("日期应在{}年到{}年之间,但给出的是 {}。", kFirstYear, kLastYear, date->ToString()),
                   fmt::format("Expected a date in the years {} to {}, but found {}.", kFirstYear, kLastYear, date->ToString()));
    }
  }
  return Status::Ok();
}

Status CheckFacts(const PlanRequest& request) {
  for (const auto& [id, value] : request.facts) {
    const FactDeclaration* fact = request.definition->FindFact(id);
    if (fact == nullptr) {
      const std::string ids = Ids(request.definition->facts, [](const FactDeclaration& f) { return f.id; });
      return Wrong(fmt::format("应为程序声明的事实,但没有“{}”。有:{}", id, ids),
                   fmt::format("Expected a fact of the procedure, but there is no {}. There are: {}", id, ids));
    }
    const bool fits = value.is_null() || (fact->type == FactType::kBoolean  ? value.is_bool()
                                          : fact->type == FactType::kNumber ? value.is_number()
                                                                            : value.is_text());
    if (!fits) {
      return Wrong(fmt::format("事实“{}”应为 {} 类型的值,但给出的不是。", id, ToString(fact->type)),
                   fmt::format("Expected a value of type {} for the fact {}, but found another kind.", ToString(fact->type), id));
    }
  }
  return Status::Ok();
}

Status CheckSettings(const PlanRequest& request) {
  for (const auto& [id, value] : request.settings) {
    const SettingDeclaration* setting = request.definition->FindSetting(id);
    if (setting == nullptr) {
      const std::string ids = Ids(request.definition->settings, [](const SettingDeclaration& s) { return s.id; });
      return Wrong(fmt::format("应为程序的设置,但没有“{}”。有:{}", id, ids),
                   fmt::format("Expected a setting of the procedure, but there is no {}. There are: {}", id, ids));
    }
    if (std::find(setting->choices.begin(), setting->choices.end(), value) == setting->choices.end()) {
      const std::string choices = Ids(setting->choices, [](const std::string& choice) { return choice; });
      return Wrong(fmt::format("设置“{}”应为 {} 之一,但给出的是“{}”。", id, choices, value),
                   fmt::format("Expected the setting {} to be one of {}, but found {}.", id, choices, value));
    }
  }
  return Status::Ok();
}

Status CheckSteps(const PlanRequest& request) {
  for (const auto& [id, duration] : request.durations) {
    if (request.definition->FindStep(id) == nullptr) return UnknownStep(*request.definition, id);
    if (duration.amount < 0 || duration.amount > 3650) {
      return Wrong(fmt::format("环节“{}”的办理天数应在 0 到 3650 之间,但给出的是 {}。", id, duration.amount),
                   fmt::format("Expected 0 to 3650 days for {}, but found {}.", id, duration.amount));
    }
  }
  for (const auto& [id, outcome] : request.outcomes) {
    const StepNode* step = request.definition->FindStep(id);
    if (step == nullptr) return UnknownStep(*request.definition, id);
    const auto outcomes = OutcomesOf(*step, *request.catalog->Find(step->type));
    if (std::find(outcomes.begin(), outcomes.end(), outcome) == outcomes.end()) {
      const std::string ids = Ids(outcomes, [](const std::string& o) { return o; });
      return Wrong(fmt::format("环节“{}”的结果应为 {} 之一,但给出的是“{}”。", id, ids, outcome),
                   fmt::format("Expected an outcome of {} ({}), but found {}.", id, ids, outcome));
    }
  }
  return Status::Ok();
}

Status CheckPeriodNames(const PlanRequest& request) {
  for (const auto& [name, amount] : request.shortened) {
    const auto [step, period] = FindPeriod(*request.definition, name);
    if (period == nullptr) return UnknownPeriod(*request.definition, name);
    if (!period->minimum || !period->soft) {
      return Wrong(fmt::format("只有法律写“一般”的最低期限才可以说明理由缩短,但“{}”不是(依据 {})。", name, ArticlesOf(*period)),
                   fmt::format("Expected a minimum that the law lets be shorter with a reason, but {} is none ({}).", name, ArticlesOf(*period)));
    }
    if (amount < 0 || amount > period->amount) {
      return Wrong(fmt::format("“{}”缩短后应在 0 到 {} 之间,但给出的是 {}。", name, period->amount, amount),
                   fmt::format("Expected {} to be shortened to between 0 and {}, but found {}.", name, period->amount, amount));
    }
  }
  for (const std::string& name : request.without) {
    const auto [step, period] = FindPeriod(*request.definition, name);
    if (period == nullptr) return UnknownPeriod(*request.definition, name);
    if (period->from == "entered" || period->from == "left" || period->from.find('/') != std::string::npos) {
      return Wrong(fmt::format("“{}”自 {} 起算,该事项必然发生,不能设为不发生(依据 {})。", name, period->from, ArticlesOf(*period)),
                   fmt::format("Expected a period that something optional starts, but {} starts with {} ({}).", name, period->from,
                               ArticlesOf(*period)));
    }
  }
  return Status::Ok();
}

}  // namespace

Status CheckRequest(const PlanRequest& request) {
  for (const auto& check : {CheckDates, CheckFacts, CheckSettings, CheckSteps, CheckPeriodNames}) {
    if (Status status = check(request); !status.ok()) return status;
  }
  return Status::Ok();
}

}  // namespace juece
