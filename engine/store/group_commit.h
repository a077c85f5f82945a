// Many submitters, one sync: what is filed while a batch is being written goes into the next one together. Inside store/ only.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/prepared_filing.h"

namespace juece {

// There is no thread of its own: the first of a batch writes it for all, on its own thread, so that a single submitter never waits for
// another thread to wake. Thread-safe.
class GroupCommit {
 public:
  using Write = std::function<void(const std::vector<PreparedFiling*>&)>;  // sets the status of each; never two at once

  // `most`: so many filings in one batch at most.
  GroupCommit(Write write, std::size_t most) : write_(std::move(write)), most_(most) {}

  // Returns when the filing has its status.
  void Submit(PreparedFiling& filing);
  // Runs something between two batches.
  void Alone(const std::function<void()>& act);
  [[nodiscard]] FilingCounts counts() const { return {filings_, batches_}; }

 private:
  struct Batch {
    std::vector<PreparedFiling*> filings;
    std::atomic<bool> done{false};
  };

  const Write write_;
  const std::size_t most_;
  std::mutex joining_;              // guards forming_ and the filings of what it points to
  std::shared_ptr<Batch> forming_;  // open to whoever comes; null where nobody waits
  std::mutex writing_;              // held by whoever writes a batch
  std::atomic<std::int64_t> filings_{0};
  std::atomic<std::int64_t> batches_{0};
};

}  // namespace juece
