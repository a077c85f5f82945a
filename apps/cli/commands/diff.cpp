// juece diff: what changes in law when one version takes the place of another.
#include "commands/commands.h"
#include "difference/difference.h"
#include "runtime/procedure_loader.h"

namespace juece::cli {

int Run(Session& session, const DiffArguments& arguments) {
  const auto installation = session.installation();
  if (!installation) return kImpossible;
  const std::string& newer = arguments.after.empty() ? arguments.before : arguments.after;
  const LoadedProcedure before = LoadProcedure(*installation, arguments.before, arguments.before_overlays);
  const LoadedProcedure after = LoadProcedure(*installation, newer, arguments.after_overlays);
  for (const LoadedProcedure* loaded : {&before, &after}) {
    if (!loaded->definition) session.PrintFindings(loaded->report.findings, true);
  }
  if (!before.definition || !after.definition) return kImpossible;
  const auto documents = installation->documents();
  const VersionDifference difference = CompareVersions({{before.definition.get(), &before.report},
                                                        {after.definition.get(), &after.report},
                                                        installation->catalog().get(),
                                                        documents.get(),
                                                        installation->calendar().get(),
                                                        installation->statutes().get()});
  if (session.json()) {
    session.Print(ToData(difference, session.language()));
  } else {
    session.Print(ToText(difference, session.language()));
  }
  return difference.Count(Bearing::kLooser) + difference.Count(Bearing::kUnclear) > 0 ? kWrong : kDone;
}

}  // namespace juece::cli
