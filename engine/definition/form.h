// The grammar of a definition as tables: which attributes and children an element has, and how their values look. The same
// tables answer "what was expected"; definition.xsd and overlay.xsd say the same for XML editors, and a test keeps them equal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "definition/reporter.h"
#include "xml/document.h"

namespace juece {

inline constexpr std::string_view kDefinitionNamespace = "urn:juece:definition:1";

enum class ValueForm {
  kText,         // anything but blanks
  kId,           // [a-z][a-z0-9_]*
  kIds,          // blank-separated
  kProcedureId,  // [a-z][a-z0-9_.-]*
  kProcedureIds,
  kVersion,      // 1.2.3
  kArticles,     // STATUTE:ARTICLE[-PARAGRAPH[-ITEM]], blank-separated
  kStatutes,     // blank-separated
  kWord,         // [A-Za-z0-9_.-]+
  kWords,
  kKind,         // a document kind: D302
  kBoolean,      // true | false
  kAmount,       // 1 to 9999
  kEvent,        // [step/]event
  kPointer,      // JSON pointer
  kEventPointer, // event/pointer
  kChoice,       // one of `choices`
  kChoiceOrSetting,  // one of `choices`, or @setting
  kDate,
  kDigest,  // sha256:… or sm3:…
};

struct AttributeForm {
  std::string_view name;
  ValueForm form = ValueForm::kText;
  bool required = false;
  std::vector<std::string_view> choices;
};

struct ElementForm;

struct ChildForm {
  const ElementForm* form = nullptr;
  int least = 0;
  int most = 0;  // 0: any number
  int rank = 0;  // children of a higher rank come after those of a lower one
};

struct ElementForm {
  std::string_view name;
  std::vector<AttributeForm> attributes;
  std::vector<ChildForm> children;
  bool text = false;  // character data allowed
};

// The forms of the two document elements: a definition, and a local rule that changes one.
const ElementForm& ProcedureForm();
const ElementForm& OverlayForm();

bool Matches(const AttributeForm& form, std::string_view value);
Text Describe(const AttributeForm& form);

// Reports every departure of the tree from its form: unknown-element, unknown-attribute, missing-element, missing-attribute,
// misplaced-element, bad-value.
void CheckForm(const ElementForm& form, const XmlElement& element, Reporter& reporter);

// Blank-separated words.
std::vector<std::string> SplitWords(std::string_view text);

}  // namespace juece
