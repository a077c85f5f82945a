#include <algorithm>
#include <array>

#include "record/stored_event.h"

namespace juece {
namespace {

std::string HexToBytes(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

// A context of its own for every thread: making one costs more than digesting an event.
Digester& DigesterFor(DigestAlgorithm algorithm) {
  thread_local Digester sha256(DigestAlgorithm::kSha256);
  thread_local Digester sm3(DigestAlgorithm::kSm3);
  switch (algorithm) {
    case DigestAlgorithm::kSha256: return sha256;
    case DigestAlgorithm::kSm3: break;
  }
  return sm3;
}

Digester& Chained(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes) {
  Digester& digester = DigesterFor(algorithm);
  std::array<char, 128> line;
  if (previous_hash.size() < line.size()) {  // at once: each update costs as much as digesting some bytes
    *std::copy(previous_hash.begin(), previous_hash.end(), line.begin()) = '\n';
    digester.Update({line.data(), previous_hash.size() + 1});
  } else {
    digester.Update(previous_hash);
    digester.Update("\n");
  }
  digester.Update(canonical_bytes);
  return digester;
}

}  // namespace

std::string CommitmentOf(DigestAlgorithm algorithm, std::string_view salt_hex,
                         std::string_view canonical_value) {
  Digester& digester = DigesterFor(algorithm);
  digester.Update(HexToBytes(salt_hex));
  digester.Update(canonical_value);
  return digester.Finish();
}

std::string ChainHash(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes) {
  return Chained(algorithm, previous_hash, canonical_bytes).Finish();
}

bool HashHolds(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes, std::string_view hash) {
  return Chained(algorithm, previous_hash, canonical_bytes).FinishesAs(hash);
}

std::vector<ChainBreak> VerifyChain(DigestAlgorithm algorithm, const std::vector<Event>& events, const ChainHead* expected) {
  ChainCheck check(algorithm);
  for (const Event& event : events) {
    const std::string bytes = CanonicalBytes(event);
    check.Add(event, {HashHolds(algorithm, event.previous_hash, bytes, event.hash), bytes.find(kCommitmentInBytes) != std::string::npos});
  }
  return check.Finish(expected);
}

}  // namespace juece
