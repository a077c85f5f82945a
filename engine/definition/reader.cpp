#include <fmt/format.h>

#include "definition/builder.h"
#include "definition/definition.h"
#include "definition/form.h"

namespace juece {

std::unique_ptr<Definition> ReadDefinition(const XmlDocument& document, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  Reporter reporter(document, findings);
  const XmlElement& root = document.root();
  if (root.name != "procedure" || root.ns != kDefinitionNamespace) {
    reporter.Error("unknown-element", root,
                   {fmt::format("文件的根元素应为命名空间 {} 中的 <procedure>,但写的是 <{}>(命名空间“{}”)", kDefinitionNamespace,
                                root.name, root.ns),
                    fmt::format("Expected the document to be a <procedure> of namespace {}, but found <{}> of namespace \"{}\"",
                                kDefinitionNamespace, root.name, root.ns)});
    return nullptr;
  }
  CheckForm(ProcedureForm(), root, reporter);
  auto definition = std::make_unique<Definition>();
  definition->file = document.file();
  DefinitionBuilder(*definition, reporter).Build(root);
  CheckReferences(root, *definition, reporter);
  SortByPlace(findings, before);
  return definition;
}

std::unique_ptr<Definition> ReadDefinition(std::string bytes, std::string file, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : ReadDefinition(*document, findings);
}

std::unique_ptr<Definition> ReadDefinitionFile(const std::string& path, std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : ReadDefinition(*document, findings);
}

}  // namespace juece
