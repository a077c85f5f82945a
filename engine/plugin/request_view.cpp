// The request as plugins read it: short things in the struct, history and facts on demand, straight
// from the dossier or from what was sent of it.
#include <algorithm>
#include <chrono>
#include <cstring>

#include "plugin/c_views.h"

namespace juece {
namespace {

const StepRequest& From(const juece_request* request) {
  return *reinterpret_cast<const RequestView*>(request)->source;
}
const DossierShown& ShownTo(const juece_request* request) {
  return reinterpret_cast<const RequestView*>(request)->shown;
}

// Writes as much of `value` as the plugin's version of the struct has room for.
template <typename T>
int32_t Fill(const T& value, T* out) {
  const std::uint32_t room = out->struct_size;
  std::memcpy(static_cast<void*>(out), &value, std::min<std::size_t>(room, sizeof(T)));
  out->struct_size = room;
  return 1;
}

juece_text Setting(const juece_request* request, juece_text id) {
  for (const auto& [name, value] : *ShownTo(request).settings) {
    if (name == FromC(id)) return ToC(value);
  }
  return {};
}

const juece_value* Fact(const juece_request* request, juece_text id) {
  const auto& facts = *ShownTo(request).facts;
  const auto fact = facts.find(FromC(id));
  return fact == facts.end() || fact->second.value.is_null() ? nullptr : ToC(&fact->second.value);
}

int32_t StepStateOf(const juece_request* request, juece_text step, juece_step_state* out) {
  const auto& steps = *ShownTo(request).steps;
  const auto found = steps.find(FromC(step));
  if (found == steps.end()) return 0;
  const StepState& state = found->second;
  return Fill({sizeof(juece_step_state), state.round, ToC(ToString(state.status)),
               ToC(state.outcome), ToC(state.reason)},
              out);
}

int64_t FindAction(const juece_request* request, int32_t scope, int64_t from, juece_text step,
                   juece_text event) {
  const StepRequest& own = From(request);
  const auto& actions = *ShownTo(request).actions;
  for (auto i = static_cast<std::size_t>(std::max<int64_t>(from, 0)); i < actions.size(); ++i) {
    const RecordedAction& action = actions[i];
    if (step.size != 0 && action.step != FromC(step)) continue;
    if (event.size != 0 && action.event != FromC(event)) continue;
    const bool present = !action.undone && (action.step != own.step || action.round == own.round);
    if (!present && scope != JUECE_SCOPE_EVER) continue;
    return static_cast<int64_t>(i);
  }
  return -1;
}

// "YYYY-MM-DD" and the closing zero byte; this runs for every action that a step looks at, so it
// allocates nothing.
void WriteDate(Date date, char (&out)[11]) {
  const std::chrono::year_month_day ymd(date.days());
  unsigned rest = static_cast<unsigned>(static_cast<int>(ymd.year())) * 10000 +
                  static_cast<unsigned>(ymd.month()) * 100 + static_cast<unsigned>(ymd.day());
  for (int i = 9; i >= 0; --i) {
    if (i == 4 || i == 7) {
      out[i] = '-';
      continue;
    }
    out[i] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  out[10] = '\0';
}

int32_t ActionAt(const juece_request* request, int64_t index, juece_action* out) {
  const auto& actions = *ShownTo(request).actions;
  if (index < 0 || static_cast<std::size_t>(index) >= actions.size()) return 0;
  const RecordedAction& from = actions[static_cast<std::size_t>(index)];
  juece_action action{};
  action.round = from.round;
  action.position = from.position;
  action.step = ToC(from.step);
  action.name = ToC(from.action);
  action.event = ToC(from.event);
  action.data = ToC(&from.data);
  action.actor = {ToC(from.actor.name), ToC(from.actor.role), ToC(from.actor.on_behalf_of)};
  WriteDate(from.occurred_at.LocalDate(), action.date);
  action.late = from.late ? 1 : 0;
  return Fill(action, out);
}

int32_t FillMaterial(const MaterialRecord& from, juece_material* out) {
  return Fill(
      {sizeof(juece_material), ToC(from.id), ToC(from.kind), ToC(from.title), ToC(from.digest)},
      out);
}

int32_t NewestMaterial(const juece_request* request, juece_text kind, juece_material* out) {
  const auto& materials = *ShownTo(request).materials;
  const auto newest = std::find_if(materials.rbegin(), materials.rend(),
                                   [&](const MaterialRecord& m) { return m.kind == FromC(kind); });
  return newest == materials.rend() ? 0 : FillMaterial(*newest, out);
}

size_t MaterialCount(const juece_request* request) { return ShownTo(request).materials->size(); }

int32_t MaterialAt(const juece_request* request, size_t index, juece_material* out) {
  const auto& materials = *ShownTo(request).materials;
  return index < materials.size() ? FillMaterial(materials[index], out) : 0;
}

size_t SubmittedCount(const juece_request* request) {
  const auto* materials = From(request).materials;
  return materials == nullptr ? 0 : materials->size();
}

int32_t Submitted(const juece_request* request, size_t index, juece_material* out) {
  return index < SubmittedCount(request) ? FillMaterial((*From(request).materials)[index], out) : 0;
}

const juece_request_api& RequestApi() {
  static const juece_request_api api = {sizeof(juece_request_api),
                                        &Setting,
                                        &Fact,
                                        &StepStateOf,
                                        &FindAction,
                                        &ActionAt,
                                        &NewestMaterial,
                                        &MaterialCount,
                                        &MaterialAt,
                                        &SubmittedCount,
                                        &Submitted};
  return api;
}

}  // namespace

DossierShown ShownOf(const Dossier& dossier) {
  return {&dossier.opened().settings, &dossier.facts(), &dossier.steps(), &dossier.actions(),
          &dossier.materials()};
}

RequestView::RequestView(const StepRequest& request, const DossierShown& dossier)
    : source(&request), shown(dossier) {
  now = request.now.ToString();
  today = request.now.LocalDate().ToString();
  raw.struct_size = sizeof raw;
  raw.round = request.round;
  raw.values = &ValueApi();
  raw.api = &RequestApi();
  raw.step = ToC(request.step);
  raw.action = ToC(request.action);
  raw.now = ToC(now);
  raw.today = ToC(today);
  if (request.actor != nullptr) {
    raw.actor = {ToC(request.actor->name), ToC(request.actor->role),
                 ToC(request.actor->on_behalf_of)};
  }
  raw.data = ToC(request.data);
  raw.configuration = ToC(request.configuration);
  if (request.deadline != nullptr) raw.deadline = ToC(request.deadline->started.period);
}

}  // namespace juece
