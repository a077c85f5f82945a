#include "dossier/lifecycle.h"

#include <catch2/catch.hpp>
#include <map>

#include "dossier/apply.h"
#include "support/event_gen.h"

namespace juece {
namespace {

constexpr std::size_t kEvents = std::variant_size_v<EventBody>;
constexpr StepStatus kSteps[] = {StepStatus::kWaiting,       StepStatus::kActive,
                                 StepStatus::kBlocked,       StepStatus::kDone,
                                 StepStatus::kNotApplicable, StepStatus::kCancelled};
constexpr DossierStatus kDossiers[] = {DossierStatus::kNew,    DossierStatus::kRunning,
                                       DossierStatus::kPaused, DossierStatus::kClosed,
                                       DossierStatus::kTerminated, DossierStatus::kWithdrawn};

std::vector<Event> Numbered(const std::vector<EventBody>& bodies) {
  std::vector<Event> events;
  for (const EventBody& body : bodies) {
    Event event;
    event.dossier = "2024-0001";
    event.position = static_cast<std::int64_t>(events.size()) + 1;
    event.body = body;
    events.push_back(event);
  }
  return events;
}

// The shortest history that brings step "s" into a status.
std::vector<EventBody> HistoryTo(StepStatus status) {
  const EventBody entered = StepEntered{"s"};
  switch (status) {
    case StepStatus::kWaiting: return {DossierOpened{}, entered, Returned{"s", "s"}};
    case StepStatus::kActive: return {DossierOpened{}, entered};
    case StepStatus::kBlocked: return {DossierOpened{}, entered, IncidentRaised{"i", "s"}};
    case StepStatus::kDone: return {DossierOpened{}, entered, StepLeft{"s", 1, "agreed"}};
    case StepStatus::kNotApplicable:
      return {DossierOpened{}, entered, StepLeft{"s", 1, "not_applicable"}};
    case StepStatus::kCancelled: return {DossierOpened{}, entered, StepCancelled{"s"}};
  }
  return {};
}

std::vector<EventBody> HistoryTo(DossierStatus status) {
  switch (status) {
    case DossierStatus::kNew: return {};
    case DossierStatus::kRunning: return {DossierOpened{}};
    case DossierStatus::kPaused: return {DossierOpened{}, DossierPaused{}};
    case DossierStatus::kClosed: return {DossierOpened{}, DossierClosed{}};
    case DossierStatus::kTerminated: return {DossierOpened{}, DossierTerminated{}};
    case DossierStatus::kWithdrawn: return {DossierOpened{}, DossierWithdrawn{}};
  }
  return {};
}

// An event of this type that speaks of step "s"; where a type moves a step in two ways, `variant` chooses.
EventBody About(std::size_t type, int variant) {
  EventBody body = test::BodyAt(type);
  if (auto* e = std::get_if<StepEntered>(&body)) e->step = "s";
  if (auto* e = std::get_if<StepLeft>(&body)) {
    e->step = "s";
    e->outcome = variant == 0 ? "agreed" : "not_applicable";
  }
  if (auto* e = std::get_if<StepCancelled>(&body)) e->step = "s";
  if (auto* e = std::get_if<ApplicabilityDecided>(&body)) {
    e->step = "s";
    e->truth = variant == 0 ? "true" : "unknown";
  }
  if (auto* e = std::get_if<Returned>(&body)) e->to = "s";
  if (auto* e = std::get_if<IncidentRaised>(&body)) *e = {"j", "s"};
  if (auto* e = std::get_if<IncidentResolved>(&body)) e->incident = "i";
  if (auto* e = std::get_if<ActionRecorded>(&body)) e->step = "s";
  if (auto* e = std::get_if<StepOverridden>(&body)) e->step = "s";
  return body;
}

// What is expected: event name (and variant) -> the status that each status leads to. Whatever is not here leaves it alone.
using Row = std::map<StepStatus, StepStatus>;
const std::map<std::pair<std::string, int>, Row>& ExpectedSteps() {
  using S = StepStatus;
  static const std::map<std::pair<std::string, int>, Row> table = {
      {{"step_entered", 0},
       {{S::kWaiting, S::kActive}, {S::kBlocked, S::kActive}, {S::kDone, S::kActive},
        {S::kNotApplicable, S::kActive}, {S::kCancelled, S::kActive}}},
      {{"step_left", 0}, {{S::kActive, S::kDone}, {S::kBlocked, S::kDone}}},
      {{"step_left", 1}, {{S::kActive, S::kNotApplicable}, {S::kBlocked, S::kNotApplicable}}},
      {{"step_cancelled", 0}, {{S::kActive, S::kCancelled}, {S::kBlocked, S::kCancelled}}},
      {{"applicability_decided", 1}, {{S::kActive, S::kBlocked}}},
      {{"incident_raised", 0}, {{S::kActive, S::kBlocked}}},
      {{"incident_resolved", 0}, {{S::kBlocked, S::kActive}}},
      {{"returned", 0},
       {{S::kActive, S::kWaiting}, {S::kBlocked, S::kWaiting}, {S::kDone, S::kWaiting},
        {S::kNotApplicable, S::kWaiting}, {S::kCancelled, S::kWaiting}}},
  };
  return table;
}

StepStatus Expected(const EventBody& body, int variant, StepStatus from) {
  const std::string name(NameOf(body));
  auto row = ExpectedSteps().find({name, variant});
  if (row == ExpectedSteps().end() && name != "applicability_decided") {
    row = ExpectedSteps().find({name, 0});
  }
  if (row == ExpectedSteps().end()) return from;
  const auto to = row->second.find(from);
  return to == row->second.end() ? from : to->second;
}

}  // namespace

TEST_CASE("every event leads every status of a step where the table says") {
  for (const StepStatus from : kSteps) {
    for (std::size_t type = 0; type < kEvents; ++type) {
      for (const int variant : {0, 1}) {
        std::vector<EventBody> history = HistoryTo(from);
        REQUIRE(Fold(Numbered(history)).FindStep("s")->status == from);
        history.push_back(About(type, variant));
        INFO(ToString(from) << " + " << NameOf(history.back()) << " " << variant);
        const Dossier after = Fold(Numbered(history));
        CHECK(ToString(after.FindStep("s")->status) ==
              ToString(Expected(history.back(), variant, from)));
      }
    }
  }
}

TEST_CASE("every event leads every status of a dossier where the table says") {
  using D = DossierStatus;
  const std::map<std::string, std::map<D, D>> expected = {
      {"dossier_opened", {{D::kNew, D::kRunning}}},
      {"dossier_paused", {{D::kRunning, D::kPaused}}},
      {"dossier_resumed", {{D::kPaused, D::kRunning}}},
      {"dossier_closed", {{D::kRunning, D::kClosed}, {D::kPaused, D::kClosed}}},
      {"dossier_terminated", {{D::kRunning, D::kTerminated}, {D::kPaused, D::kTerminated}}},
      {"dossier_withdrawn", {{D::kRunning, D::kWithdrawn}, {D::kPaused, D::kWithdrawn}}},
  };
  for (const DossierStatus from : kDossiers) {
    for (std::size_t type = 0; type < kEvents; ++type) {
      std::vector<EventBody> history = HistoryTo(from);
      REQUIRE(Fold(Numbered(history)).status() == from);
      history.push_back(About(type, 0));
      INFO(ToString(from) << " + " << NameOf(history.back()));
      DossierStatus to = from;
      if (const auto row = expected.find(std::string(NameOf(history.back()))); row != expected.end()) {
        if (const auto found = row->second.find(from); found != row->second.end()) to = found->second;
      }
      CHECK(ToString(Fold(Numbered(history)).status()) == ToString(to));
    }
  }
}

TEST_CASE("a deadline that was met, missed or cancelled stays so") {
  using S = DeadlineStatus;
  using M = DeadlineMove;
  const auto due = Date::FromYmd(2024, 5, 1);
  const std::map<M, EventBody> moves = {{M::kCompute, DeadlineComputed{"d", *due, "2"}},
                                        {M::kMeet, DeadlineMet{"d", *due, ""}},
                                        {M::kMiss, DeadlineMissed{"d", *due, ""}},
                                        {M::kCancel, DeadlineCancelled{"d", ""}}};
  DeadlineStarted computed{"d"};
  computed.due = due;
  const std::map<S, std::vector<EventBody>> starts = {
      {S::kRunning, {computed}},
      {S::kNotComputable, {DeadlineStarted{"d"}}},
      {S::kMet, {computed, moves.at(M::kMeet)}},
      {S::kMissed, {computed, moves.at(M::kMiss)}},
      {S::kCancelled, {computed, moves.at(M::kCancel)}}};
  const std::map<M, S> open = {{M::kCompute, S::kRunning},
                               {M::kMeet, S::kMet},
                               {M::kMiss, S::kMissed},
                               {M::kCancel, S::kCancelled}};
  for (const auto& [from, history] : starts) {
    REQUIRE(Fold(Numbered(history)).deadlines().at("d").status == from);
    for (const auto& [move, body] : moves) {
      std::vector<EventBody> more = history;
      more.push_back(body);
      const bool is_open = from == S::kRunning || from == S::kNotComputable;
      const S to = is_open ? open.at(move) : from;
      INFO(ToString(from) << " + " << NameOf(body));
      CHECK(ToString(Fold(Numbered(more)).deadlines().at("d").status) == ToString(to));
    }
  }
}

}  // namespace juece
