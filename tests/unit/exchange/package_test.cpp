#include <catch2/catch.hpp>

#include "base/json.h"
#include "exchange/bag_writer.h"
#include "exchange/package_check.h"
#include "exchange/package_index.h"
#include "support/memory_bag.h"

namespace juece {
namespace {

PackageIndex SomeIndex() {
  PackageIndex index;
  index.dossier = "2024-0001";
  index.title = "道路";
  index.state = "running";
  index.events = {1, "sm3:aa"};
  index.plugins = {{"p", "1.0.0", "sha256:bb"}};
  index.documents = {{"sha256:cc", "definition", "d.xml", "data/documents/01-definition.xml"}};
  index.materials = {{{"M1", "D101", "建议", "sm3:dd", 3, "a.pdf", "file"}, 1, "data/materials/0001-D101.pdf"}};
  index.files = {{"data/x", "sm3:ee", 5}};
  return index;
}

TEST_CASE("an index reads back as it was written") {
  const Data data = ToData(SomeIndex());
  const auto read = IndexFromData(data);
  REQUIRE(read);
  CHECK(ToData(*read) == data);
}

TEST_CASE("an index with a member missing, too much or of another kind is refused, and the member named") {
  const Data good = ToData(SomeIndex());
  for (const Member& member : good.AsMap()) {
    Data data = good;
    data.Remove(member.name);
    CHECK(IndexFromData(data).error().code() == StatusCode::kCorrupt);
    data.Set(member.name, Data(true));
    INFO(member.name);
    CHECK_FALSE(IndexFromData(data));
  }
  for (const char* place : {"/plugins/0", "/documents/0", "/materials/0", "/files/0", "/events", "/procedure"}) {
    Data data = good;
    data.At(place)->Set("more", 1);
    const auto read = IndexFromData(data);
    REQUIRE_FALSE(read);
    CHECK(read.error().message().zh.find(place) != std::string::npos);
  }
  Data newer = good;
  newer.Set("version", 2);
  CHECK(IndexFromData(newer).error().code() == StatusCode::kUnsupported);
  CHECK_FALSE(IndexFromData(Data()));
}

TEST_CASE("lines of a chain are read only as they are written") {
  const ChainLine line{3, "sm3:aa", "sm3:bb"};
  const std::string text = ToLine(line);
  CHECK(text == R"({"hash":"sm3:bb","position":3,"previous":"sm3:aa"})");
  CHECK(ChainLineFrom(text)->position == 3);
  for (const char* bad : {"", "{}", "[]", R"({"hash": "sm3:bb","position":3,"previous":"sm3:aa"})", R"({"hash":"b","position":"3","previous":"a"})",
                          R"({"hash":"b","more":1,"position":3,"previous":"a"})"}) {
    CHECK_FALSE(ChainLineFrom(bad).has_value());
  }
  CHECK(StrictLines("a\nb\n")->size() == 2);
  CHECK(StrictLines("")->empty());
  CHECK_FALSE(StrictLines("a\nb").has_value());
  CHECK_FALSE(StrictLines("a\r\n").has_value());
}

TEST_CASE("what the writer writes is a valid bag, whatever the names and values") {
  BagWriter writer({"sha512", "sm3"});
  test::MemoryBag bag;
  for (const std::string name : {"data/a", "data/f/中文 %.txt", "data/x\ny"}) {
    bag.files[name] = name + " content";
    writer.AddBytes(name, bag.files[name]);
  }
  bag.files.merge(writer.TagFiles({{"External-Description", "two\nlines: \r\n x"}}));
  const auto report = VerifyBag(bag);
  REQUIRE(report);
  CHECK(report->findings.empty());
  CHECK(report->info.size() == 2);
  CHECK("sm3:" + writer.SumOf("data/a", "sm3") == DigestOf(DigestAlgorithm::kSm3, "data/a content"));
}

TEST_CASE("a bag that is no package says so") {
  test::MemoryBag bag;
  bag.files["data/a"] = "x";
  bag.Seal();
  auto package = CheckPackage(bag);
  REQUIRE(package);
  CHECK_FALSE(package->index.has_value());
  CHECK(package->findings.back().code == "package-file-missing");
  bag.files["data/package.json"] = "{}";
  bag.Seal();
  package = CheckPackage(bag);
  CHECK(package->findings.back().code == "package-index");
  PackageIndex empty = SomeIndex();
  bag.files["data/package.json"] = ToJson(ToData(empty));
  bag.Seal();
  CHECK(HasError(CheckPackage(bag)->findings));
}

}  // namespace
}  // namespace juece
