// Lines of signed plugins: whatever the bytes, reading them ends; what is accepted is written with the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "plugin/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto plugin = juece::SignedPluginFromLine(line);
  if (!plugin) return 0;
  if (juece::ToLine(*plugin) != line) std::abort();
  (void)juece::HoldsTogether(*plugin);
  return 0;
}
