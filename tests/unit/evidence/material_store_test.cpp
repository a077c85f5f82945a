#include "evidence/material_store.h"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "support/temp_dir.h"

namespace juece {
namespace {

using test::TempDir;
namespace fs = std::filesystem;

std::string Slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t FilesBelow(const std::string& root) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) count += entry.is_regular_file();
  return count;
}

}  // namespace

TEST_CASE("what is put in lies under its digest and comes out the same") {
  const auto algorithm = GENERATE(DigestAlgorithm::kSm3, DigestAlgorithm::kSha256);
  const TempDir folder;
  MaterialStore store(folder / "materials", algorithm);
  const std::string bytes = "征求意见公告\n" + std::string(200000, 'x');
  std::ofstream(folder / "notice.txt", std::ios::binary) << bytes;
  const auto put = store.Put(folder / "notice.txt");
  REQUIRE(put.has_value());
  CHECK(put->digest == DigestOf(algorithm, bytes));
  CHECK(put->size == static_cast<std::int64_t>(bytes.size()));
  const auto path = store.PathOf(put->digest);
  REQUIRE(path.has_value());
  CHECK(Slurp(*path) == bytes);
  CHECK(store.Verify(put->digest).ok());
  CHECK(store.Read(put->digest).value() == bytes);
  CHECK(fs::path(*path).parent_path().filename() ==
        put->digest.substr(put->digest.find(':') + 1, 2));
  CHECK((fs::status(*path).permissions() & fs::perms::owner_write) == fs::perms::none);
}

TEST_CASE("the same content is stored once, and nothing is left lying about") {
  const TempDir folder;
  MaterialStore store(folder / "materials", DigestAlgorithm::kSm3);
  const auto one = store.PutBytes("same");
  const auto two = store.PutBytes("same");
  REQUIRE(one.has_value());
  REQUIRE(two.has_value());
  CHECK(one->digest == two->digest);
  CHECK(FilesBelow(folder / "materials") == 1);
  CHECK(store.PutBytes("").value().size == 0);
  CHECK(FilesBelow(folder / "materials") == 2);
}

TEST_CASE("a changed file is found, and put right by putting the content in again") {
  const TempDir folder;
  MaterialStore store(folder / "materials", DigestAlgorithm::kSm3);
  const std::string digest = store.PutBytes("as it was").value().digest;
  const std::string path = store.PathOf(digest).value();
  fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(path, std::ios::binary) << "as somebody wanted it";
  CHECK(store.Verify(digest).code() == StatusCode::kCorrupt);
  CHECK(store.Verify(digest).message().en.find("its content was changed") != std::string::npos);
  CHECK(store.Read(digest).error().code() == StatusCode::kCorrupt);
  REQUIRE(store.PutBytes("as it was").has_value());
  CHECK(store.Verify(digest).ok());
}

TEST_CASE("what cannot be stored or found is said") {
  const TempDir folder;
  MaterialStore store(folder / "materials", DigestAlgorithm::kSm3);
  CHECK(store.Put(folder / "missing.txt").error().code() == StatusCode::kNotFound);
  CHECK(store.Put(folder.path().string()).error().code() == StatusCode::kInvalidArgument);
  const std::string unknown = "sm3:" + std::string(64, '0');
  CHECK(store.PathOf(unknown).error().code() == StatusCode::kNotFound);
  CHECK(store.Verify(unknown).code() == StatusCode::kNotFound);
  for (const std::string& bad : {std::string(""), std::string("sm3:"), std::string("md5:") + std::string(64, '0'),
                                 std::string("sm3:../../../etc/passwd"), "sm3:" + std::string(64, 'G'),
                                 "sm3:" + std::string(63, '0') + "/"}) {
    INFO(bad);
    CHECK(store.PathOf(bad).error().code() == StatusCode::kInvalidArgument);
  }
  std::ofstream(folder / "file") << "x";
  MaterialStore below(folder / "file/materials", DigestAlgorithm::kSm3);
  CHECK(below.PutBytes("x").error().code() == StatusCode::kUnavailable);
}

TEST_CASE("a full disk leaves nothing half written") {
  const TempDir folder;
  const std::string small = folder / "small";
  mkdir(small.c_str(), 0755);
  if (mount("tmpfs", small.c_str(), "tmpfs", 0, "size=200k") != 0) {
    WARN("skipped: mounting a small file system needs root");
    return;
  }
  MaterialStore store(small + "/materials", DigestAlgorithm::kSm3);
  const std::string kept = store.PutBytes(std::string(50000, 'a')).value().digest;
  const auto refused = store.PutBytes(std::string(500000, 'b'));
  CHECK(refused.error().code() == StatusCode::kUnavailable);
  CHECK(FilesBelow(small) == 1);
  CHECK(store.Verify(kept).ok());
  CHECK(umount(small.c_str()) == 0);
}

TEST_CASE("memory does not grow with the file") {
  const TempDir folder;
  MaterialStore store(folder / "materials", DigestAlgorithm::kSha256);
  constexpr std::int64_t kSize = std::int64_t{64} << 20U;
  std::ofstream(folder / "large").flush();
  fs::resize_file(folder / "large", static_cast<std::uintmax_t>(kSize));
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  const auto put = store.Put(folder / "large");
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  CHECK(put.value().size == kSize);
  CHECK(after.ru_maxrss - before.ru_maxrss < 8 * 1024);  // KiB
}

}  // namespace juece
