// LOAD: bytes to a verified Procedure. Reads, checks, proves; a definition with an error finding is never run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "process/procedure.h"
#include "proof/verify.h"
#include "runtime/installation.h"

namespace juece {

struct LoadedProcedure {
  std::shared_ptr<const Definition> definition;  // also where it must not be run
  VerifyReport report;                           // findings of the reader, the checks and the proofs
  std::shared_ptr<const Procedure> procedure;    // nullptr where any finding is an error
  std::string bytes;                             // as read, for pinning
};

// `id_or_file`: a path to an XML file, or the id of a definition under workflows/ ("cn.major-decision").
LoadedProcedure LoadProcedure(const Installation& installation, const std::string& id_or_file,
                              const std::vector<std::string>& overlays);
// From bytes that a dossier is pinned to.
LoadedProcedure LoadProcedureBytes(const Installation& installation, std::string bytes, std::string name);

}  // namespace juece
