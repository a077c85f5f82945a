// Writes dossiers as an object-centric event log in OCEL 2.0 (JSON): dossiers, steps, materials, deadlines, people, roles and organs
// as objects, recorded events as events with qualified relationships. workflows/schema/ocel.schema.json describes the result,
// docs/log-export.md what stands where. Pure.
//
// Streamed: the dossiers are shown twice, first for their objects, then for their events; in between only the names of people, roles
// and organs, the types, and the length of each dossier are kept.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/log_export.h"
#include "exchange/ocel_objects.h"

namespace juece {

class OcelWriter {
 public:
  // `dossiers`: the ids of all that will be shown; a link to another one is an attribute only. `out` must outlive the writer.
  OcelWriter(const ByteSink& out, const std::vector<std::string>& dossiers);
  void AddObjects(const std::vector<Event>& dossier);
  // After the last AddObjects. Events that the dossier has gained since then are left out: their objects are not in the log.
  void AddEvents(const std::vector<Event>& dossier);
  void Finish();

 private:
  using Types = std::map<std::string, std::map<std::string, std::string>>;  // type -> attribute -> its type

  void Item(const Data& item);
  void BeginEvents();
  [[nodiscard]] Data EventData(const Event& event, const ExportedEvent& exported, const OcelObjects& objects) const;

  const ByteSink& out_;
  std::set<std::string> dossiers_;
  std::map<std::string, std::size_t> shown_;  // dossier -> how many of its events
  std::map<std::string, OcelObject> shared_;
  Types event_types_;
  std::set<std::string> facts_;
  bool first_ = true;
  bool events_begun_ = false;
};

}  // namespace juece
