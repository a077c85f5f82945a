// A line on a terminal that says how far a long run has come.
#pragma once

#include <chrono>

#include "base/text.h"

namespace juece::cli {

// Speaks on standard error where that is a terminal, after a second and then every half second; wipes its line at its end.
// Not synchronised.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap where it is not yet time: callers may ask Due() first and spare themselves the making of the text.
  [[nodiscard]] bool Due() const;
  void Say(const Text& text, Language language);

 private:
  using Clock = std::chrono::steady_clock;
  bool watched_;
  bool said_ = false;
  Clock::time_point next_;
};

}  // namespace juece::cli
