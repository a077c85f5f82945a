#include "exchange/xes_pieces.h"

#include <algorithm>

namespace juece {
namespace {

constexpr std::string_view kEnd = "</trace>";
constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kMaxHead = std::size_t{1} << 20U;    // before the start tag of the root ends
constexpr std::size_t kMaxWaiting = std::size_t{16} << 20U;  // without a place to cut

// Behind the declaration, blanks and comments; npos where they do not end yet, or anything else stands there.
std::size_t BehindProlog(std::string_view text) {
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (text.substr(at).starts_with("<?xml")) {
    const std::size_t end = text.find("?>", at);
    if (end == std::string_view::npos) return end;
    std::string declaration(text.substr(at, end - at));
    std::transform(declaration.begin(), declaration.end(), declaration.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (declaration.find("encoding") != std::string::npos && declaration.find("utf-8") == std::string::npos) return std::string_view::npos;
    at = end + 2;
  }
  for (;;) {
    at = std::min(text.find_first_not_of(kBlank, at), text.size());
    if (!text.substr(at).starts_with("<!--")) return at;
    const std::size_t end = text.find("-->", at + 4);
    if (end == std::string_view::npos) return end;
    at = end + 3;
  }
}

// Behind the '>' of the tag at `at`; npos where it does not end yet.
std::size_t BehindTag(std::string_view text, std::size_t at) {
  for (at = text.find_first_of("\"'>", at); at < text.size(); at = text.find_first_of("\"'>", at + 1)) {
    if (text[at] == '>') return at + 1;
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) break;
  }
  return std::string_view::npos;
}

}  // namespace

bool XesPieces::FindRoot() {
  const std::size_t at = BehindProlog(waiting_);
  const std::size_t end = at == std::string::npos ? at : BehindTag(waiting_, at);
  if (end == std::string::npos) return waiting_.size() <= kMaxHead || Refuse();
  start_ = waiting_.substr(at, end - at);
  const bool log = start_.starts_with("<log") && (start_[4] == '>' || kBlank.find(start_[4]) != std::string_view::npos);
  if (!log || start_.ends_with("/>")) return Refuse();
  looked_ = inside_ = end;
  return true;
}

bool XesPieces::Feed(std::string_view bytes, std::vector<std::string>& pieces) {
  if (!cuttable_) return false;
  waiting_ += bytes;
  if (start_.empty() && (!FindRoot() || start_.empty())) return cuttable_;
  for (const std::string_view fear : {"<!", "<?"}) {
    if (waiting_.find(fear, looked_) != std::string::npos) return Refuse();
  }
  looked_ = std::max(looked_, waiting_.size() - std::min<std::size_t>(waiting_.size(), 1));
  if (waiting_.size() < size_) return true;
  const std::size_t last = waiting_.rfind(kEnd);
  if (last == std::string::npos || last < inside_) return waiting_.size() <= kMaxWaiting || Refuse();
  const std::size_t cut = last + kEnd.size();
  std::string piece = first_ ? waiting_.substr(0, cut) : start_ + waiting_.substr(0, cut);
  pieces.push_back(std::move(piece) + "</log>");
  waiting_.erase(0, cut);
  looked_ = waiting_.empty() ? 0 : waiting_.size() - 1;
  inside_ = 0;
  first_ = false;
  return true;
}

bool XesPieces::Finish(std::vector<std::string>& pieces) {
  if (!cuttable_ || start_.empty()) return Refuse();
  pieces.push_back(first_ ? std::move(waiting_) : start_ + waiting_);
  return true;
}

}  // namespace juece
