// Folds every histories/*.jsonl (one event a line, canonical bytes) and compares with its .state.json. With JUECE_WRITE_STATES set
// a missing .state.json is written; an existing one never is.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/json.h"
#include "dossier/apply.h"
#include "record/codec.h"
#include "support/places.h"

namespace juece {
namespace {

namespace fs = std::filesystem;

const fs::path& Histories() {
  static const fs::path path = fs::path(SourceDir()) / "tests/replay/histories";
  return path;
}

std::vector<Event> Read(const fs::path& file) {
  std::vector<Event> events;
  std::ifstream in(file);
  std::string previous;
  for (std::string line; std::getline(in, line);) {
    Result<Event> event = EventFromCanonical(line, {});
    INFO(file << ":" << events.size() + 1 << (event ? "" : ": " + event.error().message().en));
    REQUIRE(event.has_value());
    event->previous_hash = previous;
    event->hash = previous = ChainHash(DigestAlgorithm::kSm3, previous, line);
    events.push_back(*std::move(event));
  }
  for (const Event& event : events) {  // of what was redacted the store keeps the place and the commitment
    const auto* redacted = std::get_if<PersonalRedacted>(&event.body);
    for (std::size_t i = 0; redacted != nullptr && i < redacted->values.size(); ++i) {
      const PersonalPlace& place = redacted->values[i];
      Event& of = events[static_cast<std::size_t>(place.position - 1)];
      of.personal.push_back({place.pointer, "", "", (*BodyToData(of.body).At(place.pointer))["commitment"].AsText()});
    }
  }
  return events;
}

std::string Slurp(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("every recorded history folds to the state that it always folded to") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(Histories())) {
    if (entry.path().extension() != ".jsonl") continue;
    ++count;
    const std::vector<Event> events = Read(entry.path());
    const std::string state = ToPrettyJson(ToData(Fold(events))) + "\n";
    fs::path expected = entry.path();
    expected.replace_extension(".state.json");
    if (!fs::exists(expected) && std::getenv("JUECE_WRITE_STATES") != nullptr) {
      std::ofstream(expected) << state;
    }
    INFO(entry.path());
    REQUIRE(fs::exists(expected));
    CHECK(state == Slurp(expected));
    CHECK(VerifyChain(DigestAlgorithm::kSm3, events).empty());
  }
  CHECK(count >= 2);
}

TEST_CASE("the histories hold every type of event") {
  std::set<std::size_t> seen;
  for (const auto& entry : fs::directory_iterator(Histories())) {
    if (entry.path().extension() != ".jsonl") continue;
    for (const Event& event : Read(entry.path())) seen.insert(event.body.index());
  }
  CHECK(seen.size() == std::variant_size_v<EventBody>);
}

}  // namespace juece
