// What every store must be after whatever happened to it. For tests.
#pragma once

#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "store/event_store.h"

namespace juece::test {

// Every chain, the journal, the chains against the journal, and the keys that are asked for.
inline void CheckWhole(EventStore& store) {
  const auto journal = store.Journal();
  REQUIRE(journal.has_value());
  CHECK(VerifyJournal(store.algorithm(), *journal).empty());
  std::map<std::string, bool> refused;
  for (const JournalEntry& entry : *journal) refused[entry.dossier] = refused[entry.dossier] || entry.log == "attempts";
  std::vector<ChainHashes> chains;
  const auto dossiers = store.Dossiers();
  REQUIRE(dossiers.has_value());
  for (const std::string& id : *dossiers) {
    const auto report = store.Verify(id);
    REQUIRE(report.has_value());
    CHECK(report->breaks.empty());
    chains.push_back({"events", id, report->hashes});
  }
  for (const auto& [id, any] : refused) {
    CHECK(store.VerifyAttempts(id)->empty());
    ChainHashes chain{"attempts", id, {}};
    const auto attempts = store.AttemptsAsStored(id);
    REQUIRE(attempts.has_value());
    for (const StoredAttempt& attempt : *attempts) chain.hashes.emplace_back(static_cast<std::int64_t>(chain.hashes.size()) + 1, attempt.hash);
    if (any) chains.push_back(std::move(chain));
  }
  CHECK(CompareWithJournal(*journal, chains).empty());
}

}  // namespace juece::test
