// What a reader gets: the tree, and where everything stands.
#include "xml/document.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <thread>

#include "base/utf8.h"

namespace juece {
namespace {

std::unique_ptr<XmlDocument> Read(std::string text, XmlLimits limits = {}) {
  std::vector<Finding> findings;
  auto document = ParseXml(std::move(text), "t.xml", findings, limits);
  CHECK((document == nullptr) == !findings.empty());
  for (const Finding& finding : findings) UNSCOPED_INFO(ToText(finding, Language::kEnglish));
  return document;
}

std::string Place(const SourcePlace& place) {
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
         place.line_text;
}

TEST_CASE("elements, attributes and texts with their places", "[xml]") {
  const auto document = Read(
      "<?xml version=\"1.0\" encoding='utf-8'?>\r\n"
      "<!-- 说明 -->\r\n"
      "<a xmlns=\"urn:x\" xmlns:p=\"urn:p\">\r\n"
      "  <步骤 标题='引\"号' p:b=\"1\r\n2\" 空=\"\"  尾 = \"x\">甲 &lt; <![CDATA[<乙>]]><!-- - --> "
      "丙 </步骤><p:q/>\r\n"
      "</a>");
  REQUIRE(document != nullptr);
  const XmlElement& root = document->root();
  CHECK(root.name == "a");
  CHECK(root.ns == "urn:x");
  CHECK(root.attributes.empty());  // namespace declarations are none
  CHECK(root.text.empty());
  REQUIRE(root.children.size() == 2);
  const XmlElement& step = *root.children[0];
  CHECK(Place(document->PlaceOf(step)) == "t.xml:4:3   <步骤 标题='引\"号' p:b=\"1");
  CHECK(step.text == "甲 < <乙> 丙");
  REQUIRE(step.attributes.size() == 4);
  CHECK(step.Get("标题") == "引\"号");
  CHECK(step.attributes[0].column == 7);
  CHECK(step.attributes[0].value_column == 11);
  CHECK(step.attributes[1].name == "p:b");
  CHECK(step.attributes[1].value == "1 2");
  CHECK(step.attributes[1].column == 16);
  CHECK(step.attributes[1].value_column == 21);
  CHECK(Place(document->PlaceOf(step.attributes[2])) ==
        "t.xml:5:4 2\" 空=\"\"  尾 = \"x\">甲 &lt; <![CDATA[<乙>]]><!-- - --> 丙 </步骤><p:q/>");
  CHECK(step.attributes[2].value_column == 7);
  CHECK(step.attributes[3].column == 10);
  CHECK(step.attributes[3].value_column == 15);
  CHECK(root.children[1]->ns == "urn:p");
  CHECK(root.children[1]->name == "q");
  CHECK(root.Child("q") == root.children[1].get());
  CHECK(root.Child("none") == nullptr);
  CHECK(step.Attribute("none") == nullptr);
  CHECK(step.Get("none", "-") == "-");
  CHECK(document->PlaceOf(99, 1).line_text.empty());
}

TEST_CASE("namespaces are those in scope", "[xml]") {
  const auto document = Read(
      "<p:a xmlns:p='u1'><b xmlns='u2'><p:c xmlns:p='u3'/><d xmlns=''/><p:e "
      "xml:lang='zh'/></b><f/></p:a>");
  REQUIRE(document != nullptr);
  const XmlElement& a = document->root();
  const XmlElement& b = *a.children[0];
  CHECK(a.ns == "u1");
  CHECK(b.ns == "u2");
  CHECK(b.children[0]->ns == "u3");
  CHECK(b.children[1]->ns.empty());
  CHECK(b.children[2]->ns == "u1");
  CHECK(b.children[2]->Get("xml:lang") == "zh");
  CHECK(a.children[1]->ns.empty());
}

TEST_CASE("a byte order mark is accepted and is no column", "[xml]") {
  const std::string text = "\xEF\xBB\xBF<a b='1'/>";
  const auto document = Read(text);
  REQUIRE(document != nullptr);
  CHECK(document->bytes() == text);
  CHECK(document->root().column == 1);
  CHECK(document->root().attributes[0].column == 4);
  CHECK(document->PlaceOf(1, 1).line_text == "<a b='1'/>");
}

TEST_CASE("size and depth are limited", "[xml]") {
  CHECK(Read("<a><a><a/></a></a>", {1000, 3}) != nullptr);
  CHECK(Read("<a><a><a><a/></a></a></a>", {1000, 3}) == nullptr);
  CHECK(Read("<a/>", {4, 3}) != nullptr);
  CHECK(Read("<a/> ", {4, 3}) == nullptr);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(Read(deep) == nullptr);
  // Even a caller who asks for more is held to what the parser bounds itself.
  CHECK(Read(deep, {1U << 20U, 1'000'000}) == nullptr);
}

TEST_CASE("files of nothing but mistakes are refused at once", "[xml]") {
  const auto repeated = [](const std::string& before, const std::string& piece,
                           const std::string& after) {
    std::string text = before;
    while (text.size() < (4U << 20U)) text += piece;
    return text + after;
  };
  for (const std::string& text :
       {repeated("<a>", "<p:b/>", "</a>"), repeated("<a", " x='1'", "/>"),
        repeated("<a>", "<b x='' x=''/>", "</a>"), repeated("<a>", "&x;", "</a>"),
        repeated("", "<", ""), repeated("<a>", "</a>", ""), repeated("<a ", "x", "='")}) {
    std::vector<Finding> findings;
    INFO(text.substr(0, 20));
    const auto start = std::chrono::steady_clock::now();
    CHECK(ParseXml(text, "t.xml", findings) == nullptr);
    CHECK(std::chrono::steady_clock::now() - start <
          std::chrono::seconds(20));  // in fact some 0.2 s
    CHECK(findings.size() <= 50);
    for (const Finding& finding : findings) CHECK(finding.place.line_text.size() <= 4100);
  }
  CHECK(Read("<a><!-- <a 'x' --><![CDATA[<a 'y']]><?p '?><b x='<'/></a>") == nullptr);
  std::string many = "<a";
  for (int i = 0; i < 100; ++i) many += " x" + std::to_string(i) + "='>'";
  CHECK(Read(many + "/>") != nullptr);
  CHECK(Read(many + " y=''/>") == nullptr);
  // One missing quote in a long file is told as what it is, not as a crowd of attributes.
  std::vector<Finding> findings;
  std::string quote = "<a>\n<b x=\"1/>\n";
  for (int i = 0; i < 500; ++i) quote += "<b x=\"1\"/>\n";
  CHECK(ParseXml(quote + "</a>", "t.xml", findings) == nullptr);
  CHECK(findings.at(0).place.line == 3);
  CHECK(findings.at(0).message.en.find("Unescaped '<'") != std::string::npos);
}

TEST_CASE("paths that are no readable file are findings", "[xml]") {
  const auto dir = std::filesystem::temp_directory_path() / "juece-xml-test";
  std::filesystem::create_directories(dir);
  const std::string big = (dir / "big.xml").string();
  {
    std::FILE* file = std::fopen(big.c_str(), "wb");
    REQUIRE(file != nullptr);
    std::fclose(file);
  }
  std::filesystem::resize_file(big, 100U << 20U);
  std::vector<Finding> findings;
  CHECK(ReadXmlFile(big, findings) == nullptr);
  CHECK(ReadXmlFile(dir.string(), findings) == nullptr);
  CHECK(ReadXmlFile((dir / "none.xml").string(), findings) == nullptr);
  CHECK(ReadXmlFile("/dev/zero", findings) == nullptr);
  REQUIRE(findings.size() == 4);
  for (const Finding& finding : findings) CHECK(finding.code == "unreadable");
  CHECK(findings[0].message.en.find("at most 16777216 bytes, but it has 104857600") !=
        std::string::npos);
  CHECK(findings[1].message.en == "expected a file, but this is a directory");
  CHECK(findings[2].message.zh == "应有这个文件,但没有找到;请检查路径");
  std::filesystem::remove_all(dir);
}

TEST_CASE("a schema complaint stands at its element or attribute", "[xml]") {
  const auto dir = std::filesystem::temp_directory_path() / "juece-xsd-test";
  std::filesystem::create_directories(dir);
  const std::string xsd = (dir / "t.xsd").string();
  const auto write = [&](const std::string& text) {
    std::FILE* file = std::fopen(xsd.c_str(), "wb");
    REQUIRE(file != nullptr);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  };
  write(
      R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>
    <xs:element name="b" minOccurs="0" maxOccurs="9"><xs:complexType><xs:attribute name="n" type="xs:integer" use="required"/></xs:complexType>
    </xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>)");
  const auto complaints = [&](const std::string& text) {
    std::vector<Finding> findings;
    const auto document = Read(text);
    REQUIRE(document != nullptr);
    const bool valid = ValidateXml(*document, xsd, findings);
    CHECK(valid == findings.empty());
    std::string out;
    for (const Finding& f : findings) {
      CHECK(f.code == "schema");
      out += std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + " " +
             f.message.zh + "\n";
    }
    return out;
  };
  CHECK(complaints("<a><b n='1'/></a>").empty());
  CHECK(complaints("<a>\n <b n='x'/><b/>\n</a>") ==
        "2:5 元素 b 的属性 n:值“x”不符合类型 xs:integer\n2:12 元素 b:应有属性 n,但没有\n");
  CHECK(complaints("<a><b n='1' m=''/><c/></a>") ==
        "1:13 元素 b 的属性 m:不允许这个属性;请检查拼写\n"
        "1:19 元素 c:此处不应有这个元素;请检查名称、顺序和位置\n");
  CHECK(complaints("<a><c/></a>") ==
        "1:4 元素 c:此处不应有这个元素,应为:b;请检查名称、顺序和位置\n");
  CHECK(complaints("<z/>") == "1:1 元素 z:不应作为根元素;请检查元素名称和命名空间\n");
  write(
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' "
      "type='none'/></xs:schema>");
  CHECK(complaints("<a/>").find("架构文件") != std::string::npos);
  std::filesystem::remove(xsd);
  CHECK(complaints("<a/>").find("应有架构文件") != std::string::npos);
  std::filesystem::remove_all(dir);
}

// Builds a tree and its text together, with every place known by construction.
struct Writer {
  std::string text;
  std::vector<TextPosition> elements;  // in document order

  TextPosition Here() const { return PositionAt(text, text.size()); }
  void Noise() {
    static const char* const kNoise[] = {
        "", " ", "\n", "文字", "<!-- 注\n释 -->", "&lt;", "<?p x?>", "\t", "<![CDATA[<a>]]>"};
    text += kNoise[*rc::gen::inRange<std::size_t>(0, std::size(kNoise))];
  }
  void Element(int depth) {
    static const char* const kNames[] = {"a", "步骤", "b-1"};
    const std::string name = kNames[*rc::gen::inRange<std::size_t>(0, std::size(kNames))];
    elements.push_back(Here());
    text += "<" + name;
    if (*rc::gen::arbitrary<bool>())
      text += *rc::gen::arbitrary<bool>() ? " x='甲\n\"'" : "\n  x = \"1&gt;'\"";
    text += ">";
    for (int n = depth > 0 ? *rc::gen::inRange(0, 4) : 0; n > 0; --n) {
      Noise();
      Element(depth - 1);
    }
    Noise();
    text += "</" + name + " >";
  }
};

void Places(const XmlElement& element, std::vector<TextPosition>& out) {
  out.push_back({element.line, element.column});
  for (const auto& child : element.children) Places(*child, out);
}

TEST_CASE("places agree with where the text was written", "[xml]") {
  rc::prop("every element", [] {
    Writer writer;
    writer.Element(4);
    std::vector<Finding> findings;
    const auto document = ParseXml(writer.text, "t.xml", findings);
    RC_ASSERT(document != nullptr);
    std::vector<TextPosition> found;
    Places(document->root(), found);
    RC_ASSERT(found.size() == writer.elements.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      RC_ASSERT(found[i].line == writer.elements[i].line);
      RC_ASSERT(found[i].column == writer.elements[i].column);
    }
  });
  rc::prop("any bytes are read, or refused with a place inside them", [](const std::string& bytes) {
    std::vector<Finding> findings;
    const auto document = ParseXml("<a>" + bytes + "</a>", "t.xml", findings);
    RC_ASSERT((document == nullptr) == !findings.empty());
    for (const Finding& finding : findings)
      RC_ASSERT(finding.place.line >= 1 && finding.place.column >= 1);
  });
}

TEST_CASE("threads read at the same time", "[xml]") {
  std::vector<int> good(4);
  std::vector<std::thread> threads;
  for (int& count : good) {
    threads.emplace_back([&count] {
      for (int i = 0; i < 200; ++i) {
        std::vector<Finding> findings;
        count += ParseXml("<a x='1'><b/></a>", "t.xml", findings) != nullptr ? 1 : 0;
        count += ParseXml("<a x='1'><b></a>", "t.xml", findings) == nullptr ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : good) CHECK(count == 400);
}

}  // namespace
}  // namespace juece
