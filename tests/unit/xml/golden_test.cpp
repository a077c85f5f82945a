// tests/golden/xml/*.xml, each with .expected: what a person sees of a bad file, in Chinese and
// then in English. Where JUECE_APPROVE is set, the texts are written instead of compared; look at
// the difference before keeping it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

std::string Bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string Report(const fs::path& path) {
  std::vector<Finding> findings;
  const auto document = ParseXml(Bytes(path), path.filename().string(), findings);
  if (document != nullptr) return "accepted\n";
  std::string out;
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    for (const Finding& finding : findings) out += ToText(finding, language) + "\n";
  }
  return out;
}

TEST_CASE("what is said of bad XML", "[xml][golden]") {
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SourceDir()) / "tests/golden/xml")) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 30);
  for (const fs::path& file : files) {
    INFO(file.filename().string());
    fs::path expected = file;
    expected.replace_extension(".expected");
    const std::string report = Report(file);
    CHECK(FindInvalidUtf8(report) == std::string_view::npos);
    if (std::getenv("JUECE_APPROVE") != nullptr)
      std::ofstream(expected, std::ios::binary) << report;
    CHECK(report == Bytes(expected));
  }
}

}  // namespace
}  // namespace juece
