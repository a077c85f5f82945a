#include "exchange/bag_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "base/utf8.h"

namespace juece {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Lowercase(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), Lower);
  return out;
}

// "M.N" with one to four digits on either side.
bool ParseVersion(std::string_view text, BagDeclaration& declaration) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > 4 || dot + 1 >= text.size() || text.size() - dot > 5) return false;
  int* const parts[] = {&declaration.major, &declaration.minor};
  const std::string_view texts[] = {text.substr(0, dot), text.substr(dot + 1)};
  for (int i = 0; i < 2; ++i) {
    for (const char c : texts[i]) {
      if (!IsDigit(c)) return false;
      *parts[i] = *parts[i] * 10 + (c - '0');
    }
  }
  return true;
}

std::optional<std::string> FromUtf16(std::string_view bytes) {
  bool little = false;
  if (bytes.starts_with("\xFF\xFE")) little = true;
  if (little || bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little ? second << 8U | first : first << 8U | second);
  };
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t value = unit(i);
    if (value >= 0xDC00 && value <= 0xDFFF) return std::nullopt;
    if (value >= 0xD800 && value <= 0xDBFF) {
      if (i + 3 >= bytes.size()) return std::nullopt;
      const char32_t low = unit(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    AppendUtf8(out, value);
  }
  return out;
}

std::string FromLatin1(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) AppendUtf8(out, static_cast<unsigned char>(c));
  return out;
}

// %0A, %0D and %25, in either case; any other percent sign means itself.
std::string DecodePercent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string code = text[i] == '%' ? Lowercase(text.substr(i + 1, 2)) : "";
    const char decoded = code == "0a" ? '\n' : code == "0d" ? '\r' : code == "25" ? '%' : '\0';
    out += decoded == '\0' ? text[i] : decoded;
    if (decoded != '\0') i += 2;
  }
  return out;
}

}  // namespace

std::optional<BagDeclaration> ParseDeclaration(std::string_view bytes, Text& why) {
  constexpr std::string_view kVersion = "BagIt-Version: ";
  constexpr std::string_view kEncoding = "Tag-File-Character-Encoding: ";
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    why = {"开头有字节序标记", "it begins with a byte order mark"};
    return std::nullopt;
  }
  const std::vector<std::string_view> lines = LinesOf(bytes);
  if (lines.size() != 2 || !lines[0].starts_with(kVersion) || !lines[1].starts_with(kEncoding)) {
    why = {"应只有两行:“BagIt-Version: M.N”和“Tag-File-Character-Encoding: …”",
           "it should be two lines, \"BagIt-Version: M.N\" and \"Tag-File-Character-Encoding: …\""};
    return std::nullopt;
  }
  BagDeclaration declaration;
  if (!ParseVersion(lines[0].substr(kVersion.size()), declaration)) {
    why = {"版本号应写作“M.N”", "the version should read M.N"};
    return std::nullopt;
  }
  declaration.encoding = lines[1].substr(kEncoding.size());
  return declaration;
}

std::optional<std::string> DecodeTagText(std::string_view bytes, std::string_view encoding) {
  const std::string name = Lowercase(encoding);
  if (name == "utf-16" || name == "utf16") return FromUtf16(bytes);
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1") return FromLatin1(bytes);
  if (name != "utf-8" && name != "utf8" && name != "us-ascii" && name != "ascii") return std::nullopt;
  if (FindInvalidUtf8(bytes) != std::string_view::npos) return std::nullopt;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return std::string(bytes);
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    const bool pair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + (pair ? 2 : 1));
  }
  return lines;
}

std::optional<ManifestLine> ParseManifestLine(std::string_view line, bool before_10) {
  const std::size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos || blank == 0) return std::nullopt;
  ManifestLine entry;
  entry.checksum = Lowercase(line.substr(0, blank));
  if (entry.checksum.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  std::size_t from = blank;
  while (from < line.size() && IsBlank(line[from])) ++from;
  std::string_view path = line.substr(from);
  if (path.starts_with("*")) {  // as md5sum marks binary files
    path.remove_prefix(1);
    entry.odd = true;
  }
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    entry.odd = true;
  }
  if (path.empty()) return std::nullopt;
  entry.path = before_10 ? std::string(path) : DecodePercent(path);
  return entry;
}

std::optional<FetchLine> ParseFetchLine(std::string_view line, bool before_10) {
  const std::size_t first = line.find_first_of(" \t");
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const std::size_t length = line.find_first_not_of(" \t", first);
  const std::size_t second = length == std::string_view::npos ? length : line.find_first_of(" \t", length);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view size = line.substr(length, second - length);
  if (size != "-" && size.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const std::size_t from = line.find_first_not_of(" \t", second);
  if (from == std::string_view::npos) return std::nullopt;
  const std::string_view path = line.substr(from);
  return FetchLine{std::string(line.substr(0, first)), before_10 ? std::string(path) : DecodePercent(path)};
}

std::optional<std::vector<std::pair<std::string, std::string>>> ParseBagInfo(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> info;
  const auto trimmed = [](std::string_view value) {
    while (!value.empty() && IsBlank(value.front())) value.remove_prefix(1);
    while (!value.empty() && IsBlank(value.back())) value.remove_suffix(1);
    return std::string(value);
  };
  for (const std::string_view line : LinesOf(text)) {
    if (trimmed(line).empty()) continue;
    if (IsBlank(line.front())) {
      if (info.empty()) return std::nullopt;
      info.back().second += " " + trimmed(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    info.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return info;
}

std::string EncodeBagPath(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '\r') out += "%0D";
    else if (c == '\n') out += "%0A";
    else if (c == '%') out += "%25";
    else out += c;
  }
  return out;
}

std::optional<Text> WhyUnsafe(std::string_view path) {
  if (path.empty()) return Text{"路径是空的", "the path is empty"};
  if (path.find('\0') != std::string_view::npos) return Text{"路径含有空字符", "the path holds a NUL"};
  if (path.front() == '/' || path.front() == '\\' || path.front() == '~') {
    return Text{"是绝对路径或个人目录", "the path is absolute, or a home folder"};
  }
  if (path.size() > 1 && path[1] == ':') return Text{"以盘符开头", "the path begins with a drive"};
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    const std::string_view part = path.substr(from, end - from);
    if (part == "..") return Text{"用“..”指向袋外", "\"..\" leads out of the bag"};
    if (part.empty() || part == ".") return Text{"有空的或“.”的一段", "a part is empty or \".\""};
    from = end + 1;
  }
  return std::nullopt;
}

std::string FoldedPath(const std::string& path) {
  utf8proc_uint8_t* folded = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(path.data());
  const auto size = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(path.size()), &folded, options);
  std::string result = size < 0 ? path : std::string(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
  std::free(folded);
  return result;
}

}  // namespace juece
