// Stored events: whatever the bytes, reading them ends in an event or a Status, an accepted event is written with the same bytes,
// any event can be folded, and the quick reader reads what the general one reads. Lines after the first are the pointer, value and commitment of one personal value.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "digest/digest.h"
#include "dossier/apply.h"
#include "record/codec.h"
#include "record/quick_decode.h"

namespace {

std::string NextLine(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string line(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void Require(bool held) {
  if (!held) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string bytes = NextLine(rest);
  std::vector<juece::PersonalValue> personal;
  if (!rest.empty()) {
    juece::PersonalValue value;
    value.pointer = NextLine(rest);
    value.value = NextLine(rest);
    value.commitment = NextLine(rest);
    personal.push_back(value);
  }
  if (juece::StoredEvent quick; juece::DecodeQuickly(bytes, quick)) {
    const auto tree = juece::DecodeByTree(bytes, {});
    Require(tree.has_value() && juece::ToData(*tree) == juece::ToData(quick.event));
    Require(quick.commits == (bytes.find(juece::kCommitmentInBytes) != std::string::npos));
  }
  const juece::Result<juece::Event> event = juece::EventFromCanonical(bytes, personal);
  if (!event) {
    Require(!event.error().message().zh.empty());
    return 0;
  }
  Require(juece::CanonicalBytes(*event) == bytes);
  const juece::Result<juece::Event> again = juece::EventFromData(juece::ToData(*event));
  Require(again.has_value());
  Require(juece::ToData(*again) == juece::ToData(*event));
  Require(!juece::ToData(juece::Fold({*event, *again})).is_null());
  return 0;
}
