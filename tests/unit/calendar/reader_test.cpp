// Mistakes in a calendar file: each is found with its place, all in one run; and the schema agrees
// where it can tell.
#include <catch2/catch.hpp>
#include <string>

#include "calendar/work_calendar.h"
#include "support/places.h"
#include "xml/document.h"

namespace juece {
namespace {

struct Case {
  const char* name;
  std::string body;        // inside <calendar id version>
  std::string complaints;  // "line:column message; ..."
  bool schema_tells;       // false: only the reader looks across days
};

std::string Wrapped(const std::string& body) {
  return "<calendar xmlns=\"urn:juece:calendar:1\" id=\"t\" version=\"1\">\n" + body +
         "\n</calendar>";
}

std::string Complaints(const std::string& text) {
  std::vector<Finding> findings;
  const auto calendar = WorkCalendar::Read(text, "t.xml", findings);
  CHECK((calendar == nullptr) == !findings.empty());
  std::string out;
  for (const Finding& f : findings) {
    CHECK_FALSE(f.message.zh.empty());
    out += std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + " " +
           f.message.en + "; ";
  }
  return out;
}

bool SchemaAccepts(const std::string& text) {
  std::vector<Finding> findings;
  const auto document = ParseXml(text, "t.xml", findings);
  REQUIRE(document != nullptr);
  return ValidateXml(*document, SourceDir() + "/workflows/schema/calendar.xsd",
                     findings);
}

const Case kCases[] = {
    {"good",
     "<year value=\"2000\" source=\"x\"><workday date=\"2000-04-29\"/><holiday from=\"2000-05-01\" "
     "zh=\"节\" en=\"F\"/></year>",
     "", true},
    {"no year", "", "1:1 expected at least one year, but the calendar has none; ", true},
    {"unknown element", "<year value=\"2000\"><day/></year>",
     "2:20 expected holiday, workday here, but found day; ", true},
    {"unknown attribute", "<year value=\"2000\" src=\"x\"/>",
     "2:20 expected of year the attributes value, source, but found src; ", true},
    {"text", "<year value=\"2000\">x</year>",
     "2:1 expected no text in year, but found some; remove it; ", true},
    {"no value", "<year/>",
     "2:1 expected of year the attribute value, but it has no value; 1:1 expected at least one "
     "year, but the calendar has none; ",
     true},
    {"bad year", "<year value=\"02000\"/>",
     "2:7 expected a year from 1 to 9999, but found \"02000\"; 1:1 expected at least one year, but "
     "the calendar has none; ",
     true},
    {"year twice", "<year value=\"2000\"/>\n<year value=\"2000\"/>",
     "3:7 expected each year once, but 2000 stands twice; ", true},
    {"no such day", "<year value=\"2000\"><workday date=\"2000-02-30\"/></year>",
     "2:29 expected a date YYYY-MM-DD that exists, but found \"2000-02-30\"; ", true},
    {"nameless", "<year value=\"2000\"><holiday from=\"2000-05-01\" en=\"F\"/></year>",
     "2:20 expected of holiday the attribute zh, but it has no value; ", true},
    {"other year", "<year value=\"2000\"><workday date=\"2001-02-03\"/></year>",
     "2:29 expected a date in 2000, but found 2001-02-03; write a holiday over the turn of the "
     "year in both years; ",
     false},
    {"backwards",
     "<year value=\"2000\"><holiday from=\"2000-05-03\" to=\"2000-05-01\" zh=\"节\" "
     "en=\"F\"/></year>",
     "2:47 expected the last day not before the first (2000-05-03), but found 2000-05-01; ", false},
    {"day twice",
     "<year value=\"2000\"><workday date=\"2000-04-29\"/><workday date=\"2000-04-29\"/></year>",
     "2:57 expected each day once, but 2000-04-29 is already named; ", false},
    {"free and worked",
     "<year value=\"2000\"><workday date=\"2000-04-29\"/><holiday from=\"2000-04-29\" zh=\"节\" "
     "en=\"F\"/></year>",
     "2:57 expected each day once, but 2000-04-29 is already named; ", false},
    {"worked weekday", "<year value=\"2000\"><workday date=\"2000-05-04\"/></year>",
     "2:29 expected a Saturday or Sunday that is worked, but 2000-05-04 is neither; ", false},
};

TEST_CASE("mistakes in a calendar file", "[calendar]") {
  for (const Case& c : kCases) {
    INFO(c.name);
    const std::string text = Wrapped(c.body);
    CHECK(Complaints(text) == c.complaints);
    CHECK(SchemaAccepts(text) == (c.complaints.empty() || !c.schema_tells));
  }
}

TEST_CASE("all mistakes are told in one run", "[calendar]") {
  const std::string text =
      "<calendar xmlns=\"urn:juece:calendar:1\" id=\"中\" x=\"1\">\n<year "
      "value=\"x\"/><moon/>\n</calendar>";
  CHECK(Complaints(text) ==
        "1:47 expected of calendar the attributes id, version, zh, en, but found x; 1:40 expected "
        "id of letters, digits and . _ -, "
        "but found \"中\"; 1:1 expected of calendar the attribute version, but it has no value; "
        "2:7 expected a year from 1 to 9999, "
        "but found \"x\"; 2:18 expected year here, but found moon; 1:1 expected at least one year, "
        "but the calendar has none; ");
}

TEST_CASE("another document is no calendar", "[calendar]") {
  CHECK(Complaints("<procedure/>") ==
        "1:1 expected the root element calendar in the namespace urn:juece:calendar:1, but found "
        "procedure; ");
  CHECK(Complaints("<calendar id=\"t\" version=\"1\"><year value=\"2000\"/></calendar>")
            .find("1:1 expected the root element") == 0);
  CHECK_FALSE(SchemaAccepts("<procedure/>"));
  std::vector<Finding> findings;
  CHECK(WorkCalendar::ReadFile("/nonexistent.xml", findings) == nullptr);
  CHECK(WorkCalendar::Read("<calendar", "t.xml", findings) == nullptr);
  CHECK(findings.size() >= 2);
}

}  // namespace
}  // namespace juece
