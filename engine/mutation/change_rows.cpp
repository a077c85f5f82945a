#include <fmt/format.h>

#include <algorithm>

#include "mutation/operators.h"

namespace juece {
namespace {

std::vector<std::string> Outcomes(const Item& row) { return SplitWords(row.element->Get("outcome")); }

// The position of a step's first row among its children.
std::size_t FirstRow(const XmlElement& step) {
  const auto row = std::find_if(step.children.begin(), step.children.end(), [](const auto& child) { return child->name == "on"; });
  return static_cast<std::size_t>(row - step.children.begin());
}

void Shift(const Subject& subject, const Item& step, const Item& from, const Item& to, const std::string& outcome, Edits& edits) {
  auto less = Outcomes(from);
  std::erase(less, outcome);
  auto more = Outcomes(to);
  if (HasId(more, outcome)) return;
  const bool guarded = from.element->Attribute("when") != nullptr || to.element->Attribute("when") != nullptr;
  if (!guarded && from.element->Get("to") == to.element->Get("to")) return;  // it goes the same way
  more.push_back(outcome);
  const std::string_view target = to.element->Get("to");
  Edit edit = EditOf(subject, "shift:on", from, fmt::format("{} to {}", outcome, to.path.substr(step.path.size() + 1)),
                     {fmt::format("{}的结果 {} 改归去往“{}”的一行", step.name.zh, outcome, target),
                      fmt::format("let outcome {} of the {} take the row to \"{}\"", outcome, step.name.en, target)});
  edit.apply = [f = from.element, t = to.element, less, more](TreeCopy& tree) {
    if (less.empty()) tree.Remove(*f);
    else tree.Set(*f, "outcome", JoinIds(less));
    tree.Set(*t, "outcome", JoinIds(more));
  };
  edits.push_back(std::move(edit));
}

}  // namespace

void ShiftOutcomes(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (!item->Is("step")) continue;
    const auto rows = subject.RowsFrom(*item);
    for (const Item* from : rows) {
      for (const std::string& outcome : Outcomes(*from)) {
        for (const Item* to : rows) {
          if (to != from && to->element->Attribute("outcome") != nullptr) Shift(subject, *item, *from, *to, outcome, edits);
        }
      }
    }
  }
}

void ReorderRows(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    const auto rows = subject.RowsFrom(*item);
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
      const Item* first = rows[i];
      const Item* second = rows[i + 1];
      // Rows that speak of different things may stand in any order; `otherwise` means the rest only where it stands last.
      const auto outcomes = Outcomes(*first);
      const bool shared = std::any_of(outcomes.begin(), outcomes.end(), [&](const std::string& o) { return HasId(Outcomes(*second), o); });
      if (!shared && second->element->Attribute("otherwise") == nullptr) continue;
      Edit edit = EditOf(subject, "reorder", *first, "",
                         {fmt::format("{}移到下一行之后", first->name.zh), fmt::format("move the {} behind the next row", first->name.en)});
      edit.apply = [a = first->element, b = second->element](TreeCopy& tree) { tree.Swap(*a, *b); };
      edits.push_back(std::move(edit));
    }
  }
}

void SkipAhead(const Subject& subject, Edits& edits) {
  const auto guards = GuardAlternatives(subject, std::nullopt);
  if (guards.empty()) return;  // without a fact there is no guard, and without a guard it is a redirection
  const std::string guard = *guards.front();
  for (const auto& item : subject.items()) {
    if (!item->Is("step")) continue;
    const Item& flow = *subject.FlowOf(*item);
    for (const std::string& outcome : subject.OutcomesOf(*item)) {
      for (const std::string& target : Subject::NodesOf(flow, true)) {
        const auto rows = subject.RowsFrom(*item);
        const bool there = std::any_of(rows.begin(), rows.end(),
                                       [&](const Item* row) { return row->element->Get("to") == target && HasId(Outcomes(*row), outcome); });
        if (there) continue;
        Edit edit = EditOf(subject, "skip", *item, fmt::format("outcome={} to={}", outcome, target),
                           {fmt::format("{}的结果 {} 在“{}”时改往“{}”", item->name.zh, outcome, guard, target),
                            fmt::format("lead outcome {} of the {} to \"{}\" while \"{}\" holds", outcome, item->name.en, target, guard)});
        edit.apply = [element = item->element, outcome, guard, target](TreeCopy& tree) {
          XmlElement& row = tree.Insert(*element, FirstRow(*element), "on");
          SetAttribute(row, "outcome", outcome);
          SetAttribute(row, "when", guard);
          SetAttribute(row, "to", target);
        };
        edits.push_back(std::move(edit));
      }
    }
  }
}

void CancelSiblings(const Subject& subject, Edits& edits) {
  for (const auto& item : subject.items()) {
    if (!item->Is("end") || item->parent->parent == nullptr || !item->parent->parent->Is("branch")) continue;
    if (item->element->Attribute("cancels") != nullptr) continue;
    const Item& branch = *item->parent->parent;
    const Item& parallel = *branch.parent;
    std::vector<std::string> targets;
    for (const Item* row : subject.RowsFrom(parallel)) {
      const std::string target(row->element->Get("to"));
      if (!HasId(targets, target)) targets.push_back(target);
    }
    for (const std::string& target : targets) {
      Edit edit = EditOf(subject, "cancel", *item, "to=" + target,
                         {fmt::format("{}终止其他分支,直接去往“{}”", item->name.zh, target),
                          fmt::format("let the {} abandon the sibling branches and go to \"{}\"", item->name.en, target)});
      edit.apply = [end = item->element, parallel = parallel.element, branch = std::string(branch.element->Get("id")), target](TreeCopy& tree) {
        tree.Set(*end, "cancels", "siblings");
        const auto first = std::find_if(parallel->children.begin(), parallel->children.end(), [](const auto& c) { return c->name == "exit"; });
        XmlElement& row = tree.Insert(*parallel, static_cast<std::size_t>(first - parallel->children.begin()), "exit");
        SetAttribute(row, "to", target);
        SetAttribute(row, "cancelling", "true");
        auto when = std::make_unique<XmlElement>();
        when->name = "when";
        when->ns = row.ns;
        when->line = row.line;
        when->column = row.column;
        SetAttribute(*when, "branch", branch);
        SetAttribute(*when, "outcomes", std::string(end->Get("outcome")));
        row.children.push_back(std::move(when));
      };
      edits.push_back(std::move(edit));
    }
  }
}

}  // namespace juece
