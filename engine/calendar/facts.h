// What a calendar file says, before it becomes a WorkCalendar. Internal to the layer.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/text.h"
#include "base/time.h"
#include "xml/document.h"

namespace juece {

struct YearFacts {
  std::map<Date, Text> holidays;
  std::set<Date> makeup_workdays;
  std::string source;
};

struct CalendarFacts {
  std::string id;
  std::string version;
  std::map<int, YearFacts> years;
};

// Every mistake is a finding with its place; nullopt where there is any.
std::optional<CalendarFacts> ReadCalendarFacts(const XmlDocument& document,
                                               std::vector<Finding>& findings);

}  // namespace juece
