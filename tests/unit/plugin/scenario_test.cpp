// Each article that a plugin carries: a dossier that obeys it, and one that breaks only it.
#include <catch2/catch.hpp>
#include <set>

#include "base/json.h"
#include "catalog/schema.h"
#include "plugin/plugin_set.h"
#include "plugin/wire_request.h"
#include "support/places.h"
#include "unit/plugin/scenario.h"

namespace juece {
namespace {

const std::string kScenarios = SourceDir() + "/tests/scenario/plugins";

PluginSet* Loaded(HostingPolicy policy) {
  policy.trust.shipped_folder = BinaryDir() + "/plugins";
  auto* made = new PluginSet(std::move(policy), nullptr);
  std::vector<Finding> findings;
  made->AddFolder(BinaryDir() + "/plugins", findings);
  for (const Finding& finding : findings) FAIL_CHECK(finding.message.en);
  return made;
}

PluginSet& Plugins() {
  static PluginSet* set = Loaded({});
  return *set;
}

// The same files, each in a process of its own.
PluginSet& HostedPlugins() {
  static PluginSet* set = [] {
    HostingPolicy policy;
    policy.standard.child = true;
    policy.standard.call_ms = 60000;  // the machine may be busy; the limit is not what is tested here
    policy.host_program = BinaryDir() + "/bin/juece-plugin-host";
    return Loaded(policy);
  }();
  return *set;
}

std::string Bytes(const Effects& effects) {
  WireWriter out(Message::kEffects);
  WriteEffects(out, effects);
  return std::move(out).Finish();
}

// What is handed to the step: as the engine would, with the schema checked and the action's
// required documents attached.
struct Call {
  Data data;
  Data configuration;
  std::vector<MaterialRecord> materials;
  Actor actor;
};

Call CallOf(const Scenario& scenario, const StepType& type, const ActionType& action) {
  Call call;
  call.configuration = WithDefaults(
      type.configuration_schema,
      scenario.what["configuration"].is_null() ? Data::EmptyMap() : scenario.what["configuration"]);
  for (const SchemaProblem& problem :
       ValidateSchema(type.configuration_schema, call.configuration)) {
    FAIL_CHECK("configuration " << problem.pointer << ": " << problem.message.en);
  }
  call.data = WithDefaults(
      action.schema, scenario.what["data"].is_null() ? Data::EmptyMap() : scenario.what["data"]);
  for (const SchemaProblem& problem : ValidateSchema(action.schema, call.data)) {
    FAIL_CHECK("data " << problem.pointer << ": " << problem.message.en);
  }
  std::set<std::string> kinds;
  for (const ActionMaterial& material : action.materials) {
    if (material.required) kinds.insert(material.kind);
  }
  for (const Data& kind : scenario.what["submits"].AsList()) kinds.insert(kind.AsText());
  for (const std::string& kind : kinds) {
    MaterialRecord material;
    material.id = material.kind = kind;
    call.materials.push_back(std::move(material));
  }
  call.actor = {scenario.what["actor"].AsText(), scenario.what["role"].AsText(), ""};
  return call;
}

Effects Submitted(const Scenario& scenario, const StepType& type, const Dossier& dossier, PluginSet& plugins) {
  const ActionType* action = type.FindAction(scenario.what["action"].AsText());
  REQUIRE(action != nullptr);
  const Call call = CallOf(scenario, type, *action);
  const auto handler = plugins.Create(type.id, call.configuration);
  REQUIRE(handler != nullptr);
  StepRequest request;
  const std::string today =
      scenario.what.Has("today") ? scenario.what["today"].AsText() : "2024-03-01";
  request.now = Instant::AtStartOf(*Date::Parse(today), kChinaOffsetMinutes);
  request.dossier = &dossier;
  request.step = scenario.step;
  request.round = dossier.FindStep(scenario.step)->round;
  request.configuration = &call.configuration;
  request.action = action->id;
  request.data = &call.data;
  request.materials = &call.materials;
  request.actor = &call.actor;
  return handler->Submit(request);
}

// Whether the refusal may rest on a demand of the scenario's configuration, which names its ground
// or none.
bool MayRestOnConfiguration(const Scenario& scenario, const StepType& type) {
  const Data& configuration = scenario.what["configuration"];
  if (configuration["demands"].is_list()) return true;
  return type.configuration_schema["properties"].Has("basis") && !configuration.is_null();
}

// The descriptor announces every refusal with its article, and the sentence has its form in both
// languages.
void CheckRefusal(const Scenario& scenario, const StepType& type, const Rejection& rejection) {
  const std::string& article = rejection.article;
  CHECK(rejection.message.zh.rfind("应", 0) == 0);
  CHECK(rejection.message.zh.find(",但") != std::string::npos);
  const std::string ground = article.empty() ? "(依据" : "(依据" + article + ")";
  CHECK((rejection.message.zh.find(ground) != std::string::npos) == !article.empty());
  CHECK(rejection.message.en.rfind("Expected to ", 0) == 0);
  CHECK(rejection.message.en.find(", but ") != std::string::npos);
  bool announced = false;
  for (const RefusalType& refusal : type.refusals) {
    const bool by_law = refusal.articles.size() == 1 && refusal.articles[0].ToString() == article;
    const bool by_configuration =
        (!ArticleRef::Parse(article) || refusal.code == "demand-not-met") &&
        (refusal.articles.empty() || MayRestOnConfiguration(scenario, type));
    announced = announced || (refusal.code == rejection.code && (by_law || by_configuration));
  }
  INFO("the descriptor must announce it with this article");
  CHECK(announced);
}

void CheckAnswer(const Scenario& scenario, const StepType& type, const Effects& effects) {
  const Data& expect = scenario.what["expect"];
  CHECK_FALSE(effects.failure);
  if (effects.rejection) INFO(effects.rejection->message.en);
  CHECK((effects.rejection ? effects.rejection->code : "") == expect["reject"].AsText());
  CHECK((effects.rejection ? effects.rejection->article : "") == expect["article"].AsText());
  if (effects.rejection) return CheckRefusal(scenario, type, *effects.rejection);
  CHECK((effects.complete ? effects.complete->outcome : "") == expect["complete"].AsText());
  CHECK(effects.covers.size() == (expect["covers"].AsText().empty() ? 0U : 1U));
  if (!effects.covers.empty()) CHECK(effects.covers[0].material == expect["covers"].AsText());
  CHECK((effects.link ? effects.link->title : "") == expect["links"].AsText());
  if (!expect.Has("task")) return;
  bool opened = false;
  for (const TaskEffect& task : effects.tasks)
    opened = opened || task.action == expect["task"].AsText();
  CHECK(opened);
}

}  // namespace

TEST_CASE("each article: one dossier obeys it, one breaks only it") {
  for (const Scenario& scenario : ReadScenarios(kScenarios)) {
    CAPTURE(scenario.file, scenario.name);
    const StepType* type = Plugins().catalog()->Find(scenario.step);
    REQUIRE(type != nullptr);
    const Dossier dossier = DossierOf(scenario);
    CheckAnswer(scenario, *type, Submitted(scenario, *type, dossier, Plugins()));
  }
}

TEST_CASE("a hosted plugin answers what it answers in the engine's process", "[hosting]") {
  for (const Scenario& scenario : ReadScenarios(kScenarios)) {
    CAPTURE(scenario.file, scenario.name);
    const StepType* type = Plugins().catalog()->Find(scenario.step);
    REQUIRE(type != nullptr);
    const Dossier dossier = DossierOf(scenario);
    const Effects hosted = Submitted(scenario, *type, dossier, HostedPlugins());
    CHECK_FALSE(hosted.failure);
    CHECK(Bytes(hosted) == Bytes(Submitted(scenario, *type, dossier, Plugins())));
  }
}

TEST_CASE("every refusal that a descriptor announces is tried, and so is every outcome") {
  std::set<std::string> tried;
  for (const Scenario& scenario : ReadScenarios(kScenarios)) {
    tried.insert(scenario.step + " refuses " + scenario.what["expect"]["reject"].AsText());
    tried.insert(scenario.step + " ends " + scenario.what["expect"]["complete"].AsText());
  }
  for (const auto& [id, type] : Plugins().catalog()->types()) {
    for (const RefusalType& refusal : type.refusals) {
      INFO(id << " refuses " << refusal.code);
      if (refusal.code == "demand-not-met") continue;  // the SDK's, the same for every type: demands.json
      CHECK(tried.count(id + " refuses " + refusal.code) == 1);
    }
    for (const OutcomeType& outcome : type.outcomes) {
      INFO(id << " ends " << outcome.id);
      CHECK(tried.count(id + " ends " + outcome.id) == 1);
    }
  }
}

TEST_CASE("entering a step asks somebody to do something") {
  for (const auto& [id, type] : Plugins().catalog()->types()) {
    CAPTURE(id);
    const Data configuration = WithDefaults(type.configuration_schema, Data::EmptyMap());
    CHECK(Plugins().CheckConfiguration(id, configuration).empty());
    const Dossier dossier;
    StepRequest request;
    request.dossier = &dossier;
    request.step = id;
    request.configuration = &configuration;
    const auto handler = Plugins().Create(id, configuration);
    const Effects effects = handler->Enter(request);
    CHECK_FALSE(effects.failure);
    CHECK_FALSE(effects.tasks.empty());
    for (const TaskEffect& task : effects.tasks) CHECK_FALSE(task.title.zh.empty());
    const Effects later = handler->Deadline(request);
    CHECK_FALSE(later.failure);
  }
}

TEST_CASE("a configuration that could never be met is refused") {
  const auto problems = [](const std::string& type, const std::string& json) {
    const Data& schema = Plugins().catalog()->Find(type)->configuration_schema;
    return Plugins().CheckConfiguration(type, WithDefaults(schema, *ParseJson(json))).size();
  };
  CHECK(problems("initiation", R"({"written_sources":["stranger"]})") == 1);
  CHECK(problems("public_participation", R"({"required_forms":["applause"]})") == 1);
  CHECK(problems("public_participation", R"({"minimum_channels":99})") == 1);
  CHECK(problems("public_participation", R"({"forms":["survey"],"hearing_required_by":["a"]})") ==
        1);
  CHECK(problems("collective_deliberation", R"({"kinds":[]})") == 1);
  CHECK(problems("initiation", R"({"demands":[{"id":"a","action":"propose","article":"X","zh":"甲","en":"a"}]})") == 1);
  CHECK(problems("initiation", R"({"demands":[{"id":"a","action":"propose","article":"X","zh":"甲","en":"a","present":["b"],
    "if":1,"when":{"facts":"c"}}]})") == 2);
  const Data& schema = Plugins().catalog()->Find("legality_review")->configuration_schema;
  CHECK(ValidateSchema(schema, *ParseJson(R"({"items":["beauty"]})")).size() == 1);
}

}  // namespace juece
