// Events as a store keeps them: reading their bytes, and checking the chain while they pass.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "record/codec.h"

namespace juece {

// An event that was read from its bytes. Meant to be read into again and again: what it held is overwritten, its memory used once more.
struct StoredEvent {
  Event event;           // without its hashes, which stand beside the bytes
  bool commits = false;  // a commitment to a personal value stands in the bytes
  std::string_view recorded_at;  // as it is written in the bytes, whose life it shares
};

// As EventFromCanonical; where it fails `into` holds nothing of use.
Status ReadStoredEvent(std::string_view bytes, std::vector<PersonalValue> personal, StoredEvent& into);

// Stands in canonical bytes where a member `commitment` holds a text, and nowhere else: inside a text its quotes would be escaped.
inline constexpr std::string_view kCommitmentInBytes = "\"commitment\":\"";

// What the bytes of an event give.
struct StoredProof {
  bool whole = false;    // the event's hash is the one over its previous hash and its bytes
  bool commits = false;  // a commitment stands in the bytes
};
bool HashHolds(DigestAlgorithm algorithm, std::string_view previous_hash, std::string_view canonical_bytes, std::string_view hash);

// The check behind VerifyChain for events that pass by one after the other, in the order of the store: of each it keeps the hash alone. One
// thread at a time.
class ChainCheck {
 public:
  explicit ChainCheck(DigestAlgorithm algorithm) : algorithm_(algorithm) {}
  void Add(const Event& event, const StoredProof& proof);
  // At the end, once.
  [[nodiscard]] std::vector<ChainBreak> Finish(const ChainHead* expected = nullptr);

 private:
  struct Part {
    std::size_t at = 0;
    std::size_t size = 0;
  };
  // What an event says of its place.
  struct Link {
    std::int64_t position = 0;
    Part hash;
    Part previous;
    bool whole = false;
  };
  // A value that stands, or stood, apart.
  struct Apart {
    PersonalPlace place;
    bool emptied = false;
    bool salted = false;
  };
  friend class LinkCheck;

  [[nodiscard]] std::string_view At(Part part) const { return std::string_view(text_).substr(part.at, part.size); }
  Part Keep(std::string_view text);
  void AddPersonal(const Event& event, bool commits);

  DigestAlgorithm algorithm_;
  bool plain_ = true;  // so far whole, linked, in order and without anything personal
  std::string text_;   // the hashes of all links, one behind the other
  std::vector<Link> links_;
  std::vector<Apart> apart_;
  std::map<PersonalPlace, std::int64_t> redacted_;  // by which event
  std::vector<ChainBreak> personal_breaks_;
};

}  // namespace juece
