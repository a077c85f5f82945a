#include "record/journal.h"

#include <map>
#include <optional>
#include <utility>

#include "base/json.h"
#include "record/codec.h"

namespace juece {
namespace {

// Canonical JSON, written directly: every append waits for it.
std::string BytesOf(const JournalEntry& entry) {
  std::string out;
  out.reserve(160 + entry.dossier.size());
  out += "{\"dossier\":";
  AppendJsonText(out, entry.dossier);
  out += ",\"hash\":";
  AppendJsonText(out, entry.hash);
  out += ",\"log\":";
  AppendJsonText(out, entry.log);
  out += ",\"position\":" + std::to_string(entry.position) + ",\"sequence\":" + std::to_string(entry.sequence) + "}";
  return out;
}

// One log of one dossier against what the journal says of it.
void Compare(const std::vector<const JournalEntry*>& entries, const ChainHashes& chain, std::vector<JournalBreak>& breaks) {
  std::map<std::int64_t, std::string> hashes(chain.hashes.begin(), chain.hashes.end());
  const std::int64_t last = hashes.empty() ? 0 : hashes.rbegin()->first;
  std::int64_t known = 0;
  for (const JournalEntry* entry : entries) {
    known = std::max(known, entry->position);
    const auto found = hashes.find(entry->position);
    if (found == hashes.end()) {
      if (entry->position <= last) continue;  // a gap: the chain itself says so
      breaks.push_back({chain.log, chain.dossier, last + 1, "truncated"});
      return;
    }
    if (found->second != entry->hash) {
      breaks.push_back({chain.log, chain.dossier, entry->position, "changed"});
      return;
    }
  }
  if (last > known) breaks.push_back({chain.log, chain.dossier, known + 1, "inserted"});
}

}  // namespace

std::string JournalLink(DigestAlgorithm algorithm, std::string_view previous_link, const JournalEntry& entry) {
  return ChainHash(algorithm, previous_link, BytesOf(entry));
}

std::vector<JournalBreak> VerifyJournal(DigestAlgorithm algorithm, const std::vector<JournalEntry>& entries) {
  std::vector<JournalBreak> breaks;
  std::string previous;
  std::int64_t sequence = 0;
  for (const JournalEntry& entry : entries) {
    ++sequence;
    if (entry.sequence != sequence) {
      breaks.push_back({"journal", "", sequence, "removed"});
    } else if (JournalLink(algorithm, previous, entry) != entry.link) {
      breaks.push_back({"journal", "", entry.sequence, "changed"});
    }
    sequence = entry.sequence;
    previous = entry.link;
  }
  return breaks;
}

std::vector<JournalBreak> CompareWithJournal(const std::vector<JournalEntry>& entries, const std::vector<ChainHashes>& chains) {
  std::map<std::pair<std::string, std::string>, std::vector<const JournalEntry*>> named;
  for (const JournalEntry& entry : entries) named[{entry.dossier, entry.log}].push_back(&entry);
  std::vector<JournalBreak> breaks;
  for (const ChainHashes& chain : chains) {
    const auto found = named.extract({chain.dossier, chain.log});
    Compare(found.empty() ? std::vector<const JournalEntry*>() : found.mapped(), chain, breaks);
  }
  for (const auto& [place, left] : named) Compare(left, {place.second, place.first, {}}, breaks);
  return breaks;
}

}  // namespace juece
