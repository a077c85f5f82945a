#include "digest/digest.h"

#include <rapidcheck/catch.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace juece {
namespace {

constexpr auto kSha256 = DigestAlgorithm::kSha256;
constexpr auto kSm3 = DigestAlgorithm::kSm3;

// A file that is gone when the test ends.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes)
      : path_((std::filesystem::temp_directory_path() /
               ("juece-digest-" + std::to_string(::getpid())))
                  .string()) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST_CASE("the published examples of both algorithms", "[digest]") {
  CHECK(DigestOf(kSha256, "") ==
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(DigestOf(kSha256, "abc") ==
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(DigestOf(kSm3, "abc") ==
        "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string sixty_four;
  for (int i = 0; i < 16; ++i) sixty_four += "abcd";
  CHECK(DigestOf(kSm3, sixty_four) ==
        "sm3:debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("a digest is told from everything that it is not, and the digester is ready for the next", "[digest]") {
  for (const DigestAlgorithm algorithm : {kSha256, kSm3}) {
    const std::string abc = DigestOf(algorithm, "abc");
    std::string upper = abc;
    upper.back() = 'F';
    Digester digester(algorithm);
    for (const std::string& expected : {abc, std::string(), abc + "0", abc.substr(0, abc.size() - 1), upper, DigestOf(algorithm, "abd"),
                                        DigestOf(algorithm == kSm3 ? kSha256 : kSm3, "abc"), abc.substr(abc.find(':') + 1)}) {
      INFO(expected);
      digester.Update("abc");
      CHECK(digester.FinishesAs(expected) == (expected == abc));
    }
    digester.Update("abc");
    CHECK(digester.Finish() == abc);
  }
}

TEST_CASE("algorithms have names", "[digest]") {
  CHECK(*ParseDigestAlgorithm("sm3") == kSm3);
  CHECK(*ParseDigestAlgorithm(ToString(kSha256)) == kSha256);
  const auto unknown = ParseDigestAlgorithm("MD5");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().message().en ==
        "expected the digest algorithm sha256 or sm3, but found \"MD5\"");
}

TEST_CASE("pieces and files digest as the whole does", "[digest]") {
  rc::prop("any split, any number of times", [](const std::vector<std::string>& pieces) {
    for (const DigestAlgorithm algorithm : {kSha256, kSm3}) {
      Digester digester(algorithm);
      for (int round = 0; round < 2; ++round) {
        std::string whole;
        for (const std::string& piece : pieces) {
          digester.Update(piece);
          whole += piece;
        }
        RC_ASSERT(digester.Finish() == DigestOf(algorithm, whole));
      }
    }
  });
  std::string large;
  for (int i = 0; i < 300'000; ++i) large.push_back(static_cast<char>(i * 7));
  const TemporaryFile file(large);
  CHECK(*DigestOfFile(kSm3, file.path()) == DigestOf(kSm3, large));
  CHECK(*DigestOfFile(kSha256, file.path()) == DigestOf(kSha256, large));
}

TEST_CASE("a file that cannot be read has no digest", "[digest]") {
  CHECK(DigestOfFile(kSha256, "/nonexistent/file").error().code() == StatusCode::kNotFound);
  CHECK_FALSE(DigestOfFile(kSha256, std::filesystem::temp_directory_path().string()).has_value());
}

TEST_CASE("threads do not disturb each other", "[digest]") {
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& one : found) {
    threads.emplace_back([&one] {
      for (int i = 0; i < 1000; ++i) one = DigestOf(i % 2 == 0 ? kSha256 : kSm3, "abc");
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : found) CHECK(one == DigestOf(kSm3, "abc"));
}

}  // namespace
}  // namespace juece
