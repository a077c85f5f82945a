// What is reviewed: one matter as the review sees it, whether it came from a dossier of the engine or from a record of a
// procedure that ran elsewhere. Both speak the same vocabulary (docs/record-format.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/finding.h"
#include "base/time.h"
#include "compliance/vocabulary.h"
#include "record/event.h"
#include "record/material.h"

namespace juece {

// How much absence means. kPartial: what is missing may still have happened. kSoFar: everything that has happened stands here, and
// more may come. kWhole: nothing more will come.
enum class Knowledge { kPartial, kSoFar, kWhole };

struct SubjectEvent {
  std::string step;
  std::string event;
  std::optional<DateRange> date;   // unset: unknown
  std::optional<Instant> instant;  // where known to the moment
  std::optional<DateRange> entered;  // the day under which it was told, where its data name the earlier day on which it happened
  Data data;                       // a member that is absent is not known; one that is null is known to be none
  std::vector<MaterialRecord> materials;
  std::string id;      // evidence: a position in a dossier, "/events/3" in a record
  std::string source;  // where the record has it from
  std::string actor;
  std::string role;
  std::optional<LateRegistration> late;
  std::string corrected_by;  // evidence id of the correction that holds now
};

struct Subject {
  std::string id;
  std::string title;
  std::string organ;
  std::string undertaking_unit;  // of a record that names it outside its events; judged by no rule
  std::string level;
  std::vector<std::string> statutes;  // empty: not said
  std::string procedure_kind = "decision";  // a clause that does not speak of this kind judges nothing
  std::vector<std::string> overlays;
  Knowledge knowledge = Knowledge::kPartial;
  bool ended_early = false;  // withdrawn, terminated, rejected: later duties never arose
  std::map<std::string, Data, std::less<>> facts;  // null or absent: unknown
  std::map<std::string, std::string, std::less<>> settings;  // what the law leaves open, as the organ answered it; absent: not said
  std::vector<SubjectEvent> events;  // in the order in which they are told
  std::optional<Date> last;          // the last day that the subject tells of
};

// A record as the contract and docs/record-format.md describe it. Every mistake is a finding whose message names the JSON
// pointer; nullopt where there is an error. `id` names the subject unless the record has an id of its own.
std::optional<Subject> SubjectFromRecord(const Data& record, const Vocabulary& vocabulary, std::string id,
                                         std::vector<Finding>& findings);

// A dossier's own history. Whole once it is closed; until then what has not come yet is not shown.
Subject SubjectFromEvents(const std::vector<Event>& events);

// Events whose data name an earlier day on which they really happened (vocabulary, dated-by) stand on that day.
Subject DatedByData(Subject subject, const Vocabulary& vocabulary);

// The subject as it was known on that day: later events are left out, and nothing counts as whole.
Subject AsOf(Subject subject, Date day);

}  // namespace juece
