// Feedback, draws and indicators as people see them. JUECE_UPDATE_GOLDEN=1 writes the golden files anew; read the difference then.
#include <cstdlib>
#include <fstream>
#include <regex>

#include "assessment/indicator.h"
#include "report/indicator_report.h"
#include "report/sheet_report.h"
#include "unit/assessment/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

// Digests follow every word of the rules and of the criteria; what they cover is tested where they are made.
std::string WithoutDigests(const std::string& text) { return std::regex_replace(text, std::regex("sha256:[0-9a-f]{64}"), "sha256:…"); }

void CompareWithGolden(const std::string& name, const std::string& said) {
  const std::string found = WithoutDigests(said);
  const std::string path = Source("tests/golden/assessment/" + name);
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
  }
  CHECK(found == ReadAll(path));
}

// A dossier with something lost and something not shown, on which a reviewer has said a word.
Sheet Reviewed() {
  const Data edits = *ParseJson(R"({"drop": ["expert_opinions_adopted"], "data": {"deliberation_held": {"kind": "office"}}, "facts": {"congress_matter": null}})");
  Sheet sheet = Score(Edit(ReadJson(Source("tests/golden/rules/base.json")), edits), *ShippedCriteria());
  REQUIRE(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, "traceable", "6.5", "抽查三份纸质原件,均与登记一致;两份复印件不清")).ok());
  return sheet;
}

Sheet Confirmed() {
  Sheet sheet = Score(ReadJson(Source("tests/golden/rules/base.json")), *ShippedCriteria());
  for (const std::string& open : TotalOf(sheet).open) {
    REQUIRE(AddEntry(sheet, EntryBy(SheetEntry::Kind::kPoints, open.c_str(), "1", "核对了原件")).ok());
  }
  REQUIRE(AddEntry(sheet, EntryBy(SheetEntry::Kind::kConfirmed, "", nullptr, "")).ok());
  return sheet;
}

bool StandsAlone(const std::string& page) {
  return page.find("<script") == std::string::npos && page.find("src=") == std::string::npos
      && page.find("href=\"http") == std::string::npos &&
         page.ends_with("</html>\n");
}

}  // namespace

TEST_CASE("the feedback on a dossier, Chinese and English") {
  CompareWithGolden("feedback.zh.txt", FeedbackText(Reviewed(), Language::kChinese));
  CompareWithGolden("feedback.en.txt", FeedbackText(Reviewed(), Language::kEnglish));
  CompareWithGolden("confirmed.zh.txt", FeedbackText(Confirmed(), Language::kChinese));
}

TEST_CASE("the summary keeps what is not settled apart") {
  const std::vector<Sheet> sheets{Reviewed(), Confirmed(), Score(ReadJson(Source("samples/records/huadu_boundary_2025.json")),
                                                                 *ShippedCriteria())};
  CHECK(SummaryText(sheets, Language::kChinese) == "共 3 件 · 优秀 1 · 不合格 1 · 等次未定 1 · 未经确认 2\n合格率 33.3–66.6%(目标 95%)\n");
  CHECK(SummaryText(sheets, Language::kEnglish) == "3 dossiers · Excellent 1 · Unqualified 1 · grade open 1 · unconfirmed "
                                                   "2\n33.3–66.6% pass (target 95%)\n");
}

TEST_CASE("the feedback page stands alone and escapes what the record says") {
  Sheet sheet = Reviewed();
  sheet.title = "<script>alert(1)</script> & \"x\"";
  const std::string page = FeedbackHtml({sheet, Confirmed()}, Language::kChinese);
  CHECK(StandsAlone(page));
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;") != std::string::npos);
  CHECK(page.find("抽查三份纸质原件") != std::string::npos);
  CHECK(FeedbackHtml({sheet}, Language::kEnglish).find("Feedback of the case review") != std::string::npos);
}

TEST_CASE("indicators, with the matters that miss them") {
  std::vector<Finding> findings;
  const auto set = IndicatorSet::ReadFile(Source("workflows/indicators/cn.xml"), Law::Get().words, findings);
  REQUIRE(set != nullptr);
  Data unreviewed = Edit(ReadJson(Source("tests/golden/rules/base.json")), *ParseJson(R"({"drop": ["legality_opinion_issued", "decision_published"]})"));
  unreviewed.Set("title", "<未审查>的事项");
  const std::vector<Seen> seen{See(ReadJson(Source("tests/golden/rules/base.json"))), See(unreviewed),
                               See(ReadJson(Source("samples/records/huadu_boundary_2025.json")))};
  std::vector<MatterView> matters;
  for (const Seen& one : seen) matters.push_back({&one.subject, &one.report});
  const std::vector<Measured> measured{Measure(*set, matters)};
  CompareWithGolden("indicators.zh.txt", IndicatorsText(measured, Language::kChinese));
  CompareWithGolden("indicators.en.txt", IndicatorsText(measured, Language::kEnglish));
  const std::string page = IndicatorsHtml(measured, Language::kChinese);
  CHECK(StandsAlone(page));
  CHECK(page.find("&lt;未审查&gt;的事项") != std::string::npos);
}

TEST_CASE("a list and a draw as people see them") {
  DrawPlan plan;
  plan.size = 1;
  plan.own_units = {"丙市司法局"};
  plan.seed_source = "公开摇奖号码";
  plan.made_by = "郑评查";
  plan.made_at = *Instant::Parse("2026-03-30T09:00:00+08:00");
  const auto list = MakeList({{"a", "甲事", "甲市", {"甲市", "甲局"}, {}, "decision", false}, {"b", "乙事", "乙市", {"乙市"}, {}, "decision",
                                                                                       true},
                              {"c", "丙事", "丙市", {"丙市", "丙市司法局"}, {}, "decision", false}},
                             plan);
  REQUIRE(list.has_value());
  CompareWithGolden("list.zh.txt", ListText(*list, Language::kChinese));
  CompareWithGolden("list.en.txt", ListText(*list, Language::kEnglish));
  const auto draw = MakeDraw(*list, "48213", "郑评查", *Instant::Parse("2026-04-01T21:00:00+08:00"));
  REQUIRE(draw.has_value());
  CompareWithGolden("draw.zh.txt", DrawText(*draw, Language::kChinese));
  CompareWithGolden("draw.en.txt", DrawText(*draw, Language::kEnglish));
}
