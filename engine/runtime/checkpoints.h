// The signed checkpoints of a store: when one is due, where it is written, and what they show. The files beside a store:
// <store>.checkpoints.jsonl (the checkpoints, one a line) and <store>.checkpoints.json (who signs, when, and where copies go).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "exchange/checkpoint.h"
#include "store/event_store.h"

namespace juece {

struct CheckpointSettings {
  std::string key;                  // file of the private key
  std::vector<std::string> copies;  // files outside, each given every new line
  std::int64_t every = 0;           // after so many entries of the journal; 0: not by number
  bool at_closing = false;          // whenever a dossier is closed, terminated or withdrawn
  std::string time_stamp_command;   // run by the shell with the request in $JUECE_TS_REQUEST; writes the answer to $JUECE_TS_RESPONSE
};

std::string CheckpointFile(const std::string& store_path);
std::string CheckpointSettingsFile(const std::string& store_path);
Result<std::optional<CheckpointSettings>> ReadCheckpointSettings(const std::string& store_path);
Status WriteCheckpointSettings(const std::string& store_path, const CheckpointSettings& settings);

// Empty where the file is not there; kCorrupt names the line.
Result<std::vector<Checkpoint>> ReadCheckpoints(const std::string& file);

// Whether the settings ask for one now.
Result<bool> IsCheckpointDue(EventStore& store, const std::string& store_path, const CheckpointSettings& settings);
// Signs, stamps, and writes one; nullopt where nothing was appended since the last. A time stamp that cannot be had is `warning`, and
// the checkpoint is written without.
Result<std::optional<Checkpoint>> MakeCheckpoint(EventStore& store, const std::string& store_path, const CheckpointSettings& settings, Instant at, Text& warning);

// From PEM files with PUBLIC KEY and CERTIFICATE blocks.
Result<TrustedKeys> ReadTrustedKeys(const std::vector<std::string>& files);

// The checkpoints against the journal. log "checkpoint", position: the journal's sequence that it speaks of; reasons: "signature",
// "untrusted", "removed" (one before it), "truncated", "changed", "time-stamp". A dossier whose end is not what was signed is named itself:
// log "events" or "attempts", reason "changed".
std::vector<JournalBreak> AuditCheckpoints(DigestAlgorithm algorithm, const std::vector<JournalEntry>& journal, const std::vector<Checkpoint>& checkpoints,
                                           const TrustedKeys& trusted);

}  // namespace juece
