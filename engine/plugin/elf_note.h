// What a plugin's file says of itself, read without loading it: that it is a shared library for this machine, and the note of
// juece/abi/note.h. Pure; bounded by the bytes that it is given; whatever they are, nothing outside them is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

struct PluginNote {
  std::uint32_t major = 0;  // of the interface that it was built for
  std::uint32_t minor = 0;
  std::string id;       // "" where the note leaves it to the entry table
  std::string version;  // likewise
};

// nullopt for a library without the note: one that was built before ABI 1.1. InvalidArgument for what is no ELF shared library
// of 64 bits for this machine, and for a note that breaks its form; `name` is what messages call the file.
Result<std::optional<PluginNote>> ReadPluginNote(const std::string& name, std::string_view elf);

// Whether this program serves plugins that were built for that interface: Unsupported, with both versions, where it does not.
Status CheckAbiVersion(const std::string& name, std::uint32_t major, std::uint32_t minor);

}  // namespace juece
