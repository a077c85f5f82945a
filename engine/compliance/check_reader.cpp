#include "compliance/check_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/json.h"

namespace juece {

std::optional<Check> CheckReader::ReadCheck(const XmlElement& element) {
  if (element.name == "occurs") return Check{ReadOccurs(element)};
  if (element.name == "never") {
    fields_.Allow(element, {"event", "where"});
    return Check{NeverCheck{Pattern(element, "event", "where")}};
  }
  if (element.name == "period") return Check{ReadPeriod(element)};
  if (element.name == "data") return Check{ReadData(element)};
  if (element.name == "material") {
    fields_.Allow(element, {"event", "where", "kinds", "list"});
    return Check{MaterialCheck{Pattern(element, "event", "where"), WordsOf(fields_.Need(element, "kinds")),
                               std::string(element.Get("list"))}};
  }
  if (element.name == "fresh") return Check{ReadFresh(element)};
  if (element.name == "disjoint") return Check{ReadDisjoint(element)};
  if (element.name == "covers") return Check{ReadCovers(element)};
  if (element.name == "majority") return Check{ReadMajority(element)};
  if (element.name == "sequence") return Check{ReadSequence(element)};
  if (element.name == "kept-open") return Check{ReadKeptOpen(element)};
  if (element.name == "declare") {
    auto declare = ReadDeclare(element);
    return declare ? std::optional(Check{std::move(*declare)}) : std::nullopt;
  }
  if (element.name == "plugin") return Check{ReadPlugin(element)};
  if (element.name == "any-of") return Check{ReadAnyOf(element)};
  Unknown(element, "<applies> <remedy> <occurs> <never> <period> <data> <material> <fresh> <disjoint> <covers> <majority> <sequence> "
                   "<kept-open> <declare> <plugin> <any-of>");
  return std::nullopt;
}

AnyOfCheck CheckReader::ReadAnyOf(const XmlElement& element) {
  AnyOfCheck any;
  for (const auto& child : element.children) {
    if (auto check = ReadCheck(*child)) {
      any.checks.push_back(std::move(*check));
    }
  }
  if (any.checks.size() < 2) {
    fields_.ComplainAt(element, "bad-configuration",
                       {"<any-of> 应至少有两项,否则直接写出该项", "Expected <any-of> to have two checks; write a single one by itself"});
  }
  return any;
}

OccursCheck CheckReader::ReadOccurs(const XmlElement& element) {
  fields_.Allow(element, {"event", "where", "which", "before", "before-where", "after", "after-where", "due"});
  OccursCheck check;
  check.event = Pattern(element, "event", "where");
  check.last = fields_.Choice(element, "which", {"any", "last"}) == "last";
  check.before = Pattern(element, "before", "before-where", false);
  check.after = Pattern(element, "after", "after-where", false);
  check.due = Events(element, "due");
  return check;
}

PeriodCheck CheckReader::ReadPeriod(const XmlElement& element) {
  fields_.Allow(element, {"kind", "amount", "unit", "from", "from-date", "where", "to", "each", "planned", "extended-by", "soft",
                          "reason-in", "covered-by"});
  PeriodCheck check;
  for (const std::string_view needed : {"kind", "amount", "unit", "to"}) {
    (void)fields_.Need(element, needed);
  }
  check.minimum = fields_.Choice(element, "kind", {"minimum", "limit"}) == "minimum";
  check.amount = fields_.Number(element, "amount", 0);
  check.unit = ParseDayUnit(fields_.Choice(element, "unit", {"calendar-days", "working-days"})).value_or(DayUnit::kCalendarDays);
  const EventPattern from = Pattern(element, "from", "where");
  check.from = from.events;
  check.where = from.where;
  check.to = Events(element, "to");
  check.each_to = fields_.Choice(element, "each", {"from", "to"}) == "to";
  if (const auto start = Paths(element, "from-date"); !start.empty()) {
    check.from_list = start.front().member;
    check.from_item = start.front().item;
  }
  check.planned = element.Get("planned");
  check.extended = Events(element, "extended-by");
  check.soft = fields_.Flag(element, "soft");
  if (auto reason = Paths(element, "reason-in"); !reason.empty()) {
    check.reason = std::move(reason.front());
  }
  check.covered_by = Events(element, "covered-by");
  return check;
}

DataCheck CheckReader::ReadData(const XmlElement& element) {
  fields_.Allow(element, {"event", "where", "list", "items", "empty", "when", "item-where", "present", "holds", "missing", "with",
                          "with-key", "key"});
  DataCheck check;
  check.event = Pattern(element, "event", "where");
  check.list = element.Get("list");
  const std::string items = fields_.Choice(element, "items", {"every", "last", "any"});
  check.items = items == "every" ? DataCheck::Items::kEvery : items == "last" ? DataCheck::Items::kLast : DataCheck::Items::kAny;
  check.allow_empty = fields_.Choice(element, "empty", {"refused", "allowed"}) == "allowed";
  std::vector<MemberType> members = MembersOf(check.event.events);
  ReadJoined(element, check, members);
  const MemberType* list = FindMember(members, check.list);
  if (!check.list.empty() && list == nullptr) {
    fields_.Complain(element, "list", "unknown-reference",
                     {"list 应为该事件数据中的列表,但“" + check.list + "”不是",
                      "Expected list to name a list in the data of the event, but '" + check.list + "' is none"});
  }
  const std::vector<MemberType> scope = list == nullptr ? members : list->items;
  check.when = ReadGuard(element, "when", members);
  check.item_where = ReadGuard(element, "item-where", scope);
  check.holds = ReadGuard(element, "holds", scope);
  check.present = WordsOf(element.Get("present"));
  for (const std::string& name : check.present) {
    if (FindMember(scope, name) == nullptr) {
      fields_.Complain(element, "present", "unknown-reference",
                       {"present 应为数据中的成员,但“" + name + "”不是", "Expected present to name members, but '" + name + "' is none"});
    }
  }
  check.missing_violates = fields_.Choice(element, "missing", {"not-shown", "violated"}) == "violated";
  return check;
}

void CheckReader::ReadJoined(const XmlElement& element, DataCheck& check, std::vector<MemberType>& members) {
  const std::vector<DataPath> lists = Paths(element, "with");
  if (lists.empty()) {
    return;
  }
  check.joined = lists.front();
  const EventType* event = vocabulary_->Find(check.joined.event);
  const MemberType* list = event == nullptr ? nullptr : event->Find(check.joined.member);
  check.joined.item = MemberName(element, "with-key", list == nullptr ? std::vector<MemberType>{} : list->items);
  check.joined_by = MemberName(element, "key", members);
  for (MemberType item : list == nullptr ? std::vector<MemberType>{} : list->items) {
    item.name = std::string(kJoinedPrefix) + item.name;
    members.push_back(std::move(item));
  }
}

FreshCheck CheckReader::ReadFresh(const XmlElement& element) {
  fields_.Allow(element, {"before", "where", "review", "changes", "changes-where", "carries-out", "carries-out-where",
                          "confirmed-by", "confirmed-where", "perhaps", "perhaps-where", "kind", "digest"});
  FreshCheck check;
  check.gate = Pattern(element, "before", "where");
  check.review = Events(element, "review");
  check.changes = Pattern(element, "changes", "changes-where", false);
  check.carries_out = Pattern(element, "carries-out", "carries-out-where", false);
  check.confirms = Pattern(element, "confirmed-by", "confirmed-where", false);
  check.perhaps = Pattern(element, "perhaps", "perhaps-where", false);
  check.kind = element.Get("kind");
  check.member = element.Get("digest");
  return check;
}

DisjointCheck CheckReader::ReadDisjoint(const XmlElement& element) {
  fields_.Allow(element, {"left", "right", "event", "where", "which"});
  const bool last = fields_.Choice(element, "which", {"any", "last"}) == "last";
  return {Pattern(element, "event", "where"), Paths(element, "left"), Paths(element, "right"), last};
}

CoversCheck CheckReader::ReadCovers(const XmlElement& element) {
  fields_.Allow(element, {"left", "right", "where", "follows"});
  CoversCheck check{{}, Paths(element, "left"), Paths(element, "right"), {}, fields_.Flag(element, "follows")};
  const auto events_of = [](const std::vector<DataPath>& paths) {
    std::vector<std::string> events;
    for (const DataPath& path : paths) {
      if (std::find(events.begin(), events.end(), path.event) == events.end()) events.push_back(path.event);
    }
    return events;
  };
  check.asked = {events_of(check.left), ReadGuard(element, "where", MembersOf(events_of(check.left)))};
  check.answers = events_of(check.right);
  if (check.asked.empty() || check.answers.empty()) {
    fields_.ComplainAt(element, "bad-configuration", {"<covers> 应写明 left 和 right,但没有", "Expected <covers> to have left and right, but it has not"});
  }
  return check;
}

MajorityCheck CheckReader::ReadMajority(const XmlElement& element) {
  fields_.Allow(element, {"event", "where", "views", "name", "role", "view", "absent", "members", "head", "agree", "disagree", "silent",
                          "outcome", "against", "flag", "reason", "of", "silence", "absence", "head-counts"});
  MajorityCheck check;
  check.event = Pattern(element, "event", "where");
  const std::vector<MemberType> members = MembersOf(check.event.events);
  check.views = MemberName(element, "views", members);
  const MemberType* views = FindMember(members, check.views);
  const std::vector<MemberType> items = views == nullptr ? std::vector<MemberType>{} : views->items;
  check.name = MemberName(element, "name", items);
  check.role = MemberName(element, "role", items);
  check.view = MemberName(element, "view", items);
  check.absent = MemberName(element, "absent", members);
  if (const auto listed = Paths(element, "members"); !listed.empty()) {
    check.members = listed.front();
  }
  check.head = fields_.Need(element, "head");
  check.agree = WordsOf(fields_.Need(element, "agree"));
  check.disagree = WordsOf(fields_.Need(element, "disagree"));
  check.silent = WordsOf(element.Get("silent"));
  check.outcome = MemberName(element, "outcome", members);
  check.against = WordsOf(fields_.Need(element, "against"));
  check.flag = MemberName(element, "flag", members);
  check.reason = MemberName(element, "reason", members);
  check.settings = {SettingName(element, "of"), SettingName(element, "silence"), SettingName(element, "absence"),
                    SettingName(element, "head-counts")};
  return check;
}

SequenceCheck CheckReader::ReadSequence(const XmlElement& element) {
  fields_.Allow(element, {"event", "where", "list"});
  SequenceCheck check;
  check.event = Pattern(element, "event", "where");
  check.list = MemberName(element, "list", MembersOf(check.event.events));
  for (const auto& child : element.children) {
    fields_.Allow(*child, {"id", "zh", "en"});
    if (child->name != "stage") {
      Unknown(*child, "<stage>");
    }
    check.stages.push_back({fields_.Need(*child, "id"), {fields_.Need(*child, "zh"), fields_.Need(*child, "en")}});
  }
  if (check.list.empty() || check.stages.size() < 2) {
    fields_.ComplainAt(element, "bad-configuration", {"<sequence> 应写明 list 和至少两个 <stage>,但没有",
                                                      "Expected <sequence> to have a list and two stages, but it has not"});
  }
  return check;
}

std::optional<DeclareCheck> CheckReader::ReadDeclare(const XmlElement& element) {
  fields_.Allow(element, {"template", "event", "where", "target", "target-where", "n"});
  const std::string name = fields_.Need(element, "template");
  const auto form = ParseLogTemplate(name);
  if (!form || *form == LogTemplate::kWithin || *form == LogTemplate::kFourEyes || *form == LogTemplate::kAttribute) {
    fields_.Complain(element, "template", "bad-value",
                     {"template 应为 DECLARE 模板(期限用 <period>,不同的人用 <disjoint>,数据用 <data>),但为“" + name + "”",
                      "Expected a DECLARE template (a bound of time is a <period>, four eyes <disjoint>, data <data>), but found '" + name + "'"});
    return std::nullopt;
  }
  DeclareCheck check;
  check.form = *form;
  check.a = Pattern(element, "event", "where");
  check.b = Pattern(element, "target", "target-where", !IsUnary(*form));
  check.count = CountsTimes(*form) ? fields_.Number(element, "n", 1) : 1;
  if (IsUnary(*form) && !check.b.empty()) {
    fields_.Complain(element, "target", "bad-value",
                     {name + " 只有一个事件,不应写 target", "Expected no target: " + name + " has one event"});
  }
  if (!CountsTimes(*form) && element.Attribute("n") != nullptr) {
    fields_.Complain(element, "n", "bad-value", {name + " 不计次数,不应写 n", "Expected no n: " + name + " does not count"});
  }
  return check;
}

PluginCheck CheckReader::ReadPlugin(const XmlElement& element) {
  fields_.Allow(element, {"check", "event", "where"});
  PluginCheck check{fields_.Need(element, "check"), Pattern(element, "event", "where"), Data()};
  if (element.text.empty()) return check;
  auto configuration = ParseJson(element.text);
  if (configuration && configuration->is_map()) {
    check.configuration = *std::move(configuration);
    return check;
  }
  const Text why = configuration ? Text{"不是对象 {…}", "it is no object {…}"} : configuration.error().message();
  fields_.ComplainAt(element, "bad-configuration", {"<plugin> 的内容应为 JSON 对象,但" + why.zh, "Expected the content of <plugin> to be a JSON object, but " + why.en});
  return check;
}

KeptOpenCheck CheckReader::ReadKeptOpen(const XmlElement& element) {
  fields_.Allow(element, {"from", "where", "planned", "extended-by", "to"});
  KeptOpenCheck check;
  check.from = Pattern(element, "from", "where");
  check.planned = MemberName(element, "planned", MembersOf(check.from.events));
  check.extended = Events(element, "extended-by");
  check.to = Events(element, "to");
  if (check.planned.empty() || check.to.empty()) {
    fields_.ComplainAt(element, "bad-configuration", {"<kept-open> 应写明 planned 和 to,但没有",
                                                      "Expected <kept-open> to have planned and to, but it has not"});
  }
  return check;
}

}  // namespace juece
