// Each template against its formula of linear temporal logic on finite traces, evaluated by the definition of the operators.
#include <functional>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "compliance/log_rules.h"
#include "support/places.h"
#include "xml/document.h"

using namespace juece;  // NOLINT: a test file

namespace {

using Word = std::vector<std::int32_t>;
using Formula = std::function<bool(const Word&, std::size_t)>;  // at a position; a position behind the end is asked of W and WX only

constexpr std::int32_t kA = 0;
constexpr std::int32_t kB = 1;

Formula Is(std::int32_t activity) {
  return [=](const Word& w, std::size_t i) { return i < w.size() && w[i] == activity; };
}
Formula Not(Formula f) {
  return [=](const Word& w, std::size_t i) { return !f(w, i); };
}
Formula And(Formula f, Formula g) {
  return [=](const Word& w, std::size_t i) { return f(w, i) && g(w, i); };
}
Formula Or(Formula f, Formula g) {
  return [=](const Word& w, std::size_t i) { return f(w, i) || g(w, i); };
}
Formula Implies(Formula f, Formula g) { return Or(Not(f), g); }
Formula Next(Formula f) {
  return [=](const Word& w, std::size_t i) { return i + 1 < w.size() && f(w, i + 1); };
}
Formula WeakNext(Formula f) {
  return [=](const Word& w, std::size_t i) { return i + 1 >= w.size() || f(w, i + 1); };
}
Formula Eventually(Formula f) {
  return [=](const Word& w, std::size_t i) {
    for (; i < w.size(); ++i) {
      if (f(w, i)) return true;
    }
    return false;
  };
}
Formula Always(Formula f) { return Not(Eventually(Not(f))); }
Formula Until(Formula f, Formula g) {
  return [=](const Word& w, std::size_t i) {
    for (; i < w.size(); ++i) {
      if (g(w, i)) return true;
      if (!f(w, i)) return false;
    }
    return false;
  };
}
Formula WeakUntil(Formula f, Formula g) { return Or(Until(f, g), Always(f)); }

Formula AtLeast(int n) {
  Formula f = Eventually(Is(kA));
  for (int i = 1; i < n; ++i) f = Eventually(And(Is(kA), Next(f)));
  return f;
}

Formula FormulaOf(LogTemplate form, int n) {
  const Formula a = Is(kA);
  const Formula b = Is(kB);
  const Formula response = Always(Implies(a, Eventually(b)));
  const Formula precedence = WeakUntil(Not(b), a);
  const Formula alternate_response = Always(Implies(a, Next(Until(Not(a), b))));
  const Formula alternate_precedence = And(precedence, Always(Implies(b, WeakNext(WeakUntil(Not(b), a)))));
  const Formula chain_response = Always(Implies(a, Next(b)));
  const Formula chain_precedence = And(Always(Implies(Next(b), a)), Not(b));
  switch (form) {
    case LogTemplate::kExistence: return AtLeast(n);
    case LogTemplate::kAbsence: return Not(AtLeast(n));
    case LogTemplate::kExactly: return And(AtLeast(n), Not(AtLeast(n + 1)));
    case LogTemplate::kInit: return a;
    case LogTemplate::kEnd: return Eventually(And(a, WeakNext(And(a, Not(a)))));
    case LogTemplate::kChoice: return Or(Eventually(a), Eventually(b));
    case LogTemplate::kExclusiveChoice: return And(Or(Eventually(a), Eventually(b)), Not(And(Eventually(a), Eventually(b))));
    case LogTemplate::kRespondedExistence: return Implies(Eventually(a), Eventually(b));
    case LogTemplate::kCoExistence: return And(Implies(Eventually(a), Eventually(b)), Implies(Eventually(b), Eventually(a)));
    case LogTemplate::kNotRespondedExistence: return Implies(Eventually(a), Not(Eventually(b)));
    case LogTemplate::kNotCoExistence: return Not(And(Eventually(a), Eventually(b)));
    case LogTemplate::kResponse: return response;
    case LogTemplate::kPrecedence: return precedence;
    case LogTemplate::kSuccession: return And(response, precedence);
    case LogTemplate::kAlternateResponse: return alternate_response;
    case LogTemplate::kAlternatePrecedence: return alternate_precedence;
    case LogTemplate::kAlternateSuccession: return And(alternate_response, alternate_precedence);
    case LogTemplate::kChainResponse: return chain_response;
    case LogTemplate::kChainPrecedence: return chain_precedence;
    case LogTemplate::kChainSuccession: return And(chain_response, chain_precedence);
    case LogTemplate::kNotResponse:
    case LogTemplate::kNotPrecedence:
    case LogTemplate::kNotSuccession: return Always(Implies(a, Not(Eventually(b))));
    case LogTemplate::kNotChainResponse:
    case LogTemplate::kNotChainPrecedence:
    case LogTemplate::kNotChainSuccession: return Always(Implies(a, Not(Next(b))));
    default: return {};
  }
}

LogTrace TraceOf(const Word& word) {
  LogTrace trace;
  for (const std::int32_t activity : word) trace.events.push_back({activity, std::nullopt});
  return trace;
}

LogTrace Timed(const std::vector<std::pair<std::int32_t, std::optional<std::int64_t>>>& events) {
  LogTrace trace;
  for (const auto& [activity, time] : events) trace.events.push_back({activity, time});
  return trace;
}

LogVerdict JudgeWith(const std::string& rule, LogTrace trace) {
  std::vector<Finding> findings;
  const auto rules = LogRules::Read("<log-rules xmlns='urn:juece:log-rules:1' id='t'>" + rule + "</log-rules>", "t.xml", findings);
  REQUIRE(rules != nullptr);
  trace.attributes.resize(rules->selection().trace_keys.size());
  return Judge(rules->rules().front(), trace, rules->selection());
}

}  // namespace

TEST_CASE("every template agrees with its formula on every short case and on random long ones") {
  std::vector<Word> words;
  for (std::size_t length = 1; length <= 6; ++length) {
    std::size_t all = 1;
    for (std::size_t i = 0; i < length; ++i) all *= 3;
    for (std::size_t code = 0; code < all; ++code) {
      Word word;
      for (std::size_t i = 0, rest = code; i < length; ++i, rest /= 3) word.push_back(static_cast<std::int32_t>(rest % 3) - 1);
      words.push_back(word);
    }
  }
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    Word word(7 + random() % 30);
    for (auto& activity : word) activity = static_cast<std::int32_t>(random() % 3) - 1;
    words.push_back(word);
  }
  const LogSelection selection{{"concept:name"}, {"a", "b"}, {}, {}};
  for (int f = 0; f < static_cast<int>(LogTemplate::kWithin); ++f) {
    LogRule rule;
    rule.form = static_cast<LogTemplate>(f);
    rule.a = kA;
    const bool counted = rule.form == LogTemplate::kExistence || rule.form == LogTemplate::kAbsence || rule.form == LogTemplate::kExactly;
    rule.b = counted || rule.form == LogTemplate::kInit || rule.form == LogTemplate::kEnd ? kOtherActivity : kB;
    for (rule.count = 1; rule.count <= (counted ? 3 : 1); ++rule.count) {
      const Formula formula = FormulaOf(rule.form, rule.count);
      REQUIRE(formula);
      std::map<bool, int> seen;
      for (const Word& word : words) {
        const bool wanted = formula(word, 0);
        ++seen[wanted];
        if ((Judge(rule, TraceOf(word), selection) == LogVerdict::kSatisfied) == wanted) continue;
        FAIL_CHECK(ToString(rule.form) << "(" << rule.count << ") on a word of " << word.size());
      }
      CHECK(seen[true] > 5);
      CHECK(seen[false] > 5);
    }
  }
}

TEST_CASE("a case without events") {
  const LogSelection selection{{"concept:name"}, {"a", "b"}, {}, {}};
  LogRule rule;
  rule.a = kA;
  rule.b = kB;
  rule.form = LogTemplate::kInit;
  CHECK(Judge(rule, {}, selection) == LogVerdict::kViolated);
  rule.form = LogTemplate::kEnd;
  CHECK(Judge(rule, {}, selection) == LogVerdict::kViolated);
  rule.form = LogTemplate::kChainSuccession;
  CHECK(Judge(rule, {}, selection) == LogVerdict::kSatisfied);
}

TEST_CASE("bounds of time: the first activation or each, at most and at least, and what is not known") {
  const std::string most = "<rule id='r' template='within' a='a' b='b' at-most='P1D'/>";
  const std::string each = "<rule id='r' template='within' a='a' b='b' at-most='P1D' from='each' missing='violated'/>";
  const std::string least = "<rule id='r' template='within' a='a' b='b' at-least='PT36H'/>";
  constexpr std::int64_t kDay = 86'400'000;
  CHECK(JudgeWith(most, Timed({{0, 0}, {1, kDay}})) == LogVerdict::kSatisfied);
  CHECK(JudgeWith(most, Timed({{0, 0}, {1, kDay + 1}})) == LogVerdict::kViolated);
  CHECK(JudgeWith(most, Timed({{0, 0}})) == LogVerdict::kSatisfied);
  CHECK(JudgeWith(most, Timed({{0, 0}, {1, std::nullopt}})) == LogVerdict::kNotShown);
  CHECK(JudgeWith(most, Timed({{0, kDay}, {1, 0}})) == LogVerdict::kNotShown);
  CHECK(JudgeWith(most, Timed({{0, 0}, {1, 1}, {0, 2}, {1, 5 * kDay}})) == LogVerdict::kSatisfied);
  CHECK(JudgeWith(each, Timed({{0, 0}, {1, 1}, {0, 2}, {1, 5 * kDay}})) == LogVerdict::kViolated);
  CHECK(JudgeWith(each, Timed({{0, 0}})) == LogVerdict::kViolated);
  CHECK(JudgeWith(least, Timed({{0, 0}, {1, 36 * 3'600'000}})) == LogVerdict::kSatisfied);
  CHECK(JudgeWith(least, Timed({{0, 0}, {1, 36 * 3'600'000 - 1}})) == LogVerdict::kViolated);
}

TEST_CASE("four eyes: the same hand is a violation, an unknown one is not shown") {
  const std::string rule = "<rule id='r' template='four_eyes' a='a' b='b'/>";
  const auto done = [&](std::int32_t who_a, std::int32_t who_b) {
    LogTrace trace = TraceOf({0, 1});
    trace.texts = {"甲", "乙"};
    trace.values = {who_a, who_b};
    return JudgeWith(rule, trace);
  };
  CHECK(done(0, 1) == LogVerdict::kSatisfied);
  CHECK(done(0, 0) == LogVerdict::kViolated);
  CHECK(done(0, kNoValue) == LogVerdict::kNotShown);
  CHECK(done(kNoValue, kNoValue) == LogVerdict::kNotShown);
}

TEST_CASE("attributes of a case are compared as times, dates, numbers, else as texts") {
  const auto judge = [](const std::string& left, const std::string& is, const std::string& right) {
    std::vector<Finding> findings;
    const auto rules = LogRules::Read("<log-rules xmlns='urn:juece:log-rules:1' id='t'><rule id='r' template='attribute' left='l' is='" + is +
                                          "' right='r'/></log-rules>", "t.xml", findings);
    REQUIRE(rules != nullptr);
    LogTrace trace;
    trace.attributes = {left.empty() ? std::nullopt : std::optional(left), right.empty() ? std::nullopt : std::optional(right)};
    return Judge(rules->rules().front(), trace, rules->selection());
  };
  CHECK(judge("2024-01-01T00:00:00+08:00", "less-or-equal", "2023-12-31T16:00:00Z") == LogVerdict::kSatisfied);
  CHECK(judge("2024-01-01T00:00:00.001+08:00", "less-or-equal", "2023-12-31T16:00:00Z") == LogVerdict::kViolated);
  CHECK(judge("2024-01-01T00:00:00.001000+08:00", "greater", "2023-12-31T16:00:00.000999Z") == LogVerdict::kSatisfied);
  CHECK(judge("2024-01-02", "greater", "2024-01-01") == LogVerdict::kSatisfied);
  CHECK(judge("9", "less", "10") == LogVerdict::kSatisfied);
  CHECK(judge("1.0", "equal", "1") == LogVerdict::kSatisfied);
  CHECK(judge("red", "equal", "blue") == LogVerdict::kViolated);
  CHECK(judge("red", "not-equal", "blue") == LogVerdict::kSatisfied);
  CHECK(judge("red", "less", "blue") == LogVerdict::kNotShown);
  CHECK(judge("", "equal", "1") == LogVerdict::kNotShown);
}

TEST_CASE("mistakes in log rules are all named, with their place") {
  std::vector<Finding> findings;
  CHECK(LogRules::Read(R"(<log-rules xmlns="urn:juece:log-rules:1" id="t">
  <rule id="a" template="respons" a="x" b="y"/>
  <rule id="b" template="response" a="x" b="x"/>
  <rule id="c" template="within" a="x" b="y" at-most="2 days"/>
  <rule id="d" template="within" a="x" b="y"/>
  <rule id="e" template="existence" a="x" n="0"/>
  <rule id="e" template="init" a="x" b="y"/>
  <rule id="f" template="attribute" left="x" is="before" right="y"/>
  <constraint/>
</log-rules>)", "t.xml", findings) == nullptr);
  std::string text;
  for (const Finding& finding : findings) text += ToText(finding, Language::kEnglish) + "\n";
  INFO(text);
  for (const char* part : {"t.xml:2:", "'respons'", "two activities", "'2 days'", "at-most or at-least", "at least 1", "stands twice",
                           "found 'b'", "t.xml:8:", "<constraint>"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
  for (const char* wrong : {"P", "PT", "P1", "1D", "P1H", "PT1D", "P1W1D", "P1DT", "P-1D", "P1.5D", "P1D1D", "PT1M1H", "P99999999999D"}) {
    INFO(wrong);
    findings.clear();
    CHECK(LogRules::Read(std::string("<log-rules xmlns='urn:juece:log-rules:1' id='t'><rule id='r' template='within' a='a' b='b' at-most='") + wrong +
                             "'/></log-rules>", "t.xml", findings) == nullptr);
  }
}

TEST_CASE("the sample rules fit the schema, and reader and schema know the same templates") {
  std::vector<Finding> findings;
  const std::string root = SourceDir();
  const auto document = ReadXmlFile(root + "/samples/logs/approvals-rules.xml", findings);
  REQUIRE(document != nullptr);
  CHECK(ValidateXml(*document, root + "/workflows/schema/log-rules.xsd", findings));
  CHECK(LogRules::ReadFile(root + "/samples/logs/approvals-rules.xml", findings) != nullptr);
  CHECK(findings.empty());
  const auto schema = ReadXmlFile(root + "/workflows/schema/log-rules.xsd", findings);
  REQUIRE(schema != nullptr);
  const XmlElement& restriction = *schema->root().children.back()->children.front();
  std::vector<std::string> known;
  for (const auto& value : restriction.children) {
    known.emplace_back(value->Get("value"));
    CHECK(ParseLogTemplate(known.back()));
  }
  CHECK(known.size() == static_cast<std::size_t>(LogTemplate::kAttribute) + 1);
}
