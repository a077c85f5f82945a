#include "guard/guard.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>

namespace juece {
namespace {

std::optional<FactType> TypeOf(std::string_view fact) {
  static const std::map<std::string, FactType, std::less<>> types{
      {"technical", FactType::kBoolean}, {"touches_market", FactType::kBoolean}, {"budget", FactType::kNumber},
      {"kind", FactType::kText},         {"opened", FactType::kDate},            {"term", FactType::kDuration},
      {"涉及市场", FactType::kBoolean},  {"预算", FactType::kNumber}};
  const auto found = types.find(fact);
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

GuardProblem Refused(std::string_view text) {
  GuardProblem problem;
  INFO(text);
  REQUIRE_FALSE(Guard::Parse(text, TypeOf, problem));
  return problem;
}

Guard Read(std::string_view text) {
  GuardProblem problem;
  auto guard = Guard::Parse(text, TypeOf, problem);
  INFO(text << ": " << problem.message.en);
  REQUIRE(guard);
  return *guard;
}

std::string Repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) {
    text += piece;
  }
  return text;
}

TEST_CASE("a refused guard says what was expected, what was found and where") {
  struct Case {
    std::string_view text;
    int offset;
    std::string_view zh;
    std::string_view en;
  };
  const Case cases[] = {
      {"technicl", 0, "应为已声明的事实,但“technicl”没有声明;是否想写“technical”?",
       "Expected a declared fact, but 'technicl' is not declared; did you mean 'technical'?"},
      {"涉及市场 and 涉及场市", 9, "应为已声明的事实,但“涉及场市”没有声明;是否想写“涉及市场”?",
       "Expected a declared fact, but '涉及场市' is not declared; did you mean '涉及市场'?"},
      {"weather", 0, "应为已声明的事实,但“weather”没有声明", "Expected a declared fact, but 'weather' is not declared"},
      {"预算 > \"x\"", 5, "比较的应为同类的值:左边为数值,但此处为文字",
       "Expected a number to compare with a number, but found a text"},
      {"technical and budget", 14, "and 的对象应为布尔值,但此处为数值", "Expected a boolean operand of 'and', but found a number"},
      {"budget + 1", 0, "整个条件应为布尔值,但此处为数值", "Expected a boolean guard, but found a number"},
      {"opened + 1 = opened", 9, "“+”两边的类型应相配,但左边为日期,右边为数值",
       "Expected operands that '+' can join, but found a date and a number"},
      {"technical < true", 0, "比较大小的应为数值、文字、日期或时长,但此处为布尔值",
       "Expected values that have an order, but found a boolean"},
      {"technical &&", 10, "应写“and”,但此处为“&&”", "Expected 'and', but found '&&'"},
      {"budget = 5 = 6", 11, "一次只能比较两个值,请用 and 连接两个比较,但此处为“=”",
       "Expected one comparison (join two with 'and'), but found '='"},
      {"（technical)", 0, "应写“(”,但此处为“（”", "Expected '(', but found '（'"},
      {"(technical", 10, "应有右括号“)”,但此处为结尾", "Expected a closing ')', but found the end"},
      {"kind = \"D302", 7, "应以双引号结束字符串,但没有找到", "Expected a closing double quote for this string, but found the end"},
      {"opened > date(\"2024-02-30\")", 14, "应为存在的日期,如 \"2024-01-01\",但此处为字符串“2024-02-30”",
       "Expected an existing date such as \"2024-01-01\", but found the string \"2024-02-30\""},
      {"term > duration(\"P1M\")", 16, "应为整日的时长,如 \"P30D\",但此处为字符串“P1M”",
       "Expected a duration of whole days such as \"P30D\", but found the string \"P1M\""},
      {"", 0, "应为事实、值或“(”,但此处为结尾", "Expected a fact, a value or '(', but found the end"},
      {"technical technical", 10, "应为运算符或结尾,但此处为“technical”", "Expected an operator or the end, but found 'technical'"},
      {"budget in (1, 2", 15, "列表应以“)”结束,但此处为结尾", "Expected ')' at the end of the list, but found the end"},
      {"sum(budget) > 1", 0, "函数只能是 date、duration 或 not,但此处为“sum”",
       "Expected one of the functions date, duration and not, but found 'sum'"},
      {"budget > 12345678901234567890123456789012345", 9,
       "数值最多 34 位有效数字,但此处为“12345678901234567890123456789012345”",
       "Expected a number of at most 34 digits, but found '12345678901234567890123456789012345'"},
      {"kind = \"a\xff\"", 9, "应为可见文字,但字符串中有控制字符或非法字节",
       "Expected visible text, but the string holds a control character or a stray byte"},
      {"\xff", 0, "应使用 UTF-8 编码的文字,但此处字节不合法", "Expected well-formed UTF-8, but found a stray byte"},
  };
  for (const Case& c : cases) {
    const GuardProblem problem = Refused(c.text);
    INFO(c.text);
    CHECK(problem.message.zh == c.zh);
    CHECK(problem.message.en == c.en);
    CHECK(problem.offset == c.offset);
  }
}

TEST_CASE("the bounds hold exactly") {
  CHECK(Read(Repeat("(", 63) + "technical" + Repeat(")", 63)).Evaluate({}) == Truth::kUnknown);
  CHECK(Refused(Repeat("(", 64) + "technical" + Repeat(")", 64)).message.en ==
        "Expected at most 64 levels of nesting, but found more");
  CHECK(Refused(Repeat("not(", 5000)).message.en == "Expected at most 4096 characters, but found more");
  CHECK(Refused(Repeat("not(", 1000)).message.en == "Expected at most 64 levels of nesting, but found more");
  CHECK(Refused("budget > " + Repeat("-", 1000) + "1").message.en == "Expected at most 64 levels of nesting, but found more");
  Read("budget > 1" + std::string(4096 - 10, ' '));
  CHECK(Refused("budget > 1" + std::string(4097 - 10, ' ')).offset == 4096);
  // A sum of 1020 ones: the sum, the comparison and its right side make 1023 parts.
  Read("1" + Repeat("+1", 1019) + " = 1");
  CHECK(Refused("1" + Repeat("+1", 1030) + " = 1").message.en == "Expected at most 1024 parts in a guard, but found more");
}

TEST_CASE("a guard names the facts it reads, sorted, each once") {
  const Guard guard = Read("technical and (budget > 5 or not(technical)) and 涉及市场");
  CHECK(guard.facts() == std::vector<std::string>{"budget", "technical", "涉及市场"});
  CHECK(guard.text() == "technical and (budget > 5 or not(technical)) and 涉及市场");
  CHECK_FALSE(guard.IsAlways());
  CHECK(Guard::Always().IsAlways());
  CHECK(Guard::Always().Evaluate({}) == Truth::kTrue);
  CHECK(Guard::Always().facts().empty());
}

TEST_CASE("a fact of another kind than declared is unknown, never an error") {
  const Data text("yes");
  const Data bad_date("2024-13-01");
  const Data year("P1Y");
  const auto with = [](const Data& data) { return [&data](std::string_view) { return &data; }; };
  CHECK(Read("technical").Evaluate(with(text)) == Truth::kUnknown);
  CHECK(Read("budget > 1").Evaluate(with(text)) == Truth::kUnknown);
  CHECK(Read("opened > @\"2024-01-01\"").Evaluate(with(bad_date)) == Truth::kUnknown);
  CHECK(Read("term > @\"P1D\"").Evaluate(with(year)) == Truth::kUnknown);
  CHECK(Read("technical").Evaluate(with(Data())) == Truth::kUnknown);
}

TEST_CASE("what leaves the range of dates or numbers is unknown") {
  const Data huge(*Decimal::Parse("9e6000"));
  const auto values = [&](std::string_view) { return &huge; };
  CHECK(Read("budget * budget > 1").Evaluate(values) == Truth::kUnknown);
  CHECK(Read("budget + 1 > budget - 1").Evaluate(values) == Truth::kUnknown);
  CHECK(Read("budget > 1").Evaluate(values) == Truth::kTrue);
  CHECK(Read("@\"9999-12-31\" + @\"P1D\" > @\"2024-01-01\"").Evaluate({}) == Truth::kUnknown);
  CHECK(Read("@\"0001-01-01\" - @\"P1D\" > @\"2024-01-01\"").Evaluate({}) == Truth::kUnknown);
}

TEST_CASE("three-valued connectives are Kleene's") {
  const Truth f = Truth::kFalse;
  const Truth t = Truth::kTrue;
  const Truth u = Truth::kUnknown;
  const Truth all[] = {f, t, u};
  const Truth conjunction[3][3] = {{f, f, f}, {f, t, u}, {f, u, u}};
  const Truth disjunction[3][3] = {{f, t, u}, {t, t, t}, {u, t, u}};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      CHECK(And(all[i], all[j]) == conjunction[i][j]);
      CHECK(Or(all[i], all[j]) == disjunction[i][j]);
    }
  }
  CHECK(Not(f) == t);
  CHECK(Not(t) == f);
  CHECK(Not(u) == u);
}

TEST_CASE("fact types have names both ways") {
  for (const char* name : {"boolean", "number", "text", "date", "duration"}) {
    REQUIRE(ParseFactType(name));
    CHECK(ToString(*ParseFactType(name)) == name);
  }
  CHECK_FALSE(ParseFactType("Boolean"));
  CHECK_FALSE(ParseFactType(""));
}

}  // namespace
}  // namespace juece
