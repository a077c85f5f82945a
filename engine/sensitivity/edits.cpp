// Which edits there are.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "sensitivity/edit.h"

namespace juece {
namespace {

constexpr const char* kOtherDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
constexpr const char* kOtherWords = "(另外的文字)";
constexpr const char* kSomebodyElse = "另一人";

// The days and parties that the whole subject tells of.
struct Known {
  std::set<Date> days;
  std::set<std::string> actors;
  std::set<std::string> roles;
  std::set<std::string> parties;
};

class Collector {
 public:
  explicit Collector(Known& known) : known_(known) {}

  void Take(const Subject& subject, const Vocabulary& words) {
    for (const SubjectEvent& event : subject.events) {
      if (event.date && event.date->exact()) known_.days.insert(event.date->first);
      if (!event.actor.empty()) known_.actors.insert(event.actor);
      if (!event.role.empty()) known_.roles.insert(event.role);
      if (const EventType* type = words.Find(event.event)) TakeMembers(type->members, event.data);
    }
    known_.parties.insert(known_.actors.begin(), known_.actors.end());
  }

 private:
  void TakeMembers(const std::vector<MemberType>& members, const Data& data) {
    for (const MemberType& member : members) {
      if (const Data* value = data.Find(member.name)) TakeValue(member, *value);
    }
  }

  void TakeValue(const MemberType& member, const Data& value) {
    for (const Data& item : value.AsList()) {
      if (item.is_map()) TakeMembers(member.items, item);
      else TakeText(member, item);
    }
    if (value.is_map()) TakeMembers(member.items, value);
    TakeText(member, value);
  }

  void TakeText(const MemberType& member, const Data& value) {
    if (const auto day = Date::Parse(value.AsText())) known_.days.insert(*day);
    if (member.says == MemberType::Says::kParty && !value.AsText().empty()) known_.parties.insert(value.AsText());
  }

  Known& known_;
};

class Editor {
 public:
  Editor(const Subject& subject, const Vocabulary& words, const StatuteBook& statutes, const WorkCalendar& calendar)
      : subject_(subject), words_(words), statutes_(statutes), calendar_(calendar) {
    Collector(known_).Take(subject, words);
  }

  std::vector<SubjectEdit> All() {
    for (std::size_t i = 0; i < subject_.events.size(); ++i) OfEvent(i);
    OfFacts();
    for (const auto& [setting, value] : subject_.settings) edits_.push_back({EditKind::kRemoveSetting, 0, setting, 0, {}});
    return std::move(edits_);
  }

 private:
  void Add(EditKind kind, std::string member = "", Data value = {}, std::size_t item = 0) {
    edits_.push_back({kind, at_, std::move(member), item, std::move(value)});
  }

  void OfEvent(std::size_t index) {
    at_ = index;
    const SubjectEvent& event = subject_.events[index];
    Add(EditKind::kDropEvent);
    if (event.date && event.date->exact()) OfDay(event.date->first, EditKind::kMoveDate, "");
    OfNames(known_.actors, event.actor, EditKind::kChangeActor);
    OfNames(known_.roles, event.role, EditKind::kChangeRole);
    if (const EventType* type = words_.Find(event.event)) OfMembers(type->members, event.data, "");
    for (std::size_t i = 0; i < event.materials.size(); ++i) {
      Add(EditKind::kDropMaterial, event.materials[i].kind, {}, i);
      Add(EditKind::kChangeDigest, event.materials[i].kind, kOtherDigest, i);
    }
    if (!event.late) Add(EditKind::kRegisterLate);
    Add(EditKind::kRegisterBare);
  }

  void OfNames(const std::set<std::string>& names, const std::string& now, EditKind kind) {
    for (const std::string& name : names) {
      if (name != now) Add(kind, "", name);
    }
    if (kind == EditKind::kChangeActor) Add(kind, "", kSomebodyElse);
    if (!now.empty()) Add(kind, "", "");
  }

  // One day past each other day that is told, and around the ends of the statutes' periods.
  void OfDay(Date own, EditKind kind, const std::string& member) {
    std::set<Date> days;
    for (const Date day : known_.days) {
      if (own <= day) days.insert(day.PlusDays(1));
      if (day <= own) days.insert(day.PlusDays(-1));
    }
    for (const Statute& statute : statutes_.statutes()) {
      for (const Clause& clause : statute.clauses) {
        for (const StatutoryPeriod& period : clause.periods) EndsOf(period, days);
      }
    }
    days.erase(own);
    for (const Date day : days) Add(kind, member, day.ToString());
  }

  void EndsOf(const StatutoryPeriod& period, std::set<Date>& days) {
    const std::string& name = subject_.events[at_].event;
    const auto unit = period.unit == "working-days" ? DayUnit::kWorkingDays : DayUnit::kCalendarDays;
    for (const SubjectEvent& other : subject_.events) {
      if (!other.date || (name != period.from && name != period.to)) continue;
      const bool forward = other.event == period.from;
      if (!forward && other.event != period.to) continue;
      const int amount = forward ? period.amount : -period.amount;
      const WorkCalendar::Answer end = calendar_.Add(other.date->first, amount, unit, FirstDay::kNotCounted, Roll::kNone);
      if (!end.due) continue;
      for (int around = -1; around <= 1; ++around) days.insert(end.due->due.PlusDays(around));
    }
  }

  void OfMembers(const std::vector<MemberType>& members, const Data& data, const std::string& holder) {
    for (const MemberType& member : members) {
      const Data* value = data.Find(member.name);
      const std::string pointer = holder + "/" + member.name;
      if (value == nullptr || value->is_null()) {
        OfAbsent(member, pointer);
        continue;
      }
      Add(EditKind::kRemoveMember, pointer);
      Add(EditKind::kBlankMember, pointer, member.type == "list" ? Data::EmptyList() : Data());
      OfValue(member, *value, pointer);
    }
  }

  // What could have been said: each word of a choice, yes and no, a text.
  void OfAbsent(const MemberType& member, const std::string& pointer) {
    for (const std::string& value : member.values) Add(EditKind::kChangeMember, pointer, value);
    if (member.type == "boolean") {
      Add(EditKind::kChangeMember, pointer, true);
      Add(EditKind::kChangeMember, pointer, false);
    } else if (member.type == "text" && member.values.empty()) {
      Add(EditKind::kChangeMember, pointer, member.says == MemberType::Says::kDigest ? kOtherDigest : kOtherWords);
    }
  }

  void OfValue(const MemberType& member, const Data& value, const std::string& pointer) {
    if (value.is_list()) return OfList(member, value.AsList(), pointer);
    if (value.is_map()) return OfMembers(member.items, value, pointer);
    if (value.is_bool()) return Add(EditKind::kChangeMember, pointer, !value.AsBool());
    if (value.is_number()) {
      Add(EditKind::kChangeMember, pointer, value.AsInteger() + 1);
      if (value.AsInteger() > 0) Add(EditKind::kChangeMember, pointer, value.AsInteger() - 1);
      return;
    }
    if (const auto day = Date::Parse(value.AsText()); day && member.type == "date") return OfDay(*day, EditKind::kChangeMember, pointer);
    OfText(member, value.AsText(), pointer);
  }

  void OfText(const MemberType& member, const std::string& now, const std::string& pointer) {
    if (!member.values.empty()) {
      for (const std::string& value : member.values) {
        if (value != now) Add(EditKind::kChangeMember, pointer, value);
      }
      return;
    }
    if (member.says == MemberType::Says::kParty) {
      for (const std::string& party : known_.parties) {
        if (party != now) Add(EditKind::kChangeMember, pointer, party);
      }
    }
    Add(EditKind::kChangeMember, pointer, member.says == MemberType::Says::kDigest ? kOtherDigest : kOtherWords);
  }

  void OfList(const MemberType& member, const Data::List& items, const std::string& pointer) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      Add(EditKind::kDropItem, pointer, {}, i);
      if (i + 1 < items.size() && !(items[i] == items[i + 1])) Add(EditKind::kSwapItems, pointer, {}, i);
      const std::string inner = fmt::format("{}/{}", pointer, i);
      if (items[i].is_map()) OfMembers(member.items, items[i], inner);
      else if (items[i].is_text()) OfText(member, items[i].AsText(), inner);
    }
  }

  void OfFacts() {
    at_ = 0;
    for (const VocabularyFact& fact : words_.facts()) {
      const auto known = subject_.facts.find(fact.id);
      const bool said = known != subject_.facts.end() && known->second.is_bool();
      if (said) Add(EditKind::kRemoveFact, fact.id);
      if (!said || !known->second.AsBool()) Add(EditKind::kChangeFact, fact.id, true);
      if (!said || known->second.AsBool()) Add(EditKind::kChangeFact, fact.id, false);
    }
  }

  const Subject& subject_;
  const Vocabulary& words_;
  const StatuteBook& statutes_;
  const WorkCalendar& calendar_;
  Known known_;
  std::size_t at_ = 0;
  std::vector<SubjectEdit> edits_;
};

}  // namespace

std::vector<SubjectEdit> EditsOf(const Subject& subject, const Vocabulary& words, const StatuteBook& statutes,
                                 const WorkCalendar& calendar) {
  return Editor(subject, words, statutes, calendar).All();
}

}  // namespace juece
