// A finding: one thing that a check has to say, with its place, article, witness and evidence. The shape `F` of every report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/text.h"

namespace juece {

enum class Severity { kError, kWarning, kNote };  // 阻断, 预警, 提示

// Where in a text. Lines and columns count from 1; columns count characters (code points), not bytes. 0: unknown.
struct SourcePlace {
  std::string file;
  int line = 0;
  int column = 0;
  std::string line_text;  // the source line, for the caret
};

struct Finding {
  std::string code;  // kebab-case, documented under docs/findings
  Severity severity = Severity::kError;
  Text message;
  SourcePlace place;
  std::string step;
  std::string article;
  std::vector<std::string> witness;   // step ids of a shortest offending run
  std::vector<std::string> evidence;  // positions or material ids
};

std::string_view ToString(Severity severity);
// The JSON shape F; absent members are left out.
Data ToData(const Finding& finding, Language language);
// "file:line:column: 阻断: message [code]", the source line, a caret under the column (wide characters count two cells).
std::string ToText(const Finding& finding, Language language);
bool HasError(const std::vector<Finding>& findings);

}  // namespace juece
