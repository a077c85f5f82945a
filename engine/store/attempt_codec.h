// Attempts as canonical bytes, specified in docs/events.md. Inside store/ only.
#pragma once

#include <string>
#include <string_view>

#include "store/event_store.h"

namespace juece {

std::string AttemptBytes(const Attempt& attempt);
Result<Attempt> AttemptFromBytes(std::string_view bytes);

// Positions count the dossier's attempts from 1.
std::vector<ChainBreak> VerifyAttemptChain(DigestAlgorithm algorithm,
                                           const std::vector<StoredAttempt>& attempts);

}  // namespace juece
