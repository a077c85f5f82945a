#include "compliance/vocabulary.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/xml_fields.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr int kNearEnough = 6;

Text TitleFrom(const XmlElement& element) { return {std::string(element.Get("zh")), std::string(element.Get("en"))}; }

MemberType ReadMember(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"name", "type", "values", "default", "min", "max", "not-before", "says", "zh", "en"});
  MemberType member;
  member.name = fields.Need(element, "name");
  member.type = fields.Choice(element, "type", {"text", "boolean", "number", "date", "list", "object"});
  member.values = WordsOf(element.Get("values"));
  member.fallback = element.Get("default");
  if (element.Attribute("min") != nullptr) {
    member.least = fields.Number(element, "min", 0);
  }
  if (element.Attribute("max") != nullptr) {
    member.most = fields.Number(element, "max", 0);
  }
  member.from_own_day = fields.Choice(element, "not-before", {"", "event"}) == "event";
  const std::string says = fields.Choice(element, "says", {"", "party", "digest"});
  member.says = says == "party" ? MemberType::Says::kParty : says == "digest" ? MemberType::Says::kDigest : MemberType::Says::kWords;
  member.title = TitleFrom(element);
  for (const auto& item : element.children) {
    member.items.push_back(ReadMember(*item, fields));
  }
  return member;
}

EventType ReadEvent(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"name", "step", "action", "dated-by", "zh", "en"});
  EventType event;
  event.name = fields.Need(element, "name");
  event.step = element.Get("step");
  event.action = element.Get("action");
  event.title = TitleFrom(element);
  for (const auto& child : element.children) {
    event.members.push_back(ReadMember(*child, fields));
  }
  event.dated_by = element.Get("dated-by");
  const MemberType* dated_by = event.Find(event.dated_by);
  if (!event.dated_by.empty() && (dated_by == nullptr || dated_by->type != "date")) {
    fields.Complain(element, "dated-by", "unknown-reference",
                    {"dated-by 应为该事件的一个日期成员,但“" + event.dated_by + "”不是",
                     "Expected dated-by to name a date of the event, but '" + event.dated_by + "' is none"});
  }
  return event;
}

VocabularySetting ReadSetting(const XmlElement& element, XmlFields& fields) {
  fields.Allow(element, {"id", "zh", "en"});
  VocabularySetting setting{fields.Need(element, "id"), {}, {}, TitleFrom(element)};
  for (const auto& answer : element.children) {
    fields.Allow(*answer, {"value", "zh", "en"});
    setting.values.push_back(fields.Need(*answer, "value"));
    setting.answers.push_back({fields.Need(*answer, "zh"), fields.Need(*answer, "en")});
  }
  if (setting.values.empty()) {
    fields.ComplainAt(element, "missing-element", {"设置应写明 <answer>,但没有", "Expected the setting to have an <answer>, but it has none"});
  }
  return setting;
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

Text VocabularySetting::AnswerOf(std::string_view value) const {
  const auto found = std::find(values.begin(), values.end(), value);
  return found == values.end() ? Text{std::string(value), std::string(value)} : answers[static_cast<std::size_t>(found - values.begin())];
}

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
    } else if (child->name == "step") {
      fields.Allow(*child, {"id", "zh", "en"});
      vocabulary->steps_.push_back({fields.Need(*child, "id"), TitleFrom(*child)});
    } else if (child->name == "setting") {
      vocabulary->settings_.push_back(ReadSetting(*child, fields));
    } else if (child->name == "names") {
      fields.Allow(*child, {"for", "values"});
      vocabulary->names_[fields.Need(*child, "for")] = WordsOf(child->Get("values"));
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
                        {fmt::format("此处应为 <facts> <setting> <names> <step> 或 <event>,但为 <{}>", child->name),
                         fmt::format("Expected <facts> <setting> <names> <step> or <event> here, but found <{}>", child->name)});
    }
  }
  for (const auto& child : document->root().children) {
    const std::string step(child->name == "event" ? child->Get("step") : "");
    const bool known = std::any_of(vocabulary->steps_.begin(), vocabulary->steps_.end(), [&](const VocabularyStep& one) { return one.id == step; });
    if (!step.empty() && !known) {
      fields.Complain(*child, "step", "unknown-reference",
                      {fmt::format("step 应为 <step> 列出的步骤,但“{}”不是", step),
                       fmt::format("Expected step to be one that a <step> names, but '{}' is none", step)});
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

const VocabularySetting* Vocabulary::FindSetting(std::string_view id) const {
  const auto found = std::find_if(settings_.begin(), settings_.end(), [&](const VocabularySetting& one) { return one.id == id; });
  return found == settings_.end() ? nullptr : &*found;
}

const std::vector<std::string>* Vocabulary::NamesFor(std::string_view member) const {
  const auto found = names_.find(member);
  return found == names_.end() ? nullptr : &found->second;
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
