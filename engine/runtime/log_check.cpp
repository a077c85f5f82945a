#include "runtime/log_check.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "exchange/xes_pieces.h"
#include "exchange/xes_reader.h"

namespace juece {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;

// Work on its way from the one who cuts it to those who do it; holds few, so that memory does not grow with the log.
template <typename Work>
class Line {
 public:
  using Numbered = std::pair<std::uint64_t, Work>;
  explicit Line(std::size_t most) : most_(most) {}

  void Put(Numbered work) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < most_; });
    waiting_.push_back(std::move(work));
    work_.notify_one();
  }
  std::optional<Numbered> Get() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    Numbered work = std::move(waiting_.front());
    waiting_.pop_front();
    room_.notify_one();
    return work;
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.notify_all();
  }

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable work_;
  std::deque<Numbered> waiting_;
  bool closed_ = false;
};

// Threads that make a Done of each piece of Work; what they made is kept in the order of the work.
template <typename Work, typename Done>
class Crew {
 public:
  Crew(unsigned count, std::function<Done(Work)> act) : act_(std::move(act)), line_(std::size_t{count} * 2) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { Act(); });
  }
  ~Crew() { Finish(); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void Put(Work work) { line_.Put({number_++, std::move(work)}); }
  // Throws what a thread threw.
  std::map<std::uint64_t, Done> Take() {
    Finish();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(done_);
  }

 private:
  void Act() {
    while (auto work = line_.Get()) {
      try {
        Done done = act_(std::move(work->second));
        const std::lock_guard lock(mutex_);
        done_.emplace(work->first, std::move(done));
      } catch (...) {  // out of memory: keep emptying the line, so that whoever fills it does not wait for ever
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

  const std::function<Done(Work)> act_;
  Line<Work> line_;
  std::uint64_t number_ = 0;
  std::mutex mutex_;
  std::map<std::uint64_t, Done> done_;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

// Cases as they come, handed on in blocks.
class Blocks {
 public:
  explicit Blocks(std::function<void(std::vector<LogTrace>)> take) : take_(std::move(take)) {}

  void Add(LogTrace trace) {
    weight_ += trace.Weight();
    cases_.push_back(std::move(trace));
    if (cases_.size() >= kCasesOfBlock || weight_ >= kWeightOfBlock) HandOn();
  }
  void HandOn() {
    if (cases_.empty()) return;
    take_(std::exchange(cases_, {}));
    weight_ = 0;
  }

 private:
  std::function<void(std::vector<LogTrace>)> take_;
  std::vector<LogTrace> cases_;
  std::size_t weight_ = 0;
};

bool CheckInOneGo(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, LogReport& report,
                  std::vector<Finding>& findings) {
  Crew<std::vector<LogTrace>, LogBlock> judges(1, [&rules](std::vector<LogTrace> cases) { return LogBlock(rules, std::move(cases)); });
  Blocks blocks([&](std::vector<LogTrace> cases) { judges.Put(std::move(cases)); });
  XesSummary summary;
  const XesCallbacks callbacks{[&](LogTrace trace) { blocks.Add(std::move(trace)); }, options.progress};
  const bool read = ReadXes(bytes, file, rules.selection(), callbacks, summary, findings);
  blocks.HandOn();
  report = {summary.cases, summary.events, {}};
  for (auto& [at, block] : judges.Take()) report.blocks.push_back(std::move(block));
  if (read) DoubtReport(rules, report, summary.seen, file, findings);
  return read;
}

// ---- in pieces ----

struct JudgedPiece {
  bool read = false;
  XesPart part;
  std::vector<LogBlock> blocks;
};

JudgedPiece JudgePiece(std::string piece, const LogRules& rules) {
  JudgedPiece judged;
  Blocks blocks([&](std::vector<LogTrace> cases) { judged.blocks.emplace_back(rules, std::move(cases)); });
  judged.read = ReadXesPiece(std::move(piece), rules.selection(), [&](LogTrace trace) { blocks.Add(std::move(trace)); }, judged.part);
  blocks.HandOn();
  return judged;
}

void Or(std::vector<bool>& into, const std::vector<bool>& more) {
  into.resize(std::max(into.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) into[i] = into[i] || more[i];
}

// False where something has to be told that the pieces do not know: an id in two of them, a case by its number, a piece that is no log.
bool Join(std::map<std::uint64_t, JudgedPiece> pieces, LogReport& report, LogSeen& seen, XesOddities& oddities) {
  XesIds ids;
  for (auto& [number, piece] : pieces) {
    if (!piece.read || (piece.part.numbered && number > 0)) return false;
    for (const std::uint64_t id : piece.part.ids) {
      if (!ids.Insert(id)) return false;
    }
    report.cases += piece.part.summary.cases;
    report.events += piece.part.summary.events;
    for (LogBlock& block : piece.blocks) report.blocks.push_back(std::move(block));
    Or(seen.activities, piece.part.summary.seen.activities);
    Or(seen.event_keys, piece.part.summary.seen.event_keys);
    Or(seen.trace_keys, piece.part.summary.seen.trace_keys);
    oddities.Add(piece.part.oddities);
  }
  return true;
}

bool CheckInPieces(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, unsigned threads,
                   LogReport& report, std::vector<Finding>& findings) {
  std::atomic<bool> wrong{false};
  Crew<std::string, JudgedPiece> crew(threads, [&](std::string piece) {
    JudgedPiece judged = wrong ? JudgedPiece() : JudgePiece(std::move(piece), rules);
    if (!judged.read) wrong = true;
    return judged;
  });
  XesPieces cutter(options.piece);
  std::vector<std::string> pieces;
  const auto buffer = std::make_unique<std::array<char, kChunk>>();
  std::uint64_t total = 0;
  bool cuttable = true;
  for (bool more = true; more && cuttable && !wrong;) {
    bytes.read(buffer->data(), static_cast<std::streamsize>(kChunk));
    const auto got = static_cast<std::size_t>(bytes.gcount());
    more = got > 0;
    total += got;
    cuttable = !bytes.bad() && (more ? cutter.Feed({buffer->data(), got}, pieces) : cutter.Finish(pieces));
    for (std::string& piece : pieces) crew.Put(std::move(piece));
    pieces.clear();
    if (options.progress) options.progress(total);
  }
  std::map<std::uint64_t, JudgedPiece> judged = crew.Take();
  LogSeen seen;
  XesOddities oddities;
  report = {};
  if (!cuttable || wrong || !Join(std::move(judged), report, seen, oddities)) return false;
  oddities.Report(file, findings);
  DoubtReport(rules, report, seen, file, findings);
  return true;
}

}  // namespace

bool CheckLog(std::istream& bytes, const std::string& file, const LogRules& rules, const LogCheckOptions& options, LogReport& report,
              std::vector<Finding>& findings) {
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  const std::istream::pos_type start = bytes.tellg();
  if (threads > 1 && start != std::istream::pos_type(-1)) {
    if (CheckInPieces(bytes, file, rules, options, threads, report, findings)) return true;
    bytes.clear();
    bytes.seekg(start);
  }
  return CheckInOneGo(bytes, file, rules, options, report, findings);
}

}  // namespace juece
