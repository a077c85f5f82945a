#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "guard/node.h"
#include "guard/token.h"

namespace juece {
namespace {

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Name characters as FEEL has them, less the full-width punctuation that FEEL's ranges happen to include: in a guard that
// is a typing slip, and a message about it helps more than an unknown fact "（".
bool IsNameStart(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_') {
    return true;
  }
  const bool full_width_mark = (c >= 0x3001 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                               (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
  if (full_width_mark && c != 0x3005 && c != 0x3007) {  // 々 and 〇 are letters
    return false;
  }
  return (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x1FFF && c != 0x37E) ||
         (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF) || (c >= 0x10000 && c <= 0xEFFFF);
}

bool IsNamePart(char32_t c) { return IsNameStart(c) || IsDigit(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F); }

// What people write who know other languages, and what a guard wants instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kHabits{{
    {"==", "="}, {"&&", "and"}, {"||", "or"}, {"<>", "!="}, {"=>", ">="}, {"=<", "<="}, {"**", "*"},
    {"（", "("}, {"）", ")"},   {"，", ","},  {"“", "\""},  {"”", "\""},  {"＝", "="},  {"'", "\""},
    {"≠", "!="}, {"≤", "<="},   {"≥", ">="},  {"＜", "<"},  {"＞", ">"},
}};

constexpr std::array<std::pair<std::string_view, TokenKind>, 17> kSymbols{{
    {"!=", TokenKind::kNotEqual},     {"<=", TokenKind::kLessOrEqual}, {">=", TokenKind::kGreaterOrEqual},
    {"..", TokenKind::kDots},         {"=", TokenKind::kEqual},        {"<", TokenKind::kLess},
    {">", TokenKind::kGreater},       {"+", TokenKind::kPlus},         {"-", TokenKind::kMinus},
    {"*", TokenKind::kTimes},         {"/", TokenKind::kDivide},       {"(", TokenKind::kOpenParen},
    {")", TokenKind::kCloseParen},    {"[", TokenKind::kOpenBracket},  {"]", TokenKind::kCloseBracket},
    {",", TokenKind::kComma},         {"@", TokenKind::kAt},
}};

constexpr std::array<std::pair<std::string_view, TokenKind>, 8> kWords{{
    {"true", TokenKind::kTrue},
    {"false", TokenKind::kFalse},
    {"null", TokenKind::kNull},
    {"and", TokenKind::kAnd},
    {"or", TokenKind::kOr},
    {"not", TokenKind::kNot},
    {"in", TokenKind::kIn},
    {"between", TokenKind::kBetween},
}};

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Token>& tokens, GuardProblem& problem)
      : text_(text), tokens_(tokens), problem_(problem) {}

  bool Run() {
    while (at_ < text_.size()) {
      const Utf8Char c = DecodeUtf8(text_, at_);
      if (!c.valid) {
        return Fail({"应使用 UTF-8 编码的文字,但此处字节不合法", "Expected well-formed UTF-8, but found a stray byte"});
      }
      if (c.value == U' ' || c.value == U'\t' || c.value == U'\n' || c.value == U'\r') {
        Advance(1, 1);
      } else if (!ReadToken(c.value)) {
        return false;
      }
    }
    tokens_.push_back({TokenKind::kEnd, offset_, ""});
    return true;
  }

 private:
  bool ReadToken(char32_t c) {
    if (c == U'"') {
      return ReadString();
    }
    const bool fraction = c == U'.' && at_ + 1 < text_.size() && IsDigit(static_cast<unsigned char>(text_[at_ + 1]));
    if (IsDigit(c) || fraction) {
      ReadNumber();
      return true;
    }
    if (IsNameStart(c)) {
      ReadName();
      return true;
    }
    return ReadSymbol();
  }

  void ReadNumber() {
    std::size_t end = at_;
    const auto digits = [&] {
      while (end < text_.size() && IsDigit(static_cast<unsigned char>(text_[end]))) {
        ++end;
      }
    };
    digits();
    // "1..5" is an interval: a point belongs to the number only before a digit.
    if (end + 1 < text_.size() && text_[end] == '.' && IsDigit(static_cast<unsigned char>(text_[end + 1]))) {
      ++end;
      digits();
    }
    Add(TokenKind::kNumber, end - at_);
  }

  void ReadName() {
    std::size_t end = at_;
    while (end < text_.size()) {
      const Utf8Char c = DecodeUtf8(text_, end);
      if (!c.valid || !IsNamePart(c.value)) {
        break;
      }
      end += c.size;
    }
    const std::string_view word = text_.substr(at_, end - at_);
    TokenKind kind = TokenKind::kName;
    for (const auto& [name, known] : kWords) {
      kind = word == name ? known : kind;
    }
    Add(kind, word.size());
  }

  bool ReadSymbol() {
    const std::string_view rest = text_.substr(at_);
    for (const auto& [habit, wanted] : kHabits) {
      if (rest.starts_with(habit)) {
        return Fail({fmt::format("应写“{}”,但此处为“{}”", wanted, habit),
                     fmt::format("Expected '{}', but found '{}'", wanted, habit)});
      }
    }
    for (const auto& [symbol, kind] : kSymbols) {
      if (rest.starts_with(symbol)) {
        Add(kind, symbol.size());
        return true;
      }
    }
    const std::string found(rest.substr(0, DecodeUtf8(text_, at_).size));
    return Fail({fmt::format("应为事实、数值、文字或运算符,但此处为“{}”", found),
                 fmt::format("Expected a fact, a value or an operator, but found '{}'", found)});
  }

  bool ReadString() {
    Token token{TokenKind::kString, offset_, ""};
    Advance(1, 1);
    while (at_ < text_.size() && text_[at_] != '"') {
      const Utf8Char c = DecodeUtf8(text_, at_);
      if (!c.valid || c.value < 0x20) {
        return Fail({"应为可见文字,但字符串中有控制字符或非法字节",
                     "Expected visible text, but the string holds a control character or a stray byte"});
      }
      if (c.value == U'\\') {
        if (!ReadEscape(token.text)) {
          return false;
        }
        continue;
      }
      token.text.append(text_.substr(at_, c.size));
      Advance(c.size, 1);
    }
    if (at_ >= text_.size()) {
      offset_ = token.offset;
      return Fail({"应以双引号结束字符串,但没有找到", "Expected a closing double quote for this string, but found the end"});
    }
    Advance(1, 1);
    tokens_.push_back(std::move(token));
    return true;
  }

  bool ReadEscape(std::string& out) {
    static constexpr std::array<std::pair<char, char>, 5> kEscapes{
        {{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}, {'r', '\r'}}};
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    for (const auto& [letter, meaning] : kEscapes) {
      if (next == letter) {
        out.push_back(meaning);
        Advance(2, 2);
        return true;
      }
    }
    return Fail({R"(字符串中的反斜杠之后应为 " \ n t r 之一)", R"(Expected one of " \ n t r after the backslash in a string)"});
  }

  void Add(TokenKind kind, std::size_t bytes) {
    const std::string_view word = text_.substr(at_, bytes);
    tokens_.push_back({kind, offset_, std::string(word)});
    Advance(bytes, static_cast<int>(CountUtf8(word)));
  }

  void Advance(std::size_t bytes, int characters) {
    at_ += bytes;
    offset_ += characters;
  }

  bool Fail(Text message) {
    problem_ = {offset_, std::move(message)};
    return false;
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  GuardProblem& problem_;
  std::size_t at_ = 0;
  int offset_ = 0;
};

}  // namespace

bool LexGuard(std::string_view text, std::vector<Token>& tokens, GuardProblem& problem) {
  return Lexer(text, tokens, problem).Run();
}

Text DescribeToken(const Token& token) {
  if (token.kind == TokenKind::kEnd) {
    return {"结尾", "the end"};
  }
  if (token.kind == TokenKind::kString) {
    return {fmt::format("字符串“{}”", token.text), fmt::format("the string \"{}\"", token.text)};
  }
  return {fmt::format("“{}”", token.text), fmt::format("'{}'", token.text)};
}

}  // namespace juece
