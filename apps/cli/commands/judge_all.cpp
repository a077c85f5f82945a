#include "commands/judge_all.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace juece::cli {
namespace {

constexpr std::size_t kWorthAThread = 16;  // matters; below, starting threads costs more than it saves

}  // namespace

std::vector<ReviewReport> JudgedAll(const ReviewBooks& books, const std::vector<Matter>& matters, const ReviewOptions& options) {
  std::vector<ReviewReport> reports(matters.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at = next++; at < matters.size(); at = next++) reports[at] = JudgeMatter(books, matters[at], options);
  };
  std::vector<std::thread> threads;
  const std::size_t wanted = std::min<std::size_t>(std::thread::hardware_concurrency(), matters.size() / kWorthAThread);
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return reports;
}

}  // namespace juece::cli
