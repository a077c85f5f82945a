// How many pages a file has, where the file itself tells: PDF by its page tree, a JPEG or PNG picture is one. Anything else, and a PDF whose
// page tree stands in compressed objects, is not guessed at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace juece {

// The file in blocks as they come by; memory does not grow with it.
class PageCounter {
 public:
  void Update(std::string_view block);
  [[nodiscard]] std::optional<int> Pages() const { return pages_; }

 private:
  enum class Kind { kUnknown, kPdf, kOther };
  void Scan();
  void Object(std::string_view text);

  Kind kind_ = Kind::kUnknown;
  std::string rest_;  // not looked at yet
  bool in_stream_ = false;
  std::optional<int> pages_;
};

}  // namespace juece
