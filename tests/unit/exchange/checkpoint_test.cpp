#include "exchange/checkpoint.h"

#include <catch2/catch.hpp>

#include "base/json.h"

namespace juece {
namespace {

Checkpoint Signed(const SigningKey& key, const Checkpoint* before, std::int64_t from) {
  std::vector<JournalEntry> entries{{from + 1, "events", "2024-0001", from + 4, "sm3:aa", "sm3:l1"}, {from + 2, "events", "2024-0002", 1, "sm3:bb", "sm3:l2"}};
  Checkpoint made = NextCheckpoint(DigestAlgorithm::kSm3, before, entries, "2024-03-01T09:00:00+08:00");
  REQUIRE(SignCheckpoint(made, key).ok());
  return made;
}

TEST_CASE("a checkpoint reads back as it was written, and holds together") {
  for (const SignatureScheme scheme : {SignatureScheme::kSm2, SignatureScheme::kEd25519}) {
    const auto key = SigningKey::Generate(scheme);
    REQUIRE(key);
    const Checkpoint first = Signed(*key, nullptr, 0);
    const Checkpoint second = Signed(*key, &first, 2);
    CHECK(second.statement.previous == StatementDigest(first.statement));
    CHECK(second.statement.from == 2);
    CHECK(first.leaves.size() == 2);
    const auto read = CheckpointFromLine(ToLine(second));
    REQUIRE(read);
    CHECK(ToLine(*read) == ToLine(second));
    CHECK(CheckSelf(*read).empty());
  }
}

// Bits of base64 that no reader looks at: whether a flip meets one depends on the key, so several are tried.
TEST_CASE("no byte of a checkpoint's key can be changed, whatever the key") {
  for (int i = 0; i < 40; ++i) {
    const Checkpoint good = Signed(*SigningKey::Generate(i % 4 == 0 ? SignatureScheme::kSm2 : SignatureScheme::kEd25519), nullptr, 0);
    REQUIRE(CheckSelf(good).empty());
    for (std::size_t at = 0; at < good.public_key.size(); ++at) {
      for (const char bit : {1, 2, 4}) {
        Checkpoint other = good;
        other.public_key[at] = static_cast<char>(other.public_key[at] ^ bit);
        INFO(at << " " << good.public_key);
        CHECK(CheckSelf(other) == "key");
      }
    }
  }
}

TEST_CASE("no byte of a checkpoint can be changed") {
  const Checkpoint good = Signed(*SigningKey::Generate(SignatureScheme::kEd25519), nullptr, 0);
  const std::string line = ToLine(good);
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string changed = line;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto read = CheckpointFromLine(changed);
    INFO(at << " " << line.substr(at, 20));
    CHECK((!read || !CheckSelf(*read).empty()));
  }
  Checkpoint other = good;
  other.leaves.pop_back();
  CHECK(CheckSelf(other) == "heads");
  other = good;
  other.public_key = SigningKey::Generate(SignatureScheme::kEd25519)->public_key().pem();
  CHECK(CheckSelf(other) == "key");
  other = good;
  other.statement.sequence = 3;
  CHECK(CheckSelf(other) == "signature");
}

}  // namespace
}  // namespace juece
