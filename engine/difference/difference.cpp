#include "difference/difference.h"

#include <fmt/format.h>

#include <algorithm>

#include "difference/context.h"

namespace juece {

std::string_view ToString(Bearing bearing) {
  switch (bearing) {
    case Bearing::kLooser: return "looser";
    case Bearing::kUnclear: return "unclear";
    case Bearing::kStricter: return "stricter";
    case Bearing::kNeutral: return "neutral";
  }
  return "";
}

int VersionDifference::Count(Bearing bearing) const {
  return static_cast<int>(std::count_if(differences.begin(), differences.end(), [&](const Difference& d) { return d.bearing == bearing; }));
}

namespace {

VersionSide SideOf(const VersionInput& input) {
  VersionSide side{input.definition->id, input.definition->version, input.definition->title, input.definition->file, input.definition->digest};
  side.ok = input.report->ok;
  side.errors = static_cast<int>(std::count_if(input.report->findings.begin(), input.report->findings.end(),
                                               [](const Finding& finding) { return finding.severity == Severity::kError; }));
  return side;
}

void SayWhoseRunsAreUnknown(CompareContext& context) {
  if (context.has_runs()) return;
  const bool before = context.before().runs == nullptr;
  context.Add("runs-not-compared", Bearing::kUnclear, kGravityRuns,
              {fmt::format("{}有形式错误或不认识的环节类型,没有可比较的走法:能否绕过环节、以什么结果通过,未作比较", before ? "旧版" : "新版"),
               fmt::format("The {} version has errors of form or unknown step types, so it has no runs: whether steps can be avoided and which "
                           "outcomes pass was not compared",
                           before ? "old" : "new")});
}

}  // namespace

VersionDifference CompareVersions(const DifferenceInput& input) {
  VersionDifference out;
  out.before = SideOf(input.before);
  out.after = SideOf(input.after);
  CompareContext context(input, out.differences);
  SayWhoseRunsAreUnknown(context);
  CompareMilestones(context);
  CompareSteps(context);
  CompareApplicability(context);
  CompareOrders(context);
  CompareOutcomes(context);
  CompareExits(context);
  ComparePeriods(context);
  CompareActors(context);
  CompareMaterials(context);
  CompareConfigurations(context);
  CompareDeclarations(context);
  CompareKind(context);
  CompareArticles(context);
  CompareNames(context);
  std::stable_sort(out.differences.begin(), out.differences.end(), [](const Difference& a, const Difference& b) {
    return a.bearing != b.bearing ? a.bearing < b.bearing : a.gravity < b.gravity;
  });
  return out;
}

}  // namespace juece
