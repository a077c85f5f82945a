// Admit for taking personal values out of the record.
#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"
#include "process/admit.h"

namespace juece {
namespace {

using Answer = std::optional<Rejection>;

// Shorter texts stand in any sentence by chance.
constexpr std::size_t kTellingCharacters = 2;

std::string KnownIn(const Dossier& dossier, std::int64_t position) {
  std::string known;
  for (const auto& [place, value] : dossier.personal()) {
    if (place.position == position) known.append(known.empty() ? "" : ", ").append(place.pointer);
  }
  return known;
}

// What stands at a place that is no personal value.
Text FoundAt(const Dossier& dossier, const PersonalPlace& place) {
  for (const RecordedAction& action : dossier.actions()) {
    if (action.position != place.position && action.data_position != place.position) continue;
    const bool there = place.pointer.starts_with("/data") && action.data.At(std::string_view(place.pointer).substr(5)) != nullptr;
    if (there) return {"不是个人信息", "is none"};
  }
  return {"不存在", "is not there"};
}

Answer CheckPlace(const Dossier& dossier, const PersonalPlace& place) {
  const Text position = Same(std::to_string(place.position));
  const auto found = dossier.personal().find(place);
  if (found == dossier.personal().end()) {
    const std::string known = KnownIn(dossier, place.position);
    return Refuse("not-personal", "",
                  {{"position", position}, {"pointer", Same(place.pointer)}, {"found", FoundAt(dossier, place)},
                   {"known", known.empty() ? Text{"无", "none"} : Same(known)}});
  }
  if (found->second.redacted == 0 && !found->second.value.empty()) return std::nullopt;
  return Refuse("already-redacted", "",
                {{"position", position}, {"pointer", Same(place.pointer)}, {"by", Same(std::to_string(found->second.redacted))}});
}

bool Repeats(const std::string& text, const std::string& canonical) {
  const auto value = ParseJson(canonical);
  if (!value || !value->is_text()) return false;
  return CountUtf8(value->AsText()) >= kTellingCharacters && text.find(value->AsText()) != std::string::npos;
}

}  // namespace

Answer AdmitRedact(const View& view, const Command& command, const RedactPersonal& redact) {
  if (redact.values.empty()) return Refuse("nothing-to-redact", "", {});
  const Dossier& dossier = view.dossier();
  for (const PersonalPlace& place : redact.values) {
    if (auto no = CheckPlace(dossier, place)) return no;
  }
  // What is redacted here would otherwise begin its stay again, one entry further on.
  for (const PersonalPlace& place : redact.values) {
    const std::string& value = dossier.personal().at(place).value;
    if (Repeats(command.authority, value)) return Refuse("redaction-repeats-value", "", {{"where", Text{"依据", "the authority"}}});
    if (Repeats(command.reason, value)) return Refuse("redaction-repeats-value", "", {{"where", Text{"理由", "the reason"}}});
    if (command.late && Repeats(command.late->reason, value)) {
      return Refuse("redaction-repeats-value", "", {{"where", Text{"补录理由", "the reason of the late registration"}}});
    }
  }
  return std::nullopt;
}

}  // namespace juece
