#include "sensitivity/edit.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace juece {
namespace {

struct KindNames {
  EditKind kind;
  std::string_view id;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array kKinds{
    KindNames{EditKind::kDropEvent, "drop-event", "没有这件事", "did not happen"},
    KindNames{EditKind::kMoveDate, "move-date", "改日期", "another day"},
    KindNames{EditKind::kChangeActor, "change-actor", "换人办理", "somebody else acts"},
    KindNames{EditKind::kChangeRole, "change-role", "换身份办理", "another role acts"},
    KindNames{EditKind::kRemoveMember, "remove-member", "未写", "not said"},
    KindNames{EditKind::kBlankMember, "blank-member", "写明没有", "said to be none"},
    KindNames{EditKind::kChangeMember, "change-member", "改内容", "says something else"},
    KindNames{EditKind::kDropItem, "drop-item", "少一项", "an item less"},
    KindNames{EditKind::kSwapItems, "swap-items", "相邻两项对调", "two items change places"},
    KindNames{EditKind::kDropMaterial, "drop-material", "缺材料", "a document is missing"},
    KindNames{EditKind::kChangeDigest, "change-digest", "材料换成别的文本", "a document is another text"},
    KindNames{EditKind::kRegisterLate, "register-late", "补录(有材料)", "registered late, with its documents"},
    KindNames{EditKind::kRegisterBare, "register-bare", "补录(无材料)", "registered late, without a document"},
    KindNames{EditKind::kRemoveFact, "remove-fact", "事实未知", "fact not known"},
    KindNames{EditKind::kChangeFact, "change-fact", "事实相反", "fact the other way round"},
    KindNames{EditKind::kRemoveSetting, "remove-setting", "设置未给出", "setting not given"},
};

const KindNames& NamesOf(EditKind kind) {
  for (const KindNames& names : kKinds) {
    if (names.kind == kind) return names;
  }
  return kKinds.front();
}

// The list or map that holds what `pointer` points to, and the name or index there.
std::pair<std::string, std::string> Split(const std::string& pointer) {
  const std::size_t slash = pointer.rfind('/');
  return {pointer.substr(0, slash), pointer.substr(slash + 1)};
}

void Replace(Data& data, const std::string& pointer, Data value) {
  if (Data* place = data.At(pointer)) {
    *place = std::move(value);
    return;
  }
  const auto [holder, name] = Split(pointer);
  if (Data* map = data.At(holder)) map->Set(name, std::move(value));
}

void Remove(Data& data, const std::string& pointer) {
  const auto [holder, name] = Split(pointer);
  if (Data* map = data.At(holder)) map->Remove(name);
}

void EditItems(Data& data, const SubjectEdit& edit) {
  Data* list = data.At(edit.member);
  if (list == nullptr) return;
  Data::List items = list->AsList();
  if (edit.kind == EditKind::kDropItem) {
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(edit.item));
  } else {
    std::swap(items[edit.item], items[edit.item + 1]);
  }
  *list = Data(std::move(items));
}

// The time of day stays, so that what happened on one day keeps its order.
void MoveTo(SubjectEvent& event, Date day) {
  if (event.instant && event.date) {
    constexpr std::int64_t kDayMs = std::int64_t{24} * 60 * 60 * 1000;
    event.instant = Instant(event.instant->unix_ms() + (day - event.date->first) * kDayMs, event.instant->offset_minutes());
  }
  event.date = DateRange{day, day};
}

void EditEvent(SubjectEvent& event, const SubjectEdit& edit) {
  switch (edit.kind) {
    case EditKind::kMoveDate:
      MoveTo(event, Date::Parse(edit.value.AsText()).value_or(Date{}));
      return;
    case EditKind::kChangeActor:
      event.actor = edit.value.AsText();
      return;
    case EditKind::kChangeRole:
      event.role = edit.value.AsText();
      return;
    case EditKind::kRemoveMember:
      return Remove(event.data, edit.member);
    case EditKind::kBlankMember:
    case EditKind::kChangeMember:
      return Replace(event.data, edit.member, edit.value);
    case EditKind::kDropItem:
    case EditKind::kSwapItems:
      return EditItems(event.data, edit);
    case EditKind::kDropMaterial:
      event.materials.erase(event.materials.begin() + static_cast<std::ptrdiff_t>(edit.item));
      return;
    case EditKind::kChangeDigest:
      event.materials[edit.item].digest = edit.value.AsText();
      return;
    case EditKind::kRegisterBare:
      event.materials.clear();
      event.late = LateRegistration{"漏记", "办公室主任"};
      return;
    case EditKind::kRegisterLate:
      event.late = LateRegistration{"漏记", "办公室主任"};
      return;
    default:
      return;
  }
}

Text TitleOfMember(const SubjectEdit& edit, const EventType* type) {
  Text title;
  const std::vector<MemberType>* members = type == nullptr ? nullptr : &type->members;
  std::string path = MemberName(edit);
  while (!path.empty() && members != nullptr) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string name = path.substr(0, end);
    path.erase(0, std::min(end + 1, path.size()));
    const std::vector<MemberType>* inner = nullptr;
    for (const MemberType& member : *members) {
      if (member.name != name) continue;
      title = {title.zh + (title.zh.empty() ? "" : "·") + member.title.zh, title.en + (title.en.empty() ? "" : "/") + member.title.In(Language::kEnglish)};
      inner = &member.items;
    }
    members = inner;
  }
  return title.empty() ? Text{edit.member, edit.member} : title;
}

std::string Shown(const Data& value) {
  if (value.is_bool()) return value.AsBool() ? "true" : "false";
  if (value.is_number()) return fmt::format("{}", value.AsInteger());
  return value.AsText();
}

// "a becomes b", or what the kind says where there is no new value.
Text Becomes(const SubjectEdit& edit, const Text& what) {
  const KindNames& names = NamesOf(edit.kind);
  const std::string value = Shown(edit.value);
  const std::string zh = what.zh + (what.zh.empty() ? "" : ":");
  const std::string en = what.en + (what.en.empty() ? "" : ": ");
  if (value.empty()) return {zh + std::string(names.zh), en + std::string(names.en)};
  return {zh + "改为 " + value, en + "becomes " + value};
}

Text WhatOf(const SubjectEdit& edit, const SubjectEvent& event, const EventType* type) {
  switch (edit.kind) {
    case EditKind::kMoveDate:
      return {"日期", "date"};
    case EditKind::kChangeActor:
      return {"办理人", "actor"};
    case EditKind::kChangeRole:
      return {"身份", "role"};
    case EditKind::kDropMaterial:
    case EditKind::kChangeDigest:
      return {edit.member + event.materials[edit.item].title, edit.member + " " + event.materials[edit.item].title};
    case EditKind::kDropEvent:
    case EditKind::kRegisterLate:
    case EditKind::kRegisterBare:
      return {};
    default:
      return TitleOfMember(edit, type);
  }
}

}  // namespace

std::string_view ToString(EditKind kind) { return NamesOf(kind).id; }

Text TitleOf(EditKind kind) { return {std::string(NamesOf(kind).zh), std::string(NamesOf(kind).en)}; }

Subject Edited(const Subject& subject, const SubjectEdit& edit) {
  Subject edited = subject;
  switch (edit.kind) {
    case EditKind::kDropEvent:
      edited.events.erase(edited.events.begin() + static_cast<std::ptrdiff_t>(edit.event));
      break;
    case EditKind::kRemoveFact:
      edited.facts.erase(edit.member);
      break;
    case EditKind::kChangeFact:
      edited.facts[edit.member] = edit.value;
      break;
    case EditKind::kRemoveSetting:
      edited.settings.erase(edit.member);
      break;
    default:
      EditEvent(edited.events[edit.event], edit);
  }
  return edited;
}

std::string MemberName(const SubjectEdit& edit) {
  std::string name;
  std::size_t at = 0;
  while (at < edit.member.size()) {
    at += edit.member[at] == '/' ? 1 : 0;
    const std::size_t end = std::min(edit.member.find('/', at), edit.member.size());
    const std::string part = edit.member.substr(at, end - at);
    if (part.find_first_not_of("0123456789") != std::string::npos) name += (name.empty() ? "" : "/") + part;
    at = end;
  }
  return name;
}

Text Describe(const SubjectEdit& edit, const Subject& subject, const Vocabulary& words) {
  if (!edit.OfEvent()) {
    const VocabularyFact* fact = words.FindFact(edit.member);
    const VocabularySetting* setting = words.FindSetting(edit.member);
    const Text title = fact != nullptr ? fact->title : setting != nullptr ? setting->title : Text{edit.member, edit.member};
    return Becomes(edit, {"“" + title.zh + "”", "'" + title.In(Language::kEnglish) + "'"});
  }
  const SubjectEvent& event = subject.events[edit.event];
  const EventType* type = words.Find(event.event);
  const Text title = type == nullptr ? Text{event.event, event.event} : type->title;
  const std::string day = event.date ? event.date->ToString() : "";
  const Text change = Becomes(edit, WhatOf(edit, event, type));
  return {fmt::format("“{}”({}){}", title.zh, day.empty() ? "日期不明" : day, change.zh),
          fmt::format("'{}' ({}) {}", title.In(Language::kEnglish), day.empty() ? "date unknown" : day, change.en)};
}

}  // namespace juece
