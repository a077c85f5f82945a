// How a sheet's parts stand in its file. Internal to the layer.
#pragma once

#include <optional>
#include <string_view>

#include "assessment/sheet.h"

namespace juece {

Data EntryToData(const SheetEntry& entry, bool with_hash);
std::optional<SheetEntry::Kind> ParseEntryKind(std::string_view name);

}  // namespace juece
