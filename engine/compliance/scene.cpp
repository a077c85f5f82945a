#include "compliance/scene.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace juece {
namespace {

constexpr std::string_view kDossierClosed = "dossier_closed";  // what the engine itself says at the end (SubjectFromEvents)

int RankTogether(Verdict verdict) {
  switch (verdict) {
    case Verdict::kViolated:
      return 3;
    case Verdict::kNotShown:
      return 2;
    case Verdict::kSatisfied:
      return 1;
    case Verdict::kNotApplicable:
      return 0;
  }
  return 0;
}

int RankEither(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSatisfied:
      return 3;
    case Verdict::kNotShown:
      return 2;
    case Verdict::kViolated:
      return 1;
    case Verdict::kNotApplicable:
      return 0;
  }
  return 0;
}

Verdict VerdictTogether(Verdict a, Verdict b) { return RankTogether(a) >= RankTogether(b) ? a : b; }

Verdict VerdictEither(Verdict a, Verdict b) { return RankEither(a) >= RankEither(b) ? a : b; }

template <typename T>
void Append(std::vector<T>& to, std::vector<T> more) {
  if (to.empty()) {
    to = std::move(more);
  } else {
    std::move(more.begin(), more.end(), std::back_inserter(to));
  }
}

const Data kNothing;

// What an event says under this name; a null where it could say something and does not, nullptr where it cannot. What stands
// nowhere as it is (a count, a role, a default) is kept in `made`.
const Data* ValueOf(const SubjectEvent& event, const EventType* type, std::string_view name, Data& made) {
  if (name == "actor_role" || name == "actor") {
    const std::string& text = name == "actor" ? event.actor : event.role;
    made = text.empty() ? Data() : Data(text);
    return &made;
  }
  if (const MemberType* member = type == nullptr ? nullptr : type->Find(name)) {
    if (const Data* value = event.data.Find(name)) return value;
    if (member->fallback.empty()) return &kNothing;
    made = member->type == "boolean" ? Data(member->fallback == "true") : Data(member->fallback);
    return &made;
  }
  if (name.ends_with(kCountSuffix)) {
    const std::string_view list = name.substr(0, name.size() - kCountSuffix.size());
    if (type != nullptr && type->Find(list) != nullptr) {
      const Data* value = event.data.Find(list);
      made = value == nullptr ? Data() : Data(value->AsList().size());
      return &made;
    }
  }
  return nullptr;
}

}  // namespace

CheckResult Together(CheckResult a, CheckResult b) {
  a.verdict = VerdictTogether(a.verdict, b.verdict);
  a.outlook = a.outlook.Merged(b.outlook, VerdictTogether);
  Append(a.findings, std::move(b.findings));
  Append(a.terms, std::move(b.terms));
  return a;
}

CheckResult Either(CheckResult a, CheckResult b) {
  a.outlook = b.outlook = a.outlook.Merged(b.outlook, VerdictEither);
  if (b.verdict == Verdict::kSatisfied && a.verdict != Verdict::kSatisfied) {
    return b;
  }
  if (a.verdict == Verdict::kSatisfied) {
    return a;
  }
  // That an alternative has nothing to judge says nothing beside one that is open or missing.
  if (a.verdict == Verdict::kNotApplicable && b.verdict != Verdict::kNotApplicable) {
    return b;
  }
  if (b.verdict == Verdict::kNotApplicable && a.verdict != Verdict::kNotApplicable) {
    return a;
  }
  a.verdict = VerdictEither(a.verdict, b.verdict);
  Append(a.findings, std::move(b.findings));
  Append(a.terms, std::move(b.terms));
  return a;
}

bool Scene::Closed() const {
  return subject_.knowledge == Knowledge::kWhole ||
         (subject_.knowledge == Knowledge::kSoFar && index_.HasAny(rule_.closed_by));
}

bool Scene::CameDue() const {
  if (!Closed() || !subject_.ended_early) {
    return Closed();
  }
  const Events closing = Named(rule_.closed_by);
  return std::any_of(closing.begin(), closing.end(), [](const SubjectEvent* event) { return event->event != kDossierClosed; });
}

namespace {

Truth EvaluateOn(const std::optional<Guard>& guard, const SubjectEvent& event, const Vocabulary& words, const Scene::Values* more) {
  if (!guard) {
    return Truth::kTrue;
  }
  const EventType* type = words.Find(event.event);
  const std::vector<std::string>& facts = guard->facts();
  std::vector<std::pair<const Data*, Data>> values(facts.size());  // of each fact: its value, and what was made for it
  bool concerned = false;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    auto& [value, made] = values[i];
    value = ValueOf(event, type, facts[i], made);
    if (const auto other = more == nullptr ? Scene::Values::const_iterator{} : more->find(facts[i]); more != nullptr && other != more->end()) {
      value = &other->second;
    }
    concerned = concerned || value != nullptr;
  }
  if (!concerned && !facts.empty()) {
    return Truth::kTrue;
  }
  return guard->Evaluate([&](std::string_view name) -> const Data* {
    const auto found = std::lower_bound(facts.begin(), facts.end(), name);  // they are sorted
    return found == facts.end() || *found != name ? nullptr : values[static_cast<std::size_t>(found - facts.begin())].first;
  });
}

}  // namespace

Truth HoldsOf(const std::optional<Guard>& guard, const SubjectEvent& event, const Vocabulary& words) {
  return EvaluateOn(guard, event, words, nullptr);
}

Truth Scene::Evaluate(const std::optional<Guard>& guard, const SubjectEvent& event, const Values* more) const {
  return EvaluateOn(guard, event, words(), more);
}

std::vector<Match> Scene::Find(const EventPattern& pattern) const {
  std::vector<Match> found;
  for (const SubjectEvent* event : Named(pattern.events)) {
    const Truth truth = Evaluate(pattern.where, *event);
    if (truth != Truth::kFalse) {
      found.push_back({event, truth});
    }
  }
  return found;
}

EventIndex::EventIndex(const Subject& subject) : subject_(subject), superseded_(subject.events.size()) {
  for (const SubjectEvent& event : subject.events) {
    by_name_[event.event].push_back(&event);
  }
}

EventIndex::Events EventIndex::Named(const std::vector<std::string>& names) const {
  Events found;
  for (const std::string& name : names) {
    if (const auto known = by_name_.find(name); known != by_name_.end()) {
      found.insert(found.end(), known->second.begin(), known->second.end());
    }
  }
  if (names.size() > 1) {
    std::sort(found.begin(), found.end());  // all stand in one vector: by address is in the order told
    found.erase(std::unique(found.begin(), found.end()), found.end());
  }
  return found;
}

bool EventIndex::HasAny(const std::vector<std::string>& names) const {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return by_name_.contains(name); });
}

Scene::Events Scene::InTime() const {
  Events events;
  for (const SubjectEvent& event : subject_.events) {
    auto at = events.end();
    while (at != events.begin() && Before(event, **(at - 1)) == Truth::kTrue) {
      --at;
    }
    events.insert(at, &event);
  }
  return events;
}

Truth Scene::IsGoverned(const SubjectEvent& event) const {
  // An undated event is taken to lie where the rest of the matter lies; the rule as a whole has already looked at that.
  const Truth truth = event.date ? InRange(*event.date, in_force_) : Truth::kTrue;
  if (governed_ != nullptr && truth != Truth::kFalse && std::find(governed_->begin(), governed_->end(), &event) == governed_->end()) {
    governed_->push_back(&event);
  }
  return truth;
}

bool Scene::IsSuperseded(const SubjectEvent& event) const {
  std::optional<bool>& known = index_.Superseded(event);
  if (!known) known = ComesAgain(event);
  return *known;
}

bool Scene::ComesAgain(const SubjectEvent& event) const {
  for (const Settling& settling : rulebook_.settled()) {
    if (settling.event != event.event) {
      continue;
    }
    const Events settled = Named(settling.by);
    for (const SubjectEvent* again : Named({event.event})) {
      const bool between = std::any_of(settled.begin(), settled.end(), [&](const SubjectEvent* by) {
        return Before(event, *by) != Truth::kFalse && Before(*by, *again) != Truth::kFalse;
      });
      if (again != &event && Before(event, *again) == Truth::kTrue && !between) {
        return true;
      }
    }
  }
  return false;
}

bool Scene::MayBeTakenBack(const SubjectEvent& event) const {
  const auto settles = [&](const Settling& settling) {
    if (settling.event != event.event) return false;
    const Events by = Named(settling.by);
    return std::none_of(by.begin(), by.end(), [&](const SubjectEvent* one) { return Before(event, *one) != Truth::kFalse; });
  };
  return running() && std::any_of(rulebook_.settled().begin(), rulebook_.settled().end(), settles);
}

CheckResult Scene::Undecided(CheckResult result) const {
  result.outlook = running() ? VerdictSet::All() : result.outlook;
  return result;
}

CheckResult Scene::WithMore(CheckResult result, VerdictSet more) const {
  result.outlook = running() ? result.outlook.Or(result.outlook.Merged(more, VerdictTogether)) : result.outlook;
  return result;
}

std::vector<Match> Scene::Governed(const EventPattern& pattern, int& outside) const {
  std::vector<Match> governed;
  for (Match match : Find(pattern)) {
    if (IsSuperseded(*match.event)) {
      continue;
    }
    const Truth in_force = IsGoverned(*match.event);
    if (in_force == Truth::kFalse) {
      ++outside;
      continue;
    }
    match.truth = And(match.truth, in_force);
    governed.push_back(match);
  }
  return governed;
}

Truth Scene::Before(const SubjectEvent& a, const SubjectEvent& b) const {
  if (a.instant && b.instant && *a.instant != *b.instant) {
    return *a.instant < *b.instant ? Truth::kTrue : Truth::kFalse;
  }
  if (!a.date || !b.date) {
    return Truth::kUnknown;
  }
  if (a.date->last < b.date->first) {
    return Truth::kTrue;
  }
  if (b.date->last < a.date->first) {
    return Truth::kFalse;
  }
  const bool one_day = a.date->exact() && b.date->exact();
  if (one_day && &a < &b) {  // both stand in the subject's one vector
    return Truth::kTrue;
  }
  return one_day && a.instant && b.instant ? Truth::kFalse : Truth::kUnknown;
}

Text Scene::Describe(const SubjectEvent& event) const {
  const EventType* type = words().Find(event.event);
  const Text title = type == nullptr ? Text{event.event, event.event} : type->title;
  std::string zh_date = event.date ? event.date->ToString() : "日期不明";
  std::string en_date = event.date ? event.date->ToString() : "date unknown";
  if (event.entered) {
    zh_date += ",登记于 " + event.entered->ToString();
    en_date += ", registered " + event.entered->ToString();
  }
  return {"“" + title.zh + "”(" + zh_date + ")", "'" + title.In(Language::kEnglish) + "' (" + en_date + ")"};
}

CheckResult Scene::Say(Verdict verdict, std::string code, Text message, const Events& evidence) const {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = verdict == Verdict::kViolated ? rule_.severity : Severity::kNote;
  finding.message = std::move(message);
  finding.article = rule_.article.ToString();
  for (const SubjectEvent* event : evidence) {
    finding.evidence.push_back(event->id);
    if (!event->corrected_by.empty()) {
      finding.evidence.push_back(event->corrected_by);
    }
    if (finding.step.empty()) {
      finding.step = event->step;
    }
  }
  CheckResult result{verdict, {}, VerdictSet(verdict), {}};
  result.findings.push_back(std::move(finding));  // an initializer list would copy it
  return result;
}

CheckResult Scene::NotInForce() const {
  const std::string article = rule_.article.ToString();
  const std::string from = in_force_.from.ToString();
  const std::string to = in_force_.to ? in_force_.to->ToString() : "";
  return Undecided(Say(
      Verdict::kNotApplicable, "not-in-force",
      {fmt::format("{} 自 {} 起施行{},所载事项发生时尚未施行或已失效,不以此条评判", article, from, to.empty() ? "" : "至 " + to),
       fmt::format("{} is in force from {}{}; what is told happened outside that time and is not judged by it", article, from,
                   to.empty() ? "" : " to " + to)}));
}

CheckResult Scene::LateOnly(const SubjectEvent& event) const {
  const Text what = Describe(event);
  return Say(Verdict::kNotShown, "late-registration",
             {fmt::format("{}系补录(理由:{};确认人:{}),补录本身不能证明按时,请附当时形成的材料", what.zh, event.late->reason,
                          event.late->confirmed_by),
              fmt::format("{} was registered late (reason: {}; confirmed by {}); that alone does not show that it was in time: "
                          "attach a document made at the time",
                          what.en, event.late->reason, event.late->confirmed_by)},
             {&event});
}

CheckResult Scene::NothingToJudge(const std::vector<std::string>& events, int outside) const {
  if (outside > 0) {
    return NotInForce();
  }
  const Text title = words().TitleOf(events);
  if (Closed()) {
    return Undecided(Say(Verdict::kNotApplicable, "nothing-to-judge",
                         {fmt::format("案卷中没有{},此条无可评判", title.zh),
                          fmt::format("The dossier has no {}; there is nothing to judge", title.en)}));
  }
  return Undecided(Say(Verdict::kNotShown, "not-shown",
                       {fmt::format("尚未显示{}", title.zh), fmt::format("Nothing shows {} so far", title.en)}));
}

CheckResult Judge(const AnyOfCheck& check, const Scene& scene) {
  CheckResult result;
  for (const Check& one : check.checks) {
    result = Either(std::move(result), Judge(one, scene));
  }
  return result;
}

CheckResult Judge(const Check& check, const Scene& scene) {
  return std::visit([&](const auto& form) { return Judge(form, scene); }, check.form);
}

bool SaysSomething(const Data& value) {
  return !value.is_null() && !(value.is_text() && value.AsText().find_first_not_of(" \t\n\r") == std::string::npos) &&
         !(value.is_list() && value.AsList().empty()) && !(value.is_map() && value.AsMap().empty());
}

}  // namespace juece
