#include "unit/compliance/support.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

Data Base() { return ReadJson(Source("tests/golden/rules/base.json")); }

}  // namespace

TEST_CASE("the whole lawful dossier yields no violation, and every finding says what it rests on") {
  const ReviewReport report = Law::Get().Review(Base());
  for (const RuleReport& rule : report.rules) {
    INFO(rule.id << ": " << ToString(rule.verdict) << "\n" << Explain(rule.findings));
    CHECK((rule.verdict == Verdict::kSatisfied || rule.verdict == Verdict::kNotApplicable));
    CHECK_FALSE(rule.findings.empty());
  }
  CHECK(report.verdict == OverallVerdict::kCompliant);
}

TEST_CASE("every rule cites a clause of the installed statutes") {
  std::vector<Finding> findings;
  CheckArticles(*Law::Get().book, *Law::Get().statutes, findings);
  INFO(Explain(findings));
  CHECK(findings.empty());
}

TEST_CASE("each rule has a subject for each of its four verdicts") {
  for (const Rule& rule : Law::Get().book->rules()) {
    const Data table = ReadJson(Source("tests/golden/rules/" + rule.id + ".json"));
    REQUIRE(table["rule"].AsText() == rule.id);
    std::vector<std::string> seen;
    for (const Data& subject : table["subjects"].AsList()) {
      const ReviewReport report = Law::Get().Review(Edit(Base(), subject["edits"]));
      const RuleReport& found = RuleOf(report, rule.id);
      INFO(rule.id << " with " << ToJson(subject["edits"]) << "\n" << Explain(found.findings));
      CHECK(ToString(found.verdict) == subject["expect"].AsText());
      CHECK_FALSE(found.findings.empty());
      seen.push_back(subject["expect"].AsText());
    }
    CHECK(seen == std::vector<std::string>{"satisfied", "violated", "not_shown", "not_applicable"});
  }
}

TEST_CASE("no 'satisfied' rests on a fact that was removed") {
  const Data base = Base();
  for (const Member& fact : base["facts"].AsMap()) {
    const auto with = [&](const Data& value) {
      return Law::Get().Review(Edit(Base(), Data::OfMembers({{"facts", Data::OfMembers({{fact.name, value}})}})));
    };
    const ReviewReport removed = with(Data());
    const ReviewReport yes = with(true);
    const ReviewReport no = with(false);
    for (const RuleReport& rule : removed.rules) {
      const Rule& source = *Law::Get().book->Find(rule.id);
      const auto& read = source.applies.facts();
      if (rule.verdict != Verdict::kSatisfied || std::find(read.begin(), read.end(), fact.name) == read.end()) {
        continue;
      }
      // Either the fact never mattered, or an event shows by itself that the rule applies.
      INFO(fact.name << " / " << rule.id);
      const bool settled = RuleOf(yes, rule.id).verdict == Verdict::kSatisfied && RuleOf(no, rule.id).verdict == Verdict::kSatisfied;
      CHECK((settled || !source.shown_by.empty()));
    }
  }
}

TEST_CASE("a partial record of nothing shows nothing, and refutes nothing") {
  const Data empty = *ParseJson(R"({"title":"x","complete":false,"events":[]})");
  const ReviewReport report = Law::Get().Review(empty);
  for (const RuleReport& rule : report.rules) {
    INFO(rule.id);
    CHECK(rule.verdict == Verdict::kNotShown);
  }
}

TEST_CASE("dropping any event from a partial record never turns a verdict into violated") {
  Data edits = Data::OfMembers({{"complete", false}});
  const Data base = Base();
  for (const Data& event : base["events"].AsList()) {
    edits.Set("drop", Data(Data::List{event["event"]}));
    const ReviewReport report = Law::Get().Review(Edit(base, edits));
    for (const RuleReport& rule : report.rules) {
      INFO(event["event"].AsText() << " / " << rule.id << "\n" << Explain(rule.findings));
      CHECK(rule.verdict != Verdict::kViolated);
    }
  }
}

TEST_CASE("the same input gives the same report byte for byte") {
  const std::string once = ToJson(ToData(Law::Get().Review(Base()), Language::kChinese));
  CHECK(once == ToJson(ToData(Law::Get().Review(Base()), Language::kChinese)));
}

TEST_CASE("a gate of the law names articles and rules that exist, and a hard one is judged by errors alone") {
  const auto read = [](const std::string& gate) {
    std::vector<Finding> findings;
    const std::string text = R"(<rulebook xmlns="urn:juece:rulebook:1" id="x" version="1" title-zh="x" title-en="x">
  <rule id="mild" article="R713:32" severity="warning" title-zh="x" title-en="x"><occurs event="decision_published"/></rule>
  )" + gate + "</rulebook>";
    return std::pair(Rulebook::Read(text, "x.xml", Law::Get().words, findings), findings);
  };
  const auto [soft, none] = read(R"(<gate kind="soft" articles="R713:32" rules="mild" zh="x" en="x"/>)");
  REQUIRE(soft != nullptr);
  REQUIRE(soft->gates().size() == 1);
  CHECK_FALSE(soft->gates().front().hard);
  for (const char* wrong : {R"(<gate kind="hard" articles="R713:32" rules="mild" zh="x" en="x"/>)",
                            R"(<gate kind="soft" articles="R713:32" rules="other" zh="x" en="x"/>)",
                            R"(<gate kind="soft" articles="32" rules="mild" zh="x" en="x"/>)"}) {
    INFO(wrong);
    const auto [book, findings] = read(wrong);
    CHECK(book == nullptr);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().code == "unknown-reference");
    CHECK(findings.front().place.line == 3);
  }
}
