#include "law/statute.h"

#include <catch2/catch.hpp>

#include <set>

#include "guard/guard.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

const std::string kStatutes = SourceDir() + "/workflows/statutes";

const StatuteBook& Book() {
  static const auto book = [] {
    std::vector<Finding> findings;
    auto read = StatuteBook::ReadDirectory(kStatutes, findings);
    for (const Finding& finding : findings) {
      UNSCOPED_INFO(ToText(finding, Language::kEnglish));
    }
    REQUIRE(findings.empty());
    return read;
  }();
  return *book;
}

ArticleRef Ref(std::string_view text) { return *ArticleRef::Parse(text); }
Date Day(std::string_view text) { return *Date::Parse(text); }

// The requirement of a clause; where it has several, the first.
const Requirement& Only(std::string_view article) {
  const Clause* clause = Book().Find(Ref(article));
  REQUIRE(clause != nullptr);
  REQUIRE_FALSE(clause->requirements.empty());
  return clause->requirements[0];
}

using Ids = std::vector<std::string>;

TEST_CASE("the statutes of this installation read without a finding and satisfy their schema") {
  CHECK(Book().statutes().size() >= 5);
  for (const char* id : {"R713", "FC", "FCM", "GI", "CC"}) {
    INFO(id);
    const Statute* statute = Book().Find(id);
    REQUIRE(statute != nullptr);
    CHECK_FALSE(statute->title.zh.empty());
    CHECK_FALSE(statute->number.en.empty());
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(kStatutes + "/" + id + ".xml", findings);
    REQUIRE(document != nullptr);
    CHECK(ValidateXml(*document, SourceDir() + "/workflows/schema/statute.xsd", findings));
    CHECK(findings.empty());
  }
  CHECK(Book().Find("R714") == nullptr);
}

TEST_CASE("every article of the Regulation stands here, with a digest and what it requires or why nothing") {
  const Statute& statute = *Book().Find("R713");
  CHECK(statute.complete);
  CHECK(statute.articles == 44);
  for (int article = 1; article <= 44; ++article) {
    CHECK(statute.Find({"R713", article, 0, 0}) != nullptr);
  }
  CHECK(statute.HasArticle(44));
  CHECK_FALSE(statute.HasArticle(45));
  CHECK_FALSE(statute.HasArticle(0));
  for (const Clause& clause : statute.clauses) {
    INFO(clause.article.ToString());
    CHECK(clause.text_digest.size() == 71);
    CHECK_FALSE(clause.summary.zh.empty());
    CHECK_FALSE(clause.summary.en.empty());
    const bool demands = !clause.requirements.empty() || !clause.periods.empty() || !clause.materials.empty() || !clause.actors.empty() ||
                         !clause.separations.empty() || !clause.configurations.empty() || !clause.judged.empty();
    CHECK(clause.no_requirement.empty() == demands);
  }
}

TEST_CASE("a clause counts only for what happened while it was in force") {
  const Clause& clause = *Book().Find(Ref("R713:25-2"));
  CHECK_FALSE(clause.InForceOn(Day("2019-08-31")));
  CHECK(clause.InForceOn(Day("2019-09-01")));
  CHECK(clause.InForceOn(Day("2030-01-01")));
  CHECK_FALSE(Book().Find(Ref("FC:18"))->InForceOn(Day("2024-07-31")));
  CHECK(Book().Find(Ref("FC:18"))->InForceOn(Day("2024-08-01")));
  CHECK_FALSE(Book().Find(Ref("FCM:27"))->InForceOn(Day("2025-04-19")));
  CHECK(Book().Find(Ref("FCM:27"))->InForceOn(Day("2025-04-20")));
  for (const Statute& statute : Book().statutes()) {
    for (const Clause& each : statute.clauses) {
      CHECK(each.in_force_from >= statute.in_force_from);
    }
  }
}

TEST_CASE("the gates of the Regulation are the ones that its articles name") {
  CHECK(Only("R713:10").opening_outcomes == Ids{"started"});
  CHECK(Only("R713:10").milestone == "submission");
  CHECK(Only("R713:13").condition == "touches_other_units");
  CHECK(Only("R713:14-1").condition == "not(lawfully_undisclosed)");
  CHECK(Only("R713:19-1").step_types == Ids{"expert_argumentation"});
  CHECK(Only("R713:24").opening_outcomes == Ids{"controllable", "controllable_after_measures"});
  CHECK(Only("R713:24").milestone == "decision");
  const Requirement& legality = Only("R713:25-2");
  CHECK(legality.opening_outcomes == Ids{"lawful", "amended_and_confirmed", "exploratory_risk_stated"});
  CHECK(legality.fresh_material == "draft");
  CHECK(legality.condition.empty());
  CHECK(legality.outcome_conditions == std::map<std::string, std::string>{{"exploratory_risk_stated", "exploratory_reform"}});
  CHECK(legality.article == Ref("R713:25-2"));
  CHECK(Only("R713:29").opening_outcomes == Ids{"accepted"});
  CHECK(Only("R713:30-1").milestone == "issue");
  CHECK(Only("R713:31").opening_outcomes == Ids{"replied"});
  CHECK(Only("R713:8-1").condition == "congress_matter");
  CHECK(Only("R713:32").milestone == "end");
  CHECK(Only("R713:32").outcome_conditions.at("not_published") == "lawfully_undisclosed");
  CHECK(Only("FC:18").milestone == "issue");
  CHECK(Only("FCM:27").fresh_material == "draft");
  CHECK(Book().Find(Ref("R713:36-1"))->requirements.empty());
}

TEST_CASE("requirement ids are unique, conditions are guards over declared facts") {
  for (const Statute& statute : Book().statutes()) {
    std::set<std::string> ids;
    for (const Clause& clause : statute.clauses) {
      for (const Requirement& requirement : clause.requirements) {
        CHECK(ids.insert(requirement.id).second);
        CHECK_FALSE(requirement.opening_outcomes.empty());
        if (requirement.condition.empty()) {
          continue;
        }
        GuardProblem problem;
        const auto guard = Guard::Parse(
            requirement.condition,
            [&](std::string_view fact) {
              const auto found = statute.facts.find(std::string(fact));
              return found == statute.facts.end() ? std::nullopt : ParseFactType(found->second);
            },
            problem);
        CHECK(guard.has_value());
      }
    }
  }
}

TEST_CASE("the periods of the law have their amounts, units and softness") {
  struct Case {
    const char* article;
    bool minimum;
    int amount;
    const char* unit;
    bool soft;
  };
  const Case cases[] = {{"R713:15-1", true, 30, "calendar-days", true},
                        {"R713:16-3", true, 7, "calendar-days", false},
                        {"R713:26-2", true, 7, "working-days", true},
                        {"GI:26", false, 20, "working-days", false}};
  for (const Case& c : cases) {
    INFO(c.article);
    const Clause* clause = Book().Find(Ref(c.article));
    REQUIRE(clause != nullptr);
    REQUIRE(clause->periods.size() == 1);
    const StatutoryPeriod& period = clause->periods[0];
    CHECK(period.minimum == c.minimum);
    CHECK(period.amount == c.amount);
    CHECK(period.unit == c.unit);
    CHECK(period.soft == c.soft);
    CHECK(period.reason_in.empty() == !c.soft);
    CHECK(period.article == Ref(c.article));
  }
}

TEST_CASE("finding a clause: exact, else what covers it, else the first inside it, by date among versions") {
  std::vector<Finding> findings;
  const std::string head =
      R"(<statute xmlns="urn:juece:statute:1" id="T" version="1" title-zh="试" title-en="T" number-zh="一" number-en="1"
      in-force="2020-01-01" articles="9" complete="false" text-not-held-zh="无" text-not-held-en="none">)";
  const auto clause = [](const std::string& article, const std::string& dates) {
    return "<clause article=\"" + article + "\" kind=\"duty\" " + dates +
           " version=\"2020-01-01\" digest=\"\" zh=\"要\" en=\"s\"><none zh=\"无\" en=\"n\"/></clause>";
  };
  std::string text = head + clause("1", "from=\"2020-01-01\" to=\"2020-12-31\"") + clause("1", "from=\"2021-01-01\"");
  for (const char* article : {"2", "2-1", "3-1", "3-2"}) {
    text += clause(article, "from=\"2020-01-01\"");
  }
  const auto statute = ReadStatute(text + "</statute>", "t.xml", findings);
  for (const Finding& finding : findings) {
    UNSCOPED_INFO(ToText(finding, Language::kEnglish));
  }
  REQUIRE(statute);
  const auto found = [&](std::string_view article) {
    const Clause* result = statute->Find(Ref(article));
    return result == nullptr ? "" : result->article.ToString();
  };
  CHECK(found("T:2-1") == "T:2-1");
  CHECK(found("T:2-1-4") == "T:2-1");
  CHECK(found("T:2-2") == "T:2");
  CHECK(found("T:2") == "T:2");
  CHECK(found("T:3") == "T:3-1");
  CHECK(found("T:4").empty());
  CHECK(statute->Find(Ref("T:1"))->in_force_from == Day("2021-01-01"));
  CHECK(statute->Find(Ref("T:1"), Day("2020-06-01"))->in_force_from == Day("2020-01-01"));
  CHECK(statute->Find(Ref("T:1"), Day("2021-01-01"))->in_force_from == Day("2021-01-01"));
  CHECK(statute->Find(Ref("T:1"), Day("2019-12-31")) == nullptr);
}

TEST_CASE("a folder without statutes is a finding, not an empty law") {
  std::vector<Finding> findings;
  const auto book = StatuteBook::ReadDirectory("/nonexistent/statutes", findings);
  REQUIRE(book != nullptr);
  CHECK(book->statutes().empty());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "unreadable");
}

TEST_CASE("clause kinds have names both ways") {
  for (const char* name : {"gate", "duty", "period", "prohibition", "scope", "liability", "principle"}) {
    REQUIRE(ParseClauseKind(name));
    CHECK(ToString(*ParseClauseKind(name)) == name);
  }
  CHECK_FALSE(ParseClauseKind("wish"));
}

}  // namespace
}  // namespace juece
