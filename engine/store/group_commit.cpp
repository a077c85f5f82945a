#include "store/group_commit.h"

namespace juece {

void GroupCommit::Submit(PreparedFiling& filing) {
  std::shared_ptr<Batch> batch;
  bool leads = false;
  {
    const std::lock_guard lock(joining_);
    if (forming_ == nullptr || forming_->filings.size() >= most_) forming_ = std::make_shared<Batch>();
    batch = forming_;
    leads = batch->filings.empty();
    batch->filings.push_back(&filing);
  }
  if (!leads) {
    batch->done.wait(false);
    return;
  }
  {
    const std::lock_guard turn(writing_);  // while the batch before is on its way to the disk, others join this one
    {
      const std::lock_guard lock(joining_);
      if (forming_ == batch) forming_.reset();
    }
    write_(batch->filings);
    filings_ += static_cast<std::int64_t>(batch->filings.size());
    ++batches_;
  }
  batch->done = true;  // after the turn is passed on, so that the disk does not wait for those who have their answer
  batch->done.notify_all();
}

void GroupCommit::Alone(const std::function<void()>& act) {
  const std::lock_guard turn(writing_);
  act();
}

}  // namespace juece
