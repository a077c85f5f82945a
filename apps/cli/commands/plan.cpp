// juece plan: the earliest lawful decision date, and for a wished one the last day on which each step may begin.
#include <fmt/format.h>

#include <charconv>

#include "commands/commands.h"
#include "report/plan_report.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace {

std::optional<int> WholeNumber(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

// "20", "20cd", "15wd".
std::optional<PlannedDuration> DurationOf(std::string_view text) {
  PlannedDuration duration;
  if (text.size() > 2 && text.substr(text.size() - 2) == "wd") duration.unit = DayUnit::kWorkingDays;
  if (text.size() > 2 && (text.substr(text.size() - 2) == "wd" || text.substr(text.size() - 2) == "cd")) text.remove_suffix(2);
  const auto amount = WholeNumber(text);
  if (!amount) return std::nullopt;
  duration.amount = *amount;
  return duration;
}

Status BadValue(const char* option, const char* zh, const char* en, const std::string& found) {
  return Status::InvalidArgument({fmt::format("{} 应为{},但给出的是“{}”。", option, zh, found),
                                  fmt::format("Expected {} of the form {}, but found \"{}\".", option, en, found)});
}

Result<std::optional<Date>> DateOption(const char* option, const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  const auto date = Date::Parse(text);
  if (!date) return BadValue(option, "存在的日期 YYYY-MM-DD", "YYYY-MM-DD (an existing date)", text);
  return std::optional<Date>(*date);
}

Status FillNamed(const PlanArguments& arguments, PlanRequest& request) {
  for (const std::string& text : arguments.facts) {
    const auto sides = SplitAssignment(text);
    if (!sides) return BadValue("--fact", "“事实=值”", "K=V", text);
    request.facts[sides->first] = FactValueOf(sides->second);
  }
  for (const std::string& text : arguments.settings) {
    const auto sides = SplitAssignment(text);
    if (!sides) return BadValue("--setting", "“设置=值”", "K=V", text);
    request.settings[sides->first] = sides->second;
  }
  for (const std::string& text : arguments.outcomes) {
    const auto sides = SplitAssignment(text);
    if (!sides) return BadValue("--outcome", "“环节=结果”", "STEP=OUTCOME", text);
    request.outcomes[sides->first] = sides->second;
  }
  for (const std::string& text : arguments.durations) {
    const auto sides = SplitAssignment(text);
    const auto duration = sides ? DurationOf(sides->second) : std::nullopt;
    if (!duration) return BadValue("--duration", "“环节=天数”,天数如 20、20cd(日)或 15wd(工作日)", "STEP=N[wd|cd]", text);
    request.durations[sides->first] = *duration;
  }
  for (const std::string& text : arguments.shortened) {
    const auto sides = SplitAssignment(text);
    const auto amount = sides ? WholeNumber(sides->second) : std::nullopt;
    if (!amount) return BadValue("--shorten", "“环节/期限=天数”", "STEP/PERIOD=N", text);
    request.shortened[sides->first] = *amount;
  }
  request.without.insert(arguments.without.begin(), arguments.without.end());
  return Status::Ok();
}

Status FillRequest(const PlanArguments& arguments, PlanRequest& request) {
  const auto from = DateOption("--from", arguments.from);
  if (!from) return from.error();
  const auto decide_on = DateOption("--decide-on", arguments.decide_on);
  if (!decide_on) return decide_on.error();
  request.from = *from;
  request.decide_on = *decide_on;
  request.working_days_only = arguments.working_days_only;
  return FillNamed(arguments, request);
}

int StatusOf(const PlanRequest& request, const Plan& plan) {
  const bool unknown = (plan.earliest && !plan.earliest->exact()) || plan.aim_unknown_year != 0;
  if (!plan.reachable || (request.from && !plan.earliest)) return kWrong;
  if (unknown) return kImpossible;
  return request.decide_on && !plan.aim_possible ? kWrong : kDone;
}

}  // namespace

int Run(Session& session, const PlanArguments& arguments) {
  const auto installation = session.installation();
  if (!installation) {
    return kImpossible;
  }
  const LoadedProcedure loaded = LoadProcedure(*installation, arguments.file, arguments.overlays);
  if (!loaded.definition || !loaded.procedure) {
    session.PrintFindings(loaded.report.findings, true);
    session.Complain({"只为证明通过的程序作计划:有错误的程序里,最早的走法可能绕过法定环节。",
                      "Only a proved procedure is planned: with errors, the soonest way might avoid a mandatory step."});
    return loaded.definition ? kWrong : kImpossible;
  }
  PlanRequest request;
  request.definition = loaded.definition.get();
  request.catalog = installation->catalog().get();
  request.calendar = installation->calendar().get();
  if (const Status status = FillRequest(arguments, request); !status.ok()) {
    return session.Fail(status);
  }
  for (const OverlayReport& rule : loaded.report.overlays) {
    request.local_rules.push_back(rule.overlay->title);
  }
  const Result<Plan> plan = MakePlan(request);
  if (!plan) {
    return session.Fail(plan.error());
  }
  if (session.json()) {
    session.Print(PlanData(request, *plan, session.language()));
  } else {
    session.Print(PlanText(request, *plan, session.language()));
  }
  return StatusOf(request, *plan);
}

}  // namespace juece::cli
