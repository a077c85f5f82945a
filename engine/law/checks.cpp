#include "law/checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/article.h"
#include "base/time.h"
#include "base/utf8.h"
#include "guard/guard.h"

namespace juece {
namespace {

// A clause as far as its form allows to read it.
struct Dated {
  const XmlElement* element = nullptr;
  ArticleRef article;
  std::optional<Date> from;
  std::optional<Date> to;
  bool open = true;  // no `to`
};

class Checker {
 public:
  Checker(const XmlElement& root, StatuteReporter& reporter) : root_(root), reporter_(reporter) {}

  void Run() {
    CheckFacts();
    CheckInterval(root_, "in-force", "in-force-to");
    for (const auto& child : root_.children) {
      if (child->name == "clause") {
        CheckClause(*child);
      }
    }
    CheckVersions();
    CheckComplete();
  }

 private:
  void CheckFacts() {
    bool clauses_began = false;
    for (const auto& child : root_.children) {
      clauses_began = clauses_began || child->name == "clause";
      if (clauses_began && child->name != "clause") {
        reporter_.Error("misplaced-element", *child,
                        {fmt::format("<{}> 应写在所有 <clause> 之前,但写在其后", child->name),
                         fmt::format("Expected <{}> before every <clause>, but found it after one", child->name)});
      }
      if (child->name != "fact") {
        continue;
      }
      CheckUnique(*child, "id", facts_seen_);
      if (const auto type = ParseFactType(child->Get("type"))) {
        types_[std::string(child->Get("id"))] = *type;
      }
    }
    if (!clauses_began) {
      reporter_.Error("missing-element", root_,
                      {"<statute> 中应有 <clause>,但没有", "Expected a <clause> in <statute>, but found none"});
    }
  }

  void CheckClause(const XmlElement& clause) {
    const auto article = ArticleRef::Parse(fmt::format("{}:{}", root_.Get("id", "X"), clause.Get("article")));
    const auto from = CheckInterval(clause, "from", "to");
    if (article) {
      CheckPlace(clause, *article);
      clauses_.push_back({&clause, *article, from, Date::Parse(clause.Get("to")), clause.Attribute("to") == nullptr});
    }
    const auto since = Date::Parse(root_.Get("in-force"));
    if (from && since && *from < *since) {
      reporter_.Error("bad-value", *clause.Attribute("from"),
                      {fmt::format("条款的施行日期应不早于法规施行日期 {},但写的是 {}", since->ToString(), from->ToString()),
                       fmt::format("Expected a clause in force not before its statute ({}), but found {}", since->ToString(),
                                   from->ToString())});
    }
    const bool no_digest = clause.Attribute("digest") != nullptr && clause.Get("digest").empty();
    if (no_digest && root_.Attribute("text-not-held-zh") == nullptr) {
      reporter_.Error("missing-attribute", *clause.Attribute("digest"),
                      {"条款没有文本摘要值时,<statute> 应以 text-not-held-zh 和 text-not-held-en 说明原因,但没有写",
                       "Expected text-not-held-zh and text-not-held-en in <statute> to say why a clause has no digest, but they "
                       "are missing"});
    }
    CheckContent(clause);
  }

  void CheckPlace(const XmlElement& clause, const ArticleRef& article) {
    const XmlAttribute& attribute = *clause.Attribute("article");
    const std::string_view count = root_.Get("articles");
    if (Matches(StatuteValue::kCount, count) && article.article > std::stoi(std::string(count))) {
      reporter_.Error("bad-value", attribute, {fmt::format("该法规共 {} 条,但此处为第 {} 条", count, article.article),
                                               fmt::format("Expected one of {} articles, but found {}", count, article.article)});
    }
    if (!clauses_.empty() && article < clauses_.back().article) {
      reporter_.Error("misplaced-element", attribute,
                      {fmt::format("条款应依条文顺序排列,但 {} 写在 {} 之后", article.ToString(), clauses_.back().article.ToString()),
                       fmt::format("Expected clauses in the order of the text, but found {} after {}", article.ToString(),
                                   clauses_.back().article.ToString())});
    }
  }

  // Returns the first day where it can be read.
  std::optional<Date> CheckInterval(const XmlElement& element, std::string_view from_name, std::string_view to_name) {
    const auto from = Date::Parse(element.Get(from_name));
    const auto to = Date::Parse(element.Get(to_name));
    if (from && to && *to < *from) {
      reporter_.Error("bad-value", *element.Attribute(to_name),
                      {fmt::format("失效日期应不早于施行日期 {},但写的是 {}", from->ToString(), to->ToString()),
                       fmt::format("Expected a last day in force not before the first ({}), but found {}", from->ToString(),
                                   to->ToString())});
    }
    return from;
  }

  void CheckContent(const XmlElement& clause) {
    const XmlElement* none = clause.Child("none");
    int demands = 0;
    int reasons = 0;
    for (const auto& child : clause.children) {
      reasons += child->name == "none" ? 1 : 0;
      const bool aside = child->name == "none" || child->name == "milestone" || child->name == "exception" || child->name == "governs" ||
                         child->name == "opens";
      demands += aside ? 0 : 1;
      if (child->name == "requires") {
        CheckRequirement(*child);
      } else if (child->name == "period") {
        CheckPeriod(*child);
      } else if (child->name == "material" || child->name == "exception") {
        CheckGuard(*child);
      } else if (child->name == "separate") {
        CheckSeparation(*child);
      } else if (child->name == "configuration") {
        CheckConfiguration(*child);
      }
    }
    if (demands == 0 && reasons == 0) {
      reporter_.Error("missing-element", clause,
                      {"条款应写明要求(requires、period、material、actor、separate、configuration、judged)或以 <none> 说明为何没有,但都没有写",
                       "Expected the clause to require something (requires, period, material, actor, separate, configuration, judged) "
                       "or to say why not (none), but found neither"});
    } else if (none != nullptr && (demands > 0 || reasons > 1)) {
      reporter_.Error("misplaced-element", *none,
                      {"<none> 应是条款中唯一的元素,但还有其他元素", "Expected <none> to stand alone in its clause, but found more"});
    }
  }

  void CheckRequirement(const XmlElement& requirement) {
    CheckUnique(requirement, "id", requirements_seen_);
    CheckGuard(requirement);
    CheckServers(requirement);
    CheckGoal(requirement);
    const auto outcomes = SplitIds(requirement.Get("outcomes"));
    const std::set<std::string> known(outcomes.begin(), outcomes.end());
    if (known.size() != outcomes.size()) {
      reporter_.Error("duplicate-id", *requirement.Attribute("outcomes"),
                      {"每个结果应只写一次,但有重复", "Expected each outcome once, but found one twice"});
    }
    std::set<std::string> seen;
    for (const auto& child : requirement.children) {
      if (child->name != "when") {
        continue;
      }
      CheckUnique(*child, "outcome", seen);
      CheckGuard(*child);
      if ((child->Attribute("condition") == nullptr) == (child->Attribute("under") == nullptr)) {
        reporter_.Error("missing-attribute", *child,
                        {"<when> 应在 condition 与 under 中写一个", "Expected <when> to have either condition or under"});
      }
      const XmlAttribute* outcome = child->Attribute("outcome");
      if (outcome != nullptr && !known.contains(outcome->value)) {
        reporter_.Error("unknown-reference", *outcome,
                        {fmt::format("应为 outcomes 中的一个结果,但“{}”不在其中", outcome->value),
                         fmt::format("Expected one of the outcomes of this requirement, but found '{}'", outcome->value)});
      }
    }
  }

  static bool Names(std::string_view ids, const std::string& id) {
    const auto list = SplitIds(ids);
    return std::find(list.begin(), list.end(), id) != list.end();
  }

  // Any of several types will do: then nothing says which of them a condition would be asked of.
  void CheckServers(const XmlElement& requirement) {
    const XmlAttribute* step = requirement.Attribute("step");
    if (step == nullptr) return;
    const auto types = SplitIds(step->value);
    if (std::set<std::string>(types.begin(), types.end()).size() != types.size()) {
      reporter_.Error("duplicate-id", *step, {"每类环节应只写一次,但有重复", "Expected each step type once, but found one twice"});
    }
    const XmlAttribute* condition = requirement.Attribute("condition");
    if (types.size() > 1 && condition != nullptr) {
      reporter_.Error("bad-value", *condition,
                      {"几类环节任一即可的要求不应有条件,但写了 condition",
                       "Expected no condition where any of several step types will do, but found one"});
    }
  }

  void CheckGoal(const XmlElement& requirement) {
    const bool milestone = requirement.Attribute("milestone") != nullptr;
    const XmlAttribute* before = requirement.Attribute("before");
    if (milestone == (before != nullptr)) {
      reporter_.Error(milestone ? "unknown-attribute" : "missing-attribute", requirement,
                      {fmt::format("<requires> 应在 milestone 与 before 中写一个,但{}", milestone ? "两个都写了" : "都没有写"),
                       fmt::format("Expected <requires> to have either milestone or before, but found {}", milestone ? "both" : "neither")});
    } else if (before != nullptr && Names(requirement.Get("step"), before->value)) {
      reporter_.Error("bad-value", *before,
                      {fmt::format("before 应为另一类环节,但与 step 同为“{}”", before->value),
                       fmt::format("Expected before to name another step type than step, but both are '{}'", before->value)});
    }
    const XmlAttribute* after = requirement.Attribute("after");
    if ((after == nullptr) != (requirement.Attribute("after-outcomes") == nullptr)) {
      reporter_.Error("missing-attribute", requirement,
                      {"after 与 after-outcomes 应一并写,但只写了一个",
                       "Expected after and after-outcomes together, but found one alone"});
    } else if (after != nullptr && requirement.Get("step") == after->value) {  // one of several may be it: it serves with another outcome
      reporter_.Error("bad-value", *after,
                      {fmt::format("after 应为另一类环节,但与 step 同为“{}”", after->value),
                       fmt::format("Expected after to name another step type than step, but both are '{}'", after->value)});
    }
  }

  void CheckSeparation(const XmlElement& separation) {
    const auto roles = SplitIds(separation.Get("roles"));
    const std::set<std::string> distinct(roles.begin(), roles.end());
    if (separation.Attribute("roles") == nullptr || (distinct.size() >= 2 && distinct.size() == roles.size())) {
      return;
    }
    reporter_.Error("bad-value", *separation.Attribute("roles"),
                    {fmt::format("职责分离应写至少两个不同的角色,但写的是“{}”", separation.Get("roles")),
                     fmt::format("Expected a separation to name at least two different roles, but found '{}'", separation.Get("roles"))});
  }

  void CheckConfiguration(const XmlElement& element) {
    int ways = 0;
    for (const std::string_view way : {"includes", "within", "equals", "least"}) {
      ways += element.Attribute(way) != nullptr ? 1 : 0;
    }
    if (ways != 1) {
      reporter_.Error(ways == 0 ? "missing-attribute" : "unknown-attribute", element,
                      {fmt::format("<configuration> 应在 includes、within、equals、least 中写一个,但写了 {} 个", ways),
                       fmt::format("Expected <configuration> to have one of includes, within, equals and least, but found {} of them", ways)});
    }
  }

  void CheckPeriod(const XmlElement& period) {
    CheckUnique(period, "id", periods_seen_);
    if (period.Get("soft") == "true" && period.Attribute("reason-in") == nullptr) {
      reporter_.Error("missing-attribute", period,
                      {"可以缩短的期限应以 reason-in 写明理由记在何处,但没有写",
                       "Expected reason-in to say where the reason for a shorter period stands, but it is missing"});
    }
  }

  void CheckGuard(const XmlElement& element) {
    const XmlAttribute* condition = element.Attribute("condition");
    if (condition == nullptr) {
      return;
    }
    const FactTypes types = [this](std::string_view fact) -> std::optional<FactType> {
      const auto found = types_.find(fact);
      return found == types_.end() ? std::nullopt : std::optional(found->second);
    };
    GuardProblem problem;
    if (!Guard::Parse(condition->value, types, problem)) {
      reporter_.Error("guard-type", PlaceInside(*condition, problem.offset), problem.message);
    }
  }

  // The place of a character of the value: a reference such as &lt; is one character of it and several of the source.
  SourcePlace PlaceInside(const XmlAttribute& attribute, int offset) {
    const SourcePlace start = reporter_.document().PlaceOf(attribute.line, attribute.value_column);
    int column = 1;
    int characters = -1;  // of the value, before this one
    bool reference = false;
    for (std::size_t at = 0; at < start.line_text.size(); ++column) {
      const Utf8Char c = DecodeUtf8(start.line_text, at);
      at += c.size;
      if (column < attribute.value_column) {
        continue;
      }
      characters += reference ? 0 : 1;
      if (characters >= offset) {
        break;
      }
      reference = reference ? c.value != U';' : c.value == U'&';
    }
    return reporter_.document().PlaceOf(attribute.line, column);
  }

  // Clauses stand in the order of the text, so that versions of one clause are neighbours.
  void CheckVersions() {
    for (std::size_t i = 1; i < clauses_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        CheckPair(clauses_[j], clauses_[i]);
      }
    }
  }

  static bool Reaches(const Dated& clause, Date day) { return clause.open || (clause.to && *clause.to >= day); }

  void CheckPair(const Dated& earlier, const Dated& later) {
    if (earlier.article != later.article || !earlier.from || !later.from) {
      return;
    }
    const std::string name = later.article.ToString();
    if (*earlier.from == *later.from) {
      reporter_.Error("duplicate-id", *later.element->Attribute("article"),
                      {fmt::format("{} 自同一日起应只有一个条款,但写了两次", name),
                       fmt::format("Expected {} once from one day, but found it twice", name)});
    } else if (Reaches(earlier, *later.from) && Reaches(later, *earlier.from)) {
      reporter_.Error("in-force-overlap", *later.element->Attribute("from"),
                      {fmt::format("{} 的前后两个版本不应同时施行,但施行期间重叠", name),
                       fmt::format("Expected versions of {} to follow each other, but they are in force at the same time",
                                   name)});
    }
  }

  void CheckComplete() {
    const std::string_view count = root_.Get("articles");
    if (root_.Get("complete") != "true" || !Matches(StatuteValue::kCount, count)) {
      return;
    }
    std::set<int> present;
    for (const Dated& clause : clauses_) {
      present.insert(clause.article.article);
    }
    std::string missing;
    for (int article = 1; article <= std::stoi(std::string(count)); ++article) {
      if (!present.contains(article)) {
        missing += fmt::format("{}{}", missing.empty() ? "" : ", ", article);
      }
    }
    if (!missing.empty()) {
      reporter_.Error("missing-element", *root_.Attribute("complete"),
                      {fmt::format("完整的法规应有全部条文,但缺第 {} 条", missing),
                       fmt::format("Expected every article of a complete statute, but these are missing: {}", missing)});
    }
  }

  void CheckUnique(const XmlElement& element, std::string_view name, std::set<std::string>& seen) {
    const XmlAttribute* id = element.Attribute(name);
    if (id != nullptr && !id->value.empty() && !seen.insert(id->value).second) {
      reporter_.Error("duplicate-id", *id,
                      {fmt::format("{} 应只用一次,但“{}”已经用过", name, id->value),
                       fmt::format("Expected {} to be used once, but '{}' was used before", name, id->value)});
    }
  }

  const XmlElement& root_;
  StatuteReporter& reporter_;
  std::map<std::string, FactType, std::less<>> types_;
  std::vector<Dated> clauses_;
  std::set<std::string> facts_seen_;
  std::set<std::string> requirements_seen_;
  std::set<std::string> periods_seen_;
};

}  // namespace

void CheckStatuteMeaning(const XmlElement& root, StatuteReporter& reporter) {
  Checker(root, reporter).Run();
  CheckProvisions(root, reporter);
}

}  // namespace juece
