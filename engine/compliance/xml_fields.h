// Reading attributes of an element strictly: what is missing, unknown or malformed becomes a finding with its place.
// For the readers of this layer and of those above it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "xml/document.h"

namespace juece {

class XmlFields {
 public:
  XmlFields(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), findings_(findings) {}

  [[nodiscard]] bool ok() const { return ok_; }
  // Every attribute of `element` must be one of `known`.
  void Allow(const XmlElement& element, std::initializer_list<std::string_view> known);
  std::string Need(const XmlElement& element, std::string_view attribute);
  // One of `choices`; the first where the attribute is absent.
  std::string Choice(const XmlElement& element, std::string_view attribute, std::initializer_list<std::string_view> choices);
  bool Flag(const XmlElement& element, std::string_view attribute);
  int Number(const XmlElement& element, std::string_view attribute, int fallback);
  void Complain(const XmlElement& element, std::string_view attribute, std::string code, Text message);
  void ComplainAt(const XmlElement& element, std::string code, Text message);
  void ComplainAt(SourcePlace place, std::string code, Text message);
  [[nodiscard]] SourcePlace Place(const XmlElement& element, std::string_view attribute, int offset = 0) const;

 private:
  const XmlDocument& document_;
  std::vector<Finding>& findings_;
  bool ok_ = true;
};

// The blank-separated words of a text.
std::vector<std::string> WordsOf(std::string_view text);

// Fewest single-character edits from one name to another; for "did you mean".
int EditDistance(std::string_view a, std::string_view b);

}  // namespace juece
