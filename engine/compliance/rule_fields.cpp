#include "compliance/rule_fields.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/xml_fields.h"

namespace juece {
namespace {

MemberType Plain(std::string name, std::string type) {
  MemberType member;
  member.name = std::move(name);
  member.type = std::move(type);
  return member;
}

}  // namespace

// "event/member" or "event/list/member"; "event/@actor" is who acted.
std::vector<DataPath> RuleFields::Paths(const XmlElement& element, std::string_view attribute) {
  std::vector<DataPath> paths;
  for (const std::string& word : WordsOf(element.Get(attribute))) {
    const std::size_t first = word.find('/');
    const std::size_t second = first == std::string::npos ? first : word.find('/', first + 1);
    DataPath path{word.substr(0, first), first == std::string::npos ? "" : word.substr(first + 1, second - first - 1),
                  second == std::string::npos ? "" : word.substr(second + 1)};
    const EventType* event = vocabulary_->Find(path.event);
    if (event == nullptr || (path.member != "@actor" && event->Find(path.member) == nullptr)) {
      fields_.Complain(element, attribute, "unknown-reference",
                       {"应为“事件/成员”,但“" + word + "”不在词汇表中",
                        "Expected event/member of the vocabulary, but '" + word + "' is not in it"});
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

EventPattern RuleFields::Pattern(const XmlElement& element, std::string_view names, std::string_view where, bool needed) {
  EventPattern pattern;
  pattern.events = Events(element, names);
  if (needed && pattern.events.empty() && element.name != "disjoint") {
    (void)fields_.Need(element, names);
  }
  pattern.where = ReadGuard(element, where, MembersOf(pattern.events));
  return pattern;
}

std::vector<std::string> RuleFields::Events(const XmlElement& element, std::string_view attribute) {
  std::vector<std::string> names = WordsOf(element.Get(attribute));
  for (const std::string& name : names) {
    if (vocabulary_->Find(name) == nullptr) {
      const std::string nearest = vocabulary_->Nearest(name);
      fields_.Complain(element, attribute, "unknown-reference",
                       {fmt::format("应为词汇表中的事件,但“{}”不是{}", name, nearest.empty() ? "" : ";是否为 " + nearest),
                        fmt::format("Expected an event of the vocabulary, but '{}' is none{}", name,
                                    nearest.empty() ? "" : "; did you mean " + nearest)});
    }
  }
  return names;
}

std::vector<MemberType> RuleFields::MembersOf(const std::vector<std::string>& events) const {
  std::vector<MemberType> members;
  for (const std::string& name : events) {
    if (const EventType* event = vocabulary_->Find(name)) {
      members.insert(members.end(), event->members.begin(), event->members.end());
      for (const MemberType& member : event->members) {
        if (member.type == "list") {
          members.push_back(Plain(member.name + std::string(kCountSuffix), "number"));
        }
      }
    }
  }
  members.push_back(Plain("actor_role", "text"));
  members.push_back(Plain("actor", "text"));
  return members;
}

const MemberType* RuleFields::FindMember(const std::vector<MemberType>& members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(), [&](const MemberType& m) { return m.name == name; });
  return found == members.end() ? nullptr : &*found;
}

std::optional<Guard> RuleFields::ReadGuard(const XmlElement& element, std::string_view attribute, const std::vector<MemberType>& members) {
  return ParseGuard(element, attribute, [&](std::string_view name) -> std::optional<FactType> {
    const MemberType* member = FindMember(members, name);
    return member == nullptr ? std::nullopt : ParseFactType(member->type);
  });
}

std::optional<Guard> RuleFields::FactGuard(const XmlElement& element, std::string_view attribute) {
  return ParseGuard(element, attribute, [this](std::string_view name) -> std::optional<FactType> {
    const VocabularyFact* fact = vocabulary_->FindFact(name);
    return fact == nullptr ? std::nullopt : std::optional(fact->type);
  });
}

std::optional<Guard> RuleFields::ParseGuard(const XmlElement& element, std::string_view attribute, const FactTypes& types) {
  const XmlAttribute* text = element.Attribute(attribute);
  if (text == nullptr) {
    return std::nullopt;
  }
  GuardProblem problem;
  auto guard = Guard::Parse(text->value, types, problem);
  if (!guard) {
    fields_.ComplainAt(fields_.Place(element, attribute, problem.offset), "guard-type", problem.message);
  }
  return guard;
}

std::string RuleFields::MemberName(const XmlElement& element, std::string_view attribute, const std::vector<MemberType>& scope) {
  std::string name(element.Get(attribute));
  if (!name.empty() && FindMember(scope, name) == nullptr) {
    fields_.Complain(element, attribute, "unknown-reference",
                     {fmt::format("{} 应为数据中的成员,但“{}”不是", attribute, name),
                      fmt::format("Expected {} to name a member of the data, but '{}' is none", attribute, name)});
  }
  return name;
}

std::string RuleFields::SettingName(const XmlElement& element, std::string_view attribute) {
  std::string name = fields_.Need(element, attribute);
  if (vocabulary_->FindSetting(name) == nullptr) {
    fields_.Complain(element, attribute, "unknown-reference",
                     {fmt::format("{} 应为词汇表中的设置,但“{}”不是", attribute, name),
                      fmt::format("Expected {} to name a setting of the vocabulary, but '{}' is none", attribute, name)});
  }
  return name;
}

void RuleFields::Unknown(const XmlElement& element, std::string_view expected) {
  fields_.ComplainAt(element, "unknown-element",
                     {fmt::format("此处应为 {},但为 <{}>", expected, element.name),
                      fmt::format("Expected one of {} here, but found <{}>", expected, element.name)});
}

}  // namespace juece
