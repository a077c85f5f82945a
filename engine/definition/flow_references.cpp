// The nodes of regions: each id once in the definition, every edge inside its own region.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "definition/builder.h"
#include "definition/form.h"

namespace juece {
namespace {

// The nodes of the region being checked.
struct Here {
  std::vector<std::string_view> ids;
  std::map<std::string_view, const XmlElement*> nodes;
};

class FlowChecker {
 public:
  FlowChecker(const Definition& definition, Reporter& reporter) : definition_(definition), reporter_(reporter) {}

  void CheckFlow(const XmlElement& flow, bool root) {
    Here here;
    for (const auto& node : flow.children) {
      here.ids.push_back(node->Get("id"));
      here.nodes.emplace(node->Get("id"), node.get());
    }
    if (const XmlAttribute* start = flow.Attribute("start")) CheckStart(flow, *start, here);
    for (const auto& node : flow.children) {
      CheckUnique(*node);
      if (node->name == "end" && root && node->Attribute("cancels") != nullptr) ReportRootCancels(*node);
      for (const auto& child : node->children) {
        const bool edge = (node->name == "step" && child->name == "on") || (node->name == "parallel" && child->name == "exit");
        const XmlAttribute* to = edge ? child->Attribute("to") : nullptr;
        if (to != nullptr) CheckTarget(*to, here, *node);
        if (child->name == "milestone" && node->name == "step" && !root) ReportInnerMilestone(*child, *node);
        if (edge && node->name == "parallel") CheckWhen(*child, *node);
        const XmlElement* inner = child->name == "branch" ? child->Child("flow") : nullptr;
        if (inner != nullptr) CheckFlow(*inner, false);
      }
    }
  }

  // The exit rows of a parallel name its own branches.
  void CheckRows(const XmlElement& parallel) {
    for (const auto& child : parallel.children) {
      if (child->name == "exit") CheckWhen(*child, parallel);
    }
  }

 private:
  void CheckUnique(const XmlElement& node) {
    const XmlAttribute* id = node.Attribute("id");
    if (id == nullptr || seen_.insert(id->value).second) return;
    reporter_.Error("duplicate-id", *id,
                    {fmt::format("环节、并行与终点的标识在整个定义中应各不相同,但“{}”已经用过", id->value),
                     fmt::format("Expected ids of steps, parallels and ends to be unique in the definition, but \"{}\" is taken",
                                 id->value)});
  }

  void CheckTarget(const XmlAttribute& to, const Here& here, const XmlElement& node) {
    const std::string step(node.Get("id"));
    if (here.nodes.count(to.value) > 0) return;
    if (definition_.Find(to.value) != nullptr) {
      reporter_.Error("implicit-join", to,
                      {fmt::format("流转应留在本分支之内,但“{}”在另一个流程区域;分支应以 <end> 结束,再由 <exit> 决定去向", to.value),
                       fmt::format("Expected the transition to stay inside its branch, but \"{}\" lies in another region; end the "
                                   "branch with <end> and let <exit> decide",
                                   to.value)},
                      step);
      return;
    }
    const Text hint = Suggest(to.value, here.ids);
    reporter_.Error("unknown-reference", to,
                    {fmt::format("to 应为本流程区域中的环节、并行或终点,但没有“{}”{}", to.value, hint.zh),
                     fmt::format("Expected \"to\" to name a step, parallel or end of this region, but there is no \"{}\"{}", to.value,
                                 hint.en)},
                    step);
  }

  void CheckStart(const XmlElement& flow, const XmlAttribute& start, const Here& here) {
    const auto found = here.nodes.find(start.value);
    if (found == here.nodes.end()) {
      CheckTarget(start, here, flow);
    } else if (found->second->name == "end") {
      reporter_.Error("bad-value", start,
                      {fmt::format("start 应为环节或并行,但“{}”是终点", start.value),
                       fmt::format("Expected \"start\" to name a step or parallel, but \"{}\" is an end", start.value)});
    }
  }

  void CheckWhen(const XmlElement& exit, const XmlElement& parallel) {
    std::vector<std::string_view> branches;
    for (const auto& child : parallel.children) {
      if (child->name == "branch") branches.push_back(child->Get("id"));
    }
    for (const auto& when : exit.children) {
      const XmlAttribute* branch = when->Attribute("branch");
      if (branch == nullptr || std::find(branches.begin(), branches.end(), branch->value) != branches.end()) continue;
      const Text hint = Suggest(branch->value, branches);
      reporter_.Error("unknown-reference", *branch,
                      {fmt::format("branch 应为此并行的分支,但没有“{}”{}", branch->value, hint.zh),
                       fmt::format("Expected \"branch\" to name a branch of this parallel, but there is no \"{}\"{}", branch->value,
                                   hint.en)},
                      std::string(parallel.Get("id")));
    }
  }

  void ReportRootCancels(const XmlElement& end) {
    reporter_.Error("bad-value", *end.Attribute("cancels"),
                    {"cancels 应只用于分支内的终点,但这是最外层流程的终点",
                     "Expected cancels only on an end inside a branch, but this end belongs to the outermost flow"});
  }

  void ReportInnerMilestone(const XmlElement& milestone, const XmlElement& step) {
    reporter_.Error("misplaced-element", milestone,
                    {"<milestone> 应只标在最外层流程的环节上,但此环节在分支之内",
                     "Expected <milestone> only on steps of the outermost flow, but this step stands inside a branch"},
                    std::string(step.Get("id")));
  }

  const Definition& definition_;
  Reporter& reporter_;
  std::set<std::string_view> seen_;
};

}  // namespace

void CheckInsertedFlows(const XmlElement& element, const Definition& scope, Reporter& reporter) {
  FlowChecker checker(scope, reporter);
  for (const auto& child : element.children) {
    if (const XmlElement* flow = child->name == "branch" ? child->Child("flow") : nullptr) checker.CheckFlow(*flow, false);
    if (child->name != "parallel") continue;
    checker.CheckRows(*child);
    CheckInsertedFlows(*child, scope, reporter);
  }
}

void CheckFlowReferences(const XmlElement& flow, const Definition& definition, Reporter& reporter) {
  FlowChecker(definition, reporter).CheckFlow(flow, true);
}

}  // namespace juece
