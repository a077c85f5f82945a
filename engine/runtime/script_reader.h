// A dossier script as read: every mistake of form with its JSON pointer, before anything is opened. Internal to runtime.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "runtime/engine.h"
#include "runtime/redaction.h"

namespace juece {

struct ScriptExpectation {
  std::string code;  // "" where the entry expects nothing
  std::optional<std::string> article;
};

struct ScriptEntry {
  Command command;                   // without the dossier's id
  bool tick = false;                 // only lets time pass
  bool recorded_given = false;       // the entry says when it was recorded
  std::int64_t corrects_entry = -1;  // "correct" may name an entry of the script instead of a position
  std::optional<PersonalSelection> redacts;  // "redact": what is meant is looked up when it is run
  std::int64_t redacts_entry = -1;           // and may name an entry of the script
  ScriptExpectation expect;
  std::string what;  // for progress: the step and action, or the verb
};

struct ReadScript {
  Engine::OpenRequest open;
  ScriptExpectation expect_open;
  std::vector<ScriptEntry> entries;
};

struct ScriptContext {
  std::string base_directory;
  DigestAlgorithm algorithm = DigestAlgorithm::kSm3;
  std::string evidence_directory;
};

// Files named in the script must be there; their digests are taken here.
Result<ReadScript> ReadScriptData(const Data& script, const ScriptContext& context);

}  // namespace juece
