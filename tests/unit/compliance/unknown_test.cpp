// Every example of every rule, lawful or not, with each fact and each setting taken away.
#include <algorithm>
#include <filesystem>

#include "support/unknowns.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

// The rulebook with this rule alone: the others have examples of their own, and would only cost time.
std::shared_ptr<const Rulebook> Only(const std::string& text, const std::string& rule) {
  const std::size_t own = text.find("<rule id=\"" + rule + "\"");
  REQUIRE(own != std::string::npos);
  std::vector<Finding> findings;
  auto book = Rulebook::Read(text.substr(0, text.find("<rule ")) + text.substr(own, text.find("</rule>", own) + 7 - own) + "</rulebook>", "one.xml",
                             Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

void TryExamples(const std::string& rulebook, const std::string& folder) {
  const Law& law = Law::Get();
  const Data base = ReadJson(Source(folder + "/base.json"));
  const std::string text = ReadAll(Source(rulebook));
  std::vector<Finding> findings;
  const auto whole = Rulebook::Read(text, rulebook, law.words, findings);
  REQUIRE(whole != nullptr);
  std::size_t tried = 0;
  for (const Rule& rule : whole->rules()) {
    const auto book = Only(text, rule.id);
    const Data examples = ReadJson(Source(folder + "/" + rule.id + ".json"));
    for (const Data& one : examples["subjects"].AsList()) {
      const auto subject = SubjectFromRecord(Edit(base, one["edits"]), *law.words, "record", findings);
      REQUIRE(subject.has_value());
      Unknowns unknowns;
      // What was done in public shows that the matter is public: then the fact is not unknown, and its opposite contradicts the record.
      const bool shown = std::any_of(subject->events.begin(), subject->events.end(), [&](const SubjectEvent& event) {
        return std::find(rule.shown_by.begin(), rule.shown_by.end(), event.event) != rule.shown_by.end();
      });
      if (shown) continue;
      TryUnknowns(*subject, *law.words, [&](const Subject& edited) { return Review(*book, *law.statutes, *law.calendar, edited); }, unknowns);
      INFO(rule.id << " with " << ToJson(one["edits"]));
      CHECK(unknowns.wrong == "");
      tried += unknowns.tried;
    }
  }
  CHECK(tried > whole->rules().size() * 4 * 40 / 2);
}

}  // namespace

TEST_CASE("no verdict rests on a fact or a setting that is not known") {
  TryExamples("workflows/rulebooks/cn-713.xml", "tests/golden/rules");
  for (const auto& entry : std::filesystem::directory_iterator(Source("workflows/rulebooks/local"))) {
    TryExamples("workflows/rulebooks/local/" + entry.path().filename().string(), "tests/golden/rules/local");
  }
}
