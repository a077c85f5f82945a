// LOAD: bytes to a verified Procedure. Reads, checks, proves; a definition with an error finding is never run.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "process/procedure.h"
#include "proof/verify.h"
#include "runtime/installation.h"

namespace juece {

class XmlDocument;

// One document as read. A dossier is pinned to its exact bytes.
struct ProcedureDocument {
  std::string digest;  // sha256 of the bytes
  std::string name;    // the file
  std::string bytes;
};

struct LoadedProcedure {
  std::shared_ptr<const Definition> definition;  // with the local rules merged; also where it must not be run
  VerifyReport report;                           // findings of the reader, the merge, the checks and the proofs
  std::shared_ptr<const Procedure> procedure;    // nullptr where any finding is an error
  ProcedureDocument base;                        // the definition's own document
  std::vector<ProcedureDocument> overlays;       // those of the local rules, in the order of report.overlays
  // With local rules: the text that names all of these documents by digest (ReadProcedureManifest); its digest is the procedure's.
  // Without: "", and the procedure's digest is the definition's.
  std::string manifest;
};

// `as_of`: verified under the law in force on that day; unset: under the newest version of each clause.
// `id_or_file`: a path to an XML file, or the id of a definition under workflows/ ("cn.major-decision"). `overlays`: likewise, ids of
// local rules under workflows/overlays; their order means nothing.
LoadedProcedure LoadProcedure(const Installation& installation, const std::string& id_or_file,
                              const std::vector<std::string>& overlays, std::optional<Date> as_of = {});
// From bytes that a dossier is pinned to; digests are computed anew.
LoadedProcedure LoadProcedureDocuments(const Installation& installation, ProcedureDocument base, std::vector<ProcedureDocument> overlays,
                                       std::optional<Date> as_of = {});

// What the checks say of a definition that has been parsed (and perhaps edited since), with these local rules.
VerifyReport VerifyDocument(const Installation& installation, const XmlDocument& base, const std::vector<ProcedureDocument>& overlays);

// The digests that a manifest names; the definition's first. Corrupt where it is none.
Result<std::vector<std::string>> ReadProcedureManifest(std::string_view manifest);

// A file under `folder` or in it whose root is <element id="id">; "" where there is none.
std::string FindDocumentById(const std::string& folder, std::string_view element, const std::string& id);

}  // namespace juece
