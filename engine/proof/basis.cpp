#include "proof/basis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace juece {
namespace {

void AddStep(const StepNode& step, std::vector<Basis>& out) {
  out.push_back({"step:" + step.id, step.articles, step.place, step.id});
  if (step.applicability) out.push_back({"applies:" + step.id, step.applicability->articles, step.applicability->place, step.id});
  for (const PeriodRule& p : step.periods) out.push_back({"period:" + step.id + "/" + p.id, p.articles, p.place, step.id});
  for (const MaterialDemand& m : step.materials) out.push_back({"material:" + step.id + "/" + m.kind, m.articles, m.place, step.id});
}

void AddComposites(const Region& region, std::vector<Basis>& out) {
  for (const Node& node : region.nodes) {
    const auto* composite = std::get_if<CompositeNode>(&node);
    if (composite == nullptr) continue;
    out.push_back({"parallel:" + composite->id, composite->articles, composite->place, composite->id});
    for (const Branch& branch : composite->branches) AddComposites(*branch.region, out);
  }
}

}  // namespace

std::vector<Basis> BasesOf(const Definition& definition) {
  std::vector<Basis> out;
  for (const RoleDeclaration& role : definition.roles) out.push_back({"role:" + role.id, role.articles, role.place, ""});
  for (const FactDeclaration& fact : definition.facts) out.push_back({"fact:" + fact.id, fact.articles, fact.place, ""});
  for (const SettingDeclaration& s : definition.settings) out.push_back({"setting:" + s.id, s.articles, s.place, ""});
  for (const Separation& s : definition.separations) {
    out.push_back({fmt::format("separation:{}", fmt::join(s.roles, "+")), s.articles, s.place, ""});
  }
  for (const StepNode* step : definition.steps()) AddStep(*step, out);
  AddComposites(definition.root, out);
  return out;
}

std::vector<Basis> BasesOf(const Definition& definition, const StepCatalog& catalog) {
  std::vector<Basis> out = BasesOf(definition);
  for (const StepNode* step : definition.steps()) {
    const StepType* type = catalog.Find(step->type);
    if (type == nullptr) continue;
    out.push_back({"type:" + step->id, type->articles, step->place, step->id});
    for (const ActionType& action : type->actions) {
      out.push_back({"action:" + step->id + "/" + action.id, action.articles, step->place, step->id});
      for (const ActionMaterial& m : action.materials) {
        out.push_back({"material:" + step->id + "/" + m.kind, m.articles, step->place, step->id});
      }
    }
  }
  return out;
}

}  // namespace juece
