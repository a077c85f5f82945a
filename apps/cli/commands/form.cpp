// juece form STEP [ACTION]: what an action asks of the person who does it; --check holds a payload against it.
#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "catalog/sample.h"
#include "catalog/schema.h"
#include "commands/commands.h"
#include "report/form_report.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {
namespace {

struct Found {
  const StepType* type = nullptr;
  const StepNode* step = nullptr;  // of the procedure, where one is named
  LoadedProcedure loaded;
};

std::string Known(const Installation& installation, const Definition* definition) {
  std::string known;
  const auto add = [&known](const std::string& id) { known += (known.empty() ? "" : ", ") + id; };
  if (definition != nullptr) {
    for (const StepNode* step : definition->steps()) add(step->id);
  } else {
    for (const auto& [id, type] : installation.catalog()->types()) add(id);
  }
  return known;
}

// False after a complaint.
bool Find(Session& session, const Installation& installation, const FormArguments& arguments, Found& found) {
  const Definition* definition = nullptr;
  if (!arguments.procedure.empty()) {
    found.loaded = LoadProcedure(installation, arguments.procedure, arguments.overlays);
    definition = found.loaded.definition.get();
    if (definition == nullptr) {
      session.PrintFindings(found.loaded.report.findings, true);
      return false;
    }
    found.step = definition->FindStep(arguments.step);
  }
  found.type = installation.catalog()->Find(found.step == nullptr ? arguments.step : found.step->type);
  if (found.type != nullptr) return true;
  const std::string known = Known(installation, definition);
  session.Complain({fmt::format("应为{}之一:{},但为“{}”。", definition == nullptr ? "环节类型" : "该程序的步骤", known, arguments.step),
                    fmt::format("Expected one of the {} {}, but found \"{}\".", definition == nullptr ? "step types" : "steps", known, arguments.step)});
  return false;
}

std::vector<std::string> RolesOf(const Found& found, const ActionType& action, Language language) {
  std::vector<std::string> roles = action.roles;
  if (found.step == nullptr) return roles;
  for (const ActionBinding& binding : found.step->actions) {
    if (binding.action == action.id && !binding.roles.empty()) roles = binding.roles;
  }
  for (std::string& role : roles) {
    for (const RoleDeclaration& known : found.loaded.definition->roles) {
      if (known.id == role) role = fmt::format("{}{}{}{}", known.title.In(language), language == Language::kChinese ? "(" : " (", known.id,
                                               language == Language::kChinese ? ")" : ")");
    }
  }
  return roles;
}

int Check(Session& session, const ActionType& action, const std::string& argument) {
  const auto payload = ReadDataArgument(argument);
  if (!payload) {
    return session.Fail(payload.error());
  }
  const std::vector<SchemaProblem> problems = ValidateSchema(action.schema, *payload);
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", problems.empty()}, {"problems", ToData(problems)}}));
    return problems.empty() ? kDone : kWrong;
  }
  for (const SchemaProblem& problem : problems) session.Print("✘ " + session.In(problem.message) + "\n");
  if (problems.empty()) session.Print(session.In({"✔ 与表单相符。\n", "✔ It fits the form.\n"}));
  return problems.empty() ? kDone : kWrong;
}

}  // namespace

int Run(Session& session, const FormArguments& arguments) {
  const auto installation = session.installation();
  Found found;
  if (!installation || !Find(session, *installation, arguments, found)) {
    return kImpossible;
  }
  std::vector<const ActionType*> actions;
  for (const ActionType& action : found.type->actions) {
    if (arguments.action.empty() || arguments.action == action.id) actions.push_back(&action);
  }
  const bool one = arguments.example || !arguments.check.empty();
  if (actions.empty() || (one && actions.size() != 1)) {
    std::string known;
    for (const ActionType& action : found.type->actions) known += (known.empty() ? "" : ", ") + action.id;
    session.Complain({fmt::format("应为“{}”的动作之一:{},但为“{}”。", found.type->id, known, arguments.action),
                      fmt::format("Expected one of the actions of {}: {}, but found \"{}\".", found.type->id, known, arguments.action)});
    return kImpossible;
  }
  if (!arguments.check.empty()) return Check(session, *actions.front(), arguments.check);
  if (arguments.example) {
    session.Print(ToPrettyJson(SampleOf(actions.front()->schema, false)) + "\n");
    return kDone;
  }
  Data forms = Data::EmptyList();
  for (const ActionType* action : actions) {
    const FormInput input = {found.type, action, found.step == nullptr ? found.type->id : found.step->id,
                             RolesOf(found, *action, session.language()), installation->statutes().get(), installation->documents().get()};
    if (session.json()) {
      forms.Append(FormData(input, session.language()));
    } else {
      session.Print((action == actions.front() ? "" : "\n") + FormText(input, session.language()));
    }
  }
  if (session.json()) session.Print(Data::OfMembers({{"forms", forms}}));
  return kDone;
}

}  // namespace juece::cli
