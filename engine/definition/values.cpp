// How the values of attributes look, and how a message says so.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/article.h"
#include "base/time.h"
#include "definition/form.h"

namespace juece {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

template <typename First, typename Rest>
bool Consists(std::string_view text, First first, Rest rest) {
  return !text.empty() && first(text.front()) && std::all_of(text.begin() + 1, text.end(), rest);
}

bool IsId(std::string_view text) {
  return Consists(text, IsLower, [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
}

bool IsProcedureId(std::string_view text) {
  return Consists(text, IsLower, [](char c) { return IsLower(c) || IsDigit(c) || c == '_' || c == '.' || c == '-'; });
}

bool IsWord(std::string_view text) {
  const auto fits = [](char c) { return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '_' || c == '.' || c == '-'; };
  return Consists(text, fits, fits);
}

bool IsKind(std::string_view text) {
  return Consists(text, IsUpper, [](char c) { return IsUpper(c) || IsDigit(c) || c == '_'; });
}

bool IsStatute(std::string_view text) {
  return Consists(text, [](char c) { return IsUpper(c) || IsLower(c); },
                  [](char c) { return IsUpper(c) || IsLower(c) || IsDigit(c) || c == '_' || c == '.'; });
}

bool IsVersion(std::string_view text) {
  int parts = 1;
  bool digit = false;
  for (const char c : text) {
    if (c == '.' && digit) {
      ++parts;
      digit = false;
    } else if (IsDigit(c)) {
      digit = true;
    } else {
      return false;
    }
  }
  return parts == 3 && digit;
}

bool IsAmount(std::string_view text) {
  return text.size() <= 4 && Consists(text, [](char c) { return c >= '1' && c <= '9'; }, IsDigit);
}

bool IsDigest(std::string_view text) {
  constexpr std::size_t kHexDigits = 64;
  const std::size_t colon = text.find(':');
  const std::string_view algorithm = text.substr(0, colon);
  if (colon == std::string_view::npos || (algorithm != "sha256" && algorithm != "sm3")) return false;
  const std::string_view hex = text.substr(colon + 1);
  return hex.size() == kHexDigits && std::all_of(hex.begin(), hex.end(), [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

// "/a/b": no empty reference token, no blanks.
bool IsPointer(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.back() == '/') return false;
  return text.find("//") == std::string_view::npos && std::none_of(text.begin(), text.end(), IsBlank);
}

bool IsEvent(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return IsId(text);
  return IsId(text.substr(0, slash)) && IsId(text.substr(slash + 1));
}

bool IsEventPointer(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && IsId(text.substr(0, slash)) && IsPointer(text.substr(slash));
}

template <typename Test>
bool EachWord(std::string_view text, Test test) {
  const std::vector<std::string> words = SplitWords(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), test);
}

bool IsChoice(const AttributeForm& form, std::string_view value) {
  return std::find(form.choices.begin(), form.choices.end(), value) != form.choices.end();
}

}  // namespace

std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words;
  for (auto at = text.begin(); at != text.end();) {
    at = std::find_if_not(at, text.end(), IsBlank);
    const auto end = std::find_if(at, text.end(), IsBlank);
    if (at != end) words.emplace_back(at, end);
    at = end;
  }
  return words;
}

bool Matches(const AttributeForm& form, std::string_view value) {
  switch (form.form) {
    case ValueForm::kText: return !std::all_of(value.begin(), value.end(), IsBlank);
    case ValueForm::kId: return IsId(value);
    case ValueForm::kIds: return EachWord(value, IsId);
    case ValueForm::kProcedureId: return IsProcedureId(value);
    case ValueForm::kProcedureIds: return EachWord(value, IsProcedureId);
    case ValueForm::kDate: return Date::Parse(value).has_value();
    case ValueForm::kDigest: return IsDigest(value);
    case ValueForm::kVersion: return IsVersion(value);
    case ValueForm::kArticles: return EachWord(value, [](std::string_view w) { return ArticleRef::Parse(w).has_value(); });
    case ValueForm::kStatutes: return EachWord(value, IsStatute);
    case ValueForm::kWord: return IsWord(value);
    case ValueForm::kWords: return EachWord(value, IsWord);
    case ValueForm::kKind: return IsKind(value);
    case ValueForm::kBoolean: return value == "true" || value == "false";
    case ValueForm::kAmount: return IsAmount(value);
    case ValueForm::kEvent: return IsEvent(value);
    case ValueForm::kPointer: return IsPointer(value);
    case ValueForm::kEventPointer: return IsEventPointer(value);
    case ValueForm::kChoice: return IsChoice(form, value);
    case ValueForm::kChoiceOrSetting:
      return IsChoice(form, value) || (!value.empty() && value.front() == '@' && IsId(value.substr(1)));
  }
  return false;
}

Text Describe(const AttributeForm& form) {
  const std::string choices = fmt::format("{}", fmt::join(form.choices, " | "));
  switch (form.form) {
    case ValueForm::kText: return {"非空文字", "a text that is not blank"};
    case ValueForm::kId: return {"标识(小写字母开头,由小写字母、数字、下划线组成)", "an id (a-z first, then a-z 0-9 _)"};
    case ValueForm::kIds: return {"以空格分隔的标识(小写字母、数字、下划线)", "ids separated by blanks (a-z 0-9 _)"};
    case ValueForm::kProcedureId: return {"程序标识,如 cn.major-decision", "a procedure id like cn.major-decision"};
    case ValueForm::kProcedureIds:
      return {"以空格分隔的标识,如 example.province", "ids separated by blanks, like example.province"};
    case ValueForm::kDate: return {"日期,如 2021-08-01", "a date like 2021-08-01"};
    case ValueForm::kDigest: return {"摘要值(sha256: 或 sm3: 加 64 位十六进制)", "a digest (sha256: or sm3: and 64 hex digits)"};
    case ValueForm::kVersion: return {"版本号,如 1.0.0", "a version like 1.0.0"};
    case ValueForm::kArticles:
      return {"以空格分隔的条文,如 R713:25 R713:30-2", "articles separated by blanks, like R713:25 R713:30-2"};
    case ValueForm::kStatutes: return {"以空格分隔的法规代号,如 R713 FC", "statutes separated by blanks, like R713 FC"};
    case ValueForm::kWord: return {"一个词(字母、数字、_ . -)", "one word (letters, digits, _ . -)"};
    case ValueForm::kWords: return {"以空格分隔的词", "words separated by blanks"};
    case ValueForm::kKind: return {"材料种类代号,如 D302", "a document kind like D302"};
    case ValueForm::kBoolean: return {"true 或 false", "true or false"};
    case ValueForm::kAmount: return {"1 至 9999 的整数", "a whole number from 1 to 9999"};
    case ValueForm::kEvent: return {"事件名,或“环节/事件名”", "an event name, or step/event"};
    case ValueForm::kPointer: return {"JSON 指针,如 /until", "a JSON pointer like /until"};
    case ValueForm::kEventPointer: return {"“事件名/指针”,如 consultation_opened/reason", "event/pointer, like consultation_opened/reason"};
    case ValueForm::kChoice: return {fmt::format("{} 之一", choices), fmt::format("one of {}", choices)};
    case ValueForm::kChoiceOrSetting:
      return {fmt::format("{} 之一,或“@设置项”", choices), fmt::format("one of {}, or @setting", choices)};
  }
  return {};
}

}  // namespace juece
