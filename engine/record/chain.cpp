#include <map>
#include <set>
#include <utility>

#include "record/chain_proof.h"

namespace juece {
namespace {

std::string HexToBytes(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

// A context of its own for every thread: making one costs more than digesting an event.
Digester& DigesterFor(DigestAlgorithm algorithm) {
  thread_local Digester sha256(DigestAlgorithm::kSha256);
  thread_local Digester sm3(DigestAlgorithm::kSm3);
  switch (algorithm) {
    case DigestAlgorithm::kSha256: return sha256;
    case DigestAlgorithm::kSm3: break;
  }
  return sm3;
}

// Where a value was committed to and nothing, not even an emptied one, tells of it.
void CollectCommitments(const Data& data, const std::string& at, std::set<std::string>& pointers) {
  if (data.is_map() && data.AsMap().size() == 1 && data["commitment"].is_text()) {
    const std::string& text = data["commitment"].AsText();
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos && text.size() == colon + 65) pointers.insert(at);
    return;
  }
  for (const Member& member : data.AsMap()) {
    std::string name;
    for (const char c : member.name) name += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    CollectCommitments(member.value, at + "/" + name, pointers);
  }
  for (std::size_t i = 0; i < data.AsList().size(); ++i) CollectCommitments(data.AsList()[i], at + "/" + std::to_string(i), pointers);
}

// What one list shows. An event is judged by itself (its bytes give its hash), by its place (positions go up by one) and by its
// link (it names the hash of the event before).
class Verifier {
 public:
  Verifier(DigestAlgorithm algorithm, const std::vector<Event>& events, const std::vector<StoredProof>& proofs)
      : algorithm_(algorithm), events_(events), proofs_(proofs) {}

  std::vector<ChainBreak> Run(const ChainHead* expected) {
    if (IsPlainlyWhole(expected)) return {};
    for (std::size_t i = 0; i < events_.size(); ++i) {
      CheckItself(events_[i], proofs_[i]);
      by_position_.emplace(events_[i].position, &events_[i]);
    }
    PreferLinked();
    CheckRedactions();
    CheckOrder();
    for (const auto& [position, event] : by_position_) CheckLink(position, *event);
    if (expected != nullptr) CheckEnd(*expected);
    std::vector<ChainBreak> breaks;
    for (const auto& [position, reason] : breaks_) breaks.push_back({position, reason});
    return breaks;
  }

 private:
  // Most chains are whole and nothing in them is personal: then one look along it is enough, and nobody has to be told what is wrong.
  [[nodiscard]] bool IsPlainlyWhole(const ChainHead* expected) const {
    const std::string* previous = nullptr;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const Event& event = events_[i];
      const bool linked = previous == nullptr ? event.previous_hash.empty() : event.previous_hash == *previous;
      if (!linked || event.position != static_cast<std::int64_t>(i) + 1 || proofs_[i].hash != event.hash) return false;
      if (proofs_[i].commits || !event.personal.empty() || std::holds_alternative<PersonalRedacted>(event.body)) return false;
      previous = &event.hash;
    }
    if (expected == nullptr) return true;
    return !events_.empty() && events_.back().position >= expected->position && expected->position > 0 &&
           events_[static_cast<std::size_t>(expected->position - 1)].hash == expected->hash;
  }

  void Add(std::int64_t position, std::string reason) { breaks_.emplace(position, std::move(reason)); }

  void CheckItself(const Event& event, const StoredProof& proof) {
    if (proof.hash != event.hash) {
      Add(event.position, "changed");
      changed_.insert(event.position);
    }
    if (proof.commits) {
      std::set<std::string> committed;
      CollectCommitments(BodyToData(event.body), "", committed);
      for (const PersonalValue& personal : event.personal) committed.erase(personal.pointer);
      if (!committed.empty()) Add(event.position, "commitment");
    }
    for (const PersonalValue& personal : event.personal) {
      if (personal.value.empty()) continue;  // redacted: only the commitment is left; CheckRedactions asks by whom
      if (CommitmentOf(algorithm_, personal.salt, personal.value) != personal.commitment) {
        Add(event.position, "commitment");
      }
    }
  }

  // A value leaves by an event alone, and what an event took out is gone.
  void CheckRedactions() {
    std::map<PersonalPlace, std::int64_t> said;
    for (const Event& event : events_) {
      const auto* redacted = std::get_if<PersonalRedacted>(&event.body);
      if (redacted == nullptr) continue;
      for (const PersonalPlace& place : redacted->values) said.emplace(place, event.position);
    }
    for (const Event& event : events_) {
      for (const PersonalValue& personal : event.personal) {
        const auto by = said.find({event.position, personal.pointer});
        const bool redacted = by != said.end() && by->second > event.position;
        if (redacted != personal.value.empty()) Add(event.position, "commitment");
        if (personal.value.empty() && !personal.salt.empty()) Add(event.position, "commitment");
      }
    }
  }

  // Where two claim one position, the one that the next event was chained to is the genuine one.
  void PreferLinked() {
    for (const Event& event : events_) {
      const auto next = by_position_.find(event.position + 1);
      if (next != by_position_.end() && next->second->previous_hash == event.hash) {
        by_position_[event.position] = &event;
      }
    }
  }

  void CheckOrder() {
    std::int64_t last = 0;
    for (const Event& event : events_) {
      if (by_position_[event.position] != &event) {
        Add(event.position, "inserted");
      } else if (event.position < last) {
        Add(event.position, "reordered");
      } else {
        last = event.position;
      }
    }
    std::int64_t before = 0;
    for (const auto& [position, event] : by_position_) {
      if (position > before + 1) Add(before + 1, "removed");  // the first of the gap
      before = position;
    }
  }

  void CheckLink(std::int64_t position, const Event& event) {
    if (changed_.contains(position)) return;
    if (position == 1) {
      if (!event.previous_hash.empty()) Add(position, "changed");
      return;
    }
    const auto before = by_position_.find(position - 1);
    if (before == by_position_.end()) return;  // said as "removed"
    if (before->second->hash == event.previous_hash) return;
    // The later event is whole and was chained to another one: the earlier was written anew with a hash of its own.
    Add(position - 1, "changed");
  }

  void CheckEnd(const ChainHead& expected) {
    const auto found = by_position_.find(expected.position);
    if (found == by_position_.end()) {
      const std::int64_t last = by_position_.empty() ? 0 : by_position_.rbegin()->first;
      if (last < expected.position) Add(last + 1, "truncated");
    } else if (found->second->hash != expected.hash) {
      Add(expected.position, "changed");
    }
  }

  DigestAlgorithm algorithm_;
  const std::vector<Event>& events_;
  const std::vector<StoredProof>& proofs_;
  std::map<std::int64_t, const Event*> by_position_;
  std::set<std::int64_t> changed_;
  std::set<std::pair<std::int64_t, std::string>> breaks_;
};

}  // namespace

std::string CommitmentOf(DigestAlgorithm algorithm, std::string_view salt_hex,
                         std::string_view canonical_value) {
  Digester& digester = DigesterFor(algorithm);
  digester.Update(HexToBytes(salt_hex));
  digester.Update(canonical_value);
  return digester.Finish();
}

std::string ChainHash(DigestAlgorithm algorithm, std::string_view previous_hash,
                      std::string_view canonical_bytes) {
  Digester& digester = DigesterFor(algorithm);
  digester.Update(previous_hash);
  digester.Update("\n");
  digester.Update(canonical_bytes);
  return digester.Finish();
}

StoredProof ProofOf(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes) {
  return {ChainHash(algorithm, previous_hash, canonical_bytes), canonical_bytes.find("\"commitment\":\"") != std::string_view::npos};
}

std::vector<ChainBreak> VerifyChain(DigestAlgorithm algorithm, const std::vector<Event>& events, const std::vector<StoredProof>& proofs,
                                    const ChainHead* expected) {
  return Verifier(algorithm, events, proofs).Run(expected);
}

std::vector<ChainBreak> VerifyChain(DigestAlgorithm algorithm, const std::vector<Event>& events,
                                    const ChainHead* expected) {
  std::vector<StoredProof> proofs;
  proofs.reserve(events.size());
  for (const Event& event : events) proofs.push_back(ProofOf(algorithm, event.previous_hash, CanonicalBytes(event)));
  return VerifyChain(algorithm, events, proofs, expected);
}

}  // namespace juece
