// Step types, configurations, and the outcomes and actions that a definition names.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/schema.h"
#include "definition/reporter.h"
#include "proof/checks.h"

namespace juece {
namespace {

void RequireOutcomes(CheckContext& context, const StepNode& step, const StepType& type, const std::vector<std::string>& named,
                     const SourcePlace& place) {
  const std::vector<std::string> known = OutcomesOf(step, type);
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const std::string& outcome : named) {
    if (std::find(known.begin(), known.end(), outcome) != known.end()) continue;
    const Text hint = Suggest(outcome, candidates);
    const Text name = Quote(step.title, step.id);
    const std::string list = JoinWords(known, ", ");
    context.Error("unknown-reference", place,
                  {fmt::format("环节{}的结果应为 {} 之一,但没有“{}”{}", name.zh, list, outcome, hint.zh),
                   fmt::format("Expected an outcome of {} ({}), but there is no \"{}\"{}", name.en, list, outcome, hint.en)})
        .step = step.id;
  }
}

void CheckOutcomes(CheckContext& context, const StepNode& step, const StepType& type) {
  for (const Transition& row : step.transitions) RequireOutcomes(context, step, type, row.outcomes, row.place);
  for (const MaterialUse& use : step.changes) RequireOutcomes(context, step, type, use.outcomes, use.place);
  for (const MaterialUse& use : step.reviews) RequireOutcomes(context, step, type, use.outcomes, use.place);
  if (step.milestone) RequireOutcomes(context, step, type, step.milestone->outcomes, step.milestone->place);
}

void CheckActions(CheckContext& context, const StepNode& step, const StepType& type) {
  std::vector<std::string_view> known;
  for (const ActionType& action : type.actions) known.push_back(action.id);
  for (const ActionBinding& binding : step.actions) {
    if (type.FindAction(binding.action) != nullptr) continue;
    const Text hint = Suggest(binding.action, known);
    context.Error("unknown-reference", binding.place,
                  {fmt::format("环节类型“{}”应提供所写的操作,但没有“{}”{}", type.id, binding.action, hint.zh),
                   fmt::format("Expected an action of step type \"{}\", but there is no \"{}\"{}", type.id, binding.action, hint.en)})
        .step = step.id;
  }
}

// `event` of a period: of this step, or "step/event" of another one, or one of the engine's own (entered, left).
void RequireEvent(CheckContext& context, const StepNode& step, const PeriodRule& period, const std::string& event) {
  const std::size_t slash = event.find('/');
  const StepNode* owner = slash == std::string::npos ? &step : context.definition().FindStep(event.substr(0, slash));
  const StepType* type = owner == nullptr ? nullptr : context.catalog().Find(owner->type);
  const std::string name = slash == std::string::npos ? event : event.substr(slash + 1);
  if (type == nullptr || name == "entered" || name == "left") return;  // an unknown step is the reader's finding
  std::vector<std::string_view> known;
  for (const ActionType& action : type->actions) known.push_back(action.event);
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const Text hint = Suggest(name, known);
  context.Error("unknown-reference", period.place,
                {fmt::format("期限“{}”应引用环节类型“{}”的事件(或 entered、left),但没有“{}”{}", period.id, type->id, name, hint.zh),
                 fmt::format("Expected period \"{}\" to name an event of step type \"{}\" (or entered, left), but there is no \"{}\"{}",
                             period.id, type->id, name, hint.en)})
      .step = step.id;
}

// What stands at a pointer of an action's payload; nullptr where the schema knows no such member.
const Data* SchemaAt(const Data& schema, std::string_view pointer) {
  const Data* at = &schema;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view name = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(name.size());
    at = name == "*" ? at->Find("items") : (*at)["properties"].Find(name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

// A member of an event's data that a period reads: a date, or a text that is none.
struct ReadMember {
  std::string_view attribute;
  std::string event;
  std::string pointer;
  bool date = false;
};

void RequireMember(CheckContext& context, const StepNode& step, const PeriodRule& period, const ReadMember& member) {
  if (member.pointer.empty()) return;
  const std::size_t slash = member.event.find('/');
  const StepNode* owner = slash == std::string::npos ? &step : context.definition().FindStep(member.event.substr(0, slash));
  const StepType* type = owner == nullptr ? nullptr : context.catalog().Find(owner->type);
  if (type == nullptr) return;
  const std::string event = slash == std::string::npos ? member.event : member.event.substr(slash + 1);
  const auto action = std::find_if(type->actions.begin(), type->actions.end(), [&](const ActionType& a) { return a.event == event; });
  const Data* schema = action == type->actions.end() ? nullptr : SchemaAt(action->schema, member.pointer);
  const bool dated = schema != nullptr && (*schema)["format"].AsText().starts_with("date");
  if (schema != nullptr && dated == member.date) return;
  const Text wanted = member.date ? Text{"日期", "a date"} : Text{"文字", "a text"};
  context.Error("unknown-reference", period.place,
                {fmt::format("期限“{}”的 {} 应指向事件 {} 数据中的{},但 {} 不是", period.id, member.attribute, member.event, wanted.zh, member.pointer),
                 fmt::format("Expected {} of period \"{}\" to point to {} in the data of {}, but {} is none", member.attribute, period.id, wanted.en,
                             member.event, member.pointer)})
      .step = step.id;
}

// Attributes that say nothing without another one: they would look like a rule and be none.
void CheckMeaning(CheckContext& context, const StepNode& step, const PeriodRule& period) {
  if (!period.extended_by.empty() && period.planned.empty()) {
    context.Error("bad-value", period.place,
                  {fmt::format("期限“{}”写了 extended-by,应同时写 planned(公告的截止日),但没有写", period.id),
                   fmt::format("Expected period \"{}\", which has extended-by, to have planned (the announced last day), but it has none", period.id)})
        .step = step.id;
  }
}

void CheckEvents(CheckContext& context, const StepNode& step) {
  for (const PeriodRule& period : step.periods) {
    RequireEvent(context, step, period, period.from);
    RequireEvent(context, step, period, period.to);
    const std::size_t slash = period.reason_in.find('/');  // "event/pointer", always of this step
    if (slash != std::string::npos) {
      const std::string event = period.reason_in.substr(0, slash);
      RequireEvent(context, step, period, event);
      RequireMember(context, step, period, {"reason-in", event, period.reason_in.substr(slash), false});
    }
    RequireMember(context, step, period, {"from-date", period.from, period.from_date, true});
    if (!period.extended_by.empty()) RequireEvent(context, step, period, period.extended_by);
    // A limit that may be extended names its day in the extension alone.
    RequireMember(context, step, period, {"planned", period.extended_by.empty() ? period.from : period.extended_by, period.planned, true});
    CheckMeaning(context, step, period);
  }
}

void AddConfigurationProblem(CheckContext& context, const StepNode& step, const Text& problem) {
  const Text name = Quote(step.title, step.id);
  context.Error("bad-configuration", step.configuration_place,
                {fmt::format("环节{}的配置不合要求:{}", name.zh, problem.zh),
                 fmt::format("The configuration of {} does not fit: {}", name.en, problem.en)})
      .step = step.id;
}

void CheckConfiguration(CheckContext& context, const StepNode& step, const StepType& type) {
  const std::vector<SchemaProblem> problems = ValidateSchema(type.configuration_schema, step.configuration);
  for (const SchemaProblem& problem : problems) AddConfigurationProblem(context, step, problem.message);
  if (!problems.empty() || !context.input().check_configuration) return;
  const Data complete = WithDefaults(type.configuration_schema, step.configuration);
  for (const Text& problem : context.input().check_configuration(step.type, complete)) AddConfigurationProblem(context, step, problem);
}

}  // namespace

bool CheckTypes(CheckContext& context) {
  bool known = true;
  std::vector<std::string_view> installed;
  for (const auto& [id, type] : context.catalog().types()) installed.push_back(id);
  for (const StepNode* step : context.definition().steps()) {
    const StepType* type = context.catalog().Find(step->type);
    if (type == nullptr) {
      known = false;
      const Text hint = Suggest(step->type, installed);
      context.Error("unknown-step-type", step->place,
                    {fmt::format("type 应为已安装的环节类型,但没有“{}”{};用 juece plugin list 查看已安装的类型", step->type, hint.zh),
                     fmt::format("Expected type to name an installed step type, but there is no \"{}\"{}; see juece plugin list",
                                 step->type, hint.en)})
          .step = step->id;
      continue;
    }
    CheckOutcomes(context, *step, *type);
    CheckActions(context, *step, *type);
    CheckEvents(context, *step);
    CheckConfiguration(context, *step, *type);
  }
  return known;
}

}  // namespace juece
