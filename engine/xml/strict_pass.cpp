#include "xml/strict_pass.h"

#include <fmt/format.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/compressed.h"
#include "base/utf8.h"
#include "xml/library.h"
#include "xml/messages.h"

namespace juece {
namespace {

constexpr std::size_t kMaxFindings = 50;     // of one text; a broken file repeats itself
constexpr std::size_t kMaxComplaints = 200;  // of the parser, told or repeated
constexpr std::size_t kMostAttributes = 100;  // of one element; the parser compares each with each

struct Pass {
  std::string_view text;
  const std::string& file;
  const XmlLimits& limits;
  std::vector<Finding>& findings;
  std::size_t added = 0;
  std::size_t complaints = 0;
  int depth = 0;
  bool stopped = false;
  xmlParserCtxtPtr parser = nullptr;

  void Add(std::size_t offset, Text message) {
    if (added >= kMaxFindings) return;
    Finding finding = UnreadableAt(text, offset, file, std::move(message));
    // Where the parser stumbles it often says more than one thing about the same place: the first
    // is the cause.
    const bool repeated = added > 0 && findings.back().place.line == finding.place.line &&
                          findings.back().place.column == finding.place.column;
    if (repeated) return;
    findings.push_back(std::move(finding));
    ++added;
  }
  void Stop() {
    stopped = true;
    xmlStopParser(parser);
  }
};

// How many bytes the parser has read when it calls back. The column that libxml2 itself reports is
// not reliable.
std::size_t OffsetOf(xmlParserCtxtPtr parser) {
  if (parser == nullptr || parser->input == nullptr) return 0;
  return parser->input->consumed +
         static_cast<std::size_t>(parser->input->cur - parser->input->base);
}

std::string_view StrictView(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

// The parser complains behind the thing that is wrong; go back to where that thing begins.
std::size_t PlaceOfCause(std::string_view text, std::size_t behind, const XmlComplaint& complaint) {
  behind = std::min(behind, text.size());
  const auto back_to = [&](const std::string& what) {
    const std::size_t found = text.substr(0, behind).rfind(what);
    return found == std::string_view::npos ? behind : found;
  };
  switch (complaint.code) {
    case XML_ERR_TAG_NAME_MISMATCH: return back_to("</");
    case XML_ERR_ATTRIBUTE_REDEFINED: return back_to(std::string(complaint.first));
    case XML_NS_ERR_ATTRIBUTE_REDEFINED: return back_to(std::string(complaint.first));
    case XML_NS_ERR_UNDEFINED_NAMESPACE: return back_to(fmt::format("{}:", complaint.first));
    case XML_ERR_COMMENT_NOT_FINISHED: return back_to("<!--");
    case XML_ERR_CDATA_NOT_FINISHED: return back_to("<![CDATA[");
    case XML_ERR_PI_NOT_FINISHED: return back_to("<?");
    case XML_ERR_UNDECLARED_ENTITY: return back_to(fmt::format("&{}", complaint.first));
    default: return behind;
  }
}

void OnStrictError(void* data, xmlErrorPtr error) {
  Pass& pass = *static_cast<Pass*>(data);
  if (pass.stopped || error->level < XML_ERR_ERROR) return;
  const XmlComplaint complaint{error->code, StrictView(error->message), StrictView(error->str1),
                               StrictView(error->str2), error->int1};
  const std::size_t offset = PlaceOfCause(pass.text, OffsetOf(pass.parser), complaint);
  pass.Add(offset, DescribeParserComplaint(complaint));
  // Counted apart from what is added: a file of nothing but mistakes must not take its time either.
  if (++pass.complaints >= kMaxComplaints) pass.Stop();
}

void OnStrictDoctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  Pass& pass = *static_cast<Pass*>(data);
  const std::size_t here = OffsetOf(pass.parser);
  const std::size_t start = pass.text.substr(0, here).rfind("<!DOCTYPE");
  pass.Add(
      start == std::string_view::npos ? here : start,
      {"不应有 DOCTYPE(文档类型声明、实体定义),但此处有;请删去",
       "expected no DOCTYPE (no document type, no entity definitions), but found one; remove it"});
  pass.Stop();
}

void OnStrictStart(void* data, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int,
             int, const xmlChar**) {
  Pass& pass = *static_cast<Pass*>(data);
  if (++pass.depth <= pass.limits.max_depth) return;
  const std::size_t here = OffsetOf(pass.parser);
  const std::size_t start = pass.text.substr(0, here).rfind('<');
  pass.Add(
      start == std::string_view::npos ? here : start,
      {fmt::format("元素嵌套应不超过 {} 层,但此处更深;请减少嵌套", pass.limits.max_depth),
       fmt::format("expected at most {} levels of elements, but here it goes deeper; nest less",
                   pass.limits.max_depth)});
  pass.Stop();
}

void OnStrictEnd(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  --static_cast<Pass*>(data)->depth;
}

bool SameIgnoringCase(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// The encoding that the XML declaration names, and its offset; empty where it names none.
std::string_view DeclaredEncoding(std::string_view text, std::size_t& offset) {
  if (!text.starts_with("<?xml") || text.size() < 6 ||
      (text[5] != ' ' && text[5] != '\t' && text[5] != '\n' && text[5] != '\r')) {
    return {};
  }
  const std::string_view declaration = text.substr(0, std::min(text.find("?>"), text.size()));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  offset = at + 1;
  return declaration.substr(at + 1, end - at - 1);
}

// The offset behind `end`, searched from `at`; the end of the text where it does not follow.
std::size_t Behind(std::string_view text, std::size_t at, std::string_view end) {
  const std::size_t found = text.find(end, at);
  return found == std::string_view::npos ? text.size() : found + end.size();
}

// Walks over one start tag, whose '<' is at `at`, to behind its '>'; counts its quoted values. A
// '<' in a value ends the walk: the parser goes no further either, and says better than we could
// that a quote is missing.
std::size_t BehindTag(std::string_view text, std::size_t at, std::size_t& values) {
  values = 0;
  for (at = text.find_first_of("\"'>", at); at < text.size(); at = text.find_first_of("\"'>", at)) {
    if (text[at] == '>') return at + 1;
    ++values;
    const std::size_t end = Behind(text, at + 1, text.substr(at, 1));
    const std::size_t nested = text.substr(at, end - at).find('<');
    if (nested != std::string_view::npos) return at + nested;
    at = end;
  }
  return text.size();
}

// The offset of an element with more attributes than are allowed, or npos. One walk over the text.
std::size_t FindCrowdedElement(std::string_view text) {
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    std::size_t values = 0;
    const std::size_t start = at;
    if (rest.starts_with("<!--")) {
      at = Behind(text, at + 4, "-->");
    } else if (rest.starts_with("<![CDATA[")) {
      at = Behind(text, at, "]]>");
    } else if (rest.starts_with("<?")) {
      at = Behind(text, at, "?>");
    } else {
      at = BehindTag(text, at, values);
    }
    if (values > kMostAttributes) return start;
  }
  return std::string_view::npos;
}

// What can be said about the bytes before any parser sees them.
bool HasAcceptableBytes(std::string_view text, Pass& pass) {
  const Text utf8{"请另存为 UTF-8", "save it as UTF-8"};
  const auto refuse = [&](std::size_t offset, const Text& what) {
    pass.Add(offset, what);
    return false;
  };
  if (text.empty())
    return refuse(0, {"应为 XML 文件,但文件是空的", "expected an XML file, but it is empty"});
  if (IsCompressed(text)) {
    refuse(0, CompressedComplaint("XML"));
    pass.findings.back().place.line_text.clear();  // nothing that a person could read
    return false;
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return refuse(0, {"应为 UTF-8 编码,但文件是 UTF-16 或 UTF-32;" + utf8.zh,
                      "expected UTF-8, but the file is UTF-16 or UTF-32; " + utf8.en});
  }
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    return refuse(
        at, {"应为文本,但此处有值为 0 的字节(可能是 UTF-16 编码或已损坏的文件);" + utf8.zh,
             "expected text, but found a zero byte here (UTF-16, or a damaged file); " + utf8.en});
  }
  if (const std::size_t at = FindInvalidUtf8(text); at != std::string_view::npos) {
    return refuse(
        at, {fmt::format("应为 UTF-8 编码,但此处的字节 0x{:02X} 不是(可能是 GBK 等其他编码);{}",
                         static_cast<unsigned char>(text[at]), utf8.zh),
             fmt::format(
                 "expected UTF-8, but the byte 0x{:02X} here is not (GBK or another encoding?); {}",
                 static_cast<unsigned char>(text[at]), utf8.en)});
  }
  if (const std::size_t at = FindCrowdedElement(text); at != std::string_view::npos) {
    return refuse(
        at,
        {fmt::format("一个元素的属性应不超过 {} 个,但此处更多;请检查引号是否成对", kMostAttributes),
         fmt::format("expected at most {} attributes of an element, but here are more; check "
                     "that quotes come in pairs",
                     kMostAttributes)});
  }
  std::size_t offset = 0;
  const std::string_view encoding = DeclaredEncoding(text, offset);
  if (encoding.empty() || SameIgnoringCase(encoding, "utf-8") ||
      SameIgnoringCase(encoding, "us-ascii"))
    return true;
  return refuse(
      offset,
      {fmt::format("应声明 encoding=\"UTF-8\",但声明的是 {};{}", encoding, utf8.zh),
       fmt::format("expected encoding=\"UTF-8\", but {} is declared; {}", encoding, utf8.en)});
}

}  // namespace

void InitXmlLibrary() {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
}

std::string_view WithoutBom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

Finding UnreadableAt(std::string_view text, std::size_t offset, const std::string& file,
                     Text message) {
  Finding finding;
  finding.code = "unreadable";
  finding.message = std::move(message);
  const TextPosition at = PositionAt(text, offset);
  finding.place = {file, at.line, at.column, LineAt(text, at.line)};
  return finding;
}

bool PassesStrictly(std::string_view text, const std::string& file, const XmlLimits& limits,
                    std::vector<Finding>& findings) {
  Pass pass{text, file, limits, findings};
  if (!HasAcceptableBytes(text, pass)) return false;
  InitXmlLibrary();
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                            &xmlFreeParserCtxt);
  if (parser == nullptr) {
    pass.Add(0, {"应能解析文件,但内存不足", "expected to parse the file, but memory ran out"});
    return false;
  }
  // Events only: no tree is built, nothing external is loaded, no entity is expanded.
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = OnStrictDoctype;
  handler.startElementNs = OnStrictStart;
  handler.endElementNs = OnStrictEnd;
  handler.serror = OnStrictError;
  *parser->sax = handler;
  parser->userData = &pass;
  pass.parser = parser.get();
  xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET);
  if (pass.added == 0 && !parser->wellFormed) {
    pass.Add(OffsetOf(parser.get()), {"应为格式良好的 XML,但解析失败",
                                      "expected well-formed XML, but it could not be parsed"});
  }
  return pass.added == 0;
}

}  // namespace juece
