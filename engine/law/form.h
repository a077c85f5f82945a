// What the elements of a statute file look like, as tables. workflows/schema/statute.xsd says the same for XML editors, and a
// test keeps the two equal. Internal to the layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/text.h"
#include "xml/document.h"

namespace juece {

inline constexpr std::string_view kStatuteNamespace = "urn:juece:statute:1";

enum class StatuteValue {
  kText,       // anything but blanks
  kStatuteId,  // R713
  kId,         // legality-review-before-submission, draft, touches_market
  kIds,        // one or more, a blank between
  kDate,
  kArticle,  // 25, 25-2, 10-1-3
  kCount,    // 1 to 9999
  kBoolean,
  kDigest,  // "" or sha256:…
  kDocument,   // D706
  kWords,      // one or more, a blank between: D204, FC:8, powers
  kArticles,   // R713:31, one or more, a blank between
  kFactType,
  kClauseKind,
  kMilestone,
  kPeriodKind,
  kUnit,
  kAmount,         // 30, or 2/3
  kEnd,            // a date, or open
  kExceptionKind,
  kLevels,      // province city …, one or more, a blank between
  kExceptions,  // lawfully-undisclosed, or R713#lawfully-undisclosed; one or more, a blank between
};

struct StatuteAttribute {
  std::string_view name;
  StatuteValue value = StatuteValue::kText;
  bool required = true;
};

struct StatuteElement {
  std::string_view name;
  std::vector<StatuteAttribute> attributes;
  std::vector<std::string_view> children;
};

const StatuteElement* FindStatuteElement(std::string_view name);
bool Matches(StatuteValue form, std::string_view value);
Text Describe(StatuteValue form);  // "a date such as 2019-09-01"

// Words between single blanks.
std::vector<std::string> SplitIds(std::string_view text);

// Collects the findings of one statute file. Borrows both.
class StatuteReporter {
 public:
  StatuteReporter(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), findings_(findings) {}
  void Error(std::string_view code, SourcePlace place, Text message);
  void Error(std::string_view code, const XmlElement& element, Text message);
  void Error(std::string_view code, const XmlAttribute& attribute, Text message);
  [[nodiscard]] const XmlDocument& document() const { return document_; }

 private:
  const XmlDocument& document_;
  std::vector<Finding>& findings_;
};

// Reports what departs from the form in `element` and below: unknown-element, unknown-attribute, missing-attribute, bad-value.
void CheckStatuteForm(const StatuteElement& form, const XmlElement& element, StatuteReporter& reporter);

}  // namespace juece
