// Deep copies. Nodes own their regions, so a definition cannot be copied by the way; merging a local rule asks for a copy in so many
// words.
#include "definition/clone.h"

namespace juece {

Branch Clone(const Branch& branch) {
  return {branch.id, branch.title, std::make_unique<Region>(Clone(*branch.region)), branch.place};
}

Node Clone(const Node& node) {
  if (const auto* step = std::get_if<StepNode>(&node)) return *step;
  if (const auto* end = std::get_if<EndNode>(&node)) return *end;
  const auto& composite = std::get<CompositeNode>(node);
  CompositeNode copy{composite.id, composite.title, composite.articles, {}, composite.rows, composite.place};
  copy.branches.reserve(composite.branches.size());
  for (const Branch& branch : composite.branches) copy.branches.push_back(Clone(branch));
  return copy;
}

Region Clone(const Region& region) {
  Region copy{region.start, {}};
  copy.nodes.reserve(region.nodes.size());
  for (const Node& node : region.nodes) copy.nodes.push_back(Clone(node));
  return copy;
}

std::unique_ptr<Definition> Definition::Clone() const {
  auto copy = std::make_unique<Definition>();
  copy->id = id;
  copy->version = version;
  copy->title = title;
  copy->kind = kind;
  copy->file = file;
  copy->digest = digest;
  copy->statutes = statutes;
  copy->roles = roles;
  copy->facts = facts;
  copy->settings = settings;
  copy->materials = materials;
  copy->separations = separations;
  copy->orders = orders;
  copy->claimed_at = claimed_at;
  copy->root = juece::Clone(root);
  copy->place = place;
  copy->Index();
  return copy;
}

}  // namespace juece
