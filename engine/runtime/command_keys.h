// Idempotency keys: who is not sure whether a command arrived gives it again with the same key, and gets the first answer. Internal to runtime.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "digest/digest.h"
#include "record/command.h"
#include "runtime/engine.h"

namespace juece {

// 1 to 200 bytes, no control characters.
Status CheckCommandKey(std::string_view key);

// What was asked, as canonical JSON. When it was recorded is not part of it, nor when it happened where that is the same: a retry comes later.
std::string ContentOf(const Command& command);
std::string ContentOf(const Engine::OpenRequest& request);

// What the store keeps of it: "salt:digest", because a content may hold personal data that few guesses would find.
std::string SealContent(std::string_view salt, std::string_view content);
// True for a sealed content that is empty too: what it covered was redacted, and the key alone has to do.
bool IsContent(std::string_view sealed, std::string_view content);

}  // namespace juece
