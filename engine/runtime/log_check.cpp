#include "runtime/log_check.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "exchange/xes_reader.h"

namespace juece {
namespace {

// Blocks on their way from the reader to the judges; holds few, so that memory does not grow with the log.
class Line {
 public:
  using Numbered = std::pair<std::uint64_t, std::vector<LogTrace>>;

  void Put(Numbered block) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < kMost; });
    waiting_.push_back(std::move(block));
    work_.notify_one();
  }
  std::optional<Numbered> Get() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    Numbered block = std::move(waiting_.front());
    waiting_.pop_front();
    room_.notify_one();
    return block;
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.notify_all();
  }

 private:
  static constexpr std::size_t kMost = 8;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable work_;
  std::deque<Numbered> waiting_;
  bool closed_ = false;
};

class Judges {
 public:
  Judges(const LogRules& rules, unsigned count) : rules_(rules) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~Judges() { Finish(); }
  Judges(const Judges&) = delete;
  Judges& operator=(const Judges&) = delete;

  void Put(std::uint64_t number, std::vector<LogTrace> cases) { line_.Put({number, std::move(cases)}); }
  // The judged blocks in the order of the log. Throws what a judge threw.
  std::map<std::uint64_t, LogBlock> Take() {
    Finish();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(blocks_);
  }

 private:
  void Work() {
    while (auto block = line_.Get()) {
      try {
        LogBlock judged(rules_, std::move(block->second));
        const std::lock_guard lock(mutex_);
        blocks_.emplace(block->first, std::move(judged));
      } catch (...) {  // out of memory: keep emptying the line, so that the reader does not wait for ever
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
      }
    }
  }
  void Finish() {
    line_.Close();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  const LogRules& rules_;
  Line line_;
  std::mutex mutex_;
  std::map<std::uint64_t, LogBlock> blocks_;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

unsigned JudgeCount(unsigned asked) {
  if (asked > 0) return asked;
  const unsigned cores = std::thread::hardware_concurrency();
  return cores > 2 ? cores - 1 : 1;
}

}  // namespace

bool CheckLog(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, LogReport& report,
              std::vector<Finding>& findings) {
  Judges judges(rules, JudgeCount(options.threads));
  std::vector<LogTrace> cases;
  std::size_t weight = 0;
  std::uint64_t number = 0;
  XesCallbacks callbacks;
  callbacks.progress = options.progress;
  callbacks.take = [&](LogTrace trace) {
    weight += trace.Weight();
    cases.push_back(std::move(trace));
    if (cases.size() < kCasesOfBlock && weight < kWeightOfBlock) return;
    judges.Put(number++, std::exchange(cases, {}));
    cases.reserve(kCasesOfBlock);
    weight = 0;
  };
  XesSummary summary;
  const bool read = ReadXes(bytes, file, rules.selection(), callbacks, summary, findings);
  if (!cases.empty()) judges.Put(number, std::move(cases));
  report = {summary.cases, summary.events, {}};
  for (auto& [at, block] : judges.Take()) report.blocks.push_back(std::move(block));
  if (read) DoubtReport(rules, report, summary.seen, file, findings);
  return read;
}

}  // namespace juece
