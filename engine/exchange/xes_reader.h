// Reads event logs in XES (IEEE 1849-2016), as a stream: memory is bounded by the largest case, not by the log (some twenty bytes a case
// are kept to see an id used twice). Of each event and case only what the selection asks for is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "base/finding.h"
#include "exchange/xes_oddities.h"
#include "record/event_log.h"

namespace juece {

struct XesSummary {
  std::uint64_t cases = 0;
  std::uint64_t events = 0;
  LogSeen seen;
};

struct XesCallbacks {
  std::function<void(LogTrace)> take;                  // each case, in the order of the log, from the calling thread
  std::function<void(std::uint64_t bytes)> progress;   // may be empty
};

// False where the log could not be read to its end, or a case is larger than bounded memory allows ("unreadable"; the cases before that
// place have been handed out). What is odd but readable is a note, once a kind, with the first case and how many: "case-without-id" (it
// is called #n), "duplicate-case" (each is judged by itself), "event-without-activity", "attribute-twice" (the last one counts),
// "bad-timestamp" (read as none), "unsorted-times", "events-outside-cases" (left out).
bool ReadXes(std::istream& bytes, const std::string& file, const LogSelection& selection, const XesCallbacks& callbacks,
             XesSummary& summary, std::vector<Finding>& findings);

// One piece of a log (XesPieces), read by itself.
struct XesPart {
  XesSummary summary;
  XesOddities oddities;
  std::vector<std::uint64_t> ids;  // XesIds::DigestOf each case, in order; whether an id stands twice is asked over all pieces
  bool numbered = false;           // a case was named by its number, which is wrong unless the piece is the first
};
// False where the piece is no log, or cannot be read; the whole log has to be read in one go then. Several threads may read at once.
bool ReadXesPiece(std::string piece, const LogSelection& selection, const std::function<void(LogTrace)>& take, XesPart& part);

}  // namespace juece
