// Attempts as canonical bytes, specified in docs/events.md. Inside store/ only.
#pragma once

#include <string>
#include <string_view>

#include "store/event_store.h"

namespace juece {

std::string AttemptBytes(const Attempt& attempt);
Result<Attempt> AttemptFromBytes(std::string_view bytes);

// An attempt as a store keeps it.
struct StoredAttempt {
  std::string bytes;
  std::string previous_hash;
  std::string hash;
};
// Positions count the dossier's attempts from 1.
std::vector<ChainBreak> VerifyAttemptChain(DigestAlgorithm algorithm,
                                           const std::vector<StoredAttempt>& attempts);

}  // namespace juece
