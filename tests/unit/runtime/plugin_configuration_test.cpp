// The office's choice of hosting: what the page shows is read, every slip is said with its place, and reader and schema agree.
#include "runtime/plugin_configuration.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr const char* kRoot = R"(<plugins xmlns="urn:juece:plugins:1" )";

std::string FromPage() {
  std::ifstream in(SourceDir() + "/docs/plugin-hosting.md");
  std::ostringstream page;
  page << in.rdbuf();
  const std::string text = page.str();
  const std::size_t begin = text.find("```xml\n") + 7;
  return text.substr(begin, text.find("```", begin) - begin);
}

bool ValidBySchema(const std::string& xml) {
  std::vector<Finding> findings;
  const auto document = ParseXml(xml, "plugins.xml", findings);
  REQUIRE(document != nullptr);
  return ValidateXml(*document, SourceDir() + "/workflows/schema/plugins.xsd", findings);
}

}  // namespace

TEST_CASE("the example of the page is read") {
  std::vector<Finding> findings;
  const auto policy = ReadPluginConfiguration(FromPage(), "plugins.xml", findings);
  REQUIRE(policy);
  CHECK(findings.empty());
  CHECK_FALSE(policy->Of("other.so").child);
  CHECK(policy->Of("site_visit.so").child);
  CHECK(policy->Of("site_visit.so").call_ms == 2000);
  CHECK(policy->Of("site_visit.so").memory_mib == 512);
  CHECK(policy->Of("other.so").call_ms == 5000);
  CHECK(policy->trust.signers.size() == 1);
  CHECK(policy->trust.signers.begin()->second == "省大数据局");
  CHECK_FALSE(policy->trust.allow_unsigned);
  CHECK(policy->trust.unsigned_folders.count("/opt/office/trial") == 1);
  CHECK(policy->trust.unsigned_files.at("site_visit.so").rfind("sha256:", 0) == 0);
  CHECK(policy->trust.unsigned_files.at("draft_step.so").empty());
  CHECK(ValidBySchema(FromPage()));
}

TEST_CASE("every mistake of a plugin configuration is said, and the schema refuses what the reader refuses") {
  const std::pair<const char*, const char*> wrong[] = {
      {R"(hosting="elsewhere"/>)", "Expected hosting to be in-process or child, but it is \"elsewhere\""},
      {R"(call-ms="9"/>)", "Expected call-ms to be a whole number from 10 to 600000, but it is \"9\""},
      {R"(call-ms="fast"/>)", "Expected call-ms to be a whole number from 10 to 600000, but it is \"fast\""},
      {R"(memory-mib="1"/>)", "Expected memory-mib to be a whole number from 64 to 65536, but it is \"1\""},
      {R"(crashes="0"/>)", "Expected crashes to be a whole number from 1 to 1000, but it is \"0\""},
      {R"(sandbox="no"/>)", "Expected the attributes hosting, call-ms, memory-mib, crashes, unsigned, shipped of <plugins>, but found \"sandbox\""},
      {R"(><step file="a.so"/></plugins>)", "Expected <signer>, <folder> or <plugin>, but found <step>"},
      {R"(><folder path="plugins"/></plugins>)", "Expected path to be a folder that begins with /, but it is \"plugins\""},
      {R"(><folder/></plugins>)", "Expected path to be a folder that begins with /, but it is \"\""},
      {R"(><plugin file="../a.so"/></plugins>)", "Expected file to be the name of a plugin's file, without folders, but it is \"../a.so\""},
      {R"(><plugin hosting="child"/></plugins>)", "Expected file to be the name of a plugin's file, without folders, but it is \"\""},
      {R"(><plugin file="a.so"/><plugin file="a.so"/></plugins>)", "Expected each plugin file once, but \"a.so\" stands here twice"},
      {R"(unsigned="yes"/>)", "Expected unsigned to be refuse or allow, but it is \"yes\""},
      {R"(shipped="no"/>)", "Expected shipped to be trusted or signed, but it is \"no\""},
      {R"(><folder path="/a" unsigned="sha256:1"/></plugins>)", "Expected unsigned to be refuse or allow, but it is \"sha256:1\""},
      {R"(><plugin file="a.so" unsigned="sha256:1"/></plugins>)", "Expected unsigned to be refuse or allow, but it is \"sha256:1\""},
      {R"(><signer key="sha256:1" name="局"/></plugins>)",
       "Expected the signer's key (sha256:…, as juece key show tells it) and name, but they are \"sha256:1\" and \"局\""},
      {R"(><signer key="sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"/></plugins>)",
       "Expected the signer's key (sha256:…, as juece key show tells it) and name, but they are "
       "\"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\" and \"\""}};
  for (const auto& [rest, message] : wrong) {
    CAPTURE(rest);
    std::vector<Finding> findings;
    CHECK_FALSE(ReadPluginConfiguration(kRoot + std::string(rest), "plugins.xml", findings));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.en == message);
    CHECK(findings[0].place.line == 1);
    CHECK(findings[0].message.zh.find("应") != std::string::npos);
    CHECK_FALSE(ValidBySchema(kRoot + std::string(rest)));
  }
  std::vector<Finding> findings;
  CHECK_FALSE(ReadPluginConfiguration("<plugins/>", "plugins.xml", findings));
  CHECK(findings.at(0).message.en == "Expected the root <plugins xmlns=\"urn:juece:plugins:1\">, but found <plugins>");
}

}  // namespace juece
