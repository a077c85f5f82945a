// Any bytes as XML: read into a tree whose places lie in the text, or refused with a finding that
// says where and why.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "xml/document.h"

namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

// Every place points at the thing itself.
void CheckPlaces(const juece::XmlDocument& document, const juece::XmlElement& element, int depth) {
  Require(depth <= juece::XmlLimits{}.max_depth);
  const juece::SourcePlace place = document.PlaceOf(element);
  Require(place.line >= 1 && place.column >= 1);
  const std::string& line = place.line_text;
  std::size_t at = 0;
  for (int column = 1; column < place.column && at < line.size(); ++column)
    at += juece::DecodeUtf8(line, at).size;
  Require(at >= line.size() || line[at] == '<');
  Require(juece::FindInvalidUtf8(element.text) == std::string::npos);
  for (const auto& child : element.children) CheckPlaces(document, *child, depth + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<juece::Finding> findings;
  const auto document =
      juece::ParseXml(std::string(reinterpret_cast<const char*>(data), size), "f.xml", findings);
  Require((document == nullptr) == !findings.empty());
  for (const juece::Finding& finding : findings) {
    Require(finding.code == "unreadable" && !finding.message.zh.empty() &&
            !finding.message.en.empty());
    Require(finding.place.line >= 1 && finding.place.column >= 1);
    Require(juece::FindInvalidUtf8(ToText(finding, juece::Language::kChinese)) ==
            std::string::npos);
  }
  if (document != nullptr) CheckPlaces(*document, document->root(), 1);
  return 0;
}
