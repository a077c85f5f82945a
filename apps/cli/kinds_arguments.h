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

struct RenderArguments {
  std::string dossier;
  std::string renderer;       // function id
  std::string configuration;  // JSON or @FILE; "" = the defaults
  std::string output;         // file; "" = standard output
  std::string at;             // for which moment; "" = the last one that the dossier tells of
};
struct NotifyArguments {
  std::string notifier;
  std::string configuration;
  std::string to;   // the spool folder
  std::string at;   // "" = now
  int days_ahead = 3;
  bool dry_run = false;
};

struct ScriptArguments {
  std::string dossier;
  std::string package;  // folder of an archive package, instead of a dossier of the store
  std::string output;   // file of the script; its documents are written beside it
};

}  // namespace juece::cli
