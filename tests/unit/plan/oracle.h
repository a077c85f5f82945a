// Plans by brute force, from docs/planning.md alone: every way, every choice of days. Shares no code with the planner; days are numbers
// from a Monday on, and counting them is done here once more.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace juece::plan_oracle {

struct Period {
  std::string id;
  bool minimum = true;
  int amount = 1;
  bool working = false;
  bool first_counted = false;
  bool roll = false;
  std::string from;
  std::string to;
};

enum class Applies { kAlways, kIfF, kIfNotG, kDiscretion };

struct Row {
  std::string outcome;  // a, b or not_applicable
  std::string guard;    // "" f g
  int target = 0;
};

struct Region;

struct Exit {
  int branch = -1;  // -1: otherwise
  std::string outcome;
  bool cancelling = false;
  int target = 0;
};

struct Node {
  enum class Kind { kStep, kComposite, kEnd } kind = Kind::kStep;
  std::string id;
  Applies applies = Applies::kAlways;
  std::vector<Row> rows;
  std::vector<Period> periods;
  int duration = 0;
  bool goal = false;  // its outcome a is the decision
  std::vector<Region> branches;
  std::vector<Exit> exits;
  std::string outcome;  // of an end
  bool cancels = false;
};

struct Region {
  std::vector<Node> nodes;  // it starts at the first
};

struct Facts {
  bool f = false;
  bool g = false;
};

// Monday is day 0; Saturdays and Sundays are off but for day 5, and days 9 and 10 are a holiday.
bool Works(int day);

struct Question {
  const Region* root = nullptr;
  Facts facts;
  int from = 0;
  bool working_days_only = false;
};

bool Reachable(const Question& question);
// The first day of the decision that is not after `horizon`.
std::optional<int> Earliest(const Question& question, int horizon);
// The greatest day on which the step ("" = the first one) is entered by a choice that decides by `day`.
std::optional<int> LastStart(const Question& question, const std::string& step, int day);

Region RandomProcedure(unsigned seed);
std::string ToXml(const Region& root);

}  // namespace juece::plan_oracle
