#include "record/event_batch.h"

#include <catch2/catch.hpp>

namespace juece {
namespace {

EventBatch Two() {
  std::vector<Event> events(2);
  events[0].position = 1;
  events[1].position = 2;
  return events;
}

TEST_CASE("an empty batch has nothing to iterate over, and can be filled") {
  EventBatch batch;
  CHECK(batch.empty());
  CHECK(batch.size() == 0);
  CHECK(batch.begin() == batch.end());
  batch.Edit().emplace_back().position = 7;
  REQUIRE(batch.size() == 1);
  CHECK(batch.front().position == 7);
}

TEST_CASE("copies share their events until one of them is edited") {
  EventBatch one = Two();
  EventBatch other = one;
  CHECK(&one[0] == &other[0]);
  other.Edit()[0].position = 9;
  CHECK(one[0].position == 1);
  CHECK(other[0].position == 9);
  CHECK(other.back().position == 2);
}

TEST_CASE("a batch that nobody shares is edited in place, and its events stay where they are while more come") {
  EventBatch batch = Two();
  const Event* first = &batch[0];
  for (int i = 0; i < 100; ++i) batch.Edit().emplace_back();
  CHECK(&batch[0] == first);
  CHECK(batch.size() == 102);
}

}  // namespace
}  // namespace juece
