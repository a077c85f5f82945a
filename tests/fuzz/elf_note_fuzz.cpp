// The note of a plugin's file: whatever the bytes, reading them stays in bounds, and what is accepted is what a note may say.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "plugin/elf_note.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto note = juece::ReadPluginNote("fuzz", {reinterpret_cast<const char*>(data), size});
  if (!note) {
    if (note.error().message().zh.empty() || note.error().message().en.empty()) std::abort();
    return 0;
  }
  if (!*note) return 0;
  const std::string text = (*note)->id + (*note)->version;
  if ((*note)->id.size() >= 96 || (*note)->version.size() >= 32 || text.find_first_of(std::string_view("\0\n\x1b ", 4)) != std::string::npos) std::abort();
  return 0;
}
