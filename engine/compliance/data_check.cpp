// What the data of events say: members, lists of items, materials, names.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compliance/scene.h"

namespace juece {
namespace {

constexpr std::string_view kActorRole = "actor_role";  // what a guard may read of every event, beside its data

Truth FromBool(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

struct Reading {
  Truth truth = Truth::kTrue;
  std::vector<std::string> lacking;  // members that are empty or absent
};

// A member that is absent is unknown in a partial record; null and "" say that there is none.
Truth IsPresent(const Data& data, const std::string& member, const Scene& scene) {
  const Data* value = data.Find(member);
  if (value == nullptr) {
    return scene.partial() ? Truth::kUnknown : Truth::kFalse;
  }
  return FromBool(SaysSomething(*value));
}

// The last item elsewhere that names the same party; nullptr where none does.
const Data* JoinedItem(const DataCheck& check, const Scene& scene, const SubjectEvent& event) {
  const Data* found = nullptr;
  const std::string& key = event.data[check.joined_by].AsText();
  for (const SubjectEvent* other : scene.Named({check.joined.event})) {
    for (const Data& item : other->data[check.joined.member].AsList()) {
      found = !key.empty() && item[check.joined.item].AsText() == key ? &item : found;
    }
  }
  return found;
}

// A guard that may also read what the joined item says; a member that it leaves out stands for its default.
Truth EvaluateJoined(const DataCheck& check, const Scene& scene, const std::optional<Guard>& guard, const SubjectEvent& event) {
  if (!guard || check.joined.event.empty()) {
    return scene.Evaluate(guard, event);
  }
  const Data* item = JoinedItem(check, scene, event);
  const EventType* type = scene.words().Find(check.joined.event);
  const MemberType* list = type == nullptr ? nullptr : type->Find(check.joined.member);
  std::map<std::string, Data, std::less<>> values;
  for (const MemberType& member : list == nullptr ? std::vector<MemberType>{} : list->items) {
    const Data* value = item == nullptr ? nullptr : item->Find(member.name);
    const Data fallback = item == nullptr || member.fallback.empty() ? Data() : Data(member.fallback);
    values.emplace(std::string(kJoinedPrefix) + member.name, value == nullptr ? fallback : *value);
  }
  return scene.Evaluate(guard, event, &values);
}

Reading ReadScope(const DataCheck& check, const Scene& scene, const Data& data, const SubjectEvent* event) {
  Reading reading;
  for (const std::string& member : check.present) {
    const Truth present = IsPresent(data, member, scene);
    reading.truth = And(reading.truth, present);
    if (present != Truth::kTrue) {
      reading.lacking.push_back(member);
    }
  }
  if (!check.holds) {
    return reading;
  }
  Truth holds = event != nullptr ? EvaluateJoined(check, scene, check.holds, *event)
                                 : check.holds->Evaluate([&](std::string_view name) { return data.Find(name); });
  if (holds == Truth::kUnknown && check.missing_violates && !scene.partial()) {
    holds = Truth::kFalse;
  }
  if (holds != Truth::kTrue) {
    const auto& read = check.holds->facts();
    reading.lacking.insert(reading.lacking.end(), read.begin(), read.end());
  }
  reading.truth = And(reading.truth, holds);
  return reading;
}

// A list of single values has no members: the item itself must say something.
Reading ReadItem(const DataCheck& check, const Scene& scene, const Data& item) {
  if (item.is_map() || (check.present.empty() && !check.holds)) {
    return ReadScope(check, scene, item, nullptr);
  }
  Reading reading;
  reading.truth = check.holds ? Truth::kUnknown : FromBool(check.present.size() <= 1 && SaysSomething(item));
  return reading;
}

void Merge(Reading& all, Truth truth, const std::vector<std::string>& lacking) {
  all.truth = truth;
  for (const std::string& name : lacking) {
    if (std::find(all.lacking.begin(), all.lacking.end(), name) == all.lacking.end()) {
      all.lacking.push_back(name);
    }
  }
}

Reading ReadItems(const DataCheck& check, const Scene& scene, const Data::List& items) {
  const bool any = check.items == DataCheck::Items::kAny;
  Reading all{any ? Truth::kFalse : Truth::kTrue, {}};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (check.items == DataCheck::Items::kLast && i + 1 != items.size()) {
      continue;
    }
    const Truth chosen = check.item_where
                             ? check.item_where->Evaluate([&](std::string_view name) { return items[i].Find(name); })
                             : Truth::kTrue;
    if (chosen == Truth::kFalse) {
      continue;
    }
    const Reading one = ReadItem(check, scene, items[i]);
    const Truth truth = any ? And(chosen, one.truth) : Or(Not(chosen), one.truth);
    Merge(all, any ? Or(all.truth, truth) : And(all.truth, truth), truth == Truth::kTrue ? std::vector<std::string>{} : one.lacking);
  }
  return all;
}

Reading ReadEventData(const DataCheck& check, const Scene& scene, const SubjectEvent& event) {
  if (check.list.empty()) {
    return ReadScope(check, scene, event.data, &event);
  }
  const Data* list = event.data.Find(check.list);
  if (list == nullptr) {
    return {scene.partial() ? Truth::kUnknown : Truth::kFalse, {check.list}};
  }
  if (!SaysSomething(*list)) {
    return {FromBool(check.allow_empty), {check.list}};
  }
  return ReadItems(check, scene, list->AsList());
}

Text TitlesOf(const DataCheck& check, const Scene& scene, const SubjectEvent& event, const std::vector<std::string>& members) {
  const EventType* type = scene.words().Find(event.event);
  const MemberType* list = type == nullptr || check.list.empty() ? nullptr : type->Find(check.list);
  Text titles;
  for (const std::string& name : members) {
    const MemberType* member = type == nullptr ? nullptr : type->Find(name);
    if (list != nullptr) {
      const auto item = std::find_if(list->items.begin(), list->items.end(), [&](const MemberType& one) { return one.name == name; });
      member = item == list->items.end() ? member : &*item;
    }
    const Text title = member != nullptr        ? member->title
                       : name == kActorRole ? Text{"办理人的身份", "the role of who acted"}
                                            : Text{name, name};
    titles.zh += (titles.zh.empty() ? "" : "、") + title.zh;
    titles.en += (titles.en.empty() ? "" : ", ") + title.In(Language::kEnglish);
  }
  return titles;
}

CheckResult SayData(const DataCheck& check, const Scene& scene, const SubjectEvent& event, const Reading& reading, Truth when) {
  const Text what = scene.Describe(event);
  if (reading.truth == Truth::kTrue) {
    return scene.Say(Verdict::kSatisfied, "data-shown", {what.zh + "的内容符合规定", what.en + " says what is asked"}, {&event});
  }
  const Text lacking = TitlesOf(check, scene, event, reading.lacking);
  if (reading.truth == Truth::kFalse && when == Truth::kTrue) {
    return scene.Say(Verdict::kViolated, "data-violated",
                     {fmt::format("{}不符合规定:{}", what.zh, lacking.zh), fmt::format("{} does not say what is asked: {}", what.en, lacking.en)},
                     {&event});
  }
  return scene.Say(Verdict::kNotShown, "data-not-shown",
                   {fmt::format("{}未显示:{}", what.zh, lacking.zh), fmt::format("{} does not show: {}", what.en, lacking.en)},
                   {&event});
}

// Does a list in the data name one of the kinds? Unset where there is no such list.
std::optional<bool> Listed(const MaterialCheck& check, const SubjectEvent& event) {
  const Data* list = check.list.empty() ? nullptr : event.data.Find(check.list);
  if (list == nullptr || !list->is_list()) {
    return std::nullopt;
  }
  return std::any_of(list->AsList().begin(), list->AsList().end(), [&](const Data& item) {
    const std::string& kind = item.is_map() ? item["kind"].AsText() : item.AsText();
    return std::find(check.kinds.begin(), check.kinds.end(), kind) != check.kinds.end() && !SaysSomething(item["reason_absent"]);
  });
}

struct Names {
  std::set<std::string> names;
  std::set<std::string> doubtful;  // whether the event is of the kind is not said
  Scene::Events events;
  std::set<std::string> declared;  // of the events that the guard leaves out
  bool unknown = false;            // an event is there whose name is not
};

void AddName(Names& names, const Data& value, Truth concerned) {
  if (value.is_text() && SaysSomething(value)) {
    (concerned == Truth::kTrue ? names.names : names.doubtful).insert(value.AsText());
  } else {
    names.unknown = true;
  }
}

// A later declaration of the same party replaces this one.
bool IsReplaced(const DataPath& path, const Scene& scene, const SubjectEvent& event) {
  const Scene::Events all = scene.Named({path.event});
  return std::any_of(all.begin(), all.end(), [&](const SubjectEvent* other) {
    return other != &event && SaysSomething(event.data[path.member]) && other->data[path.member] == event.data[path.member] &&
           scene.Before(event, *other) == Truth::kTrue;
  });
}

Names NamesAt(const std::vector<DataPath>& paths, const DisjointCheck& check, const Scene& scene) {
  const EventPattern& given = check.given;
  Names names;
  for (const DataPath& path : paths) {
    const bool limited = std::find(given.events.begin(), given.events.end(), path.event) != given.events.end();
    for (const SubjectEvent* event : scene.Named({path.event})) {
      names.events.push_back(event);
      if (limited && check.last && IsReplaced(path, scene, *event)) {
        continue;
      }
      const Truth concerned = limited ? scene.Evaluate(given.where, *event) : Truth::kTrue;
      if (concerned == Truth::kFalse) {
        names.declared.insert(event->data[path.member].AsText());
        continue;
      }
      if (path.member == "@actor") {
        AddName(names, event->actor, concerned);
      } else if (path.item.empty() && !event->data[path.member].is_list()) {
        AddName(names, event->data[path.member], concerned);
      } else {
        for (const Data& item : event->data[path.member].AsList()) {
          AddName(names, item.is_map() ? item[path.item] : item, concerned);
        }
      }
    }
  }
  return names;
}

bool Meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return b.contains(name); });
}

// Where the parties declare themselves, one who declared nothing is not shown to stand apart; nor is one of whom it is not said on
// which side he stands.
bool InDoubt(const DisjointCheck& check, const Names& left, const Names& right) {
  std::set<std::string> accounted = right.declared;
  accounted.insert(right.names.begin(), right.names.end());
  const auto declares = [&](const DataPath& path) {
    return std::find(check.given.events.begin(), check.given.events.end(), path.event) != check.given.events.end();
  };
  const bool declared = std::any_of(check.right.begin(), check.right.end(), declares);
  if (declared && !std::includes(accounted.begin(), accounted.end(), left.names.begin(), left.names.end())) return true;
  return Meet(left.names, right.doubtful) || Meet(left.doubtful, right.names) || Meet(left.doubtful, right.doubtful);
}

std::vector<std::string> EventsOf(const std::vector<DataPath>& paths) {
  std::vector<std::string> events;
  for (const DataPath& path : paths) {
    if (std::find(events.begin(), events.end(), path.event) == events.end()) {
      events.push_back(path.event);
    }
  }
  return events;
}

}  // namespace

CheckResult Judge(const DataCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  bool any = false;
  for (const Match& match : scene.Governed(check.event, outside)) {
    any = true;
    const Truth when = And(match.truth, EvaluateJoined(check, scene, check.when, *match.event));
    if (when == Truth::kFalse) {
      continue;
    }
    const Reading reading = ReadEventData(check, scene, *match.event);
    const bool open = !check.joined.event.empty() || scene.MayBeTakenBack(*match.event);
    result = Together(std::move(result), scene.UndecidedIf(open, SayData(check, scene, *match.event, reading, when)));
  }
  if (!any) {
    return scene.NothingToJudge(check.event.events, outside);
  }
  if (result.findings.empty()) {
    const Text title = scene.words().TitleOf(check.event.events);
    return scene.Undecided(scene.Say(Verdict::kNotApplicable, "nothing-to-judge",
                                     {title.zh + "不属于此条所指情形", title.en + " is not of the kind that this clause is about"}));
  }
  return scene.WithMore(std::move(result));
}

CheckResult Judge(const MaterialCheck& check, const Scene& scene) {
  int outside = 0;
  CheckResult result;
  const std::vector<Match> events = scene.Governed(check.event, outside);
  for (const Match& match : events) {
    const SubjectEvent& event = *match.event;
    const bool attached = std::any_of(event.materials.begin(), event.materials.end(), [&](const MaterialRecord& material) {
      return std::find(check.kinds.begin(), check.kinds.end(), material.kind) != check.kinds.end();
    });
    const std::optional<bool> listed = Listed(check, event);
    const Text what = scene.Describe(event);
    const std::string kinds = fmt::format("{}", fmt::join(check.kinds, "/"));
    CheckResult one;
    if (attached || listed.value_or(false)) {
      one = scene.Say(Verdict::kSatisfied, "material-shown", {what.zh + "附有材料 " + kinds, what.en + " carries the material " + kinds},
                      {&event});
    } else if (match.truth == Truth::kTrue && (listed || !scene.partial())) {
      one = scene.Say(Verdict::kViolated, "material-missing",
                      {what.zh + "应附材料 " + kinds + ",但没有",
                       "Expected " + what.en + " to carry the material " + kinds + ", but it does not"},
                      {&event});
    } else {
      one = scene.Say(Verdict::kNotShown, "material-not-shown",
                      {what.zh + "未显示是否附有材料 " + kinds,
                       what.en + " does not show whether it carries the material " + kinds},
                      {&event});
    }
    result = Together(std::move(result), scene.UndecidedIf(scene.MayBeTakenBack(event), std::move(one)));
  }
  return events.empty() ? scene.NothingToJudge(check.event.events, outside) : scene.WithMore(std::move(result));
}

CheckResult Judge(const DisjointCheck& check, const Scene& scene) {
  int outside = 0;
  const std::vector<std::string> left_events = EventsOf(check.left);
  (void)scene.Governed({left_events, std::nullopt}, outside);
  const Names left = NamesAt(check.left, check, scene);
  const Names right = NamesAt(check.right, check, scene);
  if (left.events.empty() || static_cast<std::size_t>(outside) == left.events.size()) {
    return scene.NothingToJudge(left_events, outside);
  }
  if (left.names.empty() && left.doubtful.empty() && !left.unknown) {
    return scene.Undecided(scene.Say(Verdict::kNotApplicable, "nothing-to-judge",
                                     {"所载情形不属于此条所限", "What is told is not of the kind that this clause limits"}, left.events));
  }
  Scene::Events evidence = left.events;
  evidence.insert(evidence.end(), right.events.begin(), right.events.end());
  for (const std::string& name : left.names) {
    if (right.names.contains(name)) {
      const Text message{fmt::format("“{}”不应兼任,但在两处都出现", name),
                         fmt::format("Expected '{}' on one side only, but it stands on both", name)};
      return scene.UndecidedIf(check.last, scene.Say(Verdict::kViolated, "same-party", message, evidence));
    }
  }
  std::set<std::string> accounted = right.declared;
  accounted.insert(right.names.begin(), right.names.end());
  const bool open = scene.partial() && (right.events.empty() || (!right.declared.empty() && !std::includes(
                                           accounted.begin(), accounted.end(), left.names.begin(), left.names.end())));
  if (left.unknown || right.unknown || open || InDoubt(check, left, right)) {
    CheckResult result =
        scene.Say(Verdict::kNotShown, "party-not-shown", {"未显示双方各是谁", "It is not shown who was on either side"}, evidence);
    return check.last ? scene.Undecided(std::move(result)) : scene.WithMore(std::move(result));
  }
  return scene.Undecided(scene.Say(Verdict::kSatisfied, "parties-differ", {"双方不是同一单位或个人", "The two sides are different"}, evidence));
}

}  // namespace juece
