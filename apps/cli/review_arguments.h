// What the command line said of the case review and the indicators, as plain data.
#pragma once

#include <string>
#include <vector>

namespace juece::cli {

// Which matters, and what they are judged by.
struct Choosing {
  std::vector<std::string> dossiers;
  bool all = false;
  std::vector<std::string> records;
  std::vector<std::string> rules;
  std::string as_of;
};

struct ReviewListArguments {
  Choosing choosing;
  std::vector<std::string> criteria;  // files; empty: the installed ones
  int size = 0;
  bool each_organ = false;
  bool running = false;
  std::vector<std::string> own_units;
  std::vector<std::string> reviewers;
  std::string seed_source;
  std::string actor;
  std::string at;
  std::string output;
};
struct ReviewDrawArguments {
  std::string list;
  std::string seed;
  std::string actor;
  std::string at;
  std::string output;
};
struct ReviewScoreArguments {
  Choosing choosing;
  std::vector<std::string> criteria;
  std::string draw;
  std::string to;  // folder for the sheets; "" = none is written
};
struct ReviewOverrideArguments {
  std::string sheet;
  std::string target;
  std::string points;
  bool not_applicable = false;
  bool holds = false;
  bool lifted = false;
  std::string reason;
  std::string actor;
  std::string unit;
  std::string at;
};
struct ReviewConfirmArguments {
  std::string sheet;
  std::string actor;
  std::string unit;
  std::string at;
};
struct ReviewFeedbackArguments {
  std::vector<std::string> sheets;
};
struct ReviewVerifyArguments {
  std::vector<std::string> files;
};
struct IndicatorsArguments {
  Choosing choosing;
  std::vector<std::string> files;  // empty: the installed ones
};

}  // namespace juece::cli
