#include "evidence/small_file.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/temp_dir.h"

namespace juece {
namespace {

unsigned ModeOf(const std::string& path) {
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777U;
}

TEST_CASE("a secret is read only where nobody else can reach it") {
  const test::TempDir folder;
  const std::string key = folder / "key";
  REQUIRE(WriteNewFile(key, "secret", 0600).ok());
  CHECK(ModeOf(key) == 0600);
  CHECK(ReadSecretFile(key, 100).value() == "secret");
  for (const unsigned mode : {0640U, 0604U, 0660U, 0601U}) {
    ::chmod(key.c_str(), mode);
    CHECK(ReadSecretFile(key, 100).error().code() == StatusCode::kUnavailable);
    CHECK(ReadSmallFile(key, 100).value() == "secret");
  }
  CHECK(ReadSecretFile(folder.path().string(), 100).error().code() == StatusCode::kUnavailable);
  CHECK(ReadSecretFile(folder / "none", 100).error().code() == StatusCode::kNotFound);
  CHECK(ReadSmallFile(key, 3).error().code() == StatusCode::kUnsupported);
}

TEST_CASE("a new file never replaces another; a list only grows") {
  const test::TempDir folder;
  const std::string path = folder / "file";
  REQUIRE(WriteNewFile(path, "one", 0644).ok());
  CHECK(WriteNewFile(path, "two", 0644).code() == StatusCode::kConflict);
  REQUIRE(AppendToFile(path, "+").ok());
  REQUIRE(AppendToFile(folder / "list", "a\n").ok());
  REQUIRE(AppendToFile(folder / "list", "b\n").ok());
  CHECK(ReadSmallFile(path, 100).value() == "one+");
  CHECK(ReadSmallFile(folder / "list", 100).value() == "a\nb\n");
  REQUIRE(ReplaceFile(path, "other").ok());
  CHECK(ReadSmallFile(path, 100).value() == "other");
  CHECK_FALSE(AppendToFile(folder / "no/such", "x").ok());
  CHECK_FALSE(std::filesystem::exists(path + ".new"));
}

}  // namespace
}  // namespace juece
