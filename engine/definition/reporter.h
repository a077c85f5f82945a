// Collects the findings of one document, each with its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "xml/document.h"

namespace juece {

// Borrows the document and the list. Not synchronised.
class Reporter {
 public:
  Reporter(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), findings_(findings) {}

  void Error(std::string_view code, SourcePlace place, Text message, std::string step = "");
  void Error(std::string_view code, const XmlElement& element, Text message, std::string step = "");
  void Error(std::string_view code, const XmlAttribute& attribute, Text message, std::string step = "");
  [[nodiscard]] const XmlDocument& document() const { return document_; }

 private:
  const XmlDocument& document_;
  std::vector<Finding>& findings_;
};

// Findings from index `from` on, by line and column: the checks run one after another, a reader of the report goes from top to bottom.
void SortByPlace(std::vector<Finding>& findings, std::size_t from);

// The candidate that is one slip away from `word` (a letter more, less, other or swapped), or "".
std::string Nearest(std::string_view word, const std::vector<std::string_view>& candidates);
// ";是否想写“x”?" / "; did you mean \"x\"?", empty where nothing is near.
Text Suggest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace juece
