// Reports as people see them, compared with golden files. JUECE_UPDATE_GOLDEN=1 writes them anew; read the difference then.
#include <cstdlib>
#include <fstream>

#include "report/review_report.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

void CompareReportWithGolden(const std::string& name, const std::string& found) {
  const std::string path = Source("tests/golden/reports/" + name);
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
  }
  CHECK(found == ReadAll(path));
}

ReviewReport Reviewed(const std::string& path) { return Law::Get().Review(ReadJson(Source(path))); }

}  // namespace

TEST_CASE("the text report of a real record, Chinese and English") {
  const ReviewReport report = Reviewed("samples/records/wenzhou_qingwen_expressway_2022.json");
  CompareReportWithGolden("wenzhou.zh.txt", ReviewText(report, Language::kChinese));
  CompareReportWithGolden("wenzhou.en.txt", ReviewText(report, Language::kEnglish));
}

TEST_CASE("the text report of a whole dossier") {
  CompareReportWithGolden("whole.zh.txt", ReviewText(Reviewed("tests/golden/rules/base.json"), Language::kChinese));
}

// A matter that runs: the whole dossier as it was known on a day, and one in which something has gone wrong by then.
ReviewReport Running(const std::string& day, const std::string& edits = "{}") {
  ReviewOptions options;
  options.as_of = Date::Parse(day);
  return Law::Get().Review(Edit(ReadJson(Source("tests/golden/rules/base.json")), *ParseJson(edits)), options);
}

constexpr const char* kWrongs = R"({"drop":["party_reported"],"date":{"consultation_closed":"2025-06-20"},
  "data":{"consultation_opened":{"until":"2025-06-20"},"deliberation_held":{"kind":"other"},"bundle_submitted":{"draft_digest":"sha256:d3"}}})";

const DocumentCatalog& Documents() {
  static const DocumentCatalog documents = [] {
    DocumentCatalog made;
    made.titles["D204"] = Text{"决策草案", "Draft of the decision"};
    made.titles["D706"] = Text{"合法性审查意见书", "Opinion on legality"};
    return made;
  }();
  return documents;
}

std::string Page(const ReviewReport& report, Language language) {
  return ReviewHtml({ReviewPage{&report, "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n", Text{}}}, Documents(), language);
}

TEST_CASE("the pages of a compliant, a violated, a partial and a running matter") {
  CompareReportWithGolden("whole.zh.html", Page(Reviewed("tests/golden/rules/base.json"), Language::kChinese));
  const ReviewReport violated = Law::Get().Review(Edit(ReadJson(Source("tests/golden/rules/base.json")), *ParseJson(kWrongs)));
  CHECK(violated.verdict == OverallVerdict::kViolated);
  CompareReportWithGolden("violated.en.html", Page(violated, Language::kEnglish));
  const ReviewReport partial = Reviewed("samples/records/wenzhou_qingwen_expressway_2022.json");
  CompareReportWithGolden("wenzhou.zh.html", ReviewHtml({ReviewPage{&partial, "", Text{"这是记录。", "This is a record."}}}, Documents(), Language::kChinese));
  CompareReportWithGolden("running.zh.html", Page(Running("2025-08-15"), Language::kChinese));
}

TEST_CASE("the text of a matter that runs says what can still become of each rule, and until when") {
  CompareReportWithGolden("running.zh.txt", ReviewText(Running("2025-08-15"), Language::kChinese));
  CompareReportWithGolden("running.en.txt", ReviewText(Running("2025-09-15", kWrongs), Language::kEnglish));
}

TEST_CASE("the data of a matter that runs") {
  CompareReportWithGolden("running.zh.json", ToPrettyJson(ToData(Running("2025-09-15", kWrongs), Language::kChinese)) + "\n");
}

TEST_CASE("a review says the same twice, byte for byte") {
  CHECK(Page(Running("2025-08-15"), Language::kEnglish) == Page(Running("2025-08-15"), Language::kEnglish));
}

TEST_CASE("the sheet leaves out what would not fit a page, and says how much") {
  Data record = ReadJson(Source("tests/golden/rules/base.json"));
  Data events = record["events"];
  for (int i = 0; i < 200; ++i) {
    events.Append(Data::OfMembers({{"event", "unit_consulted"}, {"date", "2025-05-20"}, {"actor", "单位" + std::to_string(i)}}));
  }
  record.Set("events", std::move(events));
  const ReviewReport report = Law::Get().Review(record);
  const std::string page = Page(report, Language::kChinese);
  const std::string sheet = page.substr(0, page.find("</div>"));
  CHECK(sheet.find("等 20") != std::string::npos);
  CHECK(sheet.size() < 16000);
}

TEST_CASE("the page stands alone: no script, no external resource, nothing of the record unescaped") {
  Data record = ReadJson(Source("tests/golden/rules/base.json"));
  record.Set("title", "<script>alert(1)</script> & \"x\"");
  const std::string page = ReviewHtml({Law::Get().Review(record)}, Language::kChinese);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("src=") == std::string::npos);
  CHECK(page.find("href=") == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;") != std::string::npos);
  CHECK(page.ends_with("</html>\n"));
}
