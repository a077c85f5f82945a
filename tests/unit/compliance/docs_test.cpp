// The documents that are made from data are current. JUECE_UPDATE_GOLDEN=1 writes them anew.
#include <cstdlib>
#include <fstream>
#include <filesystem>
#include <set>

#include "compliance/describe.h"
#include "unit/compliance/support.h"
#include "xml/document.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

constexpr std::string_view kMark = "<!-- generated: vocabulary -->\n";

bool IsType(const Data& schema, const MemberType& member) {
  const std::string& type = schema["type"].AsText();
  if (member.type == "date") {
    return type == "string" && schema["format"].AsText() == "date";
  }
  return (member.type == "text" && type == "string" && schema["format"].AsText() != "date") || (member.type == "boolean" && type == "boolean") ||
         (member.type == "number" && (type == "integer" || type == "number")) || (member.type == "list" && type == "array") ||
         (member.type == "object" && type == "object");
}

}  // namespace

TEST_CASE("docs/rules.md is what the rulebook says") {
  CheckCurrent(Source("docs/rules.md"), RulesMarkdown(*Law::Get().book, *Law::Get().statutes, {"", ExamplesIn("")}));
}

TEST_CASE("docs/record-format.md lists the vocabulary as it is") {
  const std::string path = Source("docs/record-format.md");
  const std::string text = ReadAll(path);
  const std::size_t mark = text.find(kMark);
  REQUIRE(mark != std::string::npos);
  CheckCurrent(path, text.substr(0, mark + kMark.size()) + VocabularyMarkdown(*Law::Get().words));
}

TEST_CASE("the vocabulary and the plugins' descriptors speak the same words") {
  std::set<std::string> described;
  for (const auto& folder : std::filesystem::directory_iterator(Source("plugins"))) {
    const std::string path = folder.path().string() + "/descriptor.json";
    if (!std::filesystem::exists(path)) {
      continue;
    }
    const Data descriptor = ReadJson(path);
    for (const Data& step : descriptor["steps"].AsList()) {
      const std::string type = step.Has("type") ? step["type"].AsText() : step["id"].AsText();
      for (const Data& action : step["actions"].AsList()) {
        const std::string event = action["event"].AsText();
        INFO(path << " " << event);
        const EventType* known = Law::Get().words->Find(event);
        REQUIRE(known != nullptr);
        CHECK(known->step == type);
        CHECK(known->action == action["id"].AsText());
        const Data::Map& properties = action["schema"]["properties"].AsMap();
        CHECK(known->members.size() == properties.size());
        for (const Member& property : properties) {
          INFO(property.name);
          const MemberType* member = known->Find(property.name);
          REQUIRE(member != nullptr);
          CHECK(IsType(property.value, *member));
          CHECK(member->values.size() == property.value["enum"].AsList().size());
        }
        described.insert(event);
      }
    }
  }
  for (const EventType& event : Law::Get().words->events()) {
    INFO(event.name);
    CHECK((event.step.empty() || described.contains(event.name)));
  }
}

TEST_CASE("rulebook and vocabulary are valid by their schemas") {
  for (const auto& [file, schema] : {std::pair{"workflows/rulebooks/cn-713.xml", "workflows/schema/rulebook.xsd"},
                                     std::pair{"workflows/rulebooks/cn-procedures.xml", "workflows/schema/rulebook.xsd"},
                                     std::pair{"workflows/rulebooks/vocabulary.xml", "workflows/schema/vocabulary.xsd"}}) {
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(Source(file), findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, Source(schema), findings));
    INFO(Explain(findings));
    CHECK(findings.empty());
  }
}

TEST_CASE("every code that the review utters is documented") {
  const std::string page = ReadAll(Source("docs/review-findings.md"));
  const Data base = ReadJson(Source("tests/golden/rules/base.json"));
  std::set<std::string> uttered;
  for (const Rule& rule : Law::Get().book->rules()) {
    const Data table = ReadJson(Source("tests/golden/rules/" + rule.id + ".json"));
    for (const Data& subject : table["subjects"].AsList()) {
      const ReviewReport review = Law::Get().Review(Edit(base, subject["edits"]));
      for (const RuleReport& report : review.rules) {
        for (const Finding& finding : report.findings) {
          uttered.insert(finding.code);
        }
      }
    }
  }
  CHECK(uttered.size() > 25);
  for (const std::string& code : uttered) {
    INFO(code);
    CHECK(page.find("`" + code + "`") != std::string::npos);
  }
}

TEST_CASE("the records shown in docs/record-format.md can be reviewed") {
  const std::string page = ReadAll(Source("docs/record-format.md"));
  const std::string fence = "```json\n";
  int shown = 0;
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at + 1)) {
    const std::size_t start = at + fence.size();
    const auto record = ParseJson(page.substr(start, page.find("```", start) - start));
    REQUIRE(record.has_value());
    CHECK(Law::Get().Review(*record).verdict == OverallVerdict::kNotShown);
    ++shown;
  }
  CHECK(shown > 0);
}
