// Regions, composites and their exit tables, ends.
#include "definition/builder.h"
#include "definition/form.h"

namespace juece {
namespace {

Text TitleOf(const XmlElement& element) { return {std::string(element.Get("zh")), std::string(element.Get("en"))}; }

}  // namespace

Region DefinitionBuilder::ReadRegion(const XmlElement& flow) {
  Region region;
  region.start = flow.Get("start");
  for (const auto& child : flow.children) {
    if (child->name == "step") region.nodes.emplace_back(ReadStep(*child));
    if (child->name == "parallel") region.nodes.emplace_back(ReadComposite(*child));
    if (child->name == "end") region.nodes.emplace_back(ReadEnd(*child));
  }
  return region;
}

CompositeNode DefinitionBuilder::ReadComposite(const XmlElement& element) {
  CompositeNode composite;
  composite.id = element.Get("id");
  composite.title = TitleOf(element);
  composite.articles = ReadArticles(element);
  composite.place = PlaceOf(element);
  for (const auto& child : element.children) {
    if (child->name == "exit") composite.rows.push_back(ReadExit(*child));
    if (child->name == "branch") composite.branches.push_back(ReadBranch(*child));
  }
  return composite;
}

Branch DefinitionBuilder::ReadBranch(const XmlElement& element) {
  Branch branch;
  branch.id = element.Get("id");
  branch.title = TitleOf(element);
  branch.place = PlaceOf(element);
  branch.region = std::make_unique<Region>();
  if (const XmlElement* flow = element.Child("flow")) *branch.region = ReadRegion(*flow);
  return branch;
}

ExitRow DefinitionBuilder::ReadExit(const XmlElement& element) {
  ExitRow row;
  row.to = element.Get("to");
  row.otherwise = element.Get("otherwise") == "true";
  row.cancelling = element.Get("cancelling") == "true";
  row.place = PlaceOf(element);
  for (const auto& child : element.children) {
    if (child->name != "when") continue;
    const std::string branch(child->Get("branch"));
    if (!row.when.emplace(branch, SplitWords(child->Get("outcomes"))).second) {
      reporter_.Error("duplicate-id", *child,
                      {"一行中每个分支应只写一次,但分支“" + branch + "”写了两次",
                       "Expected each branch once in a row, but \"" + branch + "\" stands twice"});
    }
  }
  const std::size_t conditions = row.when.size();
  if (row.otherwise ? conditions != 0 || row.cancelling : conditions == 0) {
    reporter_.Error("bad-value", element,
                    {"<exit> 应或者写 <when>,或者写 otherwise=\"true\",但二者" + std::string(row.otherwise ? "都写了" : "都没有写"),
                     "Expected <exit> to have either <when> or otherwise=\"true\", but found " +
                         std::string(row.otherwise ? "both" : "neither")});
  } else if (row.cancelling && conditions != 1) {
    reporter_.Error("bad-value", element,
                    {"cancelling=\"true\" 的 <exit> 应只写一个分支,但写了 " + std::to_string(conditions) + " 个",
                     "Expected an <exit cancelling=\"true\"> to name one branch, but found " + std::to_string(conditions)});
  }
  return row;
}

EndNode DefinitionBuilder::ReadEnd(const XmlElement& element) {
  EndNode end;
  end.id = element.Get("id");
  end.outcome = element.Get("outcome");
  end.title = TitleOf(element);
  end.cancels_siblings = element.Get("cancels") == "siblings";
  end.place = PlaceOf(element);
  return end;
}

}  // namespace juece
