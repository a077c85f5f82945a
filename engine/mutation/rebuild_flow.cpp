#include <fmt/format.h>

#include <algorithm>

#include "mutation/operators.h"

namespace juece {
namespace {

std::string IdOf(const Item& node) { return std::string(node.element->Get("id")); }

// Where the rows of a node lead, each place once, itself left out.
std::vector<std::string> TargetsOf(const Subject& subject, const Item& node) {
  std::vector<std::string> targets;
  for (const Item* row : subject.RowsFrom(node)) {
    const std::string target(row->element->Get("to"));
    if (target != IdOf(node) && !HasId(targets, target)) targets.push_back(target);
  }
  return targets;
}

// What led to `node` leads to `target`.
void LeadOn(const Subject& subject, const Item& flow, const std::string& node, const std::string& target, TreeCopy& tree) {
  if (flow.element->Get("start") == node) tree.Set(*flow.element, "start", target);
  for (const Item* row : subject.RowsTo(flow, node)) tree.Set(*row->element, "to", target);
}

const Item* NodeIn(const Subject& subject, const Item& flow, const std::string& id) {
  for (const auto& node : flow.element->children) {
    if (node->Get("id") == id) return &subject.Of(*node);
  }
  return nullptr;
}

void Bypass(const Subject& subject, const Item& node, Edits& edits) {
  const Item& flow = *subject.FlowOf(node);
  for (const std::string& target : TargetsOf(subject, node)) {
    Edit edit = EditOf(subject, "bypass", node, "to=" + target,
                       {fmt::format("取消{},原来到它的都直接到“{}”", node.name.zh, target),
                        fmt::format("take the {} out; what led to it leads to \"{}\"", node.name.en, target)});
    edit.apply = [&subject, &flow, &node, target](TreeCopy& tree) {
      LeadOn(subject, flow, IdOf(node), target, tree);
      tree.Remove(*node.element);
    };
    edits.push_back(std::move(edit));
  }
}

// first → second → target becomes second → first → target.
void SwapNodes(const Subject& subject, const Item& first, Edits& edits) {
  const Item& flow = *subject.FlowOf(first);
  for (const std::string& next : TargetsOf(subject, first)) {
    const Item* second = NodeIn(subject, flow, next);
    if (second == nullptr || second->Is("end")) continue;
    for (const std::string& target : TargetsOf(subject, *second)) {
      if (target == IdOf(first)) continue;
      Edit edit = EditOf(subject, "swap", first, fmt::format("with={} to={}", next, target),
                         {fmt::format("{}与其后的{}对调,其后到“{}”", first.name.zh, second->name.zh, target),
                          fmt::format("swap the {} with the {} behind it, before \"{}\"", first.name.en, second->name.en, target)});
      edit.apply = [&subject, &flow, &first, second, next, target](TreeCopy& tree) {
        LeadOn(subject, flow, IdOf(first), next, tree);
        for (const Item* row : subject.RowsFrom(*second)) {
          if (row->element->Get("to") == target) tree.Set(*row->element, "to", IdOf(first));
        }
        for (const Item* row : subject.RowsFrom(first)) {
          if (row->element->Get("to") == next) tree.Set(*row->element, "to", target);
        }
      };
      edits.push_back(std::move(edit));
    }
  }
}

// A step that has gone into a branch: rows that led on lead to `on`, all others wait at the step itself.
void Settle(const Subject& subject, const Item& step, const std::string& forward, const std::string& on, TreeCopy& tree) {
  for (const Item* row : subject.RowsFrom(step)) {
    tree.Set(*row->element, "to", row->element->Get("to") == forward ? on : IdOf(step));
  }
}

void IntoOldBranch(const Subject& subject, const Item& step, const Item& branch, const std::string& forward, Edits& edits) {
  const Item& flow = *subject.FlowOf(step);
  const XmlElement& inner = *branch.element->Child("flow");
  Edit edit = EditOf(subject, "parallelise", step, fmt::format("into={} on={}", branch.path, forward),
                     {fmt::format("把{}移到{}之首", step.name.zh, branch.name.zh), fmt::format("move the {} to the front of the {}", step.name.en, branch.name.en)});
  edit.apply = [&subject, &flow, &step, &inner, forward](TreeCopy& tree) {
    LeadOn(subject, flow, IdOf(step), forward, tree);
    Settle(subject, step, forward, std::string(inner.Get("start")), tree);
    tree.Move(*step.element, inner, 0);
    tree.Set(inner, "start", IdOf(step));
  };
  edits.push_back(std::move(edit));
}

std::unique_ptr<XmlElement> NewElement(const XmlElement& like, const std::string& name) {
  auto element = std::make_unique<XmlElement>();
  element->name = name;
  element->ns = like.ns;
  element->line = like.line;
  element->column = like.column;
  return element;
}

void IntoNewBranch(const Subject& subject, const Item& step, const Item& parallel, const std::string& forward, Edits& edits) {
  const Item& flow = *subject.FlowOf(step);
  Edit edit = EditOf(subject, "parallelise", step, fmt::format("beside={} on={}", parallel.path, forward),
                     {fmt::format("把{}改为{}的一个新分支", step.name.zh, parallel.name.zh),
                      fmt::format("make the {} a new branch of the {}", step.name.en, parallel.name.en)});
  edit.apply = [&subject, &flow, &step, &parallel, forward](TreeCopy& tree) {
    LeadOn(subject, flow, IdOf(step), forward, tree);
    Settle(subject, step, forward, IdOf(step) + "_over", tree);
    XmlElement& branch = tree.Insert(*parallel.element, 0, "branch");
    SetAttribute(branch, "id", IdOf(step) + "_branch");
    SetAttribute(branch, "zh", "新分支");
    SetAttribute(branch, "en", "New branch");
    auto inner = NewElement(branch, "flow");
    SetAttribute(*inner, "start", IdOf(step));
    auto end = NewElement(branch, "end");
    SetAttribute(*end, "id", IdOf(step) + "_over");
    SetAttribute(*end, "outcome", "over");
    inner->children.push_back(Clone(tree.At(*step.element)));
    inner->children.push_back(std::move(end));
    branch.children.push_back(std::move(inner));
    tree.Remove(*step.element);
  };
  edits.push_back(std::move(edit));
}

void Parallelise(const Subject& subject, const Item& step, Edits& edits) {
  const Item& flow = *subject.FlowOf(step);
  for (const std::string& forward : TargetsOf(subject, step)) {
    for (const auto& other : flow.element->children) {
      if (other->name != "parallel") continue;
      const Item& parallel = subject.Of(*other);
      for (const auto& child : other->children) {
        if (child->name == "branch") IntoOldBranch(subject, step, subject.Of(*child), forward, edits);
      }
      IntoNewBranch(subject, step, parallel, forward, edits);
    }
  }
}

}  // namespace

void RebuildFlow(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (!item->Is("step") && !item->Is("parallel")) continue;
    Bypass(subject, *item, edits);
    SwapNodes(subject, *item, edits);
    if (item->Is("step")) Parallelise(subject, *item, edits);
  }
}

}  // namespace juece
