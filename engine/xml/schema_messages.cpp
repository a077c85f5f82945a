#include <fmt/format.h>
#include <libxml/xmlerror.h>

#include <string>

#include "xml/messages.h"

namespace juece {
namespace {

// The validator's sentence without "{namespace}" before names, without its line end and full stop.
std::string Plain(std::string_view english) {
  std::string out;
  for (std::size_t at = 0; at < english.size(); ++at) {
    const std::size_t close = english[at] == '{' ? english.find('}', at) : std::string_view::npos;
    if (close != std::string_view::npos &&
        english.substr(at, close - at).find(' ') == std::string_view::npos) {
      at = close;
    } else {
      out.push_back(english[at]);
    }
  }
  out.erase(out.find_last_not_of(" \n\r.") + 1);
  return out;
}

// The text between the first pair of `open` and `close` after `from`.
std::string Between(const std::string& text, std::string_view from, std::string_view open,
                    std::string_view close) {
  std::size_t at = text.find(from);
  if (at == std::string::npos) return {};
  at = text.find(open, at + from.size());
  if (at == std::string::npos) return {};
  at += open.size();
  const std::size_t end = text.find(close, at);
  return end == std::string::npos ? std::string() : text.substr(at, end - at);
}

std::string Subject(const std::string& plain) {
  const std::string element = Between(plain, "Element ", "'", "'");
  const std::string attribute = Between(plain, ", attribute ", "'", "'");
  return attribute.empty() ? fmt::format("元素 {}", element)
                           : fmt::format("元素 {} 的属性 {}", element, attribute);
}

std::string ContentComplaint(const std::string& plain) {
  std::string expected = Between(plain, "Expected is", "( ", " )");
  if (!expected.empty()) expected = fmt::format(",应为:{}", expected);
  if (plain.find("Missing child element") != std::string::npos) {
    return fmt::format("{}:应有的子元素缺失{};请补上", Subject(plain), expected);
  }
  return fmt::format("{}:此处不应有这个元素{};请检查名称、顺序和位置", Subject(plain), expected);
}

std::string InChinese(int code, const std::string& plain) {
  const std::string subject = Subject(plain);
  const std::string value = Between(plain, "value", "'", "'");
  switch (code) {
    case XML_SCHEMAV_ELEMENT_CONTENT: return ContentComplaint(plain);
    case XML_SCHEMAV_CVC_ELT_1:
      return fmt::format("{}:不应作为根元素;请检查元素名称和命名空间", subject);
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
      return fmt::format("{}:不允许这个属性;请检查拼写", subject);
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
      return fmt::format("{}:应有属性 {},但没有", subject,
                         Between(plain, "The attribute ", "'", "'"));
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
      return fmt::format("{}:不应直接包含文字,但此处有;请移到合适的子元素里", subject);
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
      return fmt::format("{}:只应包含文字,但有属性或子元素", subject);
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
      return fmt::format("{}:值“{}”不在允许的范围 {} 之内", subject, value,
                         Between(plain, "set", "{", "}"));
    case XML_SCHEMAV_CVC_PATTERN_VALID:
      return fmt::format("{}:值“{}”的写法不符合要求", subject, value);
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
      return fmt::format("{}:值“{}”不符合类型 {}", subject, Between(plain, ": ", "'", "'"),
                         Between(plain, "type ", "'", "'"));
    case XML_SCHEMAV_CVC_IDC:
      return fmt::format("{}:标识或引用不成立(重复、缺失或指向不存在的标识)", subject);
    default: return fmt::format("不符合架构(XSD):{}", plain);
  }
}

}  // namespace

Text DescribeSchemaComplaint(const XmlComplaint& complaint) {
  const std::string plain = Plain(complaint.english);
  return {InChinese(complaint.code, plain), fmt::format("does not fit the schema: {}", plain)};
}

}  // namespace juece
