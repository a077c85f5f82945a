// Samples fit the schema that they are made from; what is made malformed does not.
#include <catch2/catch.hpp>

#include "base/json.h"
#include "catalog/form_field.h"
#include "catalog/sample.h"
#include "catalog/schema.h"
#include "support/installed.h"

using namespace juece;

namespace {

Data Json(std::string_view text) {
  auto data = ParseJson(text);
  REQUIRE(data.has_value());
  return *data;
}

}  // namespace

TEST_CASE("a sample fits its schema, also where the items of a list must differ", "[catalog]") {
  for (const char* schema : {R"({"type":"array","minItems":3,"uniqueItems":true,"items":{"type":"string","minLength":1}})",
                             R"({"type":"array","minItems":3,"uniqueItems":true,"items":{"type":"integer","minimum":2}})",
                             R"({"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"string","enum":["a","b"]}})",
                             R"({"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"object","required":["n"],"properties":{"n":{"type":"string"}}}})",
                             R"({"type":"object","required":["n"],"properties":{"n":{"type":"string","minLength":3,"maxLength":4,"title-zh":"一个很长的名称"}}})",
                             R"({"type":"object","required":["n"],"properties":{"n":{"type":"string","format":"date-time"},"m":{"type":"number","maximum":-1}}})"}) {
    for (const bool every : {false, true}) {
      const Data sample = SampleOf(Json(schema), every);
      INFO(schema << " " << ToJson(sample));
      CHECK(ValidateSchema(Json(schema), sample).empty());
    }
  }
}

TEST_CASE("every shipped form has samples that fit and malformed ones that do not, and fields with names and words", "[catalog]") {
  std::size_t forms = 0;
  for (const auto& [id, type] : test::Installed().types()) {
    for (const ActionType& action : type.actions) {
      INFO(id << "/" << action.id);
      for (const bool every : {false, true}) CHECK(ValidateSchema(action.schema, SampleOf(action.schema, every)).empty());
      for (const Malformed& malformed : MalformedOf(action.schema)) {
        INFO(malformed.what);
        const auto problems = ValidateSchema(action.schema, malformed.value);
        CHECK_FALSE(problems.empty());
        for (const SchemaProblem& problem : problems) {
          CHECK_FALSE(problem.expected.zh.empty());
          CHECK_FALSE(problem.expected.en.empty());
        }
      }
      for (const FormField& field : FieldsOf(action.schema)) {
        INFO(field.pointer);
        CHECK_FALSE(field.title.zh.empty());
        CHECK_FALSE(field.title.en.empty());
        CHECK_FALSE(field.expected.zh.empty());
        CHECK_FALSE(field.expected.en.empty());
      }
      ++forms;
    }
  }
  CHECK(forms > 100);
}
