#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <system_error>

#include "xml/document.h"
#include "xml/library.h"
#include "xml/messages.h"
#include "xml/strict_pass.h"

namespace juece {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using DocPtr = std::unique_ptr<xmlDoc, Freed<&xmlFreeDoc>>;
using SchemaPtr = std::unique_ptr<xmlSchema, Freed<&xmlSchemaFree>>;
using SchemaParserPtr = std::unique_ptr<xmlSchemaParserCtxt, Freed<&xmlSchemaFreeParserCtxt>>;
using ValidatorPtr = std::unique_ptr<xmlSchemaValidCtxt, Freed<&xmlSchemaFreeValidCtxt>>;

void InitSchemaTypes() {
  static std::once_flag once;
  std::call_once(once, [] { xmlSchemaInitTypes(); });
}

std::string_view ViewOf(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

XmlComplaint ComplaintOf(const xmlError& error) {
  return {error.code, ViewOf(error.message), ViewOf(error.str1), ViewOf(error.str2), error.int1};
}

void Add(std::vector<Finding>& findings, SourcePlace place, Text message) {
  Finding finding;
  finding.code = "schema";
  finding.message = std::move(message);
  finding.place = std::move(place);
  findings.push_back(std::move(finding));
}

// The element of our tree that stands where `node` stands in the validator's tree: the same way
// from the root.
const XmlElement* Counterpart(const XmlDocument& document, const xmlNode* node) {
  std::vector<std::size_t> way;  // index among the element siblings, from the node up
  for (; node != nullptr && node->parent != nullptr && node->parent->type == XML_ELEMENT_NODE;
       node = node->parent) {
    std::size_t index = 0;
    for (const xmlNode* sibling = node->prev; sibling != nullptr; sibling = sibling->prev) {
      index += sibling->type == XML_ELEMENT_NODE ? 1 : 0;
    }
    way.push_back(index);
  }
  const XmlElement* element = &document.root();
  for (auto it = way.rbegin(); it != way.rend(); ++it) {
    if (*it >= element->children.size()) return nullptr;
    element = element->children[*it].get();
  }
  return element;
}

struct Sink {
  const XmlDocument& document;
  std::vector<Finding>& findings;
};

// The attribute that a complaint about an element is about; the validator names it only in its
// sentence.
std::string AttributeIn(std::string_view english) {
  constexpr std::string_view kBefore = ", attribute '";
  std::size_t start = english.find(kBefore);
  if (start == std::string_view::npos) return {};
  start += kBefore.size();
  std::string_view name = english.substr(start, english.find('\'', start) - start);
  if (const std::size_t brace = name.find('}'); brace != std::string_view::npos)
    name.remove_prefix(brace + 1);
  return std::string(name);
}

void OnInvalid(void* data, xmlErrorPtr error) {
  Sink& sink = *static_cast<Sink*>(data);
  const XmlComplaint complaint = ComplaintOf(*error);
  const auto* node = static_cast<const xmlNode*>(error->node);
  if (node != nullptr && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
  const XmlElement* element = node != nullptr ? Counterpart(sink.document, node) : nullptr;
  const XmlAttribute* attribute =
      element != nullptr ? element->Attribute(AttributeIn(complaint.english)) : nullptr;
  SourcePlace place = attribute != nullptr ? sink.document.PlaceOf(*attribute)
                      : element != nullptr ? sink.document.PlaceOf(*element)
                                           : sink.document.PlaceOf(error->line, 0);
  Add(sink.findings, std::move(place), DescribeSchemaComplaint(complaint));
}

struct SchemaSink {
  const std::string& path;
  std::vector<Finding>& findings;
};

void OnBadSchema(void* data, xmlErrorPtr error) {
  SchemaSink& sink = *static_cast<SchemaSink*>(data);
  if (error->level < XML_ERR_ERROR) return;
  SourcePlace place{error->file != nullptr ? error->file : sink.path, error->line, 0, ""};
  const Text said = DescribeParserComplaint(ComplaintOf(*error));
  Add(sink.findings, std::move(place),
      {"架构文件(XSD)应可用,但有误:" + said.zh, "the schema file is not usable: " + said.en});
}

SchemaPtr ReadSchema(const std::string& path, std::vector<Finding>& findings) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    Add(findings, {path, 0, 0, ""},
        {"应有架构文件(XSD),但没有找到;请检查安装是否完整",
         "expected this schema file, but it does not exist; check the installation"});
    return nullptr;
  }
  const std::size_t before = findings.size();
  SchemaSink sink{path, findings};
  const SchemaParserPtr parser(xmlSchemaNewParserCtxt(path.c_str()));
  if (parser == nullptr) return nullptr;
  xmlSchemaSetParserStructuredErrors(parser.get(), OnBadSchema, &sink);
  SchemaPtr schema(xmlSchemaParse(parser.get()));
  if (schema == nullptr && findings.size() == before) {
    Add(findings, {path, 0, 0, ""},
        {"架构文件(XSD)应可用,但不能解析",
         "expected a usable schema file, but it cannot be parsed"});
  }
  return schema;
}

void Ignore(void*, xmlErrorPtr) {
}  // the text has passed the strict pass: there is nothing left to say about it

DocPtr ReadDocument(std::string_view text) {
  const std::unique_ptr<xmlParserCtxt, Freed<&xmlFreeParserCtxt>> parser(xmlNewParserCtxt());
  if (parser == nullptr) return nullptr;
  parser->sax->serror = Ignore;
  return DocPtr(xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                  "UTF-8", XML_PARSE_NONET | XML_PARSE_BIG_LINES));
}

}  // namespace

bool ValidateXml(const XmlDocument& document, const std::string& schema_path,
                 std::vector<Finding>& findings) {
  InitXmlLibrary();
  InitSchemaTypes();
  const std::size_t before = findings.size();
  const SchemaPtr schema = ReadSchema(schema_path, findings);
  if (schema == nullptr) return false;
  const DocPtr tree = ReadDocument(WithoutBom(document.bytes()));
  const ValidatorPtr validator(xmlSchemaNewValidCtxt(schema.get()));
  Sink sink{document, findings};
  int verdict = -1;
  if (tree != nullptr && validator != nullptr) {
    xmlSchemaSetValidStructuredErrors(validator.get(), OnInvalid, &sink);
    verdict = xmlSchemaValidateDoc(validator.get(), tree.get());
  }
  if (verdict != 0 && findings.size() == before) {
    Add(findings, {document.file(), 0, 0, ""},
        {"应能按架构(XSD)校验,但校验没有完成",
         "expected to validate against the schema, but the validation did not finish"});
  }
  return verdict == 0 && findings.size() == before;
}

}  // namespace juece
