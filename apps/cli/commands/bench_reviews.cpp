#include "commands/bench_reviews.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <variant>

#include "dossier/apply.h"
#include "dossier/dossier.h"

namespace juece::cli {
namespace {

// What the review reads of a dossier comes first, so that the dossiers are as rich as their length allows.
std::vector<Event> Shortened(const std::vector<Event>& sample) {
  std::vector<Event> events;
  std::size_t spare = sample.size() > kEventsOfReview ? sample.size() - kEventsOfReview : 0;
  for (const Event& event : sample) {
    const bool told = std::holds_alternative<ActionRecorded>(event.body) || std::holds_alternative<DossierOpened>(event.body) ||
                      std::holds_alternative<FactSet>(event.body) || std::holds_alternative<DossierClosed>(event.body);
    if (!told && spare > 0) {
      --spare;
      continue;
    }
    events.push_back(event);
  }
  if (events.size() > kEventsOfReview) events.resize(kEventsOfReview);
  return events;
}

std::vector<std::vector<Event>> Many(const std::vector<Event>& events, int dossiers) {
  std::vector<std::vector<Event>> all(static_cast<std::size_t>(dossiers), events);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (Event& event : all[i]) event.dossier = fmt::format("bench-{}", i);
  }
  return all;
}

std::size_t ReviewOne(const BenchBooks& books, const std::vector<Event>& events) {
  return Review(*books.rulebook, *books.statutes, *books.calendar, SubjectFromEvents(events)).rules.size();
}

}  // namespace

std::vector<Figure> MeasureReviews(const BenchBooks& books, const std::vector<Event>& sample, int dossiers) {
  const std::vector<Event> events = Shortened(sample);
  const auto all = Many(events, dossiers);
  std::size_t sum = 0;  // so that nothing is left out as unused
  const double fold = MicrosecondsOf([&] {
    for (const auto& one : all) {
      Dossier dossier;
      for (const Event& event : one) Apply(dossier, event);
      sum += dossier.steps().size();
    }
  });
  const double alone = MicrosecondsOf([&] {
    for (const auto& one : all) sum += ReviewOne(books, one);
  });
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0};
  const double together = MicrosecondsOf([&] {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < cores; ++i) {
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < all.size(); at = next++) (void)ReviewOne(books, all[at]);
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  const double second = 1e6 * dossiers;
  const std::string what = fmt::format("dossiers of {} events/s", events.size());
  return {{"review_fold", second / fold, what, sum > 0 ? "baseline: a bare fold" : "", 1},
          {"review_one_core", second / alone, what, "at least 2000", alone / fold},
          {fmt::format("review_{}_cores", cores), second / together, what, "at least 2000 a core", together / fold}};
}

}  // namespace juece::cli
