#include <fmt/format.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>

#include "xml/messages.h"

namespace juece {
namespace {

// {0} and {1} are the names, {2} the number that the parser gives.
struct Sentence {
  int code;
  const char* zh;
};

constexpr std::array kSentences = {
    Sentence{XML_ERR_DOCUMENT_EMPTY, "应有一个根元素,但文件里没有;请检查文件是否完整"},
    Sentence{XML_ERR_DOCUMENT_END,
             "应只有一个根元素,但根元素结束后还有内容;请删去,或把它移到根元素之内"},
    Sentence{XML_ERR_TAG_NAME_MISMATCH,
             "应以 </{0}> 结束第 {2} 行开始的元素 <{0}>,但此处是 </{1}>;请改正或补上结束标记"},
    Sentence{XML_ERR_TAG_NOT_FINISHED,
             "应有结束标记,但文件在此提前结束(元素 {0},始于第 {2} 行);请检查文件是否被截断"},
    Sentence{XML_ERR_GT_REQUIRED,
             "应以“>”结束标记 {0},但此处没有;请检查引号是否成对、属性之间是否有空格"},
    Sentence{XML_ERR_LT_REQUIRED, "应以“<”开始标记,但此处没有"},
    Sentence{XML_ERR_LTSLASH_REQUIRED, "应有结束标记“</”,但此处没有"},
    Sentence{
        XML_ERR_NAME_REQUIRED,
        "应有名称(以字母、汉字或下划线开头),但此处没有;文字中的“<”请写成 &lt;,“&”请写成 &amp;"},
    Sentence{XML_ERR_ATTRIBUTE_REDEFINED,
             "同一元素的每个属性应只写一次,但属性 {0} 重复;请删去一个"},
    Sentence{XML_NS_ERR_ATTRIBUTE_REDEFINED,
             "同一元素的每个属性应只写一次,但属性 {0} 按命名空间重复;请删去一个"},
    Sentence{XML_ERR_ATTRIBUTE_NOT_STARTED, "属性值应以引号开始,但此处没有引号;请写成 名称=\"值\""},
    Sentence{XML_ERR_ATTRIBUTE_NOT_FINISHED, "属性值应以引号结束,但没有找到;请补上引号"},
    Sentence{XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "属性 {0} 应有值,但此处没有;请写成 {0}=\"值\""},
    Sentence{XML_ERR_LT_IN_ATTRIBUTE, "属性值里不应有“<”,但此处有;请写成 &lt;,并检查引号是否成对"},
    Sentence{XML_ERR_SPACE_REQUIRED, "此处应有空格,但没有;属性之间请用空格隔开"},
    Sentence{XML_ERR_EQUAL_REQUIRED, "此处应有“=”,但没有"},
    Sentence{XML_ERR_INVALID_CHAR, "应只有 XML 允许的字符,但此处有编码为 {2} 的字符;请删去"},
    Sentence{XML_ERR_INVALID_CHARREF,
             "字符引用应指向 XML 允许的字符,但编码为 {2} 的字符不允许;请删去"},
    Sentence{XML_ERR_INVALID_DEC_CHARREF, "字符引用应写成 &#数字;,但此处不是"},
    Sentence{XML_ERR_INVALID_HEX_CHARREF, "字符引用应写成 &#x十六进制数;,但此处不是"},
    Sentence{XML_ERR_UNDECLARED_ENTITY,
             "应只用 &lt; &gt; &amp; &quot; &apos; 和字符引用,但此处用了实体 {0};请直接写出该字符"},
    Sentence{XML_ERR_ENTITYREF_SEMICOL_MISSING,
             "实体引用应以分号结束,但此处没有;文字中的“&”请写成 &amp;"},
    Sentence{XML_ERR_COMMENT_NOT_FINISHED, "注释应以“-->”结束,但没有找到"},
    Sentence{XML_ERR_HYPHEN_IN_COMMENT, "注释里不应有“--”,但此处有;请改用其他符号"},
    Sentence{XML_ERR_PI_NOT_FINISHED, "处理指令应以“?>”结束,但没有找到"},
    Sentence{XML_ERR_RESERVED_XML_NAME,
             "XML 声明应在文件最开头且只有一个,但此处又有;请删去它或它前面的内容"},
    Sentence{XML_ERR_XMLDECL_NOT_FINISHED, "XML 声明应以“?>”结束,但没有找到"},
    Sentence{XML_ERR_CDATA_NOT_FINISHED, "CDATA 段应以“]]>”结束,但没有找到"},
    Sentence{XML_ERR_MISPLACED_CDATA_END, "文字里不应有“]]>”,但此处有;请把“>”写成 &gt;"},
    Sentence{XML_ERR_VERSION_MISSING, "XML 声明应写明版本(version=\"1.0\"),但没有"},
    Sentence{XML_ERR_STRING_NOT_STARTED, "此处应有引号,但没有"},
    Sentence{XML_ERR_STRING_NOT_CLOSED, "引号应成对,但没有找到后一个"},
    Sentence{XML_ERR_PI_NOT_STARTED, "“<?”之后应有名称,但此处没有;请补上或删去"},
    Sentence{XML_ERR_ENCODING_NAME, "encoding 应为编码名称,但此处不是;请写成 encoding=\"UTF-8\""},
    Sentence{XML_ERR_UNKNOWN_VERSION, "XML 版本应为 1.0,但此处不是;请写成 version=\"1.0\""},
    Sentence{XML_ERR_DOCTYPE_NOT_FINISHED, "不应有 DOCTYPE(文档类型声明),但此处有;请删去"},
    Sentence{XML_WAR_NS_URI, "命名空间应为 URI(不含空格、汉字等),但此处不是;请检查引号和拼写"},
    Sentence{XML_NS_ERR_UNDEFINED_NAMESPACE,
             "前缀应先用 xmlns:前缀 声明,但前缀 {0}({1} 处)没有声明;请声明或删去前缀"},
    Sentence{XML_NS_ERR_QNAME, "名称应为“名称”或“前缀:名称”,但此处不是;请检查冒号"},
    Sentence{XML_NS_ERR_EMPTY, "前缀应绑定到一个命名空间,但声明的值是空的"},
    Sentence{XML_NS_ERR_COLON, "名称里至多有一个冒号,但此处多于一个"},
    Sentence{XML_NS_ERR_XML_NAMESPACE,
             "前缀应声明为一个非空的命名空间,且不改变 xml 与 xmlns 的含义,但此处不是;请改正声明"},
};

// The library's sentence without its line end and full stop. It may quote the rest of the file
// behind a line end.
std::string_view Bare(std::string_view english) {
  english = english.substr(0, english.find('\n'));
  if (const std::size_t colon = english.find(": ");
      english.starts_with("xmlParse") && colon != std::string_view::npos) {
    english.remove_prefix(colon + 2);  // the name of the library's own function
  }
  const std::size_t last = english.find_last_not_of(" \n\r.");
  return english.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

Text DescribeParserComplaint(const XmlComplaint& c) {
  const std::string_view english = Bare(c.english);
  Text text{"", fmt::format("expected well-formed XML, but found: {}", english)};
  const auto known = std::find_if(kSentences.begin(), kSentences.end(),
                                  [&](const Sentence& s) { return s.code == c.code; });
  if (c.code == XML_ERR_INVALID_CHAR && c.number == 0) {  // the parser does not say which
    text.zh = "应只有 XML 允许的字符,但此处有不允许的控制字符;请删去";
  } else if (known != kSentences.end()) {
    text.zh = fmt::format(fmt::runtime(known->zh), c.first, c.second, c.number);
  } else {
    text.zh = fmt::format("应为格式良好的 XML,但此处有误:{}", english);
  }
  return text;
}

}  // namespace juece
