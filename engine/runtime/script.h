// `juece run`: a dossier script, what an office does in order, under a virtual clock.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/data.h"
#include "runtime/engine.h"

namespace juece {

struct ScriptOptions {
  bool system_clock = false;    // recorded_at is now
  std::function<Instant()> now;  // what "now" is then; default: the machine's clock
  std::string base_directory;   // of the materials' files
  std::function<void(std::size_t done, std::size_t total, const std::string& what)> progress;
  std::string evidence_directory;  // where material files are kept by content; "" = digests only
};

struct ScriptRejection {
  std::int64_t entry = 0;  // -1: the opening itself
  Rejection rejection;
  bool expected = false;  // the entry said so, with this code and article
};

struct ScriptResult {
  std::string dossier;
  std::string state;
  std::size_t accepted = 0;
  std::vector<ScriptRejection> rejections;
  std::vector<std::string> unmet;  // expectations that did not come true
  std::shared_ptr<const Dossier> state_after;
};

// InvalidArgument where the script itself is malformed (all problems, with JSON pointers); nothing has been opened then.
Result<ScriptResult> RunScript(Engine& engine, const Data& script, const ScriptOptions& options);

}  // namespace juece
