#include <fmt/format.h>

#include "base/utf8.h"
#include "guard/node.h"
#include "guard/token.h"

namespace juece {
namespace {

using Node = Guard::Node;
using Kind = Node::Kind;

// Recursive descent, one function a level of binding: or, and, comparison, sum, product, sign, value. Chains of one operator
// become one node with many children, so that only nesting makes a tree deep.
class Parser {
 public:
  Parser(const std::vector<Token>& tokens, GuardProblem& problem) : tokens_(tokens), problem_(problem) {}

  bool Run(Node& root) {
    return ParseOr(root) && (Is(TokenKind::kEnd) || FailAt({"应为运算符或结尾", "Expected an operator or the end"})) &&
           (nodes_ <= kMaxGuardNodes || TooLarge());
  }

 private:
  // Counts nesting for as long as it lives.
  class Level {
   public:
    explicit Level(int& depth) : depth_(depth) { ++depth_; }
    ~Level() { --depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    int& depth_;
  };

  // Every nesting comes through here or through ParseSign, so that counting in these two bounds the recursion.
  bool ParseOr(Node& out) {
    const Level level(depth_);
    return WithinDepth() && ParseChain(out, TokenKind::kOr, Kind::kOr, &Parser::ParseAnd);
  }
  bool ParseAnd(Node& out) { return ParseChain(out, TokenKind::kAnd, Kind::kAnd, &Parser::ParseComparison); }

  bool ParseChain(Node& out, TokenKind word, Kind kind, bool (Parser::*next)(Node&)) {
    if (!(this->*next)(out)) {
      return false;
    }
    if (Is(word)) {
      Wrap(out, kind);
    }
    while (Take(word)) {
      if (!(this->*next)(out.children.emplace_back())) {
        return false;
      }
    }
    return true;
  }

  bool ParseComparison(Node& out) {
    if (!ParseSum(out)) {
      return false;
    }
    if (Take(TokenKind::kBetween)) {
      return ParseBetween(out);
    }
    if (Take(TokenKind::kIn)) {
      Wrap(out, Kind::kIn);
      return ParseTests(out);
    }
    const auto comparison = ComparisonOf(Now().kind);
    if (!comparison) {
      return true;
    }
    Next();
    Wrap(out, Kind::kCompare);
    out.comparison = *comparison;
    if (!ParseSum(out.children.emplace_back())) {
      return false;
    }
    if (ComparisonOf(Now().kind)) {
      return FailAt({"一次只能比较两个值,请用 and 连接两个比较", "Expected one comparison (join two with 'and')"});
    }
    return true;
  }

  bool ParseBetween(Node& out) {
    Wrap(out, Kind::kIn);
    Node& interval = Begin(out.children.emplace_back(), Kind::kInterval);
    return ParseSum(interval.children.emplace_back()) &&
           Expect(TokenKind::kAnd, {"between 的两端之间应写 and", "Expected 'and' between the two ends of 'between'"}) &&
           ParseSum(interval.children.emplace_back());
  }

  // What stands after `in`: an interval, a list in ( ) or [ ], or one value.
  bool ParseTests(Node& out) {
    if (Is(TokenKind::kCloseBracket) || IntervalAhead()) {
      return ParseInterval(out.children.emplace_back());
    }
    const bool bracket = Is(TokenKind::kOpenBracket);
    if (!bracket && !Is(TokenKind::kOpenParen)) {
      return ParseSum(out.children.emplace_back());
    }
    Next();
    do {
      if (!ParseListElement(out.children.emplace_back())) {
        return false;
      }
    } while (Take(TokenKind::kComma));
    return bracket ? Expect(TokenKind::kCloseBracket, {"列表应以“]”结束", "Expected ']' at the end of the list"})
                   : Expect(TokenKind::kCloseParen, {"列表应以“)”结束", "Expected ')' at the end of the list"});
  }

  bool ParseListElement(Node& out) {
    const bool interval = Is(TokenKind::kOpenBracket) || Is(TokenKind::kCloseBracket) || IntervalAhead();
    return interval ? ParseInterval(out) : ParseOr(out);
  }

  // Does "(" or "[" here open an interval? Looks along the words at this level; only a sum may stand before "..".
  [[nodiscard]] bool IntervalAhead() const {
    if (!Is(TokenKind::kOpenParen) && !Is(TokenKind::kOpenBracket)) {
      return false;
    }
    int level = 0;
    for (std::size_t i = at_ + 1; i < tokens_.size(); ++i) {
      switch (tokens_[i].kind) {
        case TokenKind::kDots:
          if (level == 0) return true;
          break;
        case TokenKind::kOpenParen:
          ++level;
          break;
        case TokenKind::kCloseParen:
          if (--level < 0) return false;
          break;
        case TokenKind::kComma:
        case TokenKind::kIn:
        case TokenKind::kOpenBracket:
        case TokenKind::kCloseBracket:
          if (level == 0) return false;
          break;
        default:
          break;
      }
    }
    return false;
  }

  // [a..b] (a..b) and their mixtures; "]a..b[" is the other way to write open ends.
  bool ParseInterval(Node& out) {
    Begin(out, Kind::kInterval);
    out.open_low = !Is(TokenKind::kOpenBracket);
    Next();
    if (!ParseSum(out.children.emplace_back()) ||
        !Expect(TokenKind::kDots, {"区间两端之间应写“..”", "Expected '..' between the ends of the interval"}) ||
        !ParseSum(out.children.emplace_back())) {
      return false;
    }
    out.open_high = !Is(TokenKind::kCloseBracket);
    if (Take(TokenKind::kCloseBracket) || Take(TokenKind::kCloseParen) || Take(TokenKind::kOpenBracket)) {
      return true;
    }
    return FailAt({"区间应以“]”或“)”结束", "Expected ']' or ')' at the end of the interval"});
  }

  bool ParseSum(Node& out) {
    return ParseArithmetic(out, TokenKind::kPlus, TokenKind::kMinus, Kind::kSum, &Parser::ParseProduct);
  }
  bool ParseProduct(Node& out) {
    return ParseArithmetic(out, TokenKind::kTimes, TokenKind::kDivide, Kind::kProduct, &Parser::ParseSign);
  }

  bool ParseArithmetic(Node& out, TokenKind one, TokenKind other, Kind kind, bool (Parser::*next)(Node&)) {
    if (!(this->*next)(out)) {
      return false;
    }
    if (Is(one) || Is(other)) {
      Wrap(out, kind);
    }
    while (Is(one) || Is(other)) {
      out.ops += Now().text;
      Next();
      if (!(this->*next)(out.children.emplace_back())) {
        return false;
      }
    }
    return true;
  }

  bool ParseSign(Node& out) {
    if (!Is(TokenKind::kMinus)) {
      return ParseValue(out);
    }
    const Level level(depth_);
    Begin(out, Kind::kNegate);
    Next();
    return WithinDepth() && ParseSign(out.children.emplace_back());
  }

  bool ParseValue(Node& out) {
    const Token token = Now();
    Begin(out, Kind::kLiteral);
    if (nodes_ > kMaxGuardNodes) {
      return TooLarge();
    }
    switch (token.kind) {
      case TokenKind::kTrue:
      case TokenKind::kFalse:
        Next();
        return Literal(out, FactType::kBoolean, token.kind == TokenKind::kTrue);
      case TokenKind::kNumber:
        return ParseNumber(out);
      case TokenKind::kString:
        Next();
        return Literal(out, FactType::kText, token.text);
      case TokenKind::kAt:
        Next();
        return ParseTemporal(out, true, true);
      case TokenKind::kNot:
        return ParseNot(out);
      case TokenKind::kName:
        return ParseName(out);
      case TokenKind::kOpenParen:
        Next();
        return ParseOr(out) && Expect(TokenKind::kCloseParen, {"应有右括号“)”", "Expected a closing ')'"});
      case TokenKind::kNull:
        return FailAt({"应为事实或值;未知的事实不写 null,判断结果自为未知",
                       "Expected a fact or a value (an unknown fact makes the guard unknown; null is not written)"});
      default:
        return FailAt({"应为事实、值或“(”", "Expected a fact, a value or '('"});
    }
  }

  bool ParseNumber(Node& out) {
    const auto number = Decimal::Parse(Now().text.starts_with('.') ? "0" + Now().text : Now().text);
    if (!number) {
      return FailAt({"数值最多 34 位有效数字", "Expected a number of at most 34 digits"});
    }
    Next();
    return Literal(out, FactType::kNumber, *number);
  }

  bool ParseNot(Node& out) {
    Next();
    out.kind = Kind::kNot;
    return Expect(TokenKind::kOpenParen, {"not 之后应有“(”", "Expected '(' after 'not'"}) &&
           ParseOr(out.children.emplace_back()) &&
           Expect(TokenKind::kCloseParen, {"应有右括号“)”", "Expected a closing ')'"});
  }

  bool ParseName(Node& out) {
    const Token name = Now();
    if (tokens_[at_ + 1].kind != TokenKind::kOpenParen) {
      Next();
      out.kind = Kind::kFact;
      out.name = name.text;
      return true;
    }
    if (name.text != "date" && name.text != "duration") {
      return FailAt({"函数只能是 date、duration 或 not", "Expected one of the functions date, duration and not"});
    }
    Next();
    Next();
    return ParseTemporal(out, name.text == "date", name.text == "duration") &&
           Expect(TokenKind::kCloseParen, {"应有右括号“)”", "Expected a closing ')'"});
  }

  bool ParseTemporal(Node& out, bool date_fits, bool duration_fits) {
    if (Is(TokenKind::kString)) {
      const std::string text = Now().text;
      if (const auto date = Date::Parse(text); date && date_fits) {
        Next();
        return Literal(out, FactType::kDate, *date);
      }
      if (const auto days = ParseGuardDays(text); days && duration_fits) {
        Next();
        return Literal(out, FactType::kDuration, *days);
      }
    }
    if (!duration_fits) {
      return FailAt({"应为存在的日期,如 \"2024-01-01\"", "Expected an existing date such as \"2024-01-01\""});
    }
    return FailAt(date_fits ? Text{"应为日期(如 \"2024-01-01\")或整日的时长(如 \"P30D\")",
                                   "Expected a date such as \"2024-01-01\" or a duration of whole days such as \"P30D\""}
                            : Text{"应为整日的时长,如 \"P30D\"", "Expected a duration of whole days such as \"P30D\""});
  }

  bool Literal(Node& out, FactType type, GuardValue value) {
    out.kind = Kind::kLiteral;
    out.type = type;
    out.value = std::move(value);
    return true;
  }

  // The node so far becomes the first child of a new one.
  void Wrap(Node& node, Kind kind) {
    Node inner = std::move(node);
    node = Node();
    node.kind = kind;
    node.offset = inner.offset;
    node.children.push_back(std::move(inner));
    ++nodes_;
  }

  Node& Begin(Node& node, Kind kind) {
    node.kind = kind;
    node.offset = Now().offset;
    ++nodes_;
    return node;
  }

  bool WithinDepth() {
    return depth_ <= kMaxGuardDepth ||
           Fail(Now().offset, {fmt::format("嵌套不应超过 {} 层,但此处更深", kMaxGuardDepth),
                               fmt::format("Expected at most {} levels of nesting, but found more", kMaxGuardDepth)});
  }

  bool TooLarge() {
    return Fail(Now().offset, {fmt::format("条件不应超过 {} 个组成部分,但此处更多", kMaxGuardNodes),
                               fmt::format("Expected at most {} parts in a guard, but found more", kMaxGuardNodes)});
  }

  static std::optional<Node::Comparison> ComparisonOf(TokenKind kind) {
    switch (kind) {
      case TokenKind::kEqual:
        return Node::Comparison::kEqual;
      case TokenKind::kNotEqual:
        return Node::Comparison::kNotEqual;
      case TokenKind::kLess:
        return Node::Comparison::kLess;
      case TokenKind::kLessOrEqual:
        return Node::Comparison::kLessOrEqual;
      case TokenKind::kGreater:
        return Node::Comparison::kGreater;
      case TokenKind::kGreaterOrEqual:
        return Node::Comparison::kGreaterOrEqual;
      default:
        return std::nullopt;
    }
  }

  [[nodiscard]] const Token& Now() const { return tokens_[at_]; }
  [[nodiscard]] bool Is(TokenKind kind) const { return Now().kind == kind; }
  void Next() { at_ += Is(TokenKind::kEnd) ? 0 : 1; }
  bool Take(TokenKind kind) {
    if (!Is(kind)) {
      return false;
    }
    Next();
    return true;
  }
  bool Expect(TokenKind kind, Text expected) { return Take(kind) || FailAt(std::move(expected)); }

  bool FailAt(Text expected) {
    const Text found = DescribeToken(Now());
    return Fail(Now().offset, {expected.zh + ",但此处为" + found.zh, expected.en + ", but found " + found.en});
  }
  bool Fail(int offset, Text message) {
    problem_ = {offset, std::move(message)};
    return false;
  }

  const std::vector<Token>& tokens_;
  GuardProblem& problem_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int nodes_ = 0;
};

}  // namespace

bool ParseGuardText(std::string_view text, Guard::Node& root, GuardProblem& problem) {
  // Bytes first: counting the characters of a text of megabytes would be work without an answer.
  if (text.size() > std::size_t{kMaxGuardCharacters} * 4 || CountUtf8(text) > kMaxGuardCharacters) {
    problem = {kMaxGuardCharacters, {fmt::format("条件不应超过 {} 个字符,但此处更长", kMaxGuardCharacters),
                                     fmt::format("Expected at most {} characters, but found more", kMaxGuardCharacters)}};
    return false;
  }
  std::vector<Token> tokens;
  return LexGuard(text, tokens, problem) && Parser(tokens, problem).Run(root);
}

}  // namespace juece
