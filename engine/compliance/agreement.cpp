#include "compliance/agreement.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compliance/rule_scope.h"
#include "compliance/rule_events.h"
#include "compliance/texts.h"
#include "guard/token.h"

namespace juece {
namespace {

std::string_view UnitName(DayUnit unit) { return unit == DayUnit::kWorkingDays ? "working-days" : "calendar-days"; }

// A number that a rule writes: of a period with its unit, of a condition without one.
struct Literal {
  std::string number;
  std::string unit;
  const PeriodCheck* period = nullptr;
};

void AddNumbersOf(const Guard& guard, std::vector<Literal>& literals) {
  std::vector<Token> tokens;
  GuardProblem problem;
  if (!LexGuard(guard.text(), tokens, problem)) return;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kNumber) literals.push_back({token.text, "", nullptr});
  }
}

std::vector<Literal> LiteralsOf(const Rule& rule) {
  std::vector<Literal> literals;
  for (const PeriodCheck* period : PeriodsOf(rule)) literals.push_back({fmt::format("{}", period->amount), std::string(UnitName(period->unit)), period});
  AddNumbersOf(rule.applies, literals);
  for (const Guard* guard : GuardsOf(rule)) AddNumbersOf(*guard, literals);
  return literals;
}

// What a parameter's value says: 30, or both numbers of 2/3.
bool Says(const ParameterValue& value, const std::string& number) {
  const std::size_t stroke = value.amount.find('/');
  if (stroke == std::string::npos) return value.amount == number;
  return value.amount.substr(0, stroke) == number || value.amount.substr(stroke + 1) == number;
}

class Checker {
 public:
  explicit Checker(const AgreementInput& input) : input_(input), statutes_(*input.statutes) {}

  std::vector<Finding> Run() {
    for (const Statute& statute : statutes_.statutes()) {
      if (Wanted(statute.id)) CheckStatute(statute);
    }
    for (const Rulebook* book : input_.rulebooks) {
      for (const Rule& rule : book->rules()) {
        if (LooksAt(input_, rule)) CheckRule(rule);
      }
      CheckRepeats(*book);
    }
    CheckRelations(input_, findings_);
    return std::move(findings_);
  }

 private:
  [[nodiscard]] bool Wanted(const std::string& statute) const {
    return input_.only.empty() || std::find(input_.only.begin(), input_.only.end(), statute) != input_.only.end();
  }

  void Report(std::string_view code, const std::string& article, Text message) {
    Finding finding;
    finding.code = code;
    finding.article = article;
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  void CheckStatute(const Statute& statute) {
    if (!statute.governance) {
      Report("governs-missing", statute.id,
             {fmt::format("{} 应以 <governs> 写明支配哪些事实、由哪一事件选定文本,但没有写", statute.id),
              fmt::format("Expected <governs> of {} to say which facts it governs and which event picks the text, but it is missing", statute.id)});
    }
    CheckMaker(statute);
    for (const Clause& clause : statute.clauses) {
      for (const LegalException& exception : clause.exceptions) CheckException(statute, exception);
      CheckTargets(statute, clause);
    }
  }

  // A local statute fills a slot that is open for its level.
  void CheckMaker(const Statute& statute) {
    if (!statute.maker || !statute.maker->under) return;
    const Clause* slot = statutes_.Find(*statute.maker->under);
    if (slot != nullptr && std::find(slot->opens.begin(), slot->opens.end(), statute.maker->level) != slot->opens.end()) return;
    const std::string under = statute.maker->under->ToString();
    Report("slot-not-opened", statute.id,
           {fmt::format("{} 依 {} 制定,该条应以 <opens> 对 {} 一级开放,但没有", statute.id, under, statute.maker->level),
            fmt::format("Expected {}, under which {} was made, to be open (<opens>) for the level {}, but it is not", under, statute.id,
                        statute.maker->level)});
  }

  void CheckException(const Statute& statute, const LegalException& exception) {
    const std::string name = ExceptionRef{statute.id, exception.id}.ToString();
    for (const ArticleRef& target : exception.targets) {
      const Statute* other = statutes_.Find(target.statute);
      if (other != nullptr && other->Find(target) != nullptr) continue;
      Report("unknown-reference", exception.article.ToString(),
             {fmt::format("例外 {} 应以法规中的条款为对象,但没有 {}", name, target.ToString()),
              fmt::format("Expected the exception {} to have a clause of the statutes as its target, but there is no {}", name, target.ToString())});
    }
    if (exception.reason.empty() && !IsUsed(statute, exception)) {
      Report("exception-unused", exception.article.ToString(),
             {fmt::format("例外 {} 应有要求或者规则引用它(except、under、judges),或者以 reason-zh、reason-en 说明为何没有,但都没有", name),
              fmt::format("Expected a demand or a rule to name the exception {} (except, under, judges), or reason-zh and reason-en to say why none "
                          "does, but found neither",
                          name)});
    }
  }

  // By a demand of any statute, by an exception to it, or by a rule.
  [[nodiscard]] bool IsUsed(const Statute& statute, const LegalException& exception) const {
    const std::string name = ExceptionRef{statute.id, exception.id}.ToString();
    for (const Statute& other : statutes_.statutes()) {
      const auto names = NamesIn(other);
      if (names.contains(name) || (other.id == statute.id && names.contains(exception.id))) return true;
    }
    std::vector<const Rulebook*> books = input_.rulebooks;
    books.insert(books.end(), input_.others.begin(), input_.others.end());
    return std::any_of(books.begin(), books.end(), [&](const Rulebook* book) {
      return std::any_of(book->rules().begin(), book->rules().end(), [&](const Rule& rule) {
        const ExceptionRef ref{statute.id, exception.id};
        return std::find(rule.except.begin(), rule.except.end(), ref) != rule.except.end() ||
               std::find(rule.judges.begin(), rule.judges.end(), ref) != rule.judges.end();
      });
    });
  }

  static std::set<std::string> NamesIn(const Statute& statute) {
    std::set<std::string> names;
    for (const Clause& clause : statute.clauses) {
      for (const std::string& name : NamesIn(clause)) names.insert(name);
    }
    return names;
  }

  static std::vector<std::string> NamesIn(const Clause& clause) {
    std::vector<std::string> names;
    const auto add = [&](const std::vector<std::string>& more) { names.insert(names.end(), more.begin(), more.end()); };
    for (const Requirement& requirement : clause.requirements) {
      add(requirement.except);
      for (const auto& [outcome, under] : requirement.outcome_under) add(under);
    }
    for (const StatutoryPeriod& period : clause.periods) add(period.except);
    for (const MaterialRule& material : clause.materials) {
      add(material.except);
      add(material.under);
    }
    return names;
  }

  // A demand may name only exceptions that take something from its own clause; those of other statutes are general.
  void CheckTargets(const Statute& statute, const Clause& clause) {
    for (const std::string& name : NamesIn(clause)) {
      const LegalException* exception = statute.FindException(name);
      if (exception == nullptr || Touches(*exception, clause.article)) continue;
      Report("exception-off-target", clause.article.ToString(),
             {fmt::format("{} 的要求引用例外“{}”,但该例外的对象不包括此条", clause.article.ToString(), name),
              fmt::format("Expected the exception '{}', which a demand of {} names, to have that clause among its targets", name,
                          clause.article.ToString())});
    }
  }

  static bool Touches(const LegalException& exception, const ArticleRef& article) {
    return exception.article == article || std::any_of(exception.targets.begin(), exception.targets.end(), [&](const ArticleRef& target) {
      return target.Covers(article) || article.Covers(target);
    });
  }

  void CheckRule(const Rule& rule) {
    CheckNumbers(rule);
    for (const ExceptionRef& ref : rule.except) CheckKnown(rule, ref);
    for (const ExceptionRef& ref : rule.judges) CheckJudged(rule, ref);
    CheckSoft(rule);
    CheckNegation(rule);
  }

  // A number in a rule is a number of its clause, or it is somebody's invention.
  void CheckNumbers(const Rule& rule) {
    const Clause* clause = ClauseOf(rule, statutes_);
    if (clause == nullptr) return;
    for (const Literal& literal : LiteralsOf(rule)) {
      if (literal.period != nullptr ? !StatesPeriod(*clause, *literal.period) : ParameterOf(*clause, literal) == nullptr) {
        findings_.push_back(Invented(rule, literal));
      }
    }
  }

  [[nodiscard]] bool StatesPeriod(const Clause& clause, const PeriodCheck& check) const {
    const std::string amount = fmt::format("{}", check.amount);
    const Parameter* parameter = ParameterOf(clause, {amount, std::string(UnitName(check.unit)), nullptr});
    const auto same = [&](const StatutoryPeriod& law) { return law.amount == check.amount && law.unit == UnitName(check.unit); };
    const bool demanded = std::any_of(clause.periods.begin(), clause.periods.end(), same);
    if (!demanded) return parameter != nullptr;
    return std::any_of(clause.periods.begin(), clause.periods.end(), [&](const StatutoryPeriod& law) {
      return same(law) && law.minimum == check.minimum && law.soft == check.soft;
    });
  }

  // A parameter whose value on the clause's days is set there. Without a unit: of any unit but days.
  [[nodiscard]] const Parameter* ParameterOf(const Clause& clause, const Literal& literal) const {
    const Statute* statute = statutes_.Find(clause.article.statute);
    for (const Parameter& parameter : statute->parameters) {
      const ParameterValue* value = parameter.On(clause.in_force_from);
      const bool fits = literal.unit.empty() ? !parameter.unit.ends_with("-days") : parameter.unit == literal.unit;
      if (value != nullptr && fits && Says(*value, literal.number) && value->reference == clause.article) return &parameter;
    }
    return nullptr;
  }

  static Finding Invented(const Rule& rule, const Literal& literal) {
    const std::string article = rule.article.ToString();
    if (literal.period == nullptr) {
      return FindingOf("rule-departs-from-clause", rule,
                       {fmt::format("规则 {} 中的数字应为 {} 所定的数字(法规中的 <parameter>),但写的是 {}", rule.id, article, literal.number),
                        fmt::format("Expected the numbers of rule {} to be ones that {} sets (a <parameter> of the statute), but found {}", rule.id,
                                    article, literal.number)});
    }
    const bool working = literal.period->unit == DayUnit::kWorkingDays;
    const bool soft = literal.period->soft;
    return FindingOf("rule-departs-from-clause", rule,
                     {fmt::format("规则 {} 的期限应为 {} 所定的期限,但写的是{}{} {}{}", rule.id, article, soft ? "一般" : "",
                                  literal.period->minimum ? "不少于" : "不超过", literal.number, working ? "个工作日" : "日"),
                      fmt::format("Expected the period of rule {} to be one that {} sets, but found {}{} {} {}", rule.id, article,
                                  soft ? "generally " : "", literal.period->minimum ? "at least" : "at most", literal.number,
                                  working ? "working days" : "days")});
  }

  void CheckRepeats(const Rulebook& book) {
    std::map<std::string, std::vector<const Rule*>> uses;
    for (const Rule& rule : book.rules()) {
      const Clause* clause = LooksAt(input_, rule) ? ClauseOf(rule, statutes_) : nullptr;
      if (clause == nullptr) continue;
      std::set<std::string> own;
      for (const Literal& literal : LiteralsOf(rule)) own.insert(NameOf(*clause, literal));
      for (const std::string& number : own) uses[number].push_back(&rule);
    }
    for (const auto& [number, rules] : uses) {
      for (std::size_t i = 1; i < rules.size(); ++i) {
        if (!IsWaived(book, number, *rules[0], *rules[i])) findings_.push_back(Repeated(number, *rules[0], *rules[i]));
      }
    }
  }

  // "30 calendar-days", "2/3 part".
  [[nodiscard]] std::string NameOf(const Clause& clause, const Literal& literal) const {
    const Parameter* parameter = ParameterOf(clause, literal);
    if (parameter == nullptr) return literal.unit.empty() ? literal.number : literal.number + " " + literal.unit;
    return parameter->On(clause.in_force_from)->amount + " " + parameter->unit;
  }

  static bool IsWaived(const Rulebook& book, const std::string& number, const Rule& a, const Rule& b) {
    return std::any_of(book.waivers().begin(), book.waivers().end(), [&](const NumberWaiver& waiver) {
      const auto names = [&](const Rule& rule) { return std::find(waiver.rules.begin(), waiver.rules.end(), rule.id) != waiver.rules.end(); };
      return waiver.number == number && names(a) && names(b);
    });
  }

  static Finding Repeated(const std::string& number, const Rule& a, const Rule& b) {
    return FindingOf("number-repeated", b,
                     {fmt::format("规则 {} 与 {} 写了同一数字“{}”:各有其条款的,以 <same-number> 说明;出自同一条款的,只写一处", a.id, b.id, number),
                      fmt::format("Rules {} and {} both write '{}': say in <same-number> that each has it from its own clause, or write it once", a.id,
                                  b.id, number)});
  }

  const LegalException* CheckKnown(const Rule& rule, const ExceptionRef& ref) {
    const LegalException* exception = statutes_.Find(ref);
    if (exception == nullptr) {
      findings_.push_back(FindingOf("unknown-reference", rule,
                                    {fmt::format("规则 {} 应引用法规中的例外,但没有 {}", rule.id, ref.ToString()),
                                     fmt::format("Expected rule {} to name an exception of the statutes, but there is no {}", rule.id, ref.ToString())}));
    }
    return exception;
  }

  // The rule looks where the record shows whether the exception was used lawfully.
  void CheckJudged(const Rule& rule, const ExceptionRef& ref) {
    const LegalException* exception = CheckKnown(rule, ref);
    if (exception == nullptr || !exception->reads_record) return;
    const Statute* statute = statutes_.Find(ref.statute);
    const std::vector<std::string> places = PlacesOf(rule);
    for (const std::string& fact : exception->effect.facts()) {
      const auto place = statute->recorded.find(fact);
      if (place == statute->recorded.end()) continue;
      const std::string event = place->second.substr(0, place->second.find('/'));
      const bool seen = std::any_of(places.begin(), places.end(), [&](const std::string& one) { return one == place->second || one == event; });
      if (!seen) findings_.push_back(NotJudged(rule, ref, place->second));
    }
  }

  static Finding NotJudged(const Rule& rule, const ExceptionRef& ref, const std::string& place) {
    return FindingOf("exception-not-judged", rule,
                     {fmt::format("规则 {} 评判例外 {},应看记录中的 {},但没有看", rule.id, ref.ToString(), place),
                      fmt::format("Expected rule {}, which judges the exception {}, to look at {} of the record, but it does not", rule.id,
                                  ref.ToString(), place)});
  }

  // "Generally": the reason that makes a shorter period good is the condition of a proviso, in the law and in the rule alike.
  void CheckSoft(const Rule& rule) {
    for (const PeriodCheck* period : PeriodsOf(rule)) {
      if (!period->soft) continue;
      const std::string place = period->reason.event + "/" + period->reason.member;
      const bool named = std::any_of(rule.judges.begin(), rule.judges.end(), [&](const ExceptionRef& ref) {
        const Statute* statute = statutes_.Find(ref.statute);
        const LegalException* exception = statute == nullptr ? nullptr : statute->FindException(ref.id);
        if (exception == nullptr || exception->kind != ExceptionKind::kProviso) return false;
        const auto& facts = exception->effect.facts();
        return std::any_of(facts.begin(), facts.end(), [&](const std::string& fact) {
          const auto found = statute->recorded.find(fact);
          return found != statute->recorded.end() && found->second == place;
        });
      });
      if (!named) {
        findings_.push_back(FindingOf("exception-not-judged", rule,
                                      {fmt::format("规则 {} 允许写明理由而缩短期限,应以 judges 引用法规中的但书,其条件为 {},但没有", rule.id, place),
                                       fmt::format("Expected rule {}, which lets a stated reason shorten the period, to name by judges the proviso of the "
                                                   "statute whose condition is {}, but it does not",
                                                   rule.id, place)}));
      }
    }
  }

  // As in a statute: the contrary of an exception is written as the exception.
  void CheckNegation(const Rule& rule) {
    for (const Statute& statute : statutes_.statutes()) {
      for (const Clause& clause : statute.clauses) {
        for (const LegalException& exception : clause.exceptions) {
          if (!AreContrary(rule.applies, exception.effect)) continue;
          const std::string name = ExceptionRef{statute.id, exception.id}.ToString();
          findings_.push_back(FindingOf("negated-exception", rule,
                                        {fmt::format("规则 {} 的条件不应是例外 {} 的反面:用 except 引用该例外", rule.id, name),
                                         fmt::format("Expected rule {} to name the exception {} by except, but its condition is a negated copy of it",
                                                     rule.id, name)}));
          return;
        }
      }
    }
  }

  const AgreementInput& input_;
  const StatuteBook& statutes_;
  std::vector<Finding> findings_;
};

}  // namespace

RuleScope ScopeOfRule(const Rule& rule, const StatuteBook& statutes) {
  RuleScope applicability{rule.applies, {}};
  for (const ExceptionRef& ref : rule.except) {
    if (const LegalException* exception = statutes.Find(ref)) applicability.exceptions.push_back(exception->effect);
  }
  return applicability;
}

bool LooksAt(const AgreementInput& input, const Rule& rule) {
  return input.only.empty() || std::find(input.only.begin(), input.only.end(), rule.article.statute) != input.only.end();
}

Finding FindingOf(std::string_view code, const Rule& rule, Text message) {
  Finding finding;
  finding.code = code;
  finding.place = rule.place;
  finding.article = rule.article.ToString();
  finding.message = std::move(message);
  return finding;
}

std::vector<Finding> CheckAgreement(const AgreementInput& input) { return Checker(input).Run(); }

}  // namespace juece
