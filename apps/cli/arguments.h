// What the command line said, as plain data: one struct a command. Parsing (CLI11) is in arguments.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "acting.h"
#include "evidence_arguments.h"
#include "calendar_arguments.h"
#include "kinds_arguments.h"
#include "review_arguments.h"
#include "store_arguments.h"

namespace juece::cli {

struct VerifyArguments {
  std::vector<std::string> files;
  std::vector<std::string> overlays;
  std::string cases;  // folder of scripts and records to try the overlays on; "" = none
  bool mutate = false;
};
struct DiffArguments {
  std::string before;
  std::string after;  // "" = the same definition, for a look at what overlays change
  std::vector<std::string> before_overlays;
  std::vector<std::string> after_overlays;
};
struct GraphArguments {
  std::string file;
  std::vector<std::string> overlays;
  std::string dossier;
  std::string output;
};
struct PlanArguments {
  std::string file;
  std::vector<std::string> overlays;
  std::string from;
  std::string decide_on;
  std::vector<std::string> facts;      // k=v
  std::vector<std::string> settings;   // k=v
  std::vector<std::string> durations;  // step=N[wd|cd]
  std::vector<std::string> outcomes;   // step=outcome
  std::vector<std::string> shortened;  // step/period=N
  std::vector<std::string> without;    // step/period
  bool working_days_only = false;
};
struct LawArguments {
  std::string file;
  std::vector<std::string> overlays;
  std::vector<std::string> rules;
  std::string as_of;
  bool exceptions = false;  // instead of the matrix: the exceptions, the numbers, the rules on one outcome
  bool parameters = false;
  bool relations = false;
  std::string checked_since;
};
struct OpenArguments {
  std::string procedure;
  std::vector<std::string> overlays;
  std::string title;
  std::string organ;
  std::vector<std::string> facts;     // k=v
  std::vector<std::string> settings;  // k=v
  std::string office;
  std::string reason;
  Acting acting;
};
struct SubmitArguments {
  std::string dossier;
  std::string step;
  std::string action;
  std::string data;                    // JSON or @FILE
  std::vector<std::string> materials;  // KIND=FILE
  Acting acting;
};
// return, terminate, withdraw, pause, resume, override, set-fact, correct, resolve-incident
struct VerbArguments {
  std::string verb;
  std::string dossier;
  std::string from;
  std::string to;
  std::string step;
  std::string what;
  std::string fact;
  std::string position;
  std::string data;
  std::string incident;
  std::string build;  // move-plugin: id@version | id@digest
  std::string authority, reason;
  Acting acting;
};
struct ShowArguments { std::string dossier, why; bool history = false; };
struct ListArguments {};
struct DeadlinesArguments {};
struct TasksArguments { std::string role; };
struct RunArguments {
  std::string script;
  std::string clock = "virtual";
};
struct CheckArguments {
  std::string dossier;
  bool all = false;
  std::vector<std::string> records;
  std::string package;  // folder of an archive package
  std::vector<std::string> rules;
  std::string log, as_of;
  bool sensitivity = false;  // also what the verdicts rest on
};
struct LogArguments {
  std::string dossier;
  bool all = false;
  std::string output;  // "" = standard output
};
struct ReplayArguments { std::string dossier; };
struct AuditArguments {
  std::string dossier;
  std::vector<std::string> checkpoints;  // copies that were kept elsewhere
  std::vector<std::string> trusted;      // PEM files
};
struct KeyArguments {
  std::string action;  // new | show
  std::string file;
  std::string scheme = "sm2";
};
struct CheckpointArguments {
  std::string key;
  std::vector<std::string> copies;
  int every = -1;  // -1: as remembered
  bool at_closing = false;
  bool remember = false;
  std::string time_stamp_command;
};
struct ExportArguments { std::string dossier, to; };
struct VerifyPackageArguments {
  std::string folder;
  bool bag_only = false;
  std::vector<std::string> trusted;  // public keys
};
struct PluginArguments {
  std::string action;  // list | describe | new | test | sign | install | remove | quarantine | lift
  std::string file;    // describe, test, sign, install: the file; new: the name; remove: id@version or id@digest; lift: id or digest
  std::vector<std::string> more;  // sign: further files
  std::string key;                // sign: the private key
  std::string actor, reason;      // lift
  std::string to;                 // new: the folder; "" = ./NAME
  std::string language = "cpp";   // new: cpp | c
  std::string kind = "step";      // new: step | rule-check | renderer | notifier
  std::string scripts;            // test: folder of dossier scripts
};
struct BenchArguments {
  std::string only;
  int steps = 0;  // > 0: the proofs of one random procedure of so many steps
  int cases = 1000000;  // of the event log
};
struct TickArguments { std::string dossier, at; };
using CommandArguments =
    std::variant<VerifyArguments, DiffArguments, GraphArguments, LawArguments, PlanArguments, OpenArguments, SubmitArguments, VerbArguments,
                 ShowArguments, ListArguments, TasksArguments, DeadlinesArguments, RunArguments, CheckArguments, LogArguments, ReplayArguments, AuditArguments, KeyArguments, CheckpointArguments, ExportArguments, VerifyPackageArguments, DueArguments,
                 CalendarArguments, PluginArguments, BenchArguments, TickArguments,
                 ReviewListArguments, ReviewDrawArguments, ReviewScoreArguments, ReviewOverrideArguments, ReviewConfirmArguments,
                 ReviewFeedbackArguments, ReviewVerifyArguments, IndicatorsArguments, RedactArguments,
                 BackupArguments, RestoreArguments, DoctorArguments, FormArguments, RenderArguments,
                 NotifyArguments, ScriptArguments>;

struct Arguments {
  Common common;
  CommandArguments command;
};

// The arguments, or the exit status where nothing is left to do (help was printed: 0; a usage error was printed: 2).
std::variant<Arguments, int> ParseArguments(int argc, char** argv);

// The language of `--lang`, else of LC_ALL, LC_MESSAGES, LANG; Chinese unless they name another language.
Language LanguageOf(int argc, char** argv);

}  // namespace juece::cli
