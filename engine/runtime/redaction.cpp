#include "runtime/redaction.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/json.h"
#include "base/utf8.h"
#include "catalog/schema.h"
#include "record/personal.h"

namespace juece {
namespace {

constexpr std::string_view kHiddenZh = "〔个人信息〕";
constexpr std::string_view kHiddenEn = "[personal]";
constexpr std::size_t kTellingCharacters = 2;  // one character stands in any sentence by chance

void CollectTexts(const Data& value, std::set<std::string>& texts) {
  if (value.is_text() && CountUtf8(value.AsText()) >= kTellingCharacters) texts.insert(value.AsText());
  for (const Data& item : value.AsList()) CollectTexts(item, texts);
  for (const Member& member : value.AsMap()) CollectTexts(member.value, texts);
}

}  // namespace

std::optional<PersonalPlace> ParsePersonalPlace(std::string_view text) {
  PersonalPlace place;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place.position);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || used >= text.size() || text[used] != ':') return std::nullopt;
  place.pointer = text.substr(used + 1);
  if (!place.pointer.starts_with('/')) return std::nullopt;
  return place;
}

Result<std::vector<PersonalPlace>> SelectPersonal(EventStore& store, std::string_view dossier, const PersonalSelection& selection) {
  const auto events = store.Read(dossier);
  if (!events) return events.error();
  std::set<PersonalPlace> places(selection.places.begin(), selection.places.end());
  for (const std::string& person : selection.persons) {
    for (PersonalPlace& place : PlacesOfPerson(*events, person)) places.insert(std::move(place));
  }
  const std::vector<PersonalEntry> entries = PersonalEntries(*events);
  for (const std::int64_t position : selection.positions) {
    std::vector<PersonalPlace> all;
    std::vector<PersonalPlace> there;
    for (const PersonalEntry& entry : entries) {
      if (entry.place.position != position) continue;
      all.push_back(entry.place);
      if (!entry.value.empty()) there.push_back(entry.place);
    }
    const std::vector<PersonalPlace>& meant = there.empty() ? all : there;
    places.insert(meant.begin(), meant.end());
    if (all.empty()) places.insert({position, "/data"});
  }
  return std::vector<PersonalPlace>(places.begin(), places.end());
}

PersonalMask::PersonalMask(const Dossier& dossier, const Data* schema, const Data* data) {
  std::set<std::string> texts;
  for (const auto& [place, personal] : dossier.personal()) {
    if (personal.value.empty()) continue;
    if (const auto value = ParseJson(personal.value)) CollectTexts(*value, texts);
  }
  if (schema != nullptr && data != nullptr) {
    for (const std::string& pointer : PersonalPointers(*schema, *data)) {
      if (const Data* value = data->At(pointer)) CollectTexts(*value, texts);
    }
  }
  texts_.assign(texts.begin(), texts.end());
  std::stable_sort(texts_.begin(), texts_.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

void PersonalMask::Hide(std::string& text, std::string_view instead) const {
  if (text.empty()) return;
  for (const std::string& hidden : texts_) {
    for (std::size_t at = text.find(hidden); at != std::string::npos; at = text.find(hidden, at + instead.size())) {
      text.replace(at, hidden.size(), instead);
    }
  }
}

void PersonalMask::Hide(Text& text) const {
  Hide(text.zh, kHiddenZh);
  Hide(text.en, kHiddenEn);
}

void PersonalMask::Hide(EventBody& body) const {
  if (auto* noted = std::get_if<FindingNoted>(&body)) return Hide(noted->message);
  if (auto* opened = std::get_if<TaskOpened>(&body)) return Hide(opened->title);
  if (auto* raised = std::get_if<IncidentRaised>(&body)) return Hide(raised->reason, kHiddenZh);
  if (auto* left = std::get_if<StepLeft>(&body)) return Hide(left->reason, kHiddenZh);
  if (auto* extended = std::get_if<ReviewExtended>(&body)) return Hide(extended->reason, kHiddenZh);
}

Rejection PersonalMask::Hidden(Rejection rejection) const {
  Hide(rejection.message);
  return rejection;
}

}  // namespace juece
