// A recorded dossier turned into a script: what people did, in order, with the documents that it is pinned to beside it, so that `juece run`
// or `juece plugin test` does it again and gets the same events. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "base/text.h"
#include "record/event.h"
#include "runtime/matter_review.h"

namespace juece {

struct ScriptFile {
  std::string name;  // beside the script
  std::string bytes;
};

struct WrittenScript {
  Data script;
  std::vector<ScriptFile> files;  // the definition, local rules, the office: as the dossier is pinned to them
  std::vector<Text> notes;        // what cannot be done again: incidents, values that were redacted
};

// `stem` begins the names of the files. What the engine did by itself follows again from what people did, and from the moments at which
// time was let pass. Refused attempts are no events and not part of it. InvalidArgument where the history is empty or that of a dossier
// which another one opened; NotFound where a pinned document is gone.
Result<WrittenScript> ScriptOf(const std::vector<Event>& events, const FindDocument& find, const std::string& stem);

}  // namespace juece
