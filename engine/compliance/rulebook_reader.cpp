#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compliance/rulebook.h"
#include "compliance/xml_fields.h"
#include "xml/document.h"

namespace juece {

// Reads one rulebook; every name is looked up in the vocabulary, every guard is typed.
class RulebookReader {
 public:
  RulebookReader(const XmlDocument& document, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings)
      : document_(document), fields_(document, findings), vocabulary_(std::move(vocabulary)) {}

  std::shared_ptr<const Rulebook> Read() {
    const XmlElement& root = document_.root();
    auto book = std::make_shared<Rulebook>();
    fields_.Allow(root, {"id", "version", "title-zh", "title-en"});
    book->id_ = fields_.Need(root, "id");
    book->version_ = fields_.Need(root, "version");
    book->title_ = {std::string(root.Get("title-zh")), std::string(root.Get("title-en"))};
    book->vocabulary_ = vocabulary_;
    for (const auto& child : root.children) {
      if (child->name == "scope") {
        book->listed_.push_back(fields_.Need(*child, "statute"));
      } else if (child->name == "settled") {
        fields_.Allow(*child, {"event", "by"});
        const std::vector<std::string> events = Events(*child, "event");
        book->settled_.push_back({events.empty() ? fields_.Need(*child, "event") : events.front(), Events(*child, "by")});
      } else if (child->name == "rule") {
        ReadRule(*child, *book);
      } else {
        Unknown(*child, "<scope> <settled> <rule>");
      }
    }
    return fields_.ok() ? book : nullptr;
  }

 private:
  void ReadRule(const XmlElement& element, Rulebook& book) {
    fields_.Allow(element, {"id", "article", "severity", "title-zh", "title-en", "closed-by"});
    Rule rule;
    rule.id = fields_.Need(element, "id");
    rule.place = document_.PlaceOf(element);
    rule.title = {fields_.Need(element, "title-zh"), fields_.Need(element, "title-en")};
    const auto article = ArticleRef::Parse(fields_.Need(element, "article"));
    if (!article) {
      fields_.Complain(element, "article", "unknown-reference",
                       {"article 应写作 R713:25 的形式", "Expected an article such as R713:25"});
    }
    rule.article = article.value_or(ArticleRef{});
    (void)fields_.Need(element, "severity");
    const std::string severity = fields_.Choice(element, "severity", {"error", "warning", "note"});
    rule.severity = severity == "error" ? Severity::kError : severity == "warning" ? Severity::kWarning : Severity::kNote;
    rule.closed_by = Events(element, "closed-by");
    for (const auto& child : element.children) {
      ReadPart(*child, rule);
    }
    if (rule.checks.empty()) {
      fields_.ComplainAt(element, "bad-configuration",
                         {"规则应至少有一项检查,但没有", "Expected the rule to have at least one check, but it has none"});
    }
    if (book.Find(rule.id) != nullptr) {
      fields_.Complain(element, "id", "duplicate-id", {"规则编号应唯一,但“" + rule.id + "”出现两次",
                                                       "Expected rule ids to be unique, but '" + rule.id + "' stands twice"});
    }
    book.rules_.push_back(std::move(rule));
  }

  void ReadPart(const XmlElement& element, Rule& rule) {
    if (element.name == "applies") {
      fields_.Allow(element, {"when", "shown-by", "given"});
      rule.applies = FactGuard(element, "when").value_or(Guard::Always());
      rule.shown_by = Events(element, "shown-by");
      rule.given = Events(element, "given");
    } else if (element.name == "remedy") {
      fields_.Allow(element, {"zh", "en"});
      rule.remedy = {fields_.Need(element, "zh"), fields_.Need(element, "en")};
    } else if (auto check = ReadCheck(element)) {
      rule.checks.push_back(std::move(*check));
    }
  }

  std::optional<Check> ReadCheck(const XmlElement& element) {
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
    if (element.name == "disjoint") {
      fields_.Allow(element, {"left", "right", "event", "where"});
      return Check{DisjointCheck{Pattern(element, "event", "where"), Paths(element, "left"), Paths(element, "right")}};
    }
    if (element.name == "any-of") {
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
      return Check{std::move(any)};
    }
    Unknown(element, "<applies> <remedy> <occurs> <never> <period> <data> <material> <fresh> <disjoint> <any-of>");
    return std::nullopt;
  }

  OccursCheck ReadOccurs(const XmlElement& element) {
    fields_.Allow(element, {"event", "where", "which", "before", "before-where", "after", "after-where", "due"});
    OccursCheck check;
    check.event = Pattern(element, "event", "where");
    check.last = fields_.Choice(element, "which", {"any", "last"}) == "last";
    check.before = Pattern(element, "before", "before-where", false);
    check.after = Pattern(element, "after", "after-where", false);
    check.due = Events(element, "due");
    return check;
  }

  PeriodCheck ReadPeriod(const XmlElement& element) {
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
    if (const auto extended = Events(element, "extended-by"); !extended.empty()) {
      check.extended_event = extended.front();
    }
    check.soft = fields_.Flag(element, "soft");
    if (auto reason = Paths(element, "reason-in"); !reason.empty()) {
      check.reason = std::move(reason.front());
    }
    check.covered_by = Events(element, "covered-by");
    return check;
  }

  DataCheck ReadData(const XmlElement& element) {
    fields_.Allow(element, {"event", "where", "list", "items", "empty", "when", "item-where", "present", "holds", "missing"});
    DataCheck check;
    check.event = Pattern(element, "event", "where");
    check.list = element.Get("list");
    const std::string items = fields_.Choice(element, "items", {"every", "last", "any"});
    check.items = items == "every" ? DataCheck::Items::kEvery : items == "last" ? DataCheck::Items::kLast : DataCheck::Items::kAny;
    check.allow_empty = fields_.Choice(element, "empty", {"refused", "allowed"}) == "allowed";
    const std::vector<MemberType> members = MembersOf(check.event.events);
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

  FreshCheck ReadFresh(const XmlElement& element) {
    fields_.Allow(element, {"before", "where", "review", "changes", "changes-where", "carries-out", "carries-out-where",
                            "confirmed-by", "confirmed-where", "kind", "digest"});
    FreshCheck check;
    check.gate = Pattern(element, "before", "where");
    check.review = Events(element, "review");
    check.changes = Pattern(element, "changes", "changes-where", false);
    check.carries_out = Pattern(element, "carries-out", "carries-out-where", false);
    check.confirms = Pattern(element, "confirmed-by", "confirmed-where", false);
    check.kind = element.Get("kind");
    check.member = element.Get("digest");
    return check;
  }

  // "event/member" or "event/list/member"; "event/@actor" is who acted.
  std::vector<DataPath> Paths(const XmlElement& element, std::string_view attribute) {
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

  EventPattern Pattern(const XmlElement& element, std::string_view names, std::string_view where, bool needed = true) {
    EventPattern pattern;
    pattern.events = Events(element, names);
    if (needed && pattern.events.empty() && element.name != "disjoint") {
      (void)fields_.Need(element, names);
    }
    pattern.where = ReadGuard(element, where, MembersOf(pattern.events));
    return pattern;
  }

  std::vector<std::string> Events(const XmlElement& element, std::string_view attribute) {
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

  [[nodiscard]] std::vector<MemberType> MembersOf(const std::vector<std::string>& events) const {
    std::vector<MemberType> members;
    for (const std::string& name : events) {
      if (const EventType* event = vocabulary_->Find(name)) {
        members.insert(members.end(), event->members.begin(), event->members.end());
        for (const MemberType& member : event->members) {
          if (member.type == "list") {
            members.push_back({member.name + std::string(kCountSuffix), "number", {}, {}, {}, {}});
          }
        }
      }
    }
    members.push_back({"actor_role", "text", {}, {}, {}, {}});
    members.push_back({"actor", "text", {}, {}, {}, {}});
    return members;
  }

  static const MemberType* FindMember(const std::vector<MemberType>& members, std::string_view name) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const MemberType& m) { return m.name == name; });
    return found == members.end() ? nullptr : &*found;
  }

  std::optional<Guard> ReadGuard(const XmlElement& element, std::string_view attribute, const std::vector<MemberType>& members) {
    return ParseGuard(element, attribute, [&](std::string_view name) -> std::optional<FactType> {
      const MemberType* member = FindMember(members, name);
      return member == nullptr ? std::nullopt : ParseFactType(member->type);
    });
  }

  std::optional<Guard> FactGuard(const XmlElement& element, std::string_view attribute) {
    return ParseGuard(element, attribute, [this](std::string_view name) -> std::optional<FactType> {
      const VocabularyFact* fact = vocabulary_->FindFact(name);
      return fact == nullptr ? std::nullopt : std::optional(fact->type);
    });
  }

  std::optional<Guard> ParseGuard(const XmlElement& element, std::string_view attribute, const FactTypes& types) {
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

  void Unknown(const XmlElement& element, std::string_view expected) {
    fields_.ComplainAt(element, "unknown-element",
                       {fmt::format("此处应为 {},但为 <{}>", expected, element.name),
                        fmt::format("Expected one of {} here, but found <{}>", expected, element.name)});
  }

  const XmlDocument& document_;
  XmlFields fields_;
  std::shared_ptr<const Vocabulary> vocabulary_;
};

std::shared_ptr<const Rulebook> Rulebook::Read(std::string bytes, std::string file,
                                               std::shared_ptr<const Vocabulary> vocabulary, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : RulebookReader(*document, std::move(vocabulary), findings).Read();
}

std::shared_ptr<const Rulebook> Rulebook::ReadFile(const std::string& path, std::shared_ptr<const Vocabulary> vocabulary,
                                                   std::vector<Finding>& findings) {
  const auto document = ReadXmlFile(path, findings);
  return document == nullptr ? nullptr : RulebookReader(*document, std::move(vocabulary), findings).Read();
}

const Rule* Rulebook::Find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

bool Rulebook::OnlyWhereListed(std::string_view statute) const {
  return std::find(listed_.begin(), listed_.end(), statute) != listed_.end();
}

}  // namespace juece
