// The words of records and histories as data: which events can happen, what is known of each, and which facts a matter has.
// Read from workflows/rulebooks/vocabulary.xml (schema workflows/schema/vocabulary.xsd); docs/record-format.md shows it to people.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/text.h"
#include "guard/guard.h"

namespace juece {

// A member of an event's data, or of an item in one of its lists. `type`: text, boolean, number, date, list, object.
struct MemberType {
  std::string name;
  std::string type;
  std::vector<std::string> values;  // what a text may be; empty: any
  std::string fallback;             // what a text or boolean that is not said stands for; "": unknown
  std::optional<std::int64_t> least;  // a whole number within these bounds
  std::optional<std::int64_t> most;
  bool from_own_day = false;        // a date that cannot lie before the event's own
  // What a text is, where it names something that another place may name too: a person or body, or the digest of a document.
  enum class Says { kWords, kParty, kDigest } says = Says::kWords;
  Text title;
  std::vector<MemberType> items;  // members of an object, or of a list's items; empty: plain values
};

struct EventType {
  std::string name;
  std::string step;    // "" for what the engine itself says
  std::string action;  // the action that records it, "" likewise
  std::string dated_by;  // a member that says on which earlier day it really happened
  Text title;
  std::vector<MemberType> members;
  [[nodiscard]] const MemberType* Find(std::string_view member) const;
};

struct VocabularyFact {
  std::string id;
  FactType type = FactType::kBoolean;
  Text title;
};

// A step that events belong to, as people call it.
struct VocabularyStep {
  std::string id;
  Text title;
};

// A question that the law leaves open and an office answers for its procedure.
struct VocabularySetting {
  std::string id;
  std::vector<std::string> values;
  std::vector<Text> answers;  // what each value means, as part of a sentence
  Text title;
  [[nodiscard]] Text AnswerOf(std::string_view value) const;  // the value itself where it is none of them
};

// Immutable; safe to share between threads.
class Vocabulary {
 public:
  // Every mistake is a finding with its place; nullptr where there is any.
  static std::shared_ptr<const Vocabulary> Read(std::string bytes, std::string file, std::vector<Finding>& findings);
  static std::shared_ptr<const Vocabulary> ReadFile(const std::string& path, std::vector<Finding>& findings);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::vector<EventType>& events() const { return events_; }  // in document order
  [[nodiscard]] const std::vector<VocabularyFact>& facts() const { return facts_; }
  [[nodiscard]] const std::vector<VocabularyStep>& steps() const { return steps_; }  // in document order
  [[nodiscard]] const std::vector<VocabularySetting>& settings() const { return settings_; }
  [[nodiscard]] const VocabularySetting* FindSetting(std::string_view id) const;
  // What a member of a record ("level", "statutes", "overlays") may name; nullptr: anything.
  [[nodiscard]] const std::vector<std::string>* NamesFor(std::string_view member) const;
  [[nodiscard]] const std::map<std::string, std::vector<std::string>, std::less<>>& names() const { return names_; }
  [[nodiscard]] const EventType* Find(std::string_view event) const;
  [[nodiscard]] const VocabularyFact* FindFact(std::string_view fact) const;
  // The known event whose name differs least, for messages; "" where none is near.
  [[nodiscard]] std::string Nearest(std::string_view event) const;
  // The titles of these events, joined by "or".
  [[nodiscard]] Text TitleOf(const std::vector<std::string>& names) const;

 private:
  std::string id_;
  std::vector<EventType> events_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::vector<VocabularyFact> facts_;
  std::vector<VocabularyStep> steps_;
  std::vector<VocabularySetting> settings_;
  std::map<std::string, std::vector<std::string>, std::less<>> names_;
};

}  // namespace juece
