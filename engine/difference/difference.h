// What changes in law when one version of a definition takes the place of another: not which elements differ, but what may now
// happen that could not, what is owed that was not, and who may do it. docs/version-difference.md says what each code means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "calendar/work_calendar.h"
#include "catalog/document_catalog.h"
#include "catalog/step_type.h"
#include "definition/definition.h"
#include "law/statute.h"
#include "proof/verify.h"

namespace juece {

// kUnclear: something that binds has changed, and neither version can be shown to ask at least as much as the other.
enum class Bearing { kLooser, kUnclear, kStricter, kNeutral };
std::string_view ToString(Bearing bearing);

struct Difference {
  std::string code;  // kebab-case
  Bearing bearing = Bearing::kNeutral;
  int gravity = 0;  // within a bearing, the gravest first: the smaller the graver
  Text message;     // a whole sentence, about the new version
  std::string step;     // id in the new version; in the old one where the new one has none
  std::string article;  // legal basis, "" where none is known
  Text when;                         // under which facts the run below exists; empty: no run
  Text run;                          // a run that one version allows and the other does not
  std::vector<std::string> witness;  // its step ids
  bool run_is_old = false;           // the run is one of the old version (what is no longer possible)
};

struct VersionSide {
  std::string id;
  std::string version;
  Text title;
  std::string file;
  std::string digest;
  bool ok = false;    // it was proved
  int errors = 0;     // error findings
};

struct VersionDifference {
  VersionSide before;
  VersionSide after;
  std::vector<Difference> differences;  // looser, unclear, stricter, neutral; the gravest of each first
  [[nodiscard]] int Count(Bearing bearing) const;
};

// One version with what verify said of it. Borrowed for the call; either may have failed its proofs.
struct VersionInput {
  const Definition* definition = nullptr;  // never null
  const VerifyReport* report = nullptr;    // never null
};

struct DifferenceInput {
  VersionInput before;
  VersionInput after;
  const StepCatalog* catalog = nullptr;        // never null
  const DocumentCatalog* documents = nullptr;  // titles of document kinds; may be null
  const WorkCalendar* calendar = nullptr;      // for working days against calendar days; may be null
  const StatuteBook* statutes = nullptr;       // which clauses bind which kind of procedure; may be null
};

// Pure. Where the runs of a version cannot be examined (errors of form, unknown step types) only what the definitions say is compared,
// and a difference says so.
VersionDifference CompareVersions(const DifferenceInput& input);

Data ToData(const VersionDifference& difference, Language language);
// For people: what became looser first, each with its run; ends with a summary.
std::string ToText(const VersionDifference& difference, Language language);

}  // namespace juece
