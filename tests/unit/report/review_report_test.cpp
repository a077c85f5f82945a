// Reports as people see them, compared with golden files. JUECE_UPDATE_GOLDEN=1 writes them anew; read the difference then.
#include <cstdlib>
#include <fstream>

#include "report/review_report.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

void CompareWithGolden(const std::string& name, const std::string& found) {
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
  CompareWithGolden("wenzhou.zh.txt", ReviewText(report, Language::kChinese));
  CompareWithGolden("wenzhou.en.txt", ReviewText(report, Language::kEnglish));
}

TEST_CASE("the text report of a whole dossier") {
  CompareWithGolden("whole.zh.txt", ReviewText(Reviewed("tests/golden/rules/base.json"), Language::kChinese));
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
