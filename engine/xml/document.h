// XML as every reader of the project sees it: one strict pass (libxml2), then a plain tree with places. No third-party type.
// What pugixml lets pass (duplicate attributes, two roots, text after the root, invalid UTF-8, undeclared prefixes, unknown
// entities) is refused here, and so is a DOCTYPE.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/status.h"

namespace juece {

struct XmlLimits {
  std::size_t max_bytes = 16U << 20U;
  int max_depth = 64;
};

struct XmlAttribute {
  std::string name;  // local name; attributes of a foreign namespace are kept as "prefix:name"
  std::string value;
  int line = 0;
  int column = 0;  // of the name, in characters, from 1
  int value_column = 0;  // of the first character of the value
};

struct XmlElement {
  std::string name;  // local name
  std::string ns;    // namespace URI, "" where none
  std::vector<XmlAttribute> attributes;
  std::vector<std::unique_ptr<XmlElement>> children;  // elements only
  std::string text;  // character data of this element, joined, outer blanks trimmed
  int line = 0;
  int column = 0;  // of '<', in characters, from 1

  [[nodiscard]] const XmlAttribute* Attribute(std::string_view attribute_name) const;
  [[nodiscard]] const XmlElement* Child(std::string_view child_name) const;  // the first of that name
  [[nodiscard]] std::string_view Get(std::string_view attribute_name, std::string_view fallback = "") const;
};

// Immutable once read; safe to share between threads.
class XmlDocument {
 public:
  [[nodiscard]] const XmlElement& root() const { return *root_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] SourcePlace PlaceOf(const XmlElement& element) const;
  [[nodiscard]] SourcePlace PlaceOf(const XmlAttribute& attribute) const;
  [[nodiscard]] SourcePlace PlaceOf(int line, int column) const;
  // The same file with another tree, whose elements keep the places that they have in the file: what a reader would say of an
  // edited text, in the lines of the text that the user has. The bytes stay those of the file.
  [[nodiscard]] std::unique_ptr<XmlDocument> WithRoot(std::unique_ptr<XmlElement> root) const;

 private:
  friend std::unique_ptr<XmlDocument> ParseXml(std::string, std::string, std::vector<Finding>&, const XmlLimits&);
  std::unique_ptr<XmlElement> root_;
  std::string file_;
  std::string bytes_;
  std::vector<std::size_t> line_starts_;  // offsets into bytes_
};

// A deep copy, places included.
std::unique_ptr<XmlElement> Clone(const XmlElement& element);

// nullptr after at least one finding with code "unreadable" (with its place) was added. `file` is used for places only.
std::unique_ptr<XmlDocument> ParseXml(std::string bytes, std::string file, std::vector<Finding>& findings,
                                      const XmlLimits& limits = {});
// Reads the whole file (refusing one that is larger than the limit before reading it), then ParseXml.
std::unique_ptr<XmlDocument> ReadXmlFile(const std::string& path, std::vector<Finding>& findings, const XmlLimits& limits = {});

// Validates against an XSD file; a finding "schema" for each complaint, with file and line. False where there is any.
bool ValidateXml(const XmlDocument& document, const std::string& schema_path, std::vector<Finding>& findings);

}  // namespace juece
