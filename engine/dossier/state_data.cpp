#include "dossier/apply.h"
#include "record/codec.h"

namespace juece {
namespace {

Data Encode(const std::string& value) { return value; }
Data Encode(const std::int64_t& value) { return value; }
Data Encode(const Instant& value) { return value.ToString(); }
Data Encode(const Date& value) { return value.ToString(); }

// Declared first: the templates below use them.
Data Encode(const Actor& value);
Data Encode(const MaterialRecord& value);
Data Encode(const ApplicabilityState& value);
Data Encode(const StepState& value);
Data Encode(const CompositeState& value);
Data Encode(const FactState& value);
Data Encode(const DeadlineState& value);
Data Encode(const TaskState& value);
Data Encode(const IncidentState& value);
Data Encode(const RecordedAction& value);
Data Encode(const ReviewState& value);

template <typename T>
Data Encode(const std::optional<T>& value) {
  return value ? Encode(*value) : Data();
}

template <typename T>
Data Encode(const std::vector<T>& list) {
  Data out = Data::EmptyList();
  for (const T& item : list) out.Append(Encode(item));
  return out;
}

template <typename T>
Data Encode(const ById<T>& map) {
  Data out = Data::EmptyMap();
  for (const auto& [name, value] : map) out.Set(name, Encode(value));
  return out;
}

Data Encode(const Actor& actor) {
  return Data::OfMembers(
      {{"name", actor.name}, {"role", actor.role}, {"on_behalf_of", actor.on_behalf_of}});
}

Data Encode(const MaterialRecord& m) {
  return Data::OfMembers({{"id", m.id},
                          {"kind", m.kind},
                          {"title", m.title},
                          {"digest", m.digest},
                          {"size", m.size},
                          {"file_name", m.file_name},
                          {"carrier", m.carrier}});
}

Data Encode(const ApplicabilityState& a) {
  Data facts = Data::EmptyMap();
  for (const auto& [fact, value] : a.facts) facts.Set(fact, value);
  return Data::OfMembers({{"truth", a.truth},
                          {"facts", std::move(facts)},
                          {"position", a.position},
                          {"stale", a.stale},
                          {"said_by", a.said_by},
                          {"reason", a.reason}});
}

Data Encode(const StepState& s) {
  return Data::OfMembers({{"status", ToString(s.status)},
                          {"round", s.round},
                          {"outcome", s.outcome},
                          {"reason", s.reason},
                          {"entered_from", s.entered_from},
                          {"composite", s.composite},
                          {"branch", s.branch},
                          {"entered_at", Encode(s.entered_at)},
                          {"left_at", Encode(s.left_at)},
                          {"entered_position", s.entered_position},
                          {"left_position", s.left_position},
                          {"applicability", Encode(s.applicability)},
                          {"overrides", Encode(s.overrides)}});
}

Data Encode(const CompositeState& c) {
  Data ended = Data::EmptyMap();
  for (const auto& [branch, outcome] : c.ended) ended.Set(branch, outcome);
  return Data::OfMembers({{"active", c.active},
                          {"left", c.left},
                          {"round", c.round},
                          {"row", c.row},
                          {"ended", std::move(ended)},
                          {"cancelling_branch", c.cancelling_branch},
                          {"entered_from", c.entered_from},
                          {"within", c.within},
                          {"branch", c.branch},
                          {"entered_position", c.entered_position}});
}

Data Encode(const FactState& f) {
  return Data::OfMembers({{"value", f.value},
                          {"said_by", Encode(f.said_by)},
                          {"said_at", Encode(f.said_at)},
                          {"reason", f.reason},
                          {"position", f.position}});
}

Data Encode(const DeadlineState& d) {
  return Data::OfMembers({{"started", BodyToData(d.started)},
                          {"status", ToString(d.status)},
                          {"due", Encode(d.due)},
                          {"position", d.position},
                          {"note", d.note}});
}

Data Encode(const TaskState& t) {
  return Data::OfMembers(
      {{"opened", BodyToData(t.opened)}, {"open", t.open}, {"opened_at", Encode(t.opened_at)}});
}

Data Encode(const IncidentState& i) {
  return Data::OfMembers({{"raised", BodyToData(i.raised)}, {"open", i.open}});
}

Data Encode(const RecordedAction& a) {
  return Data::OfMembers({{"position", a.position},
                          {"step", a.step},
                          {"round", a.round},
                          {"action", a.action},
                          {"event", a.event},
                          {"data", a.data},
                          {"materials", Encode(a.materials)},
                          {"occurred_at", Encode(a.occurred_at)},
                          {"recorded_at", Encode(a.recorded_at)},
                          {"actor", Encode(a.actor)},
                          {"late", a.late},
                          {"undone", a.undone}});
}

Data Encode(const ReviewState& r) {
  return Data::OfMembers({{"step", r.step},
                          {"material", r.material},
                          {"digest", r.digest},
                          {"outcome", r.outcome},
                          {"position", r.position},
                          {"extended_to", Encode(r.extended_to)}});
}

}  // namespace

Data ToData(const Dossier& dossier) {
  Data state = Data::OfMembers({{"dossier", dossier.id()},
                          {"version", dossier.version()},
                          {"status", ToString(dossier.status())},
                          {"opened", BodyToData(dossier.opened())},
                          {"opened_at", Encode(dossier.opened_at())},
                          {"last_occurred_at", Encode(dossier.last_occurred_at())},
                          {"last_recorded_at", Encode(dossier.last_recorded_at())},
                          {"last_hash", dossier.last_hash()},
                          {"end_outcome", dossier.end_outcome()},
                          {"path", Encode(dossier.path())},
                          {"steps", Encode(dossier.steps())},
                          {"composites", Encode(dossier.composites())},
                          {"facts", Encode(dossier.facts())},
                          {"deadlines", Encode(dossier.deadlines())},
                          {"tasks", Encode(dossier.tasks())},
                          {"incidents", Encode(dossier.incidents())},
                          {"milestones", Encode(dossier.milestones())},
                          {"actions", Encode(dossier.actions())},
                          {"materials", Encode(dossier.materials())},
                          {"reviews", Encode(dossier.reviews())},
                          {"linked", Encode(dossier.linked())},
                          {"returning_to", Data(dossier.returning_to())}});
  if (!dossier.personal().empty()) {
    Data personal = Data::EmptyList();
    for (const auto& [place, value] : dossier.personal()) {
      personal.Append(Data::OfMembers({{"position", place.position}, {"pointer", place.pointer}, {"redacted", value.redacted}}));
    }
    state.Set("personal", std::move(personal));
  }
  return state;
}

}  // namespace juece
