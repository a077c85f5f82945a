#include "compliance/vocabulary.h"

#include <utility>

#include <fmt/format.h>

#include "compliance/xml_fields.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr int kNearEnough = 6;

Text TitleFrom(const XmlElement& element) { return {std::string(element.Get("zh")), std::string(element.Get("en"))}; }

MemberType ReadMember(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"name", "type", "values", "default", "zh", "en"});
  MemberType member;
  member.name = fields.Need(element, "name");
  member.type = fields.Choice(element, "type", {"text", "boolean", "number", "date", "list", "object"});
  member.values = WordsOf(element.Get("values"));
  member.fallback = element.Get("default");
  member.title = TitleFrom(element);
  for (const auto& item : element.children) {
    member.items.push_back(ReadMember(*item, fields));
  }
  return member;
}

EventType ReadEvent(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"name", "step", "action", "zh", "en"});
  EventType event;
  event.name = fields.Need(element, "name");
  event.step = element.Get("step");
  event.action = element.Get("action");
  event.title = TitleFrom(element);
  for (const auto& child : element.children) {
    event.members.push_back(ReadMember(*child, fields));
  }
  return event;
}

VocabularyFact ReadFact(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"id", "type", "zh", "en"});
  VocabularyFact fact;
  fact.id = fields.Need(element, "id");
  fact.type = ParseFactType(fields.Choice(element, "type", {"boolean", "number", "text", "date"})).value_or(FactType::kBoolean);
  fact.title = TitleFrom(element);
  return fact;
}

}  // namespace

const MemberType* EventType::Find(std::string_view member) const {
  for (const MemberType& type : members) {
    if (type.name == member) {
      return &type;
    }
  }
  return nullptr;
}

std::shared_ptr<const Vocabulary> Vocabulary::Read(std::string bytes, std::string file, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  if (document == nullptr) {
    return nullptr;
  }
  XmlFields fields(*document, findings);
  auto vocabulary = std::make_shared<Vocabulary>();
  vocabulary->id_ = fields.Need(document->root(), "id");
  for (const auto& child : document->root().children) {
    if (child->name == "facts") {
      for (const auto& fact : child->children) {
        vocabulary->facts_.push_back(ReadFact(*fact, fields));
      }
    } else if (child->name == "event") {
      EventType event = ReadEvent(*child, fields);
      if (!vocabulary->index_.emplace(event.name, vocabulary->events_.size()).second) {
        fields.Complain(*child, "name", "duplicate-id",
                        {fmt::format("事件名应唯一,但“{}”出现两次", event.name),
                         fmt::format("Expected event names to be unique, but '{}' stands twice", event.name)});
      }
      vocabulary->events_.push_back(std::move(event));
    } else {
      fields.ComplainAt(*child, "unknown-element",
                        {fmt::format("此处应为 <facts> 或 <event>,但为 <{}>", child->name),
                         fmt::format("Expected <facts> or <event> here, but found <{}>", child->name)});
    }
  }
  return fields.ok() ? vocabulary : nullptr;
}

std::shared_ptr<const Vocabulary> Vocabulary::ReadFile(const std::string& path, std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : Read(document->bytes(), path, findings);
}

const EventType* Vocabulary::Find(std::string_view event) const {
  const auto found = index_.find(event);
  return found == index_.end() ? nullptr : &events_[found->second];
}

const VocabularyFact* Vocabulary::FindFact(std::string_view fact) const {
  for (const VocabularyFact& declared : facts_) {
    if (declared.id == fact) {
      return &declared;
    }
  }
  return nullptr;
}

std::string Vocabulary::Nearest(std::string_view event) const {
  std::string best;
  int least = kNearEnough;
  for (const EventType& known : events_) {
    const int distance = EditDistance(event, known.name);
    if (distance < least) {
      least = distance;
      best = known.name;
    }
  }
  return best;
}

Text Vocabulary::TitleOf(const std::vector<std::string>& names) const {
  Text joined;
  for (const std::string& name : names) {
    const EventType* event = Find(name);
    const Text title = event == nullptr ? Text{name, name} : event->title;
    joined.zh += (joined.zh.empty() ? "“" : "或“") + title.zh + "”";
    joined.en += (joined.en.empty() ? "'" : " or '") + title.In(Language::kEnglish) + "'";
  }
  return joined;
}

}  // namespace juece
