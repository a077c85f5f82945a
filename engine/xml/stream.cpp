#include "xml/stream.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "base/compressed.h"
#include "xml/library.h"
#include "xml/messages.h"

namespace juece {
namespace {

constexpr int kMaxDepth = 64;
constexpr int kMaxAttributes = 100;  // of one element; the parser compares each with each
constexpr std::size_t kChunk = std::size_t{1} << 16U;
constexpr std::size_t kMaxPending = std::size_t{8} << 20U;  // of one tag, comment or instruction

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}
std::string_view View(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

struct Reading {
  const std::string& file;
  XmlStreamHandler& handler;
  std::vector<Finding>& findings;
  xmlParserCtxtPtr parser = nullptr;
  std::vector<XmlStreamAttribute> attributes = {};
  int depth = 0;
  bool at_end = false;
  bool begun = false;
  bool stopped = false;

  void Refuse(int line, Text message) {
    if (stopped) return;
    Finding finding;
    finding.code = "unreadable";
    finding.message = std::move(message);
    finding.place.file = file;
    finding.place.line = line;
    findings.push_back(std::move(finding));
    Stop();
  }
  void Stop() {
    stopped = true;
    if (parser != nullptr) xmlStopParser(parser);
  }
  [[nodiscard]] int Line() const { return parser == nullptr ? 0 : xmlSAX2GetLineNumber(parser); }
};

Text TooManyAttributes() {
  return {fmt::format("一个元素的属性应不超过 {} 个,但此处更多;请检查引号是否成对", kMaxAttributes),
          fmt::format("Expected at most {} attributes of an element, but here are more; check that quotes come in pairs", kMaxAttributes)};
}

void OnStart(void* data, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**, int count, int, const xmlChar** given) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.stopped) return;
  reading.begun = true;
  if (++reading.depth > kMaxDepth) {
    return reading.Refuse(reading.Line(), {"元素嵌套应不超过 64 层,但此处更深", "Expected at most 64 levels of elements, but here it goes deeper"});
  }
  if (count > kMaxAttributes) return reading.Refuse(reading.Line(), TooManyAttributes());
  reading.attributes.clear();
  for (int i = 0; i < count; ++i) {  // five pointers each: name, prefix, namespace, begin and end of the value
    const xmlChar** one = given + std::ptrdiff_t{5} * i;
    const char* begin = reinterpret_cast<const char*>(one[3]);
    reading.attributes.push_back({View(one[0]), {begin, static_cast<std::size_t>(one[4] - one[3])}});
  }
  if (!reading.handler.Start(View(name), reading.attributes)) reading.Stop();
}

void OnEnd(void* data, const xmlChar* name, const xmlChar*, const xmlChar*) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.stopped) return;
  --reading.depth;
  reading.handler.End(View(name));
}

void OnDoctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  Reading& reading = *static_cast<Reading*>(data);
  reading.Refuse(reading.Line(), {"不应有 DOCTYPE(文档类型声明、实体定义),但此处有;请删去",
                                  "Expected no DOCTYPE (no document type, no entity definitions), but found one; remove it"});
}

Text WrongEncoding() {
  return {"应为 UTF-8 编码或者所声明的编码,但此处的字节不是(可能是 GBK);请在开头声明 encoding,或者另存为 UTF-8",
          "Expected UTF-8 or the encoding that is declared, but the bytes here are not (GBK?); declare the encoding at the top, or save it as UTF-8"};
}

void OnError(void* data, xmlErrorPtr error) {
  Reading& reading = *static_cast<Reading*>(data);
  if (error->level < XML_ERR_ERROR) return;
  if (error->code == XML_ERR_INVALID_ENCODING || error->code == XML_I18N_CONV_FAILED ||
      View(error->message).starts_with("Input is not proper UTF-8")) {
    return reading.Refuse(error->line, WrongEncoding());
  }
  if (error->code == XML_ERR_UNSUPPORTED_ENCODING || error->code == XML_ERR_UNKNOWN_ENCODING) {
    return reading.Refuse(error->line, {fmt::format("应声明一种已知的编码,但声明的是 {};请另存为 UTF-8", View(error->str1)),
                                        fmt::format("Expected a known encoding, but {} is declared; save it as UTF-8", View(error->str1))});
  }
  if (reading.at_end) {
    return reading.Refuse(error->line, {"应读到根元素结束,但文件在此处中断,内容不完整;请重新取得整个文件",
                                        "Expected the file to go on to the end of its root element, but it breaks off here; get the whole file"});
  }
  reading.Refuse(error->line, DescribeParserComplaint({error->code, View(error->message), View(error->str1), View(error->str2), error->int1}));
}

xmlSAXHandler Callbacks() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = OnStart;
  sax.endElementNs = OnEnd;
  sax.internalSubset = OnDoctype;
  sax.serror = OnError;
  return sax;
}

// The library complains about bytes that it cannot convert to nobody but the terminal.
void Silent(void*, const char*, ...) {}
class Silence {
 public:
  Silence() : before_(xmlGenericError), context_(xmlGenericErrorContext) { xmlSetGenericErrorFunc(nullptr, Silent); }
  ~Silence() { xmlSetGenericErrorFunc(context_, before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  xmlGenericErrorFunc before_;  // of this thread
  void* context_;
};

// Quoted values of a tag that has not come to its end.
int ValuesOf(std::string_view tag) {
  int values = 0;
  for (std::size_t at = tag.find_first_of("\"'"); at != std::string_view::npos; at = tag.find_first_of("\"'", at + 1)) {
    ++values;
    at = tag.find(tag[at], at + 1);
    if (at == std::string_view::npos) break;
  }
  return values;
}

// What the parser has taken in and could not use yet is one tag, comment or instruction: it must not grow for ever, and a tag with
// very many attributes would cost the parser the square of their number.
void CheckPending(Reading& reading) {
  const xmlParserInput* input = reading.parser->input;
  if (reading.stopped || input == nullptr) return;
  const std::string_view pending(reinterpret_cast<const char*>(input->cur), static_cast<std::size_t>(input->end - input->cur));
  if (pending.size() < kChunk / 2) return;
  if (pending.size() > kMaxPending) {
    return reading.Refuse(reading.Line(), {"一个标记(含属性)或者注释应不超过 8 MiB,但此处更长;文件可能已损坏",
                                           "Expected a tag with its attributes, or a comment, of at most 8 MiB, but here is a longer one; the file "
                                           "may be damaged"});
  }
  if (pending.starts_with("<") && !pending.starts_with("<!") && !pending.starts_with("<?") && ValuesOf(pending) > kMaxAttributes) {
    reading.Refuse(reading.Line(), TooManyAttributes());
  }
}

}  // namespace

bool ReadXmlStream(std::istream& bytes, const std::string& file, XmlStreamHandler& handler, std::vector<Finding>& findings,
                   const std::function<void(std::uint64_t)>& progress) {
  InitXmlLibrary();
  const Silence silence;
  Reading reading{file, handler, findings};
  const auto buffer = std::make_unique<std::array<char, kChunk>>();
  xmlSAXHandler sax = Callbacks();
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlCreatePushParserCtxt(&sax, &reading, nullptr, 0, nullptr),
                                                                            &xmlFreeParserCtxt);
  // With no DOCTYPE the only entities are the five of XML itself: their resolution is safe, and wanted in attribute values.
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NOENT | XML_PARSE_NONET);
  reading.parser = parser.get();
  std::uint64_t total = 0;
  while (!reading.stopped) {
    bytes.read(buffer->data(), static_cast<std::streamsize>(kChunk));
    const auto got = static_cast<std::size_t>(bytes.gcount());
    if (bytes.bad()) {
      reading.Refuse(reading.Line(), {"文件应能读完,但读取失败", "Expected to read the whole file, but reading failed"});
      break;
    }
    if (total == 0 && IsCompressed({buffer->data(), got})) {
      reading.Refuse(0, CompressedComplaint("XML"));
      break;
    }
    if (total == 0 && got == 0) {
      reading.Refuse(0, {"应有一个根元素,但文件是空的", "Expected a root element, but the file is empty"});
      break;
    }
    total += got;
    reading.at_end = got == 0;
    xmlParseChunk(parser.get(), buffer->data(), static_cast<int>(got), got == 0 ? 1 : 0);
    // Where it cannot convert the bytes, the library stops without a word: what came before must not pass for the whole.
    if (parser->disableSAX != 0 || parser->wellFormed == 0) reading.Refuse(reading.Line(), WrongEncoding());
    CheckPending(reading);
    if (progress) progress(total);
    if (got == 0) break;
  }
  if (reading.depth != 0 || !reading.begun) {
    reading.Refuse(reading.Line(), {"应读到根元素结束,但没有读到", "Expected to read to the end of the root element, but it was not reached"});
  }
  return !reading.stopped;
}

}  // namespace juece
