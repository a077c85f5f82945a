// Words of a guard: for the parser, and for whoever edits a guard word by word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guard/guard.h"

namespace juece {

enum class TokenKind {
  kEnd,
  kName,
  kNumber,
  kString,  // `text` is unescaped
  kAt,      // @ before a string
  kTrue,
  kFalse,
  kNull,
  kAnd,
  kOr,
  kNot,
  kIn,
  kBetween,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kPlus,
  kMinus,
  kTimes,
  kDivide,
  kOpenParen,
  kCloseParen,
  kOpenBracket,
  kCloseBracket,
  kComma,
  kDots,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  int offset = 0;    // characters from the start
  std::string text;  // as written; of a string, its content
};

// All words of the text and a last kEnd. False with `problem` set at the first character that cannot be read.
bool LexGuard(std::string_view text, std::vector<Token>& tokens, GuardProblem& problem);

// How a message names a word: quoted, or "the end".
Text DescribeToken(const Token& token);

}  // namespace juece
