#include <catch2/catch.hpp>

#include "process/office.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr char kOffice[] = R"(<office xmlns="urn:juece:office:1" name="City">
  <post person="Li" unit="Bureau" post="Head" role="clerk" from="2024-01-01" to="2024-06-30"/>
  <post person="Zhao" role="chief" from="2020-01-01"/>
  <delegation from-person="Zhao" to-person="Sun" role="chief" from="2024-02-01" to="2024-02-10" authority="Order 3"/>
</office>)";

TEST_CASE("a post is held from its first to its last day") {
  std::vector<Finding> findings;
  const auto office = Office::Read(kOffice, "office.xml", findings);
  REQUIRE(office != nullptr);
  CHECK_FALSE(office->Holds("Li", "clerk", *Date::Parse("2023-12-31")).holds);
  CHECK(office->Holds("Li", "clerk", *Date::Parse("2024-01-01")).holds);
  CHECK(office->Holds("Li", "clerk", *Date::Parse("2024-06-30")).holds);
  CHECK(office->Holds("Li", "clerk", *Date::Parse("2024-07-01")).found.en == "Li holds it from 2024-01-01 to 2024-06-30");
  CHECK(office->Holds("Zhao", "chief", *Date::Parse("2030-01-01")).holds);
  CHECK(office->Holds("Li", "chief", *Date::Parse("2024-01-01")).found.zh == "名录“City”中Li没有该职务");
}

TEST_CASE("a delegation counts in its days alone, and only while its principal holds the post") {
  std::vector<Finding> findings;
  const auto office = Office::Read(kOffice, "office.xml", findings);
  REQUIRE(office != nullptr);
  CHECK(office->Holds("Sun", "chief", *Date::Parse("2024-02-10")).on_behalf_of == "Zhao");
  const RoleAnswer over = office->Holds("Sun", "chief", *Date::Parse("2024-02-11"));
  CHECK_FALSE(over.holds);
  CHECK(over.found.en == "the delegation by Zhao is valid from 2024-02-01 to 2024-02-10");
}

TEST_CASE("every mistake of a directory is found with its place") {
  std::vector<Finding> findings;
  const auto office = Office::Read(R"(<office xmlns="urn:juece:office:1" name="City">
  <post person="Li" from="2024-01-01"/>
  <post person="Li" role="clerk" from="2024-13-01"/>
  <post person="Li" role="clerk" from="2024-06-01" to="2024-05-01"/>
  <seat/>
</office>)", "office.xml", findings);
  CHECK(office == nullptr);
  REQUIRE(findings.size() == 4);
  for (std::size_t i = 0; i < findings.size(); ++i) CHECK(findings[i].place.line == static_cast<int>(i) + 2);
  CHECK(findings[0].message.en == "Expected the attribute role, but <post> has none");
  CHECK(findings[3].code == "unknown-element");
}

TEST_CASE("the schema agrees with the reader") {
  const std::string schema = SourceDir() + "/workflows/schema/office.xsd";
  std::vector<Finding> findings;
  const auto good = ParseXml(kOffice, "office.xml", findings);
  REQUIRE(good != nullptr);
  CHECK(ValidateXml(*good, schema, findings));
  for (const char* bad : {R"(<office xmlns="urn:juece:office:1" name="City"><seat/></office>)",
                          R"(<office xmlns="urn:juece:office:1"><post person="a" role="b" from="2024-01-01"/></office>)",
                          R"(<office xmlns="urn:juece:office:1" name="City"><post person="a" role="b" from="1 May"/></office>)",
                          R"(<office xmlns="urn:juece:office:1" name="City"><post role="b" from="2024-01-01"/></office>)"}) {
    std::vector<Finding> said;
    const auto document = ParseXml(bad, "office.xml", said);
    REQUIRE(document != nullptr);
    CHECK_FALSE(ValidateXml(*document, schema, said));
    said.clear();
    CHECK(Office::Read(bad, "office.xml", said) == nullptr);
  }
}

}  // namespace
}  // namespace juece
