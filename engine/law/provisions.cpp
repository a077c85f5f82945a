#include "law/provisions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "law/statute.h"

namespace juece {
namespace {

struct KindName {
  std::string_view id;
  Text title;
};

const std::array<KindName, 5>& KindNames() {
  static const std::array<KindName, 5> names{{{"carve-out", {"除外", "carve-out"}},
                                              {"replacement", {"另行规定代替", "replacement"}},
                                              {"not-applicable", {"不适用", "not applicable"}},
                                              {"proviso", {"但书(附条件放宽)", "proviso"}},
                                              {"savings", {"保留", "savings"}}}};
  return names;
}

}  // namespace

std::string_view ToString(ExceptionKind kind) { return KindNames()[static_cast<std::size_t>(kind)].id; }
Text TitleOf(ExceptionKind kind) { return KindNames()[static_cast<std::size_t>(kind)].title; }

std::optional<ExceptionKind> ParseExceptionKind(std::string_view name) {
  const auto& names = KindNames();
  const auto found = std::find_if(names.begin(), names.end(), [&](const KindName& known) { return known.id == name; });
  return found == names.end() ? std::nullopt : std::optional(static_cast<ExceptionKind>(found - names.begin()));
}

std::optional<ExceptionRef> ExceptionRef::Parse(std::string_view text) {
  const std::size_t mark = text.find('#');
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == text.size()) return std::nullopt;
  return ExceptionRef{std::string(text.substr(0, mark)), std::string(text.substr(mark + 1))};
}

const ParameterValue* Parameter::On(Date day) const {
  const auto found = std::find_if(values.begin(), values.end(), [&](const ParameterValue& value) { return value.HoldsOn(day); });
  return found == values.end() ? nullptr : &*found;
}

const LegalException* Statute::FindException(std::string_view exception) const {
  for (const Clause& clause : clauses) {
    for (const LegalException& one : clause.exceptions) {
      if (one.id == exception) return &one;
    }
  }
  return nullptr;
}

const Parameter* Statute::FindParameter(std::string_view parameter) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.id == parameter; });
  return found == parameters.end() ? nullptr : &*found;
}

const Governance* Statute::GovernanceOf(const Clause& clause) const {
  if (clause.governance) return &*clause.governance;
  return governance ? &*governance : nullptr;
}

const LegalException* StatuteBook::Find(const ExceptionRef& exception) const {
  const Statute* statute = Find(exception.statute);
  return statute == nullptr ? nullptr : statute->FindException(exception.id);
}

}  // namespace juece
