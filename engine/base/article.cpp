#include "base/article.h"

#include <algorithm>
#include <charconv>

namespace juece {
namespace {

constexpr std::size_t kMaxNumberDigits = 4;

bool IsLetterOrDigit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool IsStatuteName(std::string_view name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return IsLetterOrDigit(c) || c == '_' || c == '.'; });
}

// A positive number without leading zeros, up to the next '-' or the end, which is taken off
// `rest`.
bool TakeNumber(std::string_view& rest, int& number) {
  const std::size_t end = std::min(rest.find('-'), rest.size());
  const std::string_view digits = rest.substr(0, end);
  if (digits.empty() || digits.size() > kMaxNumberDigits || digits.front() == '0') return false;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  rest.remove_prefix(end);
  return error == std::errc() && stop == digits.data() + digits.size() && number > 0;
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::optional<ArticleRef> ArticleRef::Parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !IsStatuteName(text.substr(0, colon))) return std::nullopt;
  ArticleRef ref;
  ref.statute = text.substr(0, colon);
  std::string_view rest = text.substr(colon + 1);
  for (int* number : {&ref.article, &ref.paragraph, &ref.item}) {
    if (!TakeNumber(rest, *number)) return std::nullopt;
    if (rest.empty()) return ref;
    rest.remove_prefix(1);  // the '-'
  }
  return std::nullopt;  // a fourth number
}

std::optional<std::vector<ArticleRef>> ArticleRef::ParseList(std::string_view text) {
  std::vector<ArticleRef> refs;
  while (true) {
    const auto start = std::find_if_not(text.begin(), text.end(), IsBlank);
    if (start == text.end()) return refs;
    const auto end = std::find_if(start, text.end(), IsBlank);
    auto ref = Parse(std::string_view(start, end));
    if (!ref) return std::nullopt;
    refs.push_back(*std::move(ref));
    text = std::string_view(end, text.end());
  }
}

std::string ArticleRef::ToString() const {
  std::string out = statute;
  out.append(1, ':').append(std::to_string(article));
  if (paragraph != 0) out.append(1, '-').append(std::to_string(paragraph));
  if (paragraph != 0 && item != 0) out.append(1, '-').append(std::to_string(item));
  return out;
}

bool ArticleRef::Covers(const ArticleRef& other) const {
  if (article != other.article || statute != other.statute) return false;  // the numbers tell most apart, at less cost
  if (paragraph == 0) return true;
  return paragraph == other.paragraph && (item == 0 || item == other.item);
}

}  // namespace juece
