#include "xml/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/utf8.h"
#include "xml/strict_pass.h"
#include "xml/tree.h"

namespace juece {
namespace {

constexpr std::size_t kLineTextBytes = 4096;     // a longer line is cut in findings
constexpr std::size_t kParserBytes = 1U << 30U;  // no limit that a caller asks for goes beyond it

std::nullptr_t Refuse(const std::string& file, Text message, std::vector<Finding>& findings) {
  Finding finding;
  finding.code = "unreadable";
  finding.message = std::move(message);
  finding.place.file = file;
  findings.push_back(std::move(finding));
  return nullptr;
}

Text TooLarge(std::uintmax_t found, std::size_t limit) {
  return {fmt::format("文件应不超过 {} 字节,但有 {} 字节;请拆分,或确认选对了文件", limit, found),
          fmt::format("expected a file of at most {} bytes, but it has {}; split it, or check that "
                      "it is the right file",
                      limit, found)};
}

// Empty where the path can be read as a file within the limit.
Text ProblemOfPath(const std::string& path, const XmlLimits& limits) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return {"应有这个文件,但没有找到;请检查路径",
            "expected this file, but it does not exist; check the path"};
  }
  if (error) {
    return {
        fmt::format("应能读取这个文件,但不能({});请检查路径和权限", error.message()),
        fmt::format("expected to read this file, but could not ({}); check path and permissions",
                    error.message())};
  }
  if (fs::is_directory(status))
    return {"应为文件,但这是目录", "expected a file, but this is a directory"};
  if (!fs::is_regular_file(status)) {
    return {"应为普通文件,但这不是", "expected a regular file, but this is not one"};
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > limits.max_bytes) return TooLarge(size, limits.max_bytes);
  return {};
}

}  // namespace

const XmlAttribute* XmlElement::Attribute(std::string_view attribute_name) const {
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == attribute_name) return &attribute;
  }
  return nullptr;
}

const XmlElement* XmlElement::Child(std::string_view child_name) const {
  for (const auto& child : children) {
    if (child->name == child_name) return child.get();
  }
  return nullptr;
}

std::string_view XmlElement::Get(std::string_view attribute_name, std::string_view fallback) const {
  const XmlAttribute* attribute = Attribute(attribute_name);
  return attribute != nullptr ? std::string_view(attribute->value) : fallback;
}

SourcePlace XmlDocument::PlaceOf(const XmlElement& element) const {
  return PlaceOf(element.line, element.column);
}

SourcePlace XmlDocument::PlaceOf(const XmlAttribute& attribute) const {
  return PlaceOf(attribute.line, attribute.column);
}

SourcePlace XmlDocument::PlaceOf(int line, int column) const {
  SourcePlace place{file_, line, column, ""};
  if (line < 1 || static_cast<std::size_t>(line) > line_starts_.size()) return place;
  // Only what is shown: a file may be one line of many megabytes, and every place asks.
  constexpr std::size_t kLongestCharacter = 4;
  const std::string_view rest = std::string_view(bytes_).substr(
      line_starts_[static_cast<std::size_t>(line) - 1], kLineTextBytes + kLongestCharacter);
  place.line_text = LineAt(rest, 1, kLineTextBytes);
  return place;
}

std::unique_ptr<XmlDocument> XmlDocument::WithRoot(std::unique_ptr<XmlElement> root) const {
  auto document = std::make_unique<XmlDocument>();
  document->root_ = std::move(root);
  document->file_ = file_;
  document->bytes_ = bytes_;
  document->line_starts_ = line_starts_;
  return document;
}

std::unique_ptr<XmlElement> Clone(const XmlElement& element) {
  auto copy = std::make_unique<XmlElement>();
  copy->name = element.name;
  copy->ns = element.ns;
  copy->attributes = element.attributes;
  copy->text = element.text;
  copy->line = element.line;
  copy->column = element.column;
  copy->children.reserve(element.children.size());
  for (const auto& child : element.children) copy->children.push_back(Clone(*child));
  return copy;
}

std::unique_ptr<XmlDocument> ParseXml(std::string bytes, std::string file,
                                      std::vector<Finding>& findings, const XmlLimits& limits) {
  const std::size_t most = std::min(limits.max_bytes, kParserBytes);
  if (bytes.size() > most) return Refuse(file, TooLarge(bytes.size(), most), findings);
  auto document = std::make_unique<XmlDocument>();
  document->bytes_ = std::move(bytes);
  document->file_ = std::move(file);
  const std::string_view text = WithoutBom(document->bytes_);
  if (!PassesStrictly(text, document->file_, limits, findings)) return nullptr;
  Text error;
  std::size_t offset = 0;
  document->root_ = BuildTree(text, error, offset);
  if (document->root_ == nullptr) {
    findings.push_back(UnreadableAt(text, offset, document->file_, error));
    return nullptr;
  }
  const std::size_t bom = document->bytes_.size() - text.size();
  document->line_starts_.push_back(bom);
  for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    at += text.substr(at).starts_with("\r\n") ? 2 : 1;
    document->line_starts_.push_back(bom + at);
  }
  return document;
}

std::unique_ptr<XmlDocument> ReadXmlFile(const std::string& path, std::vector<Finding>& findings,
                                         const XmlLimits& limits) {
  if (Text problem = ProblemOfPath(path, limits); !problem.empty())
    return Refuse(path, std::move(problem), findings);
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  char block[1U << 16U];
  // The file may grow while it is read: one byte beyond the limit is enough to refuse it.
  while (in && bytes.size() <= limits.max_bytes) {
    in.read(block, sizeof block);
    bytes.append(block, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof() && bytes.size() <= limits.max_bytes) {
    return Refuse(path,
                  {"应能读取这个文件,但读取失败;请检查权限和磁盘",
                   "expected to read this file, but reading failed; check permissions and disk"},
                  findings);
  }
  return ParseXml(std::move(bytes), path, findings, limits);
}

}  // namespace juece
