// Files that were packed where plain text is expected.
#pragma once

#include <string_view>

#include "base/text.h"

namespace juece {

// By its first bytes, whatever its name: gzip, zip, bzip2, xz, zstd, 7z.
bool IsCompressed(std::string_view head);
// `format` is what was expected: "XML", "JSON".
Text CompressedComplaint(std::string_view format);

}  // namespace juece
