// The tag files of a bag as text: declaration, manifests, fetch.txt, bag-info.txt. Pure on bytes. Inside exchange/ only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace juece {

struct BagDeclaration {
  int major = 0;
  int minor = 0;
  std::string encoding;  // as written
  [[nodiscard]] bool Before10() const { return major < 1; }
};
// nullopt, and why, where the two lines of bagit.txt are not as the RFC writes them.
std::optional<BagDeclaration> ParseDeclaration(std::string_view bytes, Text& why);

// UTF-8 text of a tag file in UTF-8, UTF-16 (by its byte order mark, else big-endian), US-ASCII or ISO-8859-1; nullopt where the
// bytes are no such text or the encoding is another.
std::optional<std::string> DecodeTagText(std::string_view bytes, std::string_view encoding);

// Lines ended by LF, CR or CRLF; the last one may lack its end. No empty line at the end.
std::vector<std::string_view> LinesOf(std::string_view text);

struct ManifestLine {
  std::string checksum;  // lowercase
  std::string path;      // decoded, without a leading "./"
  bool odd = false;      // accepted, but not as the RFC writes it: '*' of md5sum, "./", blank lines
};
// nullopt where the line is no entry. Before 1.0 a percent sign means itself.
std::optional<ManifestLine> ParseManifestLine(std::string_view line, bool before_10);

struct FetchLine {
  std::string url;
  std::string path;
};
std::optional<FetchLine> ParseFetchLine(std::string_view line, bool before_10);

// Labels and values of bag-info.txt, continuation lines joined by a blank. nullopt at a line that is neither.
std::optional<std::vector<std::pair<std::string, std::string>>> ParseBagInfo(std::string_view text);

// The writer's side: CR, LF and '%' become %0D, %0A, %25.
std::string EncodeBagPath(std::string_view path);

// Why a path may not stand in a manifest: absolute, upwards, empty, with empty or "." parts, a drive, a NUL; nullopt where it may.
std::optional<Text> WhyUnsafe(std::string_view path);

// The path under which two names are one on some file system: NFC, case folded. The path itself where it is not UTF-8.
std::string FoldedPath(const std::string& path);

}  // namespace juece
