#include "base/compressed.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace juece {

bool IsCompressed(std::string_view head) {
  constexpr std::array<std::string_view, 6> kBeginnings = {"\x1f\x8b", "PK\x03\x04", "BZh", "\xfd" "7zXZ", "\x28\xb5\x2f\xfd", "7z\xbc\xaf"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) { return head.starts_with(beginning); });
}

Text CompressedComplaint(std::string_view format) {
  return {fmt::format("应为未压缩的 {},但这是压缩文件;请先解压(如 gunzip)", format),
          fmt::format("Expected plain {}, but this is a compressed file; unpack it first (e.g. gunzip)", format)};
}

}  // namespace juece
