// The refusals that the engine itself can utter: one table of codes and sentences, from which both the answers and the reference
// page (docs/reference/rejections.md) are made.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "definition/definition.h"
#include "record/rejection.h"

namespace juece {

// How far the command `override` may set a refusal aside.
enum class OverrideRule { kNever, kGate, kPerson };

struct RejectionCode {
  std::string_view code;
  std::string_view zh;  // with {placeholders}
  std::string_view en;
  OverrideRule override_rule = OverrideRule::kNever;
};

// Every code, in the order of the reference page.
std::span<const RejectionCode> RejectionCodes();
const RejectionCode* FindRejectionCode(std::string_view code);

using RefusalPart = std::pair<std::string_view, Text>;

// The sentence of `code` with its placeholders filled in, and the article behind it where there is one. The code must exist.
Rejection Refuse(std::string_view code, std::string_view article, std::initializer_list<RefusalPart> parts);

// The same in both languages: ids, dates, names.
inline Text Same(std::string value) { return {value, value}; }
// The first article of a list as text, "" where there is none.
std::string FirstArticle(const Articles& articles);

}  // namespace juece
