// Real published procedures: the verdict of every rule was read from the law first (samples/records/*.expected.json).
#include <algorithm>
#include <filesystem>

#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

TEST_CASE("published procedures get the verdicts that were read from the law beforehand") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Source("samples/records"))) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".expected.json")) {
      continue;
    }
    ++cases;
    const Data expected = ReadJson(path);
    const std::string record = expected["record"].AsText();
    const ReviewReport report = Law::Get().Review(ReadJson(Source("samples/records/" + record)));
    INFO(record);
    CHECK_FALSE(expected["others_reason"].AsText().empty());
    CHECK(ToString(report.verdict) == expected["overall"].AsText());
    for (const RuleReport& rule : report.rules) {
      const Data* wanted = expected["rules"].Find(rule.id);
      INFO(rule.id << "\n" << Explain(rule.findings));
      CHECK(ToString(rule.verdict) == (wanted == nullptr ? expected["others"] : (*wanted)["verdict"]).AsText());
      if (wanted != nullptr && wanted->Has("code")) {
        CHECK(std::any_of(rule.findings.begin(), rule.findings.end(),
                          [&](const Finding& finding) { return finding.code == (*wanted)["code"].AsText(); }));
      }
      if (wanted != nullptr) {
        CHECK_FALSE((*wanted)["reason"].AsText().empty());
      }
    }
  }
  CHECK(cases == 19);
}

TEST_CASE("a local rule that the page itself names judges its procedure too") {
  for (const std::string name : {"huadu_spatial_plan_2023", "minhang_jindu_road_2024"}) {
    const Data record = ReadJson(Source("samples/records/" + name + ".json"));
    const Data expected = ReadJson(Source("samples/records/" + name + ".expected.json"))["local"];
    std::string file = record["overlays"].AsList().front().AsText();
    std::replace(file.begin(), file.end(), '.', '-');
    std::vector<Finding> findings;
    const auto book = Rulebook::ReadFile(Source("workflows/rulebooks/local/" + file + ".xml"), Law::Get().words, findings);
    const auto subject = SubjectFromRecord(record, *Law::Get().words, name, findings);
    INFO(name << "\n" << Explain(findings));
    REQUIRE(book != nullptr);
    REQUIRE(subject.has_value());
    CHECK(expected["rules"].AsMap().size() == book->rules().size());
    for (const RuleReport& rule : Review(*book, *Law::Get().statutes, *Law::Get().calendar, *subject).rules) {
      INFO(rule.id << "\n" << Explain(rule.findings));
      CHECK(ToString(rule.verdict) == expected["rules"][rule.id]["verdict"].AsText());
      CHECK_FALSE(expected["rules"][rule.id]["reason"].AsText().empty());
    }
  }
}

TEST_CASE("where the first day decides, the finding shows both counts") {
  const ReviewReport report = Law::Get().Review(ReadJson(Source("samples/records/wenzhou_qingwen_expressway_2022.json")));
  const std::string message = RuleOf(report, "consultation-30-days").findings.front().message.en;
  CHECK(message.find("29 days without the first day, 30 with it") != std::string::npos);
}

TEST_CASE("a last day that is a holiday is shown with the day it would roll to") {
  const ReviewReport report = Law::Get().Review(ReadJson(Source("samples/records/ningjin_yangguang_street_2023.json")));
  const Finding& finding = RuleOf(report, "consultation-30-days").findings.back();
  CHECK(finding.code == "ends-on-holiday");
  CHECK(finding.message.zh.find("清明") != std::string::npos);
  CHECK(finding.message.zh.find("2023-04-06") != std::string::npos);
}
