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
  CHECK(cases == 18);
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
