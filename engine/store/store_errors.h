// What both stores say alike, and the form of a dossier's id. Inside store/ only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace juece {

Status ConflictAt(std::string_view dossier, std::int64_t expected, std::int64_t found);
Status KeyTaken(std::string_view key);  // kConflict
Status NoSuchDossier(std::string_view dossier);
Status NoSuchDocument(std::string_view digest);

// "<year>-<serial>", the serial with at least four digits.
std::string DossierId(int year, std::int64_t serial);
// 0 where the id is not of that form and year.
std::int64_t SerialOf(std::string_view id, int year);

}  // namespace juece
