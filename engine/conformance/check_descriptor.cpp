#include <fmt/format.h>

#include "catalog/schema.h"
#include "conformance/conformance.h"
#include "catalog/sample.h"

namespace juece {
namespace {

class DescriptorCheck {
 public:
  explicit DescriptorCheck(const Plugin& plugin) : plugin_(plugin) {}

  std::vector<Finding> Run() {
    Titled("", plugin_.title(), "/titles");
    for (const StepType& type : plugin_.types()) Type(type);
    for (const FunctionType& function : plugin_.functions()) Function(function);
    return std::move(findings_);
  }

 private:
  void Say(std::string code, Severity severity, const std::string& step, std::string zh, std::string en) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.message = {std::move(zh), std::move(en)};
    finding.place.file = plugin_.path();
    finding.step = step;
    findings_.push_back(std::move(finding));
  }

  void Titled(const std::string& step, const Text& title, const std::string& where) {
    for (const bool chinese : {true, false}) {
      if (!(chinese ? title.zh : title.en).empty()) continue;
      Say("title-missing", Severity::kError, step, fmt::format("{} 应有{}名称,但没有", where, chinese ? "中文" : "英文"),
          fmt::format("Expected a title in {} at {}, but there is none", chinese ? "Chinese" : "English", where));
    }
  }

  void Type(const StepType& type) {
    const std::string at = "/steps/" + type.id;
    Titled(type.id, type.title, at + "/titles");
    Titled(type.id, type.summary, at + "/summary");
    if (type.articles.empty()) {
      Say("basis-missing", Severity::kWarning, type.id, at + " 应写明依据(legal_basis),但没有:办理的人看不到依据哪一条",
          "Expected a legal basis of " + at + ", but there is none: whoever acts does not see on which article");
    }
    bool opens = false;
    for (const OutcomeType& outcome : type.outcomes) {
      Titled(type.id, outcome.title, at + "/outcomes/" + outcome.id);
      opens = opens || outcome.opens;
    }
    if (!opens) {
      Say("no-outcome-opens", Severity::kWarning, type.id, at + " 应至少有一个放行的结果(opens),但没有:这一环节不能满足任何要求",
          "Expected an outcome of " + at + " that opens, but there is none: the step can serve no requirement");
    }
    if (type.waits && type.actions.empty()) {
      Say("nothing-to-do", Severity::kError, type.id, at + " 写明等人办理(waits),应有操作,但没有",
          "Expected an action of " + at + ", which waits, but there is none");
    }
    for (const ActionType& action : type.actions) Action(type, action);
    for (const RefusalType& refusal : type.refusals) Titled(type.id, refusal.title, at + "/refusals/" + refusal.code);
    Schema(type.id, type.configuration_schema, at + "/configuration");
  }

  void Function(const FunctionType& function) {
    const std::string at = "/functions/" + function.id;
    Titled(function.id, function.title, at + "/titles");
    Titled(function.id, function.summary, at + "/summary");
    if (function.kind == FunctionKind::kRuleCheck && function.articles.empty()) {
      Say("basis-missing", Severity::kWarning, function.id, at + " 应写明依据(legal_basis),但没有:检查的人看不到依据哪一条",
          "Expected a legal basis of " + at + ", but there is none: whoever reviews does not see on which article");
    }
    Schema(function.id, function.configuration_schema, at + "/configuration");
    Choices(function.id, function.configuration_schema, at + "/configuration");
  }

  void Action(const StepType& type, const ActionType& action) {
    const std::string at = "/steps/" + type.id + "/actions/" + action.id;
    Titled(type.id, action.title, at + "/titles");
    if (action.roles.empty()) {
      Say("roles-missing", Severity::kWarning, type.id, at + " 应建议由谁办理(roles),但没有:每份定义都得写明",
          "Expected suggested roles of " + at + ", but there are none: every definition has to name them");
    }
    if (action.articles.empty()) {
      Say("basis-missing", Severity::kWarning, type.id, at + " 应写明依据(legal_basis),但没有:填表的人看不到依据哪一条",
          "Expected a legal basis of " + at + ", but there is none: whoever fills in the form does not see on which article");
    }
    Schema(type.id, action.schema, at + "/schema");
    Choices(type.id, action.schema, at + "/schema");
  }

  // Each choice of a form has a name that people read.
  void Choices(const std::string& step, const Data& schema, const std::string& at) {
    for (const Data& choice : schema["enum"].AsList()) {
      const Data& titles = schema["x-titles"][choice.AsText()];
      if (!titles["zh"].AsText().empty() && !titles["en"].AsText().empty()) continue;
      Say("choice-unnamed", Severity::kWarning, step, fmt::format("{}/x-titles 应有“{}”两种语言的名称,但不全:表单上只能显示代号", at, choice.AsText()),
          fmt::format("Expected {}/x-titles to name \"{}\" in both languages, but it does not: the form can only show the code", at, choice.AsText()));
    }
    for (const Member& member : schema["properties"].AsMap()) Choices(step, member.value, at + "/properties/" + member.name);
    if (schema.Has("items")) Choices(step, schema["items"], at + "/items");
  }

  void Schema(const std::string& step, const Data& schema, const std::string& at) {
    if (schema.is_null()) return;
    for (const SchemaProblem& problem : CheckSchema(schema)) {
      Say("schema-wrong", Severity::kError, step, at + problem.pointer + ":" + problem.message.zh, at + problem.pointer + ": " + problem.message.en);
    }
    Labels(step, schema, at);
    for (const bool every : {false, true}) {
      const Data sample = WithDefaults(schema, SampleOf(schema, every));
      for (const SchemaProblem& problem : ValidateSchema(schema, sample)) {
        Say("schema-contradicts-itself", Severity::kError, step, fmt::format("{}:按它自己填的例子 {} 也不合:{}", at, problem.pointer, problem.message.zh),
            fmt::format("{}: a sample made from it does not pass at {}: {}", at, problem.pointer, problem.message.en));
      }
    }
    for (const Malformed& malformed : MalformedOf(schema)) {
      if (!ValidateSchema(schema, malformed.value).empty()) continue;
      Say("schema-too-wide", Severity::kNote, step, fmt::format("{}:{},也能通过", at, malformed.what), fmt::format("{}: passes although {}", at, malformed.what));
    }
  }

  void Labels(const std::string& step, const Data& schema, const std::string& at) {
    for (const Member& member : schema["properties"].AsMap()) {
      const std::string here = at + "/properties/" + member.name;
      if (member.value["title-zh"].AsText().empty() || member.value["title"].AsText().empty()) {
        Say("label-missing", Severity::kWarning, step, here + " 应有两种语言的名称(title-zh、title),但不全:表单上没有字可写",
            "Expected title-zh and title at " + here + ", but one is missing: the form has no word for it");
      }
      Labels(step, member.value, here);
      Labels(step, member.value["items"], here + "/items");
    }
  }

  const Plugin& plugin_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckDescriptor(const Plugin& plugin) { return DescriptorCheck(plugin).Run(); }

std::vector<Finding> NotSeen(const Plugin& plugin, const Observed& observed) {
  std::vector<Finding> findings;
  const auto say = [&](const StepType& type, std::string code, std::string zh, std::string en) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = Severity::kWarning;
    finding.message = {std::move(zh), std::move(en)};
    finding.place.file = plugin.path();
    finding.step = type.id;
    findings.push_back(std::move(finding));
  };
  for (const StepType& type : plugin.types()) {
    for (const OutcomeType& outcome : type.outcomes) {
      if (observed.outcomes.count(type.id + "/" + outcome.id) != 0) continue;
      say(type, "outcome-not-seen", fmt::format("没有脚本办到结果“{}”:加一个,或者删去它", outcome.id),
          fmt::format("No script ends the step with '{}': add one, or take the outcome out", outcome.id));
    }
    for (const RefusalType& refusal : type.refusals) {
      if (observed.refusals.count(type.id + "/" + refusal.code) != 0) continue;
      say(type, "refusal-not-seen", fmt::format("没有脚本被以“{}”拒绝:加一个只违反它的,或者删去它", refusal.code),
          fmt::format("No script is refused with '{}': add one that breaks only it, or take the refusal out", refusal.code));
    }
  }
  return findings;
}

}  // namespace juece
