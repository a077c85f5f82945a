// The journal: one chain over everything that is appended to a store, whatever dossier it belongs to. It shows what the chain of one
// dossier cannot: that its end was cut off, or that it is gone altogether. Specified in docs/events.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "digest/digest.h"

namespace juece {

// After each append: where that dossier's history (or its attempts) then ended.
struct JournalEntry {
  std::int64_t sequence = 0;  // from 1, without gaps
  std::string log;            // "events" | "attempts"
  std::string dossier;
  std::int64_t position = 0;
  std::string hash;  // of that position in the dossier's own chain
  std::string link;  // algorithm:hex over the link before, a newline, and the entry's canonical bytes
};

std::string JournalLink(DigestAlgorithm algorithm, std::string_view previous_link, const JournalEntry& entry);

// A dossier's own chain as it stands: hash by position, from 1.
struct ChainHashes {
  std::string log;
  std::string dossier;
  std::vector<std::pair<std::int64_t, std::string>> hashes;  // in the order of the store
};

struct JournalBreak {
  std::string log;      // "events" | "attempts" | "journal"
  std::string dossier;  // "" for the journal itself
  std::int64_t position = 0;  // in the log; in the journal its sequence
  std::string reason;   // as ChainBreak
};

// The journal's own chain: "changed", "removed" (the first of a gap).
std::vector<JournalBreak> VerifyJournal(DigestAlgorithm algorithm, const std::vector<JournalEntry>& entries);
// The chains against the journal: "changed", "truncated" (the first that is missing at the end), "inserted" (behind what the journal
// knows). A dossier that the journal names and that is not among the chains is truncated from its first event.
std::vector<JournalBreak> CompareWithJournal(const std::vector<JournalEntry>& entries, const std::vector<ChainHashes>& chains);

}  // namespace juece
