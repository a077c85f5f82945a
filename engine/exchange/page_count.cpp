#include "exchange/page_count.h"

#include <algorithm>
#include <charconv>

namespace juece {
namespace {

constexpr std::size_t kMagic = 8;
constexpr std::size_t kLargestObject = std::size_t{1} << 20U;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0'; }
bool IsName(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// What follows the name `key` in a dictionary, blanks left aside; npos where the name does not stand there by itself.
std::size_t After(std::string_view text, std::string_view key) {
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t next = at + key.size();
    if (next < text.size() && IsName(text[next])) continue;  // a longer name
    while (next < text.size() && IsSpace(text[next])) ++next;
    return next;
  }
  return std::string_view::npos;
}

}  // namespace

void PageCounter::Update(std::string_view block) {
  if (kind_ == Kind::kOther) return;
  rest_ += block;
  if (kind_ == Kind::kUnknown) {
    if (rest_.size() < kMagic) return;
    if (rest_.starts_with("\xFF\xD8\xFF") || rest_.starts_with("\x89PNG\r\n\x1A\n")) pages_ = 1;
    kind_ = rest_.starts_with("%PDF-") ? Kind::kPdf : Kind::kOther;
  }
  if (kind_ == Kind::kPdf) Scan();
  if (kind_ == Kind::kOther) rest_.clear();
}

// Objects end with "endobj", or their dictionary where a stream begins; what is in a stream is not text.
void PageCounter::Scan() {
  for (;;) {
    if (in_stream_) {
      const std::size_t end = rest_.find("endstream");
      if (end == std::string::npos) {
        rest_.erase(0, rest_.size() - std::min<std::size_t>(rest_.size(), 8));
        return;
      }
      rest_.erase(0, end + 9);
      in_stream_ = false;
    }
    const std::size_t end = std::min(rest_.find("endobj"), rest_.find("stream"));
    if (end == std::string::npos) {
      if (rest_.size() > kLargestObject) rest_.erase(0, rest_.size() - 8);
      return;
    }
    Object(std::string_view(rest_).substr(0, end));
    in_stream_ = rest_[end] == 's';
    rest_.erase(0, end + 6);
  }
}

// The root of the page tree has no parent; of several (a file that was added to) the last one holds.
void PageCounter::Object(std::string_view text) {
  const std::size_t from = text.rfind(" obj");
  if (from != std::string_view::npos) text.remove_prefix(from);
  const std::size_t type = After(text, "/Type");
  if (type == std::string_view::npos || !text.substr(type).starts_with("/Pages") || After(text, "/Parent") != std::string_view::npos) return;
  const std::size_t count = After(text, "/Count");
  int pages = 0;
  if (count == std::string_view::npos) return;
  const auto [end, error] = std::from_chars(text.data() + count, text.data() + text.size(), pages);
  if (error == std::errc() && pages >= 0) pages_ = pages;
}

}  // namespace juece
