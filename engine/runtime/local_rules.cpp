#include "runtime/local_rules.h"

#include <sstream>

#include "runtime/procedure_loader.h"
#include "xml/document.h"

namespace juece {
namespace {

LocalRules RulesOf(const XmlDocument& document) {
  LocalRules rules;
  if (document.root().name != "overlay") return rules;
  std::istringstream statutes{std::string(document.root().Get("statutes"))};
  for (std::string statute; statutes >> statute;) rules.statutes.push_back(statute);
  for (const auto& child : document.root().children) {
    if (child->name == "rulebook") rules.rulebooks.emplace_back(child->Get("ref"));
  }
  return rules;
}

}  // namespace

LocalRules LocalRulesOf(const std::string& overlay) {
  std::vector<Finding> ignored;  // it was read whole when the dossier was opened
  const auto document = ParseXml(overlay, "", ignored);
  return document == nullptr ? LocalRules() : RulesOf(*document);
}

std::optional<LocalRules> FindLocalRules(const InstallationPaths& paths, const std::string& id) {
  const std::string file = FindDocumentById(paths.workflows + "/overlays", "overlay", id.substr(0, id.find('@')));
  std::vector<Finding> ignored;
  const auto document = file.empty() ? nullptr : ReadXmlFile(file, ignored);
  if (document == nullptr) return std::nullopt;
  return RulesOf(*document);
}

std::string FindRulebookFile(const InstallationPaths& paths, const std::string& id) {
  return FindDocumentById(paths.workflows + "/rulebooks", "rulebook", id);
}

}  // namespace juece
