#include "exchange/bag.h"

#include <catch2/catch.hpp>
#include <algorithm>

#include "digest/checksum.h"
#include "exchange/bag_text.h"
#include "support/memory_bag.h"

namespace juece {
namespace {

using test::MemoryBag;

MemoryBag GoodBag() {
  MemoryBag bag;
  bag.files["data/一.txt"] = "甲";
  bag.files["data/f/two.bin"] = std::string("\0\x01\xFF", 3);
  bag.files["bag-info.txt"] = "Payload-Oxum: 6.2\n";
  bag.Seal();
  return bag;
}

// The codes of the errors, sorted and joined; "" for a valid bag.
std::string Errors(MemoryBag& bag, const BagLimits& limits = {}) {
  const auto report = VerifyBag(bag, limits);
  REQUIRE(report);
  std::vector<std::string> codes;
  for (const Finding& finding : report->findings) {
    CHECK_FALSE(finding.message.zh.empty());
    CHECK_FALSE(finding.message.en.empty());
    if (finding.severity == Severity::kError) codes.push_back(finding.code);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

std::string Warnings(MemoryBag& bag) {
  std::string text;
  const auto report = VerifyBag(bag);
  REQUIRE(report);
  for (const Finding& finding : report->findings) {
    if (finding.severity == Severity::kWarning) text += finding.code + " ";
  }
  return text;
}

TEST_CASE("a good bag is valid, with any checksum that is known") {
  for (const char* algorithm : {"md5", "sha1", "sha256", "sha512", "sha3-256", "sm3", "blake2b-512"}) {
    MemoryBag bag = GoodBag();
    bag.files.erase("manifest-sha256.txt");
    bag.files.erase("tagmanifest-sha256.txt");
    bag.Seal("1.0", algorithm);
    CHECK(Errors(bag).empty());
  }
}

TEST_CASE("every byte of every file counts") {
  const MemoryBag good = GoodBag();
  for (const auto& [path, content] : good.files) {
    for (std::size_t at = 0; at < content.size(); ++at) {
      MemoryBag bag = good;
      bag.files[path][at] = static_cast<char>(bag.files[path][at] ^ 1);
      // A checksum's own letters may be of either case; nothing else may differ.
      INFO(path << " byte " << at);
      CHECK_FALSE(Errors(bag).empty());
    }
    MemoryBag shorter = good;
    shorter.files[path].pop_back();
    // Only the last line's end may be missing from a list that no other list vouches for.
    if (path != "tagmanifest-sha256.txt") CHECK_FALSE(Errors(shorter).empty());
  }
}

TEST_CASE("files added, removed, linked") {
  MemoryBag bag = GoodBag();
  bag.files["data/extra"] = "x";
  CHECK(Errors(bag) == "bag-oxum bag-unlisted-file");
  bag = GoodBag();
  bag.files.erase("data/f/two.bin");
  CHECK(Errors(bag) == "bag-missing-file bag-oxum");
  bag = GoodBag();
  bag.others["data/f/link"] = BagFile::Kind::kLink;
  CHECK(Errors(bag) == "bag-link");
  bag = GoodBag();
  bag.files.erase("data/f/two.bin");
  bag.others["data/f/two.bin"] = BagFile::Kind::kLink;
  CHECK(Errors(bag) == "bag-link bag-missing-file bag-oxum");
  bag = GoodBag();
  bag.others["pipe"] = BagFile::Kind::kOther;
  CHECK(Errors(bag) == "bag-special-file");
  bag = MemoryBag();
  CHECK(Errors(bag) == "bag-declaration");
}

TEST_CASE("hostile paths in manifests and fetch.txt are refused") {
  for (const char* path : {"../x", "data/../../x", "/etc/passwd", "data//x", "data/./x", "~/x", "C:/x", "data/", "bag-info.txt"}) {
    MemoryBag bag = GoodBag();
    bag.files["manifest-sha256.txt"] += std::string(64, '0') + "  " + path + "\n";
    INFO(path);
    CHECK(Errors(bag).find("bag-path") != std::string::npos);
    bag = GoodBag();
    bag.files["fetch.txt"] = std::string("http://example.org/x - ") + path + "\n";
    CHECK(Errors(bag).find("bag-path") != std::string::npos);
  }
  MemoryBag bag = GoodBag();
  bag.files["fetch.txt"] = "http://example.org/x - data/一.txt\n";  // fetched already: fine
  bag.Seal();
  CHECK(Errors(bag).empty());
}

TEST_CASE("names with CR, LF and percent stand encoded in 1.0 and as they are before") {
  MemoryBag bag;
  bag.files["data/a\r\n%b"] = "x";
  bag.Seal();
  CHECK(Errors(bag) == "bag-manifest bag-missing-file bag-unlisted-file");
  CHECK(EncodeBagPath("data/a\r\n%b") == "data/a%0D%0A%25b");
  std::string& manifest = bag.files["manifest-sha256.txt"];
  manifest = MemoryBag::Sum("sha256", "x") + "  " + EncodeBagPath("data/a\r\n%b") + "\n";
  bag.files["tagmanifest-sha256.txt"] = MemoryBag::Sum("sha256", manifest) + "  manifest-sha256.txt\n";
  CHECK(Errors(bag).empty());
  CHECK(ParseManifestLine("ab  data/%0d%41%25", false)->path == "data/\r%41%");
  CHECK(ParseManifestLine("ab  data/%0d%41%25", true)->path == "data/%0d%41%25");
}

TEST_CASE("names that are one file elsewhere are told") {
  MemoryBag bag;
  bag.files["data/A.txt"] = "x";
  bag.files["data/a.txt"] = "x";
  bag.files["data/Nu\xCC\x81"] = "x";
  bag.files["data/N\xC3\xBA"] = "x";
  bag.Seal();
  CHECK(Errors(bag).empty());
  CHECK(Warnings(bag) == "bag-name-collision bag-name-collision ");
}

TEST_CASE("a version's own rules: listed twice, in one manifest only") {
  MemoryBag bag = GoodBag();
  bag.Seal("0.97");
  std::string& manifest = bag.files["manifest-sha256.txt"];
  manifest += manifest.substr(0, manifest.find('\n') + 1);
  bag.files["tagmanifest-sha256.txt"] = MemoryBag::Sum("sha256", manifest) + "  manifest-sha256.txt\n";
  CHECK(Errors(bag).empty());
  CHECK(Warnings(bag) == "bag-listed-twice ");
  bag.files["bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  CHECK(Errors(bag) == "bag-listed-twice");
}

TEST_CASE("what is too large or too much is said and not read") {
  MemoryBag bag = GoodBag();
  CHECK(Errors(bag, {40, 200}).find("bag-too-large") != std::string::npos);
  bag = GoodBag();
  for (int i = 0; i < 500; ++i) bag.files["data/extra" + std::to_string(i)] = "";
  const auto report = VerifyBag(bag, {1U << 20U, 20});
  REQUIRE(report->findings.size() == 21);
  CHECK(report->findings.back().code == "bag-more");
  CHECK(report->findings.back().severity == Severity::kError);
}

}  // namespace
}  // namespace juece
