// Checkpoints: signed statements of how far the journal of a store had come, to be kept where the store's keeper cannot reach. One a line
// of a file; specified in docs/events.md. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "digest/signature.h"
#include "record/journal.h"

namespace juece {

// Keys and authorities that somebody trusts.
struct TrustedKeys {
  std::vector<std::string> ids;  // PublicKey::id; empty: nobody said whom to trust
  std::string anchors;           // PEM certificates of time stamp authorities
};

// What is signed, as canonical JSON.
struct CheckpointStatement {
  std::string algorithm;      // of the store: "sm3" | "sha256"
  std::string at;             // when, as the signer's clock had it
  std::int64_t sequence = 0;  // the journal's last entry
  std::string link;           // its link
  std::int64_t from = 0;      // the sequence of the checkpoint before; 0 for the first
  std::string previous;       // digest of that checkpoint's statement, "" for the first
  std::string heads;          // digest over `leaves`, each ended by a newline
};

struct Checkpoint {
  CheckpointStatement statement;
  // For each log of a dossier with entries in (from, sequence]: the digest of where it ended. Sorted. Digests, so that the archive package
  // of one dossier can carry the line without telling of the others.
  std::vector<std::string> leaves;
  std::string scheme;
  std::string key;         // PublicKey::id
  std::string public_key;  // PEM
  std::string signature;   // hex over the statement's bytes
  std::string time_stamp;  // RFC 3161 token over the statement's bytes (SHA-256), hex of its DER; "" where there is none
};

std::string StatementBytes(const CheckpointStatement& statement);
std::string StatementDigest(const CheckpointStatement& statement);
std::string LeafOf(DigestAlgorithm algorithm, std::string_view log, std::string_view dossier, std::int64_t position, std::string_view hash);
std::string HeadsOf(DigestAlgorithm algorithm, const std::vector<std::string>& leaves);

std::string ToLine(const Checkpoint& checkpoint);
Result<Checkpoint> CheckpointFromLine(std::string_view line);  // kCorrupt where it is no canonical line

// The statement that comes after `before` (nullptr: the first): `entries` are those of the journal since then, not empty. Unsigned.
Checkpoint NextCheckpoint(DigestAlgorithm algorithm, const Checkpoint* before, const std::vector<JournalEntry>& entries, std::string at);
Status SignCheckpoint(Checkpoint& checkpoint, const SigningKey& key);

// Whether the line holds together and its signature is that of its own key: a reason, "" where all is well.
// "heads" | "key" | "signature"
std::string CheckSelf(const Checkpoint& checkpoint);

}  // namespace juece
