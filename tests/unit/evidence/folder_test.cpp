#include "evidence/folder.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/temp_dir.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

std::string ContentOf(const std::string& root, const std::string& path, Status* status = nullptr) {
  std::string content;
  const Status read = ReadInFolder(root, path, [&](std::string_view block) {
    content += block;
    return Status::Ok();
  });
  if (status != nullptr) *status = read;
  return content;
}

TEST_CASE("a folder is listed whole, sorted, with links seen as links") {
  const test::TempDir folder;
  fs::create_directories(folder / "b/c");
  std::ofstream(folder / "b/c/x") << "xyz";
  std::ofstream(folder / "a") << "";
  fs::create_symlink("/etc", folder / "link");
  fs::create_symlink("c", folder / "b/d");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto entries = ListFolder(folder.path().string());
  REQUIRE(entries);
  std::string seen;
  for (const FolderEntry& entry : *entries) seen += entry.path + ":" + std::to_string(static_cast<int>(entry.kind)) + ":" + std::to_string(entry.size) + " ";
  CHECK(seen == "a:0:0 b:1:0 b/c:1:0 b/c/x:0:3 b/d:2:0 link:2:0 pipe:3:0 ");
  CHECK(ListFolder(folder.path().string(), 3).error().code() == StatusCode::kUnsupported);
  CHECK(ListFolder(folder / "nothing").error().code() == StatusCode::kNotFound);
  CHECK_FALSE(ListFolder(folder / "a"));
}

TEST_CASE("reading stays inside and never follows a link") {
  const test::TempDir folder;
  fs::create_directories(folder / "bag/f");
  std::ofstream(folder / "secret") << "secret";
  const std::string large(200'000, 'x');
  std::ofstream(folder / "bag/f/x") << large;
  fs::create_symlink("../secret", folder / "bag/file");
  fs::create_symlink("..", folder / "bag/up");
  REQUIRE(::mkfifo((folder / "bag/pipe").c_str(), 0600) == 0);
  const std::string root = folder / "bag";
  CHECK(ContentOf(root, "f/x") == large);
  for (const char* path : {"../secret", "f/../../secret", "file", "up/secret", "pipe", "f", "", "/etc/passwd", "f//x", "nothing", "f/x/y"}) {
    Status status;
    INFO(path);
    CHECK(ContentOf(root, path, &status).empty());
    CHECK_FALSE(status.ok());
  }
  const Status stopped = ReadInFolder(root, "f/x", [](std::string_view) { return Status::Conflict({"停", "stop"}); });
  CHECK(stopped.code() == StatusCode::kConflict);
}

TEST_CASE("a tree that is too deep is refused") {
  const test::TempDir folder;
  std::string path = folder.path().string();
  for (int i = 0; i < 70; ++i) path += "/d";
  fs::create_directories(path);
  CHECK(ListFolder(folder.path().string()).error().code() == StatusCode::kUnsupported);
}

}  // namespace
}  // namespace juece
