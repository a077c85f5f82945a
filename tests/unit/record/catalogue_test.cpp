// docs/events.md against the program: the catalogue names every event and member, and the vectors are what the page says.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "base/json.h"
#include "record/codec.h"
#include "record/fields.h"
#include "support/event_gen.h"
#include "support/places.h"

namespace juece {
namespace {

std::string Page() {
  std::ifstream in(SourceDir() + "/docs/events.md");
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

// One "name: type" a member, as the page calls the types.
struct Describer {
  std::string out;
  template <typename T>
  Describer& operator()(std::string_view name, const T& member) {
    out += std::string(name) + ": " + TypeOf(member) + "\n";
    return *this;
  }
  static std::string TypeOf(const std::string&) { return "text"; }
  static std::string TypeOf(bool) { return "true or false"; }
  static std::string TypeOf(int) { return "number"; }
  static std::string TypeOf(std::int64_t) { return "number"; }
  static std::string TypeOf(const Data&) { return "data"; }
  static std::string TypeOf(const Date&) { return "date"; }
  static std::string TypeOf(const std::optional<Date>&) { return "date or null"; }
  static std::string TypeOf(const Text&) { return "label"; }
  static std::string TypeOf(const PluginPin&) { return "plugin"; }
  static std::string TypeOf(const std::vector<std::string>&) { return "list of texts"; }
  static std::string TypeOf(const std::vector<PluginPin>&) { return "list of plugins"; }
  static std::string TypeOf(const std::vector<MaterialRecord>&) { return "list of materials"; }
  static std::string TypeOf(const std::vector<PersonalPlace>&) { return "list of places"; }
  template <typename T>
  static std::string TypeOf(const std::vector<std::pair<std::string, T>>&) {
    return "list of pairs";
  }
};

// Section 4: heading -> its table in the same form.
std::map<std::string, std::string> Catalogue() {
  std::map<std::string, std::string> catalogue;
  std::istringstream page(Page());
  std::string current;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) {
      current = line.starts_with("### `") ? line.substr(5, line.size() - 6) : "";
      if (!current.empty()) catalogue[current];
    } else if (!current.empty() && line.starts_with("| `")) {
      const std::size_t name_end = line.find('`', 3);
      const std::size_t type_end = line.find(" |", name_end + 4);
      catalogue[current] += line.substr(3, name_end - 3) + ": " +
                            line.substr(name_end + 4, type_end - name_end - 4) + "\n";
    }
  }
  return catalogue;
}

// The fenced blocks of one kind, each as its "name: value" lines.
std::vector<std::map<std::string, std::string>> Blocks(const std::string& kind) {
  std::vector<std::map<std::string, std::string>> blocks;
  std::istringstream page(Page());
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```" + kind) {
      inside = true;
      blocks.emplace_back();
    } else if (line.starts_with("```")) {
      inside = false;
    } else if (inside) {
      const std::size_t colon = line.find(": ");
      REQUIRE(colon != std::string::npos);
      blocks.back()[line.substr(0, colon)] = line.substr(colon + 2);
    }
  }
  return blocks;
}

}  // namespace

TEST_CASE("the page describes every event with its members in order, and no other") {
  const auto catalogue = Catalogue();
  CHECK(catalogue.size() == std::variant_size_v<EventBody>);
  for (std::size_t type = 0; type < std::variant_size_v<EventBody>; ++type) {
    const EventBody body = test::BodyAt(type);
    const std::string name(NameOf(body));
    INFO(name);
    REQUIRE(catalogue.contains(name));
    Describer describer;
    std::visit([&](const auto& alternative) { VisitFields(describer, alternative); }, body);
    CHECK(catalogue.at(name) == describer.out);
  }
}

TEST_CASE("the vectors of the page are what the program computes") {
  const auto commitments = Blocks("commitment");
  REQUIRE(commitments.size() == 1);
  for (const auto algorithm : {DigestAlgorithm::kSm3, DigestAlgorithm::kSha256}) {
    const std::string name(ToString(algorithm));
    CHECK(CommitmentOf(algorithm, commitments[0].at("salt"), commitments[0].at("value")) ==
          commitments[0].at(name));
    const auto events = Blocks("event");
    REQUIRE(events.size() == 2);
    std::string previous;
    for (const auto& block : events) {
      const auto event = EventFromCanonical(block.at("bytes"), {});
      REQUIRE(event.has_value());
      CHECK(CanonicalBytes(*event) == block.at("bytes"));
      previous = ChainHash(algorithm, previous, block.at("bytes"));
      CHECK(previous == block.at(name));
    }
  }
}

TEST_CASE("the second vector holds the commitment of the first block") {
  const auto commitment = Blocks("commitment")[0];
  const PersonalValue personal{"/data/participants/0/name", commitment.at("salt"),
                               commitment.at("value"), commitment.at("sm3")};
  const auto event = EventFromCanonical(Blocks("event")[1].at("bytes"), {personal});
  REQUIRE(event.has_value());
  CHECK(ToData(*event).At("/body/data/participants/0/name")->AsText() == "李四");
}

}  // namespace juece
