// Each tests/golden/statutes/*.xml has a .expected beside it: what the schema says (refuses or accepts) on the first line, then
// every finding of the reader as a person sees it. JUECE_WRITE_EXPECTED=1 writes them anew, to be read before they are committed.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "law/statute.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

struct Verdict {
  bool reader_accepts = false;
  bool schema_accepts = false;
  std::string text;
};

Verdict Judge(const std::filesystem::path& path) {
  Verdict verdict;
  const std::string name = path.filename().string();
  std::vector<Finding> findings;
  verdict.reader_accepts = ReadStatute(ReadAll(path), name, findings).has_value();
  std::vector<Finding> complaints;
  const auto document = ParseXml(ReadAll(path), name, complaints);
  verdict.schema_accepts =
      document != nullptr && ValidateXml(*document, SourceDir() + "/workflows/schema/statute.xsd", complaints);
  verdict.text = verdict.schema_accepts ? "schema accepts\n" : "schema refuses\n";
  for (const Finding& finding : findings) {
    verdict.text += ToText(finding, Language::kEnglish) + "\n" + finding.message.zh + "\n";
  }
  CHECK(verdict.reader_accepts == findings.empty());
  return verdict;
}

TEST_CASE("every golden statute is judged as expected, by the reader and by the schema") {
  const std::filesystem::path folder = SourceDir() + "/tests/golden/statutes";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 30);
  for (const auto& path : files) {
    INFO(path.filename().string());
    const Verdict verdict = Judge(path);
    std::filesystem::path expected = path;
    expected.replace_extension(".expected");
    if (std::getenv("JUECE_WRITE_EXPECTED") != nullptr) {
      std::ofstream(expected) << verdict.text;
    }
    CHECK(verdict.text == ReadAll(expected));
    // What the reader accepts the schema accepts; what the schema refuses the reader refuses.
    CHECK((!verdict.reader_accepts || verdict.schema_accepts));
  }
}

}  // namespace
}  // namespace juece
