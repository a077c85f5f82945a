// Arguments of the commands that show forms, render, notify and write scripts.
#pragma once

#include <string>
#include <vector>

namespace juece::cli {

struct FormArguments {
  std::string step;       // a step type, or with a procedure the id of one of its steps
  std::string action;     // "" = every action of the step
  std::string procedure;  // id or file; "" = none
  std::vector<std::string> overlays;
  std::string check;      // JSON or @FILE to hold against the form; "" = only show it
  bool example = false;   // only the example, to begin a file with
};

}  // namespace juece::cli
