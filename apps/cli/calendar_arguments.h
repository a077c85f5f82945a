// Arguments of the commands that count days.
#pragma once

#include <string>

namespace juece::cli {

struct DueArguments {
  std::string from;
  std::string amount;
  std::string unit;
  std::string first_day = "not-counted";
  std::string roll = "none";
  std::string calendar;
};
struct CalendarArguments {
  std::string action;  // show | install
  std::string file;
};

}  // namespace juece::cli
