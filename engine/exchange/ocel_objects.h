// The objects of one dossier as OCEL 2.0 knows them, with what changed about them and when. Pure; for the writer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/log_export.h"

namespace juece {

struct OcelValue {
  std::string name;
  Data value;  // text or number
  Instant time;
};
struct OcelRelation {
  std::string object;
  std::string qualifier;
  friend auto operator<=>(const OcelRelation&, const OcelRelation&) = default;
};
struct OcelObject {
  std::string id;  // "material:2024-0001/M3"
  std::string type;
  std::vector<OcelValue> values;
  std::vector<OcelRelation> relations;
};

class OcelObjects {
 public:
  // `linkable`: the dossiers that another one's link may lead to.
  OcelObjects(const std::vector<Event>& events, const std::vector<ExportedEvent>& exported, const std::set<std::string>& linkable);

  // The dossier first, then what belongs to it, in the order of the record.
  [[nodiscard]] const std::vector<OcelObject>& objects() const { return objects_; }
  // People, roles and the organ, by id; other dossiers may know them too.
  [[nodiscard]] const std::map<std::string, OcelObject>& shared() const { return shared_; }
  // What an event of this dossier is about.
  [[nodiscard]] std::set<OcelRelation> RelationsOf(const Event& event, const ExportedEvent& exported) const;

 private:
  void Take(const Event& event, const ExportedEvent& exported);
  void TakeOpening(const Event& event, const DossierOpened& opened);
  void TakeStep(const std::string& step, const Event& event, const char* state, int round, const std::string& outcome);
  void TakeMaterials(const Event& event, const ActionRecorded& action);
  void TakeDeadline(const Event& event);
  void TakePeople(const Event& event);
  OcelObject& Own(const std::string& id, const std::string& type, const std::string& qualifier);
  std::string Shared(const std::string& type, const std::string& name);
  [[nodiscard]] std::string Id(const std::string& type, const std::string& name) const { return type + ":" + dossier_ + "/" + name; }

  std::string dossier_;
  const std::set<std::string>& linkable_;
  std::vector<OcelObject> objects_;
  std::map<std::string, std::size_t> places_;  // id -> in objects_
  std::map<std::string, OcelObject> shared_;
  std::multimap<std::string, std::string> by_digest_;  // digest -> id of a material
};

// The types of the values that objects have always; facts of a dossier ("fact.technical") are text too.
const std::map<std::string, std::map<std::string, std::string>>& OcelObjectTypes();

}  // namespace juece
