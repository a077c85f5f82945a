#include "process/view.h"

#include <algorithm>

namespace juece {
namespace {

Text Joined(const std::vector<Text>& names) {
  if (names.empty()) return {"无", "none"};
  Text out;
  for (const Text& name : names) {
    if (!out.zh.empty()) out.zh += "、";
    if (!out.en.empty()) out.en += ", ";
    out.zh += name.In(Language::kChinese);
    out.en += name.In(Language::kEnglish);
  }
  return out;
}

void CollectDates(const Data& data, std::string_view pointer, std::optional<Date>& latest) {
  if (pointer.empty()) {
    std::optional<Date> date = Date::Parse(data.AsText());
    if (!date) {
      if (const auto instant = Instant::Parse(data.AsText())) date = instant->LocalDate();
    }
    if (date && (!latest || *date > *latest)) latest = date;
    return;
  }
  pointer.remove_prefix(1);
  const auto slash = std::min(pointer.find('/'), pointer.size());
  const std::string_view name = pointer.substr(0, slash);
  const std::string_view rest = pointer.substr(slash);
  if (name == "*") {
    for (const Data& item : data.AsList()) CollectDates(item, rest, latest);
  } else if (const Data* member = data.At("/" + std::string(name))) {
    CollectDates(*member, rest, latest);
  }
}

}  // namespace

const CompositeNode* View::Composite(std::string_view id) const {
  const NodeRef* ref = definition().Find(id);
  return ref == nullptr ? nullptr : std::get_if<CompositeNode>(ref->node);
}

int View::Round(std::string_view id) const {
  if (const auto it = dossier_.composites().find(id); it != dossier_.composites().end()) return it->second.round;
  const StepState* state = dossier_.FindStep(id);
  return state == nullptr ? 0 : state->round;
}

bool View::OnPath(std::string_view id) const {
  if (const auto it = dossier_.composites().find(id); it != dossier_.composites().end()) {
    return it->second.active || it->second.left;
  }
  const StepState* state = dossier_.FindStep(id);
  return state != nullptr && state->status != StepStatus::kWaiting && state->status != StepStatus::kCancelled;
}

std::int64_t View::EnteredAt(std::string_view id) const {
  if (const auto it = dossier_.composites().find(id); it != dossier_.composites().end()) return it->second.entered_position;
  const StepState* state = dossier_.FindStep(id);
  return state == nullptr ? 0 : state->entered_position;
}

bool View::IsOpen(std::string_view step) const {
  const StepState* state = dossier_.FindStep(step);
  return state != nullptr && (state->status == StepStatus::kActive || state->status == StepStatus::kBlocked);
}

const Node* View::Current(const Region& region) const {
  // The path is in order of entry.
  const auto& path = dossier_.path();
  for (auto id = path.rbegin(); id != path.rend(); ++id) {
    const NodeRef* ref = definition().Find(*id);
    if (ref == nullptr || ref->region != &region) continue;
    if (OnPath(*id)) return ref->node;
  }
  return nullptr;
}

std::vector<std::string> View::OpenSteps() const {
  std::vector<std::string> open;
  for (const auto& [id, state] : dossier_.steps()) {
    if (IsOpen(id)) open.push_back(id);
  }
  std::sort(open.begin(), open.end(),
            [this](const std::string& a, const std::string& b) { return EnteredAt(a) < EnteredAt(b); });
  return open;
}

const IncidentState* View::OpenIncident(std::string_view step) const {
  for (const auto& [id, incident] : dossier_.incidents()) {
    if (incident.open && incident.raised.step == step) return &incident;
  }
  return nullptr;
}

Truth View::Evaluate(const Guard& guard) const {
  if (guard.IsAlways()) return Truth::kTrue;
  return guard.Evaluate([this](std::string_view fact) { return dossier_.FactValue(fact); });
}

std::string View::UnknownFacts(const Guard& guard) const {
  std::string unknown;
  for (const std::string& fact : guard.facts()) {
    const Data* value = dossier_.FactValue(fact);
    if (value != nullptr && !value->is_null()) continue;
    if (!unknown.empty()) unknown += ", ";
    unknown += fact;
  }
  return unknown;
}

std::string View::Setting(std::string_view id, std::string_view fallback) const {
  std::string value = dossier_.Setting(id);
  if (!value.empty()) return value;
  const SettingDeclaration* declared = definition().FindSetting(id);
  return declared != nullptr ? declared->value : std::string(fallback);
}

std::string View::Resolve(std::string_view value) const {
  return value.starts_with('@') ? Setting(value.substr(1), "") : std::string(value);
}

Date View::DateOf(Instant instant) const { return instant.WithOffset(dossier_.opened().offset_minutes).LocalDate(); }

const RecordedAction* View::LatestAction(std::string_view step, std::string_view event) const {
  const auto& actions = dossier_.actions();
  for (auto it = actions.rbegin(); it != actions.rend(); ++it) {
    if (!it->undone && it->step == step && it->event == event) return &*it;
  }
  return nullptr;
}

Text View::StepName(std::string_view id) const {
  const NodeRef* ref = definition().Find(id);
  if (ref == nullptr) return Same(std::string(id));
  const Text title = std::visit([](const auto& node) { return node.title; }, *ref->node);
  return {title.zh.empty() ? std::string(id) : title.zh, std::string(id)};
}

Text View::RoleName(std::string_view id) const {
  for (const RoleDeclaration& role : definition().roles) {
    if (role.id == id && !role.title.zh.empty()) return {role.title.zh, std::string(id)};
  }
  return Same(std::string(id));
}

Text View::RoleNames(const std::vector<std::string>& ids) const {
  std::vector<Text> names;
  for (const std::string& id : ids) names.push_back(RoleName(id));
  return Joined(names);
}

Text View::StepNames(const std::vector<std::string>& ids) const {
  std::vector<Text> names;
  for (const std::string& id : ids) names.push_back(StepName(id));
  return Joined(names);
}

std::string_view ToString(Truth truth) {
  switch (truth) {
    case Truth::kTrue: return "true";
    case Truth::kFalse: return "false";
    case Truth::kUnknown: break;
  }
  return "unknown";
}

bool Contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<Date> LatestDateAt(const Data& data, std::string_view pointer) {
  std::optional<Date> latest;
  CollectDates(data, pointer, latest);
  return latest;
}

}  // namespace juece
