// Any bytes as JSON: what is read is written and read back equal, and its canonical bytes are a
// fixed point.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "base/utf8.h"

namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = juece::ParseJson({reinterpret_cast<const char*>(data), size});
  if (!read) {
    const juece::Text& message = read.error().message();
    Require(!message.zh.empty() && message.en.starts_with("JSON line "));
    Require(juece::FindInvalidUtf8(message.zh) == std::string::npos);
    return 0;
  }
  const std::string canonical = ToCanonicalJson(*read);
  for (const std::string& text : {juece::ToJson(*read), juece::ToPrettyJson(*read), canonical}) {
    const auto back = juece::ParseJson(text);
    Require(back.has_value() && *back == *read && juece::ToCanonicalJson(*back) == canonical);
  }
  return 0;
}
