#include "compliance/xml_fields.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace juece {

void XmlFields::Allow(const XmlElement& element, std::initializer_list<std::string_view> known) {
  for (const XmlAttribute& attribute : element.attributes) {
    if (std::find(known.begin(), known.end(), attribute.name) == known.end() && attribute.name.find(':') == std::string::npos) {
      if (known.size() == 0) {
        ComplainAt(document_.PlaceOf(attribute), "unknown-element",
                   {fmt::format("<{}> 不应有属性,但此处为“{}”", element.name, attribute.name),
                    fmt::format("Expected <{}> to have no attributes, but found '{}'", element.name, attribute.name)});
        continue;
      }
      ComplainAt(document_.PlaceOf(attribute), "unknown-element",
                 {fmt::format("<{}> 的属性应为 {} 之一,但此处为“{}”", element.name, fmt::join(known, " "), attribute.name),
                  fmt::format("Expected <{}> to have only the attributes {}, but found '{}'", element.name,
                              fmt::join(known, " "), attribute.name)});
    }
  }
}

std::string XmlFields::Need(const XmlElement& element, std::string_view attribute) {
  const std::string_view value = element.Get(attribute);
  if (value.empty()) {
    ComplainAt(element, "bad-configuration",
               {fmt::format("<{}> 应写明属性 {},但没有", element.name, attribute),
                fmt::format("Expected <{}> to have the attribute '{}', but it has none", element.name, attribute)});
  }
  return std::string(value);
}

std::string XmlFields::Choice(const XmlElement& element, std::string_view attribute,
                              std::initializer_list<std::string_view> choices) {
  const std::string_view value = element.Get(attribute, *choices.begin());
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    Complain(element, attribute, "bad-configuration",
             {fmt::format("{} 应为 {} 之一,但此处为“{}”", attribute, fmt::join(choices, " "), value),
              fmt::format("Expected {} to be one of {}, but found '{}'", attribute, fmt::join(choices, " "), value)});
  }
  return std::string(value);
}

bool XmlFields::Flag(const XmlElement& element, std::string_view attribute) {
  return Choice(element, attribute, {"false", "true"}) == "true";
}

int XmlFields::Number(const XmlElement& element, std::string_view attribute, int fallback) {
  const std::string_view value = element.Get(attribute);
  if (value.empty()) {
    return fallback;
  }
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < 0) {
    Complain(element, attribute, "bad-configuration",
             {fmt::format("{} 应为整数,但此处为“{}”", attribute, value),
              fmt::format("Expected {} to be a whole number, but found '{}'", attribute, value)});
  }
  return number;
}

void XmlFields::Complain(const XmlElement& element, std::string_view attribute, std::string code, Text message) {
  ComplainAt(Place(element, attribute), std::move(code), std::move(message));
}

void XmlFields::ComplainAt(const XmlElement& element, std::string code, Text message) {
  ComplainAt(document_.PlaceOf(element), std::move(code), std::move(message));
}

void XmlFields::ComplainAt(SourcePlace place, std::string code, Text message) {
  ok_ = false;
  Finding finding;
  finding.code = std::move(code);
  finding.message = std::move(message);
  finding.place = std::move(place);
  findings_.push_back(std::move(finding));
}

SourcePlace XmlFields::Place(const XmlElement& element, std::string_view attribute, int offset) const {
  const XmlAttribute* found = element.Attribute(attribute);
  return found == nullptr ? document_.PlaceOf(element) : document_.PlaceOf(found->line, found->value_column + offset);
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) {
    words.push_back(std::move(word));
  }
  return words;
}

int EditDistance(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 64;  // names are short; a hostile text must not cost a square of megabytes
  if (a.size() > kLongest || b.size() > kLongest) {
    return static_cast<int>(std::max(a.size(), b.size()));
  }
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = std::exchange(row[0], static_cast<int>(i) + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int keep = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({keep, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace juece
