// Events to data, to canonical bytes and back; the hash chain. Specified in docs/events.md, with test vectors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "digest/digest.h"
#include "record/event.h"

namespace juece {

// The event as data: {"v":1,"type":…,"dossier":…,"position":…,"occurred_at":…,"recorded_at":…,"actor":{…},"late":…,"body":{…}},
// with "v":2 and "plugin":{…} where it rests on the answer of one.
// Personal values stand in clear (for projections and review); see CanonicalBytes for what is hashed.
Data ToData(const Event& event);
Data BodyToData(const EventBody& body);
Result<Event> EventFromData(const Data& data);

// What is hashed and stored: canonical JSON with each personal value replaced by {"commitment":"…"}.
std::string CanonicalBytes(const Event& event);
// Reads stored bytes; the personal values (from their own table) are put back where they still exist.
Result<Event> EventFromCanonical(std::string_view bytes, std::vector<PersonalValue> personal);

// commitment = algorithm:hex over salt bytes and the value's canonical JSON.
std::string CommitmentOf(DigestAlgorithm algorithm, std::string_view salt_hex, std::string_view canonical_value);
// hash = algorithm:hex over previous hash text, a newline, and the canonical bytes.
std::string ChainHash(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes);

// Personal values are looked for in the data of the body only, none inside another; one whose pointer leads nowhere would be
// stored in clear, so a store refuses the event (kInternal).
Status CheckPersonal(const Event& event);

struct ChainBreak {
  std::int64_t position = 0;
  std::string reason;  // "changed" "removed" "inserted" "reordered" "truncated" "commitment"
};
// The last event as somebody else knows it (a checkpoint, a receipt): what a list by itself cannot show is that it was cut off.
struct ChainHead {
  std::int64_t position = 0;
  std::string hash;
};
// Recomputes one dossier's chain from its events as stored, in the order in which the store gave them.
std::vector<ChainBreak> VerifyChain(DigestAlgorithm algorithm, const std::vector<Event>& events,
                                    const ChainHead* expected = nullptr);

}  // namespace juece
