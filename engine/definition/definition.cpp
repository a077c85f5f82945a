#include "definition/definition.h"

namespace juece {

const std::string& IdOf(const Node& node) {
  return std::visit([](const auto& n) -> const std::string& { return n.id; }, node);
}

const SourcePlace& PlaceOf(const Node& node) {
  return std::visit([](const auto& n) -> const SourcePlace& { return n.place; }, node);
}

const Node* Region::Find(std::string_view id) const {
  for (const Node& node : nodes) {
    if (IdOf(node) == id) return &node;
  }
  return nullptr;
}

void Definition::Index() {
  index_.clear();
  steps_.clear();
  IndexRegion(root, nullptr, nullptr);
}

void Definition::IndexRegion(const Region& region, const CompositeNode* parent, const Branch* branch) {
  for (const Node& node : region.nodes) {
    index_.emplace(IdOf(node), NodeRef{&node, &region, parent, branch});  // the first of two equal ids; the reader reports both
    if (const auto* step = std::get_if<StepNode>(&node)) steps_.push_back(step);
    if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      for (const Branch& inner : composite->branches) IndexRegion(*inner.region, composite, &inner);
    }
  }
}

const SourcePlace& Definition::PlaceOfClaim(std::string_view statute) const {
  const auto found = claimed_at.find(statute);
  return found == claimed_at.end() ? place : found->second;
}

const NodeRef* Definition::Find(std::string_view wanted) const {
  const auto found = index_.find(wanted);
  return found == index_.end() ? nullptr : &found->second;
}

const StepNode* Definition::FindStep(std::string_view wanted) const {
  const NodeRef* ref = Find(wanted);
  return ref == nullptr ? nullptr : std::get_if<StepNode>(ref->node);
}

namespace {

template <typename T>
const T* FindById(const std::vector<T>& list, std::string_view id) {
  for (const T& item : list) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

}  // namespace

const FactDeclaration* Definition::FindFact(std::string_view wanted) const { return FindById(facts, wanted); }
const SettingDeclaration* Definition::FindSetting(std::string_view wanted) const { return FindById(settings, wanted); }

Text MilestoneTitle(std::string_view milestone) {
  if (milestone == "submission") return {"提交讨论", "submission"};
  if (milestone == "decision") return {"作出决定", "decision"};
  if (milestone == "issue") return {"出台(签发)", "issue"};
  if (milestone == "publication") return {"公布", "publication"};
  if (milestone == "end") return {"办结", "the end of the procedure"};
  return {std::string(milestone), std::string(milestone)};
}

}  // namespace juece
