#include "record/journal.h"

#include <catch2/catch.hpp>

namespace juece {
namespace {

constexpr auto kJournalSm3 = DigestAlgorithm::kSm3;

std::vector<JournalEntry> SomeJournal() {
  std::vector<JournalEntry> entries{{1, "events", "2024-0001", 2, "h2", ""},
                                    {2, "events", "2024-0002", 1, "k1", ""},
                                    {3, "attempts", "2024-0001", 1, "a1", ""},
                                    {4, "events", "2024-0001", 5, "h5", ""}};
  std::string previous;
  for (JournalEntry& entry : entries) previous = entry.link = JournalLink(kJournalSm3, previous, entry);
  return entries;
}

std::vector<ChainHashes> Chains() {
  return {{"events", "2024-0001", {{1, "h1"}, {2, "h2"}, {3, "h3"}, {4, "h4"}, {5, "h5"}}}, {"attempts", "2024-0001", {{1, "a1"}}}, {"events", "2024-0002", {{1, "k1"}}}};
}

std::string Told(const std::vector<JournalBreak>& breaks) {
  std::string text;
  for (const JournalBreak& found : breaks) text += found.log + " " + found.dossier + " " + std::to_string(found.position) + " " + found.reason + ";";
  return text;
}

TEST_CASE("a whole journal has nothing to tell, and its form is fixed") {
  CHECK(VerifyJournal(kJournalSm3, SomeJournal()).empty());
  CHECK(CompareWithJournal(SomeJournal(), Chains()).empty());
  // docs/events.md, section 3: the link is a digest over the link before, a newline and these bytes.
  Digester digester(kJournalSm3);
  digester.Update("\n{\"dossier\":\"2024-0001\",\"hash\":\"h2\",\"log\":\"events\",\"position\":2,\"sequence\":1}");
  CHECK(SomeJournal().front().link == digester.Finish());
}

TEST_CASE("each entry changed, removed or exchanged is found") {
  for (std::size_t i = 0; i < 4; ++i) {
    auto entries = SomeJournal();
    entries[i].hash += "x";
    CHECK(Told(VerifyJournal(kJournalSm3, entries)) == "journal  " + std::to_string(i + 1) + " changed;");
    entries = SomeJournal();
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
    if (i < 3) CHECK(Told(VerifyJournal(kJournalSm3, entries)) == "journal  " + std::to_string(i + 1) + " removed;");
  }
  auto entries = SomeJournal();
  std::swap(entries[1], entries[2]);
  CHECK_FALSE(VerifyJournal(kJournalSm3, entries).empty());
}

TEST_CASE("what a dossier lost at its end, or gained, is found against the journal") {
  auto chains = Chains();
  chains[0].hashes.pop_back();
  CHECK(Told(CompareWithJournal(SomeJournal(), chains)) == "events 2024-0001 5 truncated;");
  chains = Chains();
  chains[0].hashes.emplace_back(6, "h6");
  CHECK(Told(CompareWithJournal(SomeJournal(), chains)) == "events 2024-0001 6 inserted;");
  chains = Chains();
  chains[0].hashes[1].second = "other";
  CHECK(Told(CompareWithJournal(SomeJournal(), chains)) == "events 2024-0001 2 changed;");
  chains = Chains();
  chains.erase(chains.begin() + 2);
  CHECK(Told(CompareWithJournal(SomeJournal(), chains)) == "events 2024-0002 1 truncated;");
  chains = Chains();
  chains.push_back({"events", "2024-0003", {{1, "x"}}});
  CHECK(Told(CompareWithJournal(SomeJournal(), chains)) == "events 2024-0003 1 inserted;");
}

}  // namespace
}  // namespace juece
