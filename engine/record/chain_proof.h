// Checking a chain where the stored bytes of its events are at hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/codec.h"

namespace juece {

// What the stored bytes of an event give, where they are at hand: nothing is then encoded again.
struct StoredProof {
  std::string hash;       // ChainHash over the event's previous hash and its bytes
  bool commits = false;   // the bytes hold a commitment
};
StoredProof ProofOf(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes);
// The same check; one proof for each event.
std::vector<ChainBreak> VerifyChain(DigestAlgorithm algorithm, const std::vector<Event>& events, const std::vector<StoredProof>& proofs,
                                    const ChainHead* expected = nullptr);

}  // namespace juece
