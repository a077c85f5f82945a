#include <catch2/catch.hpp>

#include "base/json.h"
#include "catalog/schema.h"
#include "catalog/step_type.h"

using namespace juece;

namespace {

Data Parsed(std::string_view text) {
  auto data = ParseJson(text);
  REQUIRE(data.has_value());
  return *data;
}

std::vector<std::string> Pointers(const std::vector<SchemaProblem>& problems) {
  std::vector<std::string> pointers;
  for (const SchemaProblem& problem : problems) {
    CHECK_FALSE(problem.message.zh.empty());
    CHECK_FALSE(problem.message.en.empty());
    pointers.push_back(problem.pointer);
  }
  return pointers;
}

const char* const kNotice = R"({"type":"object","required":["until","channels"],"properties":{
  "until":{"type":"string","format":"date"},
  "channels":{"type":"array","items":{"type":"string","enum":["website","newspaper"]},"minItems":1,"uniqueItems":true},
  "people":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string","x-personal":true},"age":{"type":"integer","minimum":0,"maximum":150}}}},
  "note":{"type":["string","null"],"maxLength":4},"copies":{"type":"integer","default":1}}})";

}  // namespace

TEST_CASE("a payload that fits has no problem", "[catalog]") {
  CHECK(ValidateSchema(Parsed(kNotice), Parsed(R"({"until":"2024-04-02","channels":["website"],"note":null})")).empty());
}

TEST_CASE("every problem of a payload is named at its place", "[catalog]") {
  const auto problems = ValidateSchema(
      Parsed(kNotice),
      Parsed(R"({"until":"2024-02-30","channels":["website","website","radio"],"people":[{"name":"甲","age":1.5},{"age":151}],"note":"五个字符了","extra":1})"));
  CHECK(Pointers(problems) == std::vector<std::string>{"/until", "/channels/2", "/channels/1", "/people/0/age", "/people/1/age", "/note", "/extra"});
  const auto missing = ValidateSchema(Parsed(kNotice), Parsed("{}"));
  CHECK(Pointers(missing) == std::vector<std::string>{"/until", "/channels"});
  const auto wrong = ValidateSchema(Parsed(kNotice), Parsed(R"(["x"])"));
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].message.en == "Expected / to be an object {…}, but found a list of 1");
  CHECK(wrong[0].message.zh == "/ 应为对象 {…},但为有 1 项的列表");
}

TEST_CASE("schemas outside the subset are refused", "[catalog]") {
  CHECK(CheckSchema(Parsed(kNotice)).empty());
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"object","oneOf":[]})"))) == std::vector<std::string>{"/oneOf"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"strin"})"))) == std::vector<std::string>{"/type"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"object","required":["a"]})"))) == std::vector<std::string>{"/required"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"integer","default":"x"})"))) == std::vector<std::string>{"/default"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"properties":{"a":{"format":"email"}}})"))) == std::vector<std::string>{"/properties/a/format"});
}

TEST_CASE("defaults and personal fields", "[catalog]") {
  const Data notice = WithDefaults(Parsed(kNotice), Parsed(R"({"until":"2024-04-02"})"));
  CHECK(notice["copies"].AsInteger() == 1);
  const Data people = Parsed(R"({"people":[{"name":"甲"},{"age":3},{"name":"乙"}]})");
  CHECK(PersonalPointers(Parsed(kNotice), people) == std::vector<std::string>{"/people/0/name", "/people/2/name"});
}

TEST_CASE("a step type is read and written back", "[catalog]") {
  const Data descriptor = Parsed(R"({"type":"notice","titles":{"zh":"公告","en":"Notice"},"waits":false,"legal_basis":["R713:15"],
    "outcomes":[{"id":"published","titles":{"zh":"已发","en":"Published"},"opens":true}],
    "actions":[{"id":"publish","event":"notice_published","titles":{"zh":"发布","en":"Publish"},"roles":["undertaking_unit"],
      "schema":{"type":"object"},"materials":[{"kind":"D302","required":true,"article":"R713:15-1"}]}]})");
  const auto type = ReadStepType(descriptor);
  REQUIRE(type.has_value());
  CHECK_FALSE(type->waits);
  CHECK(type->FindOutcome("published")->opens);
  CHECK(type->FindAction("publish")->materials[0].articles[0].ToString() == "R713:15-1");
  const auto again = ReadStepType(ToData(*type));
  REQUIRE(again.has_value());
  CHECK(ToData(*again) == ToData(*type));
  StepCatalog catalog;
  CHECK(catalog.Add(*type).ok());
  CHECK(catalog.Add(*type).code() == StatusCode::kConflict);
}

TEST_CASE("a bad descriptor names the place", "[catalog]") {
  const auto message = [](std::string_view json) { return ReadStepType(Parsed(json)).error().message().en; };
  CHECK(message(R"({"titles":{"zh":"x"}})") == "In the step type's descriptor at /type: expected a text that is not empty");
  CHECK(message(R"({"type":"a","titles":{"zh":"x"},"outcomes":[{"id":"not_applicable","titles":"x"}]})").find("/outcomes/0/id") != std::string::npos);
  CHECK(message(R"({"type":"a","titles":{"zh":"x"},"outcomes":[{"id":"o","titles":"x"},{"id":"o","titles":"x"}]})").find("/outcomes/1/id") !=
        std::string::npos);
  CHECK(message(R"({"type":"a","titles":{"zh":"x"},"outcomes":[]})").find("/outcomes") != std::string::npos);
  CHECK(message(R"({"type":"a","titles":{"zh":"x"},"outcomes":[{"id":"o","titles":"x"}],"configuration":{"oneOf":[]}})").find("/configuration/oneOf") !=
        std::string::npos);
}

TEST_CASE("a problem says where, by which name, what was expected and what was found", "[catalog]") {
  const Data schema = Parsed(R"({"type":"object","required":["until"],"properties":{
    "until":{"type":"string","format":"date","title-zh":"截止日期","title":"Last day"},
    "kind":{"type":"string","enum":["return","supplement"],"title-zh":"方式","title":"Kind",
            "x-titles":{"return":{"zh":"退回","en":"Return"},"supplement":{"zh":"要求补充","en":"Ask for more"}}},
    "note":{"type":"string","maxLength":2,"title-zh":"备注","title":"Note"}}})");
  const auto problems = ValidateSchema(schema, Parsed(R"({"kind":"other","note":"三个字"})"));
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].message.zh == "/kind(方式)应为return(退回)、supplement(要求补充) 之一,但为文字“other”");
  CHECK(problems[0].message.en == "Expected /kind (Kind) to be one of return (Return), supplement (Ask for more), but found the text \"other\"");
  CHECK(problems[0].value == Data("other"));
  CHECK(problems[1].message.zh == "/note(备注)应为至多 2 字,但为3 字:文字“三个字”");
  CHECK(problems[1].message.en == "Expected /note (Note) to be at most 2 characters, but found 3 characters: the text \"三个字\"");
  CHECK(problems[2].message.zh == "应填写 /until(截止日期):日期(如 2024-03-01),但没有填写");
  CHECK(problems[2].message.en == "Expected /until (Last day) to be given, a date like 2024-03-01, but it is missing");
  CHECK(problems[2].value.is_null());
  const Data told = ToData(problems);
  CHECK(told.AsList().at(1)["pointer"].AsText() == "/note");
  CHECK(told.AsList().at(1)["expected"]["en"].AsText() == "at most 2 characters");
}

// Refused commands are logged as attempts: what belongs to a person must not enter the log by way of a mistake.
TEST_CASE("a problem never shows what is personal", "[catalog]") {
  const Data schema = Parsed(R"({"type":"object","properties":{"people":{"type":"array","x-personal":true,"items":{"type":"object","properties":{
    "name":{"type":"string","maxLength":2},"born":{"type":"string","format":"date"}}}},"phone":{"type":"integer","x-personal":true}}})");
  const auto problems = ValidateSchema(schema, Parsed(R"({"people":[{"name":"张三丰","born":"secret"},"李四"],"phone":"13800000000","phnoe":"13900000000"})"));
  REQUIRE(problems.size() == 5);
  for (const SchemaProblem& problem : problems) {
    CHECK(problem.value.is_null());
    for (const char* secret : {"张三丰", "secret", "李四", "13800000000", "13900000000"}) {
      CHECK(problem.message.zh.find(secret) == std::string::npos);
      CHECK(problem.message.en.find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("annotations that a form shows are held to what they annotate", "[catalog]") {
  CHECK(Pointers(CheckSchema(Parsed(R"({"enum":["a"],"x-titles":{"a":{"zh":"甲","en":"A"},"b":{"zh":"乙","en":"B"}}})"))) == std::vector<std::string>{"/x-titles/b"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"string","x-article":"article 15"})"))) == std::vector<std::string>{"/x-article"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"string","x-article":""})"))) == std::vector<std::string>{"/x-article"});
  CHECK(Pointers(CheckSchema(Parsed(R"({"type":"string","x-personal":"yes"})"))) == std::vector<std::string>{"/x-personal"});
}
