#include "commands/progress.h"

#include <unistd.h>

#include <iostream>

namespace juece::cli {
namespace {

constexpr std::chrono::milliseconds kFirst(1000);
constexpr std::chrono::milliseconds kBetween(500);
constexpr const char* kWipe = "\r\x1b[K";

}  // namespace

Progress::Progress() : watched_(isatty(STDERR_FILENO) != 0), next_(Clock::now() + kFirst) {}

Progress::~Progress() {
  if (said_) std::cerr << kWipe << std::flush;
}

bool Progress::Due() const { return watched_ && Clock::now() >= next_; }

void Progress::Say(const Text& text, Language language) {
  if (!Due()) return;
  next_ = Clock::now() + kBetween;
  said_ = true;
  std::cerr << kWipe << text.In(language) << std::flush;
}

}  // namespace juece::cli
