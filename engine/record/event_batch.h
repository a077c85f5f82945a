// The events that one command leaves behind, handed on without being copied.
#pragma once

#include <deque>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "record/event.h"

namespace juece {

// In order. Copies share the events, which are read only; whoever edits a shared batch gets events of its own first. Safe among threads
// as a std::shared_ptr is: one batch object belongs to one thread, the events that it shares with others may be read by all of them.
class EventBatch {
 public:
  // Events are large: where they grow one by one they should not move.
  using List = std::deque<Event>;
  using const_iterator = List::const_iterator;

  EventBatch() = default;
  EventBatch(std::vector<Event> events)  // NOLINT: a batch is one way to hold events
      : EventBatch(List(std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()))) {}
  explicit EventBatch(List events) : events_(std::make_shared<List>(std::move(events))) {}

  [[nodiscard]] const_iterator begin() const { return list().begin(); }
  [[nodiscard]] const_iterator end() const { return list().end(); }
  [[nodiscard]] bool empty() const { return events_ == nullptr || events_->empty(); }
  [[nodiscard]] std::size_t size() const { return events_ == nullptr ? 0 : events_->size(); }
  [[nodiscard]] const Event& operator[](std::size_t at) const { return (*events_)[at]; }
  [[nodiscard]] const Event& front() const { return events_->front(); }
  [[nodiscard]] const Event& back() const { return events_->back(); }

  // Valid until this batch is copied or destroyed.
  [[nodiscard]] List& Edit() {
    if (events_ == nullptr) {
      events_ = std::make_shared<List>();
    } else if (events_.use_count() > 1) {
      events_ = std::make_shared<List>(*events_);
    }
    return *events_;
  }

 private:
  [[nodiscard]] const List& list() const {
    static const List kNone;
    return events_ == nullptr ? kNone : *events_;
  }

  std::shared_ptr<List> events_;
};

}  // namespace juece
