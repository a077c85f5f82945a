#include "exchange/log_export.h"

#include <fmt/format.h>

#include "base/json.h"
#include "record/codec.h"
#include "record/format.h"

namespace juece {
namespace {

bool SaysNothing(const Data& value) {
  return value.is_null() || (value.is_text() && value.AsText().empty()) || (value.is_list() && value.AsList().empty());
}

void Flatten(const std::string& name, const Data& value, std::vector<LogAttribute>& into) {
  if (!value.is_map()) {
    if (!SaysNothing(value)) into.push_back({name, value});
    return;
  }
  for (const Member& member : value.AsMap()) Flatten(name.empty() ? member.name : name + "." + member.name, member.value, into);
}

// What happened and how it stands in the life of an activity.
struct Naming {
  std::string& activity;
  std::string& transition;

  void operator()(const ActionRecorded& e) const { Set(e.event, "complete"); }
  void operator()(const StepEntered& e) const { Set(e.step, "start"); }
  void operator()(const StepLeft& e) const { Set(e.step, "complete"); }
  void operator()(const StepCancelled& e) const { Set(e.step, "ate_abort"); }
  void operator()(const CompositeEntered& e) const { Set(e.composite, "start"); }
  void operator()(const CompositeLeft& e) const { Set(e.composite, "complete"); }
  template <typename T>
  void operator()(const T& e) const {
    Set(std::string(NameOf(EventBody(e))), "complete");
  }

  void Set(const std::string& what, const char* how) const {
    activity = what;
    transition = how;
  }
};

}  // namespace

ExportedEvent ExportEvent(const Event& event) {
  ExportedEvent exported;
  exported.id = fmt::format("{}#{}", event.dossier, event.position);
  exported.type = NameOf(event.body);
  std::visit(Naming{exported.activity, exported.transition}, event.body);
  if (exported.activity.empty()) exported.activity = exported.type;
  // The canonical bytes are our own: they can always be read again.
  Result<Data> canonical = ParseJson(CanonicalBytes(event), {kEventDepth});
  if (!canonical) return exported;
  Data* body = canonical->Find("body");
  if (const Data* materials = body->Find("materials"); materials != nullptr && std::holds_alternative<ActionRecorded>(event.body)) {
    exported.materials = *materials;
    body->Remove("materials");
  }
  Flatten("", *body, exported.attributes);
  return exported;
}

std::string_view StatusAfter(const std::vector<Event>& events) {
  std::string_view status = "running";
  for (const Event& event : events) {
    if (std::holds_alternative<DossierPaused>(event.body)) status = "paused";
    if (std::holds_alternative<DossierResumed>(event.body)) status = "running";
    if (std::holds_alternative<DossierTerminated>(event.body)) status = "terminated";
    if (std::holds_alternative<DossierWithdrawn>(event.body)) status = "withdrawn";
    if (std::holds_alternative<DossierClosed>(event.body)) status = "closed";
  }
  return status;
}

}  // namespace juece
