// Commands: what people (and the engine itself, for what is owed) ask for. Closed: a new command does not compile until every
// visitor handles it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/data.h"
#include "base/time.h"
#include "record/material.h"

namespace juece {

// Who acts, in which role, and for whom where the authority is delegated.
struct Actor {
  std::string name;
  std::string role;
  std::string on_behalf_of;  // "" = own authority
  friend bool operator==(const Actor&, const Actor&) = default;
};

// 补录: told later than it happened, or out of order. Always marked.
struct LateRegistration {
  std::string reason;
  std::string confirmed_by;
  friend bool operator==(const LateRegistration&, const LateRegistration&) = default;
};

struct PluginPin {
  std::string id;
  std::string version;
  std::string digest;
  friend bool operator==(const PluginPin&, const PluginPin&) = default;
};

// A build of a plugin, and who vouched for it when it was loaded.
struct PluginMark {
  std::string id;
  std::string version;
  std::string digest;
  std::string signer;  // id of the key; "shipped": the list that came with the program; "": nobody
};

// People's commands ------------------------------------------------------------------------------------------------
struct OpenDossier {
  std::string title;
  std::string organ;
  std::vector<std::pair<std::string, Data>> facts;
  std::string facts_reason;
  std::vector<std::pair<std::string, std::string>> settings;
  std::string linked_from;  // dossier that this one adjusts, "" where none
};
struct SubmitAction {
  std::string step;
  std::string action;
  Data data;
  std::vector<MaterialRecord> materials;
};
struct SetFact {
  std::string fact;
  Data value;  // null: unknown again
};
struct ReturnTo {
  std::string from;
  std::string to;
};
struct TerminateDossier {};
struct WithdrawDossier {};
struct PauseDossier {};
struct ResumeDossier {};
// Lets a step that is blocked for a person's reason go on; `what` is the rejection code that is set aside for this step.
struct OverrideStep {
  std::string step;
  std::string what;
};
struct CorrectEntry {
  std::int64_t position = 0;
  Data data;
};
struct ResolveIncident {
  std::string incident;
};
// Where a personal value stands: the event, and the RFC 6901 pointer into its body ("/data/participants/0/name").
struct PersonalPlace {
  std::int64_t position = 0;
  std::string pointer;
  friend auto operator<=>(const PersonalPlace&, const PersonalPlace&) = default;
};
// Takes personal values out of the record; their commitments stay.
struct RedactPersonal {
  std::vector<PersonalPlace> values;
};
// From now on the dossier is handled by another build of a plugin that it is pinned to.
struct MovePlugin {
  PluginPin to;
};

// What is owed, derived by Owed() ------------------------------------------------------------------------------------
struct EnterStep {
  std::string step;
  std::string from;     // the node that was left, "" at the start of a region
  std::string outcome;  // by which outcome or row
};
struct EvaluateApplicability {
  std::string step;
};
struct LeaveComposite {
  std::string composite;
  int row = 0;
};
struct FireDeadline {
  std::string deadline;
};
struct ComputeDeadline {  // a calendar has learned the year
  std::string deadline;
};
struct CloseDossier {
  std::string end;
};

using CommandBody = std::variant<OpenDossier, SubmitAction, SetFact, ReturnTo, TerminateDossier, WithdrawDossier, PauseDossier,
                                 ResumeDossier, OverrideStep, CorrectEntry, ResolveIncident, RedactPersonal, MovePlugin, EnterStep,
                                 EvaluateApplicability, LeaveComposite, FireDeadline, ComputeDeadline, CloseDossier>;

struct Command {
  std::string dossier;
  Actor actor;
  Instant occurred_at;
  Instant recorded_at;
  std::string authority;  // 依据 of the office's verbs
  std::string reason;
  std::optional<LateRegistration> late;
  CommandBody body;
};

// "submit", "return", "set_fact", … the verb as the command line and scripts write it.
std::string_view VerbOf(const CommandBody& body);

}  // namespace juece
