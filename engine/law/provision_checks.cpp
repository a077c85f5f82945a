// Parameters and exceptions: what their form cannot say.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/article.h"
#include "base/time.h"
#include "law/checks.h"
#include "law/provisions.h"

namespace juece {
namespace {

struct Span {
  const XmlElement* element = nullptr;
  Date from;
  std::optional<Date> to;
};

std::optional<Span> SpanOf(const XmlElement& element) {
  const auto from = Date::Parse(element.Get("from"));
  if (!from) return std::nullopt;
  return Span{&element, *from, Date::Parse(element.Get("to"))};
}

bool Covers(const Span& value, const Span& clause) {
  return value.from <= clause.from && (!value.to || (clause.to && *clause.to <= *value.to));
}

class ProvisionChecker {
 public:
  ProvisionChecker(const XmlElement& root, StatuteReporter& reporter) : root_(root), reporter_(reporter) {}

  void Run() {
    for (const auto& child : root_.children) {
      if (child->name == "fact") CheckRecorded(*child);
      if (child->name == "parameter") CheckParameter(*child);
    }
    for (const auto& child : root_.children) {
      if (child->name == "clause") CheckClause(*child);
    }
    for (const auto& child : root_.children) {
      if (child->name == "clause") CheckUses(*child);
    }
    CheckTargets();
    CheckNegations();
  }

 private:
  void CheckRecorded(const XmlElement& fact) {
    const XmlAttribute* recorded = fact.Attribute("recorded");
    if (recorded == nullptr) return;
    const std::size_t stroke = recorded->value.find('/');
    const bool whole = stroke != std::string::npos && Matches(StatuteValue::kId, recorded->value.substr(0, stroke)) &&
                       Matches(StatuteValue::kId, recorded->value.substr(stroke + 1));
    if (!whole || fact.Get("type") != "boolean") {
      reporter_.Error("bad-value", *recorded,
                      {fmt::format("recorded 应写作“事件/成员”,且事实的类型为 boolean,但写的是“{}”", recorded->value),
                       fmt::format("Expected recorded to be event/member, on a fact of type boolean, but found '{}'", recorded->value)});
    }
  }

  void CheckParameter(const XmlElement& parameter) {
    if (!parameters_.emplace(std::string(parameter.Get("id")), &parameter).second) {
      reporter_.Error("duplicate-id", parameter,
                      {fmt::format("每个参数应只写一次,但“{}”写了两次", parameter.Get("id")),
                       fmt::format("Expected each parameter once, but '{}' stands twice", parameter.Get("id"))});
    }
    const XmlElement* before = nullptr;
    for (const auto& value : parameter.children) {
      CheckValue(*value, parameter);
      if (before != nullptr) CheckNeighbours(*before, *value);
      before = value.get();
    }
    if (before == nullptr) {
      reporter_.Error("missing-element", parameter,
                      {"参数应至少有一个 <value>,但没有", "Expected the parameter to have a <value>, but it has none"});
    }
  }

  void CheckValue(const XmlElement& value, const XmlElement& parameter) {
    const auto span = SpanOf(value);
    if (span && span->to && *span->to < span->from) {
      reporter_.Error("bad-value", *value.Attribute("to"),
                      {fmt::format("终期应不早于始期 {},但写的是 {}", span->from.ToString(), span->to->ToString()),
                       fmt::format("Expected an end not before the beginning ({}), but found {}", span->from.ToString(), span->to->ToString())});
    }
    const bool part = value.Get("amount").find('/') != std::string_view::npos;
    if (part != (parameter.Get("unit") == "part") && value.Attribute("amount") != nullptr) {
      reporter_.Error("bad-value", *value.Attribute("amount"),
                      {fmt::format("单位为 part 的数值应写作几分之几,其他单位写整数,但写的是“{}”", value.Get("amount")),
                       fmt::format("Expected a part such as 2/3 where the unit is part, else a whole number, but found '{}'", value.Get("amount"))});
    }
    if (span && ClauseOf(value, span->from) == nullptr && value.Attribute("reference") != nullptr) {
      reporter_.Error("unknown-reference", *value.Attribute("reference"),
                      {fmt::format("reference 应为该日({})施行的条款,但没有第 {} 条", span->from.ToString(), value.Get("reference")),
                       fmt::format("Expected reference to name a clause in force on that day ({}), but there is no {}", span->from.ToString(),
                                   value.Get("reference"))});
    }
  }

  // In force on the day under exactly this number.
  [[nodiscard]] const XmlElement* ClauseOf(const XmlElement& value, Date day) const {
    for (const auto& child : root_.children) {
      if (child->name != "clause" || child->Get("article") != value.Get("reference")) continue;
      const auto span = SpanOf(*child);
      if (span && span->from <= day && (!span->to || day <= *span->to)) return child.get();
    }
    return nullptr;
  }

  void CheckNeighbours(const XmlElement& earlier, const XmlElement& later) {
    const auto a = SpanOf(earlier);
    const auto b = SpanOf(later);
    if (!a || !b || later.Attribute("from") == nullptr) return;
    if (!a->to || b->from <= *a->to) {
      reporter_.Error("in-force-overlap", *later.Attribute("from"),
                      {"参数的前后两个值不应同时有效,但有效期间重叠(前一个值应写明终期)",
                       "Expected values to follow each other, but they hold at the same time (the earlier one needs its end)"});
    } else if (a->to->PlusDays(1) == b->from && earlier.Get("amount") == later.Get("amount")) {
      reporter_.Error("equal-neighbours", *later.Attribute("amount"),
                      {fmt::format("前后相接的两个值应不同,但都是 {}:没有变动的,延长前一个值,或者核对是否抄错", later.Get("amount")),
                       fmt::format("Expected adjacent values to differ, but both are {}: extend the earlier one where nothing changed, or look "
                                   "for a slip",
                                   later.Get("amount"))});
    }
  }

  void CheckClause(const XmlElement& clause) {
    for (const auto& child : clause.children) {
      if (child->name == "period") CheckPeriod(*child, clause);
      if (child->name == "exception") Declare(*child);
    }
  }

  void CheckPeriod(const XmlElement& period, const XmlElement& clause) {
    const XmlAttribute* name = period.Attribute("parameter");
    const auto span = SpanOf(clause);
    if (name == nullptr || !span) return;
    const auto found = parameters_.find(name->value);
    if (found == parameters_.end()) {
      Unknown(*name, "参数", "parameter");
      return;
    }
    const bool days = found->second->Get("unit").ends_with("-days");
    const bool held = std::any_of(found->second->children.begin(), found->second->children.end(), [&](const auto& value) {
      const auto holds = SpanOf(*value);
      return holds && Covers(*holds, *span) && value->Get("reference") == clause.Get("article");
    });
    if (!days || !held) {
      reporter_.Error("bad-value", *name,
                      {fmt::format("参数“{}”应以日为单位,并有一个值以第 {} 条为依据、在该条施行期间一直有效,但没有", name->value, clause.Get("article")),
                       fmt::format("Expected the parameter '{}' to count days and to have a value that refers to article {} and holds as long as it "
                                   "is in force, but it has none",
                                   name->value, clause.Get("article"))});
    }
  }

  void Declare(const XmlElement& exception) {
    if (exception.Attribute("id") == nullptr) return;
    if (!exceptions_.emplace(std::string(exception.Get("id")), &exception).second) {
      reporter_.Error("duplicate-id", *exception.Attribute("id"),
                      {fmt::format("每个例外应只写一次,但“{}”写了两次", exception.Get("id")),
                       fmt::format("Expected each exception once, but '{}' stands twice", exception.Get("id"))});
    }
  }

  void CheckTargets() {
    for (const auto& [id, exception] : exceptions_) {
      for (const ArticleRef& target : ArticleRef::ParseList(exception->Get("target")).value_or(std::vector<ArticleRef>{})) CheckTarget(*exception, target);
      const XmlAttribute* against = exception->Attribute("against");
      if (against == nullptr) continue;
      if (!exceptions_.contains(against->value)) {
        Unknown(*against, "例外", "exception");
      } else if (InCycle(id)) {
        reporter_.Error("exception-cycle", *against,
                        {fmt::format("例外之例外应有起点,但“{}”绕了一圈又回到自己", id),
                         fmt::format("Expected exceptions to exceptions to come to an end, but '{}' comes back to itself", id)});
      }
    }
  }

  // Targets in other statutes are looked up where all of them are known.
  void CheckTarget(const XmlElement& exception, const ArticleRef& target) {
    if (target.statute != root_.Get("id")) return;
    const bool known = std::any_of(root_.children.begin(), root_.children.end(), [&](const auto& child) {
      const auto article = ArticleRef::Parse(fmt::format("{}:{}", target.statute, child->Get("article", "0")));
      return child->name == "clause" && article && (target.Covers(*article) || article->Covers(target));
    });
    if (!known) Unknown(*exception.Attribute("target"), "条款", "clause");
  }

  [[nodiscard]] bool InCycle(const std::string& id) const {
    std::set<std::string> seen;
    std::string at = id;
    while (seen.insert(at).second) {
      const auto found = exceptions_.find(at);
      if (found == exceptions_.end() || found->second->Attribute("against") == nullptr) return false;
      at = std::string(found->second->Get("against"));
    }
    return at == id;
  }

  void CheckUses(const XmlElement& clause) {
    for (const auto& child : clause.children) {
      CheckNames(*child, "except");
      CheckNames(*child, "under");
      for (const auto& below : child->children) CheckNames(*below, "under");
      if (child->name == "period") CheckSoft(*child);
    }
  }

  void CheckNames(const XmlElement& element, std::string_view attribute) {
    const XmlAttribute* names = element.Attribute(attribute);
    if (names == nullptr) return;
    for (const std::string& id : SplitIds(names->value)) {
      // Those of other statutes are looked up where all of them are known.
      if (!ExceptionRef::Parse(id) && !exceptions_.contains(id)) Unknown(*names, "例外", "exception");
    }
  }

  // "Generally" is an exception too, and has its name.
  void CheckSoft(const XmlElement& period) {
    const bool soft = period.Get("soft") == "true";
    const XmlAttribute* except = period.Attribute("except");
    if (soft == (except != nullptr)) return;
    if (soft) {
      reporter_.Error("missing-attribute", period,
                      {"可以缩短的期限应以 except 写明依哪一个例外缩短,但没有写",
                       "Expected except to name the exception under which the period may be shorter, but it is missing"});
    } else {
      reporter_.Error("unknown-attribute", *except,
                      {"不得缩短的期限(soft=\"false\")不应有 except,但写了", "Expected no except on a period that may not be shorter (soft=\"false\")"});
    }
  }

  // An exception stands by itself and is named by what it takes from. A condition that says the contrary of an exception, or of another
  // clause's condition, is a copy that nobody will keep in step with it. "The contrary": they read a common fact and are never both true.
  void CheckNegations() {
    const std::vector<Stated> conditions = Conditions();
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      for (std::size_t j = 0; j < conditions.size(); ++j) {
        const bool candidate = i != j && !conditions[i].exception && (conditions[j].exception || conditions[i].clause != conditions[j].clause);
        if (!candidate || !(conditions[j].exception || j < i) || !AreContrary(conditions[i].guard, conditions[j].guard)) continue;
        reporter_.Error("negated-exception", *conditions[i].attribute,
                        {fmt::format("条件不应是第 {} 条条件“{}”的反面:以 <exception> 写明例外,用 except 引用它", conditions[j].article,
                                     conditions[j].attribute->value),
                         fmt::format("Expected no negated copy of the condition '{}' of article {}: state the <exception> and name it by except",
                                     conditions[j].attribute->value, conditions[j].article)});
        break;
      }
    }
  }

  struct Stated {
    const XmlAttribute* attribute = nullptr;
    const XmlElement* clause = nullptr;
    std::string_view article;
    bool exception = false;
    Guard guard = Guard::Always();
  };

  [[nodiscard]] std::vector<Stated> Conditions() const {
    std::vector<Stated> conditions;
    for (const auto& clause : root_.children) {
      if (clause->name != "clause") continue;
      for (const auto& child : clause->children) {
        AddCondition(*child, *clause, conditions);
        for (const auto& below : child->children) AddCondition(*below, *clause, conditions);
      }
    }
    return conditions;
  }

  void AddCondition(const XmlElement& element, const XmlElement& clause, std::vector<Stated>& conditions) const {
    const XmlAttribute* attribute = element.Attribute("condition");
    if (attribute == nullptr) return;
    const FactTypes types = [this](std::string_view fact) -> std::optional<FactType> {
      for (const auto& child : root_.children) {
        if (child->name == "fact" && child->Get("id") == fact) return ParseFactType(child->Get("type"));
      }
      return std::nullopt;
    };
    GuardProblem problem;
    if (auto guard = Guard::Parse(attribute->value, types, problem); guard && !guard->facts().empty()) {
      conditions.push_back({attribute, &clause, clause.Get("article"), element.name == "exception", std::move(*guard)});
    }
  }

  void Unknown(const XmlAttribute& attribute, std::string_view zh, std::string_view en) {
    reporter_.Error("unknown-reference", attribute,
                    {fmt::format("{} 应写本法规中的{},但没有“{}”", attribute.name, zh, attribute.value),
                     fmt::format("Expected {} to name a known {}, but there is no '{}'", attribute.name, en, attribute.value)});
  }

  const XmlElement& root_;
  StatuteReporter& reporter_;
  std::map<std::string, const XmlElement*> parameters_;
  std::map<std::string, const XmlElement*> exceptions_;
};

}  // namespace

void CheckProvisions(const XmlElement& root, StatuteReporter& reporter) { ProvisionChecker(root, reporter).Run(); }

}  // namespace juece
