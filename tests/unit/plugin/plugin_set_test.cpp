// Every shipped plugin loads, and is described as the contract says; what is broken is refused,
// each with its own words.
#include "plugin/plugin_set.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/json.h"
#include "plugin/plugin_library.h"
#include "support/places.h"

namespace juece {
namespace {

std::string Fixture(const std::string& name) {
  return BinaryDir() + "/fixtures/plugins/" + name + ".so";
}

std::string WhyRefused(const std::string& path, StatusCode code) {
  PluginSet set;
  const Status status = set.AddFile(path);
  REQUIRE_FALSE(status.ok());
  CHECK(status.code() == code);
  CHECK_FALSE(status.message().zh.empty());
  CHECK(status.message().zh.find(path) != std::string::npos);
  CHECK(set.plugins().empty());
  CHECK(set.catalog()->types().empty());
  return status.message().en;
}

std::string After(const std::string& text, const std::string& path) {
  const std::string prefix = "plugin " + path + ": ";
  return text.rfind(prefix, 0) == 0 ? text.substr(prefix.size()) : text;
}

}  // namespace

TEST_CASE("every shipped plugin loads and offers the step types of the shipped procedures") {
  PluginSet set;
  std::vector<Finding> findings;
  set.AddFolder(BinaryDir() + "/plugins", findings);
  for (const Finding& finding : findings) FAIL_CHECK(finding.message.en);
  const std::vector<std::string> wanted = {"adaptation",
                                           "adjustment",
                                           "archiving",
                                           "catalogue_adjustment",
                                           "catalogue_review",
                                           "catalogue_solicitation",
                                           "collective_deliberation",
                                           "congress_report",
                                           "contract_approval",
                                           "contract_preparation",
                                           "contract_signing",
                                           "coordination",
                                           "document_cleanup",
                                           "drafting",
                                           "execution",
                                           "execution_suspension",
                                           "expert_argumentation",
                                           "fair_competition_review",
                                           "feedback",
                                           "filing",
                                           "initiation",
                                           "issue",
                                           "later_deliberation",
                                           "legality_review",
                                           "own_review",
                                           "party_report",
                                           "policy_consistency",
                                           "post_evaluation",
                                           "public_participation",
                                           "publication",
                                           "risk_assessment",
                                           "submission",
                                           "unified_registration"};
  std::vector<std::string> found;
  for (const auto& [id, type] : set.catalog()->types()) found.push_back(id);
  CHECK(found == wanted);
}

TEST_CASE("a plugin is described in the shape that scripts rely on") {
  const auto file = PluginFile::Open(BinaryDir() + "/plugins/legality_review.so");
  REQUIRE(file);
  auto library = PluginLibrary::Load(*file);
  REQUIRE(library);
  const Data described = DescribePlugin(**library);
  CHECK(described["id"].AsText() == "juece.legality_review");
  CHECK(described["version"].AsText() == "1.0.0");
  CHECK(described["abi"].AsText() == "1.1");
  CHECK(described["digest"].AsText().rfind("sha256:", 0) == 0);
  CHECK(described["digest"].AsText().size() == 7 + 64);
  CHECK(described["signer"].is_null());
  CHECK(described["trust"].AsText() == "unsigned");
  const Data& step = described["steps"].AsList().at(0);
  CHECK(step["type"].AsText() == "legality_review");
  CHECK(step["waits"].AsBool());
  CHECK(step["titles"]["zh"].AsText() == "合法性审查");
  CHECK(step["outcomes"].AsList().size() == 4);
  CHECK(step["outcomes"].AsList()[3]["opens"].AsBool(true) == false);
  CHECK(step["actions"].AsList()[0]["id"].AsText() == "submit_materials");
  CHECK(step["actions"].AsList()[0]["schema"]["type"].AsText() == "object");
}

TEST_CASE("a plugin of another interface version is refused, naming both versions") {
  CHECK(
      After(WhyRefused(Fixture("wrong_major"), StatusCode::kUnsupported), Fixture("wrong_major")) ==
      "expected an interface version from 1.0 to 1.1, but it was built for 2.0; use a plugin that "
      "matches this program");
  CHECK(
      After(WhyRefused(Fixture("newer_minor"), StatusCode::kUnsupported), Fixture("newer_minor")) ==
      "expected an interface version from 1.0 to 1.1, but it was built for 1.2; use a plugin that "
      "matches this program");
}

TEST_CASE("a file that is no plugin is refused") {
  CHECK(
      After(WhyRefused(Fixture("no_symbol"), StatusCode::kInvalidArgument), Fixture("no_symbol")) ==
      "expected the exported function juece_plugin_entry, but there is no such symbol; this is no "
      "plugin");
  CHECK(After(WhyRefused(Fixture("null_entry"), StatusCode::kInvalidArgument),
              Fixture("null_entry")) ==
        "expected juece_plugin_entry to return the entry table, but it returned a null pointer");
  CHECK(WhyRefused(Fixture("missing"), StatusCode::kNotFound).find("expected to open the file") !=
        std::string::npos);
  const std::string text = BinaryDir() + "/fixtures/plugins/text.so";
  std::ofstream(text) << "this is no shared library\n";
  CHECK(WhyRefused(text, StatusCode::kInvalidArgument)
            .find("expected a shared library for this machine") != std::string::npos);
  std::filesystem::remove(text);
}

TEST_CASE("tables that are too small or contradict the descriptor are refused") {
  CHECK(After(WhyRefused(Fixture("small_struct"), StatusCode::kInvalidArgument),
              Fixture("small_struct")) == "expected an entry table of 72 bytes, but it has 24");
  CHECK(WhyRefused(Fixture("bad_descriptor"), StatusCode::kInvalidArgument)
            .find("expected the descriptor to be a JSON document") != std::string::npos);
  CHECK(After(WhyRefused(Fixture("undescribed_type"), StatusCode::kInvalidArgument),
              Fixture("undescribed_type")) ==
        "expected a description of every step type of the factory, but 'second' has none");
  CHECK(
      WhyRefused(Fixture("init_refuses"), StatusCode::kInvalidArgument).find("but init refused") !=
      std::string::npos);
}

TEST_CASE("a step type is offered once") {
  PluginSet set;
  REQUIRE(set.AddFile(Fixture("plain_c")).ok());
  const Status again = set.AddFile(Fixture("plain_c"));
  CHECK(again.code() == StatusCode::kConflict);
  const Status taken = set.AddFile(Fixture("duplicate_type"));
  CHECK(taken.code() == StatusCode::kConflict);
  CHECK(taken.message().en.find("expected the step type 'greeting' to be offered once") !=
        std::string::npos);
  CHECK(set.plugins().size() == 1);
}

TEST_CASE("a folder with a broken plugin serves the others") {
  PluginSet set;
  std::vector<Finding> findings;
  set.AddFolder(BinaryDir() + "/fixtures/plugins", findings);
  CHECK(findings.size() >= 8);
  for (const Finding& finding : findings) CHECK(finding.code == "plugin");
  CHECK(set.catalog()->Find("greeting") != nullptr);
  std::vector<Finding> missing;
  set.AddFolder("/nowhere/at/all", missing);
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].message.en.find("expected to read the plugin folder") == 0);
}

namespace {

// Calls a fixture's step on an empty dossier.
Effects CallFixture(const std::string& fixture, const std::string& type, bool enter) {
  PluginSet set;
  REQUIRE(set.AddFile(Fixture(fixture)).ok());
  const Data none = Data::EmptyMap();
  const auto handler = set.Create(type, none);
  REQUIRE(handler != nullptr);
  const Dossier dossier;
  StepRequest request;
  request.dossier = &dossier;
  request.step = "s";
  request.configuration = &none;
  if (enter) return handler->Enter(request);
  request.action = "act";
  request.data = &none;
  return handler->Submit(request);
}

}  // namespace

TEST_CASE("a step that fails is an incident, never the end of the engine") {
  CHECK(CallFixture("throws", "throws_in_enter", true).failure ==
        "test.throws 1.0.0: entering failed");
  CHECK(CallFixture("throws", "throws_in_submit", false).failure ==
        "test.throws 1.0.0: unknown exception");
  CHECK(CallFixture("throws", "throws_in_create", true).failure ==
        "test.throws 1.0.0: cannot make a step of type 'throws_in_create': no step today");
  CHECK(CallFixture("unknown_outcome", "unknown_outcome", false).failure ==
        "test.unknown_outcome 1.0.0: step type 'unknown_outcome' ended with the outcome "
        "'surprise', which its descriptor does not name");
  CHECK(CallFixture("unknown_outcome", "unknown_outcome", true).failure ==
        "test.unknown_outcome 1.0.0: step type 'unknown_outcome' opened a task for the action "
        "'surprise', which its descriptor does not name");
}

TEST_CASE("a plugin in plain C11 runs") {
  const Effects entered = CallFixture("plain_c", "greeting", true);
  REQUIRE(entered.tasks.size() == 1);
  CHECK(entered.tasks[0].title.zh == "问候");  // the action's own title, as the task gave none
  const Effects refused = CallFixture("plain_c", "greeting", false);
  REQUIRE(refused.rejection);
  CHECK(refused.rejection->code == "nobody-greeted");
  CHECK(refused.rejection->message.en == "Expected to greet somebody, but no name was given");
}

TEST_CASE("the smallest plugin of the handbook does what the handbook says") {
  PluginSet set;
  const Status status = set.AddFile(BinaryDir() + "/samples/smallest-plugin/site_visit.so");
  INFO(status.message().en);
  REQUIRE(status.ok());
  const Data configuration = Data::OfMembers({{"minimum_people", 2}});
  const Dossier dossier;
  Data visit = Data::OfMembers({{"place", "东街"}, {"people", 1}});
  StepRequest request;
  request.dossier = &dossier;
  request.step = "visit";
  request.action = "report_visit";
  request.configuration = &configuration;
  request.data = &visit;
  const auto handler = set.Create("site_visit", configuration);
  const Effects refused = handler->Submit(request);
  REQUIRE(refused.rejection);
  CHECK(refused.rejection->message.zh == "应至少走访2人,但只走访了1人(依据R713:14-2)");
  CHECK(refused.rejection->message.en ==
        "Expected to meet at least 2 people, but only 1 were met (R713:14-2)");
  visit.Set("people", 2);
  CHECK(handler->Submit(request).complete->outcome == "visited");
}

TEST_CASE("a wrong configuration is said in both languages, an unknown type has no handler") {
  PluginSet set;
  REQUIRE(set.AddFile(Fixture("throws")).ok());
  const auto problems = set.CheckConfiguration("throws_in_create", Data::EmptyMap());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].en == "no step today");
  CHECK(set.CheckConfiguration("nothing", Data::EmptyMap()).size() == 1);
  CHECK(set.Create("nothing", Data::EmptyMap()) == nullptr);
}

}  // namespace juece
