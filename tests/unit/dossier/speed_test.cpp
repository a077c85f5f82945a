// Figures, not verdicts: dossier_test "[.speed]" prints them.
#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>

#include "base/json.h"
#include "dossier/apply.h"
#include "record/codec.h"

namespace juece {
namespace {

// A dossier of many rounds: enter, act, open and close a task, leave.
std::vector<Event> Long(int count) {
  const Data payload = *ParseJson(
      R"({"until":"2024-04-02","channels":["website","newspaper"],"reason_for_shortening":null})");
  std::vector<Event> events;
  for (int i = 0; i < count; ++i) {
    Event event;
    event.dossier = "2024-0001";
    event.position = i + 1;
    event.occurred_at = Instant(1700000000000 + i, kChinaOffsetMinutes);
    event.recorded_at = event.occurred_at;
    event.actor = {"张三", "undertaking_unit", ""};
    const std::string step = "step_" + std::to_string(i / 5 % 20);
    const std::string task = "task_" + std::to_string(i / 5);
    switch (i % 5) {
      case 0: event.body = StepEntered{step, i / 100 + 1, "before", "agreed"}; break;
      case 1: event.body = TaskOpened{task, step, 1, "conclude", {"undertaking_unit"}, {"结束", "End"}}; break;
      case 2: event.body = ActionRecorded{step, 1, "act", "consultation_opened", payload, {}}; break;
      case 3: event.body = TaskClosed{task, "done"}; break;
      default: event.body = StepLeft{step, 1, "agreed", "", ""}; break;
    }
    events.push_back(std::move(event));
  }
  return events;
}

template <typename F>
double Milliseconds(F&& work) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

}  // namespace

TEST_CASE("how fast events fold, are written, hashed and read", "[.speed]") {
  const std::vector<Event> events = Long(10000);
  std::vector<std::string> bytes;
  std::size_t total = 0;
  const double fold = Milliseconds([&] { CHECK(Fold(events).version() == 10000); });
  const double write = Milliseconds([&] {
    bytes.clear();
    for (const Event& event : events) bytes.push_back(CanonicalBytes(event));
  });
  for (const std::string& each : bytes) total += each.size();
  for (const auto algorithm : {DigestAlgorithm::kSm3, DigestAlgorithm::kSha256}) {
    const double hash = Milliseconds([&] {
      std::string previous;
      for (const std::string& each : bytes) previous = ChainHash(algorithm, previous, each);
    });
    std::cout << ToString(algorithm) << " " << hash / 10 << " us an event\n";
  }
  const double read = Milliseconds([&] {
    for (const std::string& each : bytes) CHECK(EventFromCanonical(each, {}).has_value());
  });
  std::cout << "fold 10,000 events: " << fold << " ms\nwrite: " << write / 10 << " us an event of "
            << total / 10000 << " bytes\nread: " << read / 10 << " us an event\n";
}

}  // namespace juece
