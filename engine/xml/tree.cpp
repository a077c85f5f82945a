#include "xml/tree.h"

#include <fmt/format.h>

#include <cstring>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace juece {
namespace {

// Turns offsets into lines and columns. Offsets come in document order, so that the whole text is
// walked only once.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  TextPosition At(std::size_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      place_ = {};
    }
    while (offset_ < offset) {
      const char c = text_[offset_];
      const bool ends_line =
          c == '\n' || (c == '\r' && (offset_ + 1 >= text_.size() || text_[offset_ + 1] != '\n'));
      offset_ += DecodeUtf8(text_, offset_).size;
      if (ends_line) {
        ++place_.line;
        place_.column = 1;
      } else {
        ++place_.column;
      }
    }
    return place_;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  TextPosition place_;
};

std::string_view Prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool DeclaresNamespace(std::string_view name) { return name == "xmlns" || Prefix(name) == "xmlns"; }

std::string Trimmed(std::string text) {
  static constexpr char kBlanks[] = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return {};
  text.erase(text.find_last_not_of(kBlanks) + 1);
  text.erase(0, first);
  return text;
}

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view text) : cursor_(text) {}

  // Recurses once a level; the strict pass has bounded the levels.
  std::unique_ptr<XmlElement> Build(const pugi::xml_node& node) {
    const std::size_t mark = namespaces_.size();
    const auto name_offset = static_cast<std::size_t>(node.offset_debug());
    auto element = std::make_unique<XmlElement>();
    const TextPosition place = cursor_.At(name_offset - 1);  // '<' stands directly before the name
    element->line = place.line;
    element->column = place.column;
    // Names and values lie in one buffer with the layout of the source, so that their distance is
    // their distance there.
    const char* buffer = node.name() - name_offset;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      if (DeclaresNamespace(attribute.name())) {
        namespaces_.emplace_back(LocalPrefix(attribute.name()), attribute.value());
      } else {
        element->attributes.push_back(Convert(attribute, buffer));
      }
    }
    element->name = LocalName(node.name());
    element->ns = Lookup(Prefix(node.name()));
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() == pugi::node_element) {
        element->children.push_back(Build(child));
      } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        element->text += child.value();
      }
    }
    element->text = Trimmed(std::move(element->text));
    namespaces_.resize(mark);
    return element;
  }

 private:
  static std::string LocalPrefix(std::string_view name) {
    return std::string(name == "xmlns" ? "" : LocalName(name));
  }

  XmlAttribute Convert(const pugi::xml_attribute& attribute, const char* buffer) {
    const TextPosition name = cursor_.At(static_cast<std::size_t>(attribute.name() - buffer));
    const TextPosition value = cursor_.At(static_cast<std::size_t>(attribute.value() - buffer));
    XmlAttribute converted{attribute.name(), attribute.value(), name.line, name.column,
                           value.column};
    // The place is that of the name; a value on a later line is shown at its own start.
    if (value.line != name.line) converted.value_column = name.column;
    return converted;
  }

  std::string Lookup(std::string_view prefix) const {
    for (auto it = namespaces_.rbegin(); it != namespaces_.rend(); ++it) {
      if (it->first == prefix) return it->second;
    }
    return prefix == "xml" ? "http://www.w3.org/XML/1998/namespace" : "";
  }

  Cursor cursor_;
  std::vector<std::pair<std::string, std::string>> namespaces_;  // innermost last
};

}  // namespace

std::unique_ptr<XmlElement> BuildTree(std::string_view text, Text& error, std::size_t& offset) {
  pugi::xml_document document;
  const auto flags = pugi::parse_default | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result result =
      document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (!result || !document.document_element()) {
    offset = static_cast<std::size_t>(result.offset);
    error = {fmt::format("应能读成元素树,但没有读成({})", result.description()),
             fmt::format("expected to read a tree of elements, but could not ({})",
                         result.description())};
    return nullptr;
  }
  return TreeBuilder(text).Build(document.document_element());
}

}  // namespace juece
