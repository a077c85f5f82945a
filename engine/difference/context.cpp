#include "difference/context.h"

#include <algorithm>

namespace juece {
namespace {

// Without errors of form and with known step types: only then has a definition runs.
std::unique_ptr<Runs> RunsOf(const VersionInput& version, const StepCatalog& catalog) {
  if (!version.report->runs_examined) return nullptr;
  return std::make_unique<Runs>(*version.definition, catalog);
}

}  // namespace

CompareContext::CompareContext(const DifferenceInput& input, std::vector<Difference>& out)
    : input_(input),
      out_(out),
      match_(*input.before.definition, *input.after.definition),
      before_runs_(RunsOf(input.before, *input.catalog)),
      after_runs_(RunsOf(input.after, *input.catalog)),
      before_{input.before.definition, input.before.report, before_runs_.get()},
      after_{input.after.definition, input.after.report, after_runs_.get()} {}

Difference& CompareContext::Add(std::string_view code, Bearing bearing, int gravity, Text message) {
  Difference difference;
  difference.code = code;
  difference.bearing = bearing;
  difference.gravity = gravity;
  difference.message = std::move(message);
  out_.push_back(std::move(difference));
  return out_.back();
}

Text CompareContext::DocumentName(const std::string& kind) const {
  return input_.documents == nullptr ? Text{kind, kind} : input_.documents->NameOf(kind);
}

std::array<Direction, 2> BothDirections(const CompareContext& context) {
  return {Direction{context.before(), context.after(), true}, Direction{context.after(), context.before(), false}};
}

}  // namespace juece
