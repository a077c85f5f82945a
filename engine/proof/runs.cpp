#include "proof/runs.h"

#include <algorithm>

#include "proof/checks.h"
#include "proof/explorer.h"

namespace juece {

struct Runs::Impl {
  Model model;
  Model narrowed;  // the same; its rows are taken away as a question says
  const StepCatalog& catalog;
};

namespace {

VisitMark MarkOf(VisitEffect effect) {
  switch (effect) {
    case VisitEffect::kNone: return VisitMark::kNeutral;
    case VisitEffect::kSettles: return VisitMark::kOpens;
    case VisitEffect::kUnsettles: return VisitMark::kCloses;
  }
  return VisitMark::kNeutral;
}

// Calls `at` for each edge with its step.
template <typename At>
void ForEachEdge(const Model& model, const At& at) {
  for (const ModelStep& step : model.steps) {
    const ModelNode& node = model.NodeOf(step);
    for (int e = node.first_edge; e < node.first_edge + node.edge_count; ++e) at(step, static_cast<std::size_t>(e));
  }
}

Property PropertyOf(const Model& model, const RunQuestion& question) {
  Property property = NeutralProperty(model);
  property.closed_at_start = question.unsettled_at_start;
  property.only_from_start = question.unsettled_at_start;
  if (!question.effect) return property;
  ForEachEdge(model, [&](const ModelStep& step, std::size_t e) {
    const ModelEdge& edge = model.edges[e];
    const VisitMark mark = MarkOf(question.effect(*step.node, step.outcomes()[static_cast<std::size_t>(edge.outcome)], edge.row));
    if (mark != VisitMark::kNeutral) property.by_edge[static_cast<int>(e)] = mark;
    if (mark == VisitMark::kCloses) property.only_from_start = false;
  });
  return property;
}

// A row that may not be taken leads nowhere, and its visit, which settles everything, reaches no milestone.
void Narrow(const Model& whole, const RunQuestion& question, Model& narrowed, Property& property) {
  ForEachEdge(whole, [&](const ModelStep& step, std::size_t e) {
    const ModelEdge& edge = whole.edges[e];
    const std::string& outcome = step.outcomes()[static_cast<std::size_t>(edge.outcome)];
    const bool taken = !question.allows || edge.row == nullptr || question.allows(*step.node, outcome, *edge.row);
    narrowed.edges[e].target = taken ? edge.target : -1;
    if (!taken) property.by_edge[static_cast<int>(e)] = VisitMark::kOpens;
  });
  ModelRegion& root = narrowed.regions.back();
  root.start = whole.regions.back().start;
  for (std::size_t n = 0; n < root.nodes.size() && !question.start.empty(); ++n) {
    if (IdOf(*root.nodes[n].source) == question.start) root.start = static_cast<int>(n);
  }
}

}  // namespace

std::vector<std::string> Witness::ids() const {
  std::vector<std::string> ids;
  for (const WitnessVisit& visit : visits) ids.push_back(visit.step->id);
  return ids;
}

Runs::Runs(const Definition& definition, const StepCatalog& catalog)
    : impl_(new Impl{BuildModel(definition, catalog), BuildModel(definition, catalog), catalog}) {}

Runs::~Runs() = default;

std::optional<Witness> Runs::Find(const RunQuestion& question) {
  const bool narrow = question.allows || !question.start.empty();
  const Model& model = narrow ? impl_->narrowed : impl_->model;
  Property property = PropertyOf(impl_->model, question);
  if (narrow) Narrow(impl_->model, question, impl_->narrowed, property);
  const auto run = Explorer(model, property, {question.milestone, question.milestone == "end", question.before_type}).FindRun();
  if (!run) return std::nullopt;
  Witness witness;
  witness.text = RunText(model, *run);
  for (const RunVisit& visit : run->visits) {
    const ModelStep& step = model.Step(visit.step);
    const std::string outcome = visit.outcome < 0 ? "" : step.outcomes()[static_cast<std::size_t>(visit.outcome)];
    witness.visits.push_back({step.node, outcome, visit.row});
  }
  return witness;
}

std::vector<std::string> Runs::OutcomesOf(const StepNode& step) const {
  const StepType* type = impl_->catalog.Find(step.type);
  return type == nullptr ? std::vector<std::string>{} : juece::OutcomesOf(step, *type);
}

}  // namespace juece
