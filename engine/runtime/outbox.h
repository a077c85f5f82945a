// Delivers notices: a notifier composes each message, and the engine puts it into a spool folder, one file a notice, named by the
// notice's id. At least once: what was not delivered is tried again at the next run; what was is remembered in a book beside the store.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "runtime/notices.h"
#include "step/function.h"

namespace juece {

struct OutboxRequest {
  std::string notifier;   // function id
  Data configuration;     // with defaults
  std::string folder;     // spool; must be there
  std::string book;       // file of what was delivered and what failed
  Instant now;
  Language language = Language::kChinese;
};

struct Delivery {
  Notice notice;
  enum class State { kDelivered, kKnown, kFailed } state = State::kFailed;  // kKnown: by an earlier run
  int attempts = 0;    // this one included
  std::string file;    // in the folder; "" where it failed
  Text reason;         // why it failed
};

// In the order of the notices. A failure of one does not hold up the others; a Status only where the book cannot be read or written.
Result<std::vector<Delivery>> DeliverNotices(const FunctionHost& functions, const OutboxRequest& request, const std::vector<Notice>& notices);

}  // namespace juece
