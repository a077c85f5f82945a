// Local rules tried on cases: each script and record of a folder is judged without them and with them. No case may come out milder
// (docs/overlay-format.md: the order of the verdicts), and a clause that no case fires has not been tried.
#pragma once

#include <string>
#include <vector>

#include "proof/verify.h"
#include "runtime/installation.h"

namespace juece {

struct MilderCase {
  std::string file;
  std::string what;  // "/entries/3", or the id of a rule
  Text message;
};

struct UnfiredClause {
  std::string overlay;
  const OverlayClause* clause = nullptr;  // of the report that was handed in
};

struct SkippedCase {
  std::string file;
  Text why;
};

struct OverlayCases {
  int scripts = 0;
  int records = 0;
  std::vector<MilderCase> milder;
  std::vector<UnfiredClause> unfired;  // neutral clauses aside: they change nothing
  std::vector<SkippedCase> skipped;    // neither a script nor a record of this procedure, or it cannot run at all
};

// `report`: of the same procedure with the same overlays, without an error. Every *.json under `folder`, in the order of paths. A clause
// is fired by a refusal that it grounds, by a local rule of one of its articles that holds or is broken, and, where it inserts nodes,
// by one being entered. NotFound where the folder is none; otherwise a file that cannot be used is skipped, with the reason.
Result<OverlayCases> TryOverlayCases(const std::shared_ptr<const Installation>& installation, const std::string& procedure,
                                     const std::vector<std::string>& overlays, const VerifyReport& report, const std::string& folder);

}  // namespace juece
