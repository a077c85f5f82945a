// A projection: a table kept up to date from events, for work lists and overviews. Events are delivered at least once, in the order
// of their dossier; a projection remembers how far it is with each, so that delivering again changes nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "record/event.h"

namespace juece {

// Not thread-safe.
class Projection {
 public:
  virtual ~Projection() = default;

  // False where events before this one are missing: deliver again from position() + 1. True otherwise, also where the event was
  // known already.
  bool Consume(const Event& event) {
    std::int64_t& last = positions_[event.dossier];
    if (event.position <= last) return true;
    if (event.position != last + 1) return false;
    last = event.position;
    Take(event);
    return true;
  }
  // Of the last event taken from that dossier, 0 for none.
  [[nodiscard]] std::int64_t position(std::string_view dossier) const {
    const auto found = positions_.find(dossier);
    return found == positions_.end() ? 0 : found->second;
  }

 private:
  virtual void Take(const Event& event) = 0;  // each event once, without gaps
  std::map<std::string, std::int64_t, std::less<>> positions_;
};

}  // namespace juece
