// Exceptions, dated numbers and how the text is picked, as the proofs and the review read them.
#include "law/provisions.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "law/statute.h"
#include "support/places.h"

namespace juece {
namespace {

std::string Golden(const std::string& name) {
  std::ifstream file(SourceDir() + "/tests/golden/statutes/" + name, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

Statute Read(const std::string& text) {
  std::vector<Finding> findings;
  auto statute = ReadStatute(text, "t.xml", findings);
  for (const Finding& finding : findings) UNSCOPED_INFO(ToText(finding, Language::kEnglish));
  REQUIRE(statute);
  return *std::move(statute);
}

Date DayOf(std::string_view text) { return *Date::Parse(text); }
ArticleRef RefOf(std::string_view text) { return *ArticleRef::Parse(text); }

TEST_CASE("an exception takes effect by its own condition and no exception to it, and demands read it so") {
  const Statute statute = Read(Golden("good.xml"));
  const LegalException* secrecy = statute.FindException("secrecy");
  REQUIRE(secrecy != nullptr);
  CHECK(secrecy->kind == ExceptionKind::kCarveOut);
  CHECK(secrecy->condition == "secret");
  CHECK(secrecy->effect.text() == "secret and not(agreed)");
  CHECK(statute.FindException("agreement")->against == "secrecy");
  const Clause& clause = *statute.Find(RefOf("T:1"));
  CHECK(clause.requirements[0].condition == "technical and not(secret and not(agreed))");
  CHECK(clause.requirements[0].outcome_conditions.at("lawful") == "technical");
  CHECK(clause.requirements[1].condition.empty());
  CHECK(clause.requirements[1].outcome_conditions.at("unlawful") == "secret and not(agreed)");
  CHECK(statute.Find(RefOf("T:1-1"), DayOf("2020-06-01"))->materials[0].condition == "not(secret and not(agreed))");
  CHECK(statute.Find(RefOf("T:1-1"), DayOf("2021-06-01"))->materials[0].condition == "secret and not(agreed)");
}

TEST_CASE("an exception that the record alone shows changes no condition") {
  std::string text = Golden("good.xml");
  const std::string fact = R"(<fact id="secret" type="boolean")";
  text.replace(text.find(fact), fact.size(), fact + R"( recorded="a_b/ground")");
  const Statute statute = Read(text);
  CHECK(statute.FindException("secrecy")->reads_record);
  const Clause& clause = *statute.Find(RefOf("T:1"));
  CHECK(clause.requirements[0].condition == "technical");
  CHECK(clause.requirements[1].outcome_conditions.empty());
  CHECK(statute.Find(RefOf("T:1-1"), DayOf("2020-06-01"))->materials[0].condition == "true");
}

TEST_CASE("a number is that of its day, and the period of a clause has the number of the clause's days") {
  const Statute statute = Read(Golden("good.xml"));
  const Parameter* term = statute.FindParameter("term");
  REQUIRE(term != nullptr);
  CHECK(term->On(DayOf("2019-12-31")) == nullptr);
  CHECK(term->On(DayOf("2020-01-01"))->amount == "7");
  const Parameter* copies = statute.FindParameter("copies");
  REQUIRE(copies != nullptr);
  CHECK(copies->On(DayOf("2020-12-31"))->amount == "5");
  CHECK(copies->On(DayOf("2021-01-01"))->amount == "6");
  CHECK(term->On(DayOf("2040-01-01"))->reference == RefOf("T:1"));
  CHECK_FALSE(term->values[0].to);
  CHECK(copies->values[0].to == DayOf("2020-12-31"));
  const StatutoryPeriod& period = statute.Find(RefOf("T:1"))->periods[0];
  CHECK(period.amount == 7);
  CHECK(period.unit == "working-days");
  CHECK(period.except == std::vector<std::string>{"generally"});
}

TEST_CASE("ended law does not bring back what was before it") {
  std::string text = Golden("good.xml");
  const std::string from = R"(from="2021-01-01" version)";
  text.replace(text.find(from), from.size(), R"(from="2021-01-01" to="2022-12-31" version)");
  const Statute statute = Read(text);
  CHECK(statute.Find(RefOf("T:1-1"), DayOf("2022-12-31"))->in_force_from == DayOf("2021-01-01"));
  const Clause* after = statute.Find(RefOf("T:1-1"), DayOf("2023-01-01"));
  CHECK((after == nullptr || after->article == RefOf("T:1")));
}

TEST_CASE("the text is picked as the clause says, else as its statute does") {
  const Statute statute = Read(Golden("good.xml"));
  CHECK(statute.GovernanceOf(*statute.Find(RefOf("T:1")))->picked_by == Governance::kAct);
  CHECK(statute.GovernanceOf(*statute.Find(RefOf("T:1")))->ground == std::vector<ArticleRef>{RefOf("T:3")});
  CHECK(statute.GovernanceOf(*statute.Find(RefOf("T:1-1"), DayOf("2021-06-01")))->picked_by == "started");
}

TEST_CASE("an exception of another statute is found where all are read") {
  std::vector<Finding> findings;
  const auto book = StatuteBook::ReadDirectory(SourceDir() + "/workflows/statutes", findings);
  REQUIRE(findings.empty());
  const Clause* clause = book->Find(RefOf("AH:17"));
  REQUIRE(clause != nullptr);
  CHECK(clause->materials[0].except == std::vector<std::string>{"R713#lawfully-undisclosed"});
  CHECK(clause->materials[0].condition == "not(lawfully_undisclosed)");
  REQUIRE(book->Find(ExceptionRef{"R713", "lawfully-undisclosed"}) != nullptr);
  CHECK(book->Find(ExceptionRef{"R713", "none"}) == nullptr);
  CHECK(book->Find(ExceptionRef{"R714", "lawfully-undisclosed"}) == nullptr);
  // What the law says has a name: every statute says how its text is picked, every number has its clause and its last check.
  int exceptions = 0;
  for (const Statute& statute : book->statutes()) {
    INFO(statute.id);
    CHECK(statute.governance);
    for (const Parameter& parameter : statute.parameters) {
      INFO(parameter.id);
      CHECK_FALSE(parameter.values.empty());
      for (const ParameterValue& value : parameter.values) {
        const Clause* reference = statute.Find(value.reference, value.from);
        REQUIRE(reference != nullptr);
        CHECK(reference->article == value.reference);
        CHECK(value.checked >= DayOf("2026-01-01"));
      }
    }
    for (const Clause& each : statute.clauses) exceptions += static_cast<int>(each.exceptions.size());
  }
  CHECK(exceptions >= 40);
}

TEST_CASE("references to exceptions and kinds have names both ways") {
  CHECK(ExceptionRef::Parse("R713#a")->ToString() == "R713#a");
  for (const char* bad : {"", "R713", "#a", "R713#"}) CHECK_FALSE(ExceptionRef::Parse(bad));
  for (const char* name : {"carve-out", "replacement", "not-applicable", "proviso", "savings"}) {
    REQUIRE(ParseExceptionKind(name));
    CHECK(ToString(*ParseExceptionKind(name)) == name);
    CHECK_FALSE(TitleOf(*ParseExceptionKind(name)).zh.empty());
  }
  CHECK_FALSE(ParseExceptionKind("waiver"));
}

}  // namespace
}  // namespace juece
