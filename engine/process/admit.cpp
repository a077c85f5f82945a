// Admit: what may not even reach a handler.
#include <fmt/format.h>

#include "process/admit.h"

namespace juece {
namespace {

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

using Answer = std::optional<Rejection>;

Text StatusName(DossierStatus status) {
  const std::string id(ToString(status));
  switch (status) {
    case DossierStatus::kNew: return {"未开立", id};
    case DossierStatus::kRunning: return {"在办", id};
    case DossierStatus::kPaused: return {"暂停", id};
    case DossierStatus::kClosed: return {"办结", id};
    case DossierStatus::kTerminated: return {"终止", id};
    case DossierStatus::kWithdrawn: return {"撤回", id};
  }
  return Same(id);
}

template <typename... Ts>
bool HoldsAny(const CommandBody& body) {
  return (std::holds_alternative<Ts>(body) || ...);
}

// What the engine gives itself. It follows from the state, so it needs no admission, and a person may not give it.
bool IsOwed(const CommandBody& body) {
  return HoldsAny<EnterStep, EvaluateApplicability, LeaveComposite, FireDeadline, ComputeDeadline, CloseDossier>(body);
}

// While paused a dossier may learn and be put right, but no work goes on; after its end only a wrong entry is put right, and
// personal values may leave.
Answer CheckStatus(const View& view, const Command& command) {
  const DossierStatus status = view.dossier().status();
  const auto verb = [&] { return Same(std::string(VerbOf(command.body))); };
  const bool opens = std::holds_alternative<OpenDossier>(command.body);
  if (status == DossierStatus::kNew || opens) {
    if (opens && status != DossierStatus::kNew) return Refuse("dossier-open", "", {{"dossier", Same(view.dossier().id())}});
    return std::nullopt;
  }
  const bool resumes = std::holds_alternative<ResumeDossier>(command.body);
  const bool corrects = HoldsAny<CorrectEntry, RedactPersonal>(command.body);
  if (status == DossierStatus::kRunning) {
    if (resumes) return Refuse("dossier-not-paused", "", {{"status", StatusName(status)}});
    return std::nullopt;
  }
  if (status != DossierStatus::kPaused) {
    if (corrects) return std::nullopt;
    return Refuse("dossier-ended", "", {{"verb", verb()}, {"status", StatusName(status)}});
  }
  const bool allowed = resumes || corrects || HoldsAny<TerminateDossier, WithdrawDossier, SetFact>(command.body);
  if (allowed) return std::nullopt;
  const auto& since = view.dossier().paused_at();
  return Refuse("dossier-paused", "", {{"verb", verb()}, {"since", Same(since ? since->ToString() : "?")}});
}

Answer CheckTime(const View& view, const Command& command) {
  const Instant occurred = command.occurred_at;
  const auto occurred_text = [&] { return Same(occurred.ToString()); };
  const auto recorded_text = [&] { return Same(command.recorded_at.ToString()); };
  if (occurred > command.recorded_at) {
    return Refuse("time-in-future", "", {{"occurred", occurred_text()}, {"recorded", recorded_text()}});
  }
  const bool running = view.dossier().status() != DossierStatus::kNew;
  const bool backwards = running && occurred < view.dossier().last_occurred_at();
  const std::int64_t tolerance_ms = std::int64_t{view.world().late_tolerance_minutes} * 60'000;
  const bool late = command.recorded_at.unix_ms() - occurred.unix_ms() > tolerance_ms;
  if (!command.late) {
    if (backwards) {
      return Refuse("time-backwards", "",
                    {{"occurred", occurred_text()}, {"last", Same(view.dossier().last_occurred_at().ToString())}});
    }
    if (!late) return std::nullopt;
  } else if (!IsBlank(command.late->reason) && !IsBlank(command.late->confirmed_by)) {
    return std::nullopt;
  }
  const bool no_reason = !command.late || IsBlank(command.late->reason);
  const Text missing = no_reason ? Text{"没有写明补录理由", "no reason is given"}
                                 : Text{"没有写明确认人", "nobody is named who confirmed it"};
  return Refuse("late-reason-missing", "",
                {{"occurred", occurred_text()}, {"recorded", recorded_text()}, {"missing", missing}});
}

// The office's own verbs stand on an authority and a reason; a fact on a reason.
Answer CheckGrounds(const Command& command) {
  const bool verb = HoldsAny<ReturnTo, TerminateDossier, WithdrawDossier, PauseDossier, ResumeDossier, OverrideStep,
                             CorrectEntry, ResolveIncident, RedactPersonal, MovePlugin>(command.body);
  const auto name = [&] { return Same(std::string(VerbOf(command.body))); };
  if (verb && command.authority.empty()) return Refuse("authority-missing", "", {{"verb", name()}});
  const bool needs_reason = verb || std::holds_alternative<SetFact>(command.body);
  if (needs_reason && command.reason.empty()) return Refuse("reason-missing", "", {{"verb", name()}});
  return std::nullopt;
}

Answer AdmitBody(const View& view, const Command& command) {
  if (const auto* submit = std::get_if<SubmitAction>(&command.body)) return AdmitSubmit(view, command, *submit);
  if (const auto* open = std::get_if<OpenDossier>(&command.body)) return AdmitOpen(view, *open);
  if (const auto* fact = std::get_if<SetFact>(&command.body)) return AdmitSetFact(view, command, *fact);
  if (const auto* back = std::get_if<ReturnTo>(&command.body)) return AdmitReturnCommand(view, *back);
  if (const auto* override_step = std::get_if<OverrideStep>(&command.body)) return AdmitOverride(view, *override_step);
  if (const auto* correct = std::get_if<CorrectEntry>(&command.body)) return AdmitCorrect(view, command, *correct);
  if (const auto* redact = std::get_if<RedactPersonal>(&command.body)) return AdmitRedact(view, command, *redact);
  if (const auto* resolve = std::get_if<ResolveIncident>(&command.body)) return AdmitResolve(view, *resolve);
  if (const auto* move = std::get_if<MovePlugin>(&command.body)) return AdmitMovePlugin(view, *move);
  return std::nullopt;
}

// A role that the definition does not know can do nothing, whatever the command.
Answer CheckDeclaredRole(const View& view, const Command& command) {
  const auto& roles = view.definition().roles;
  for (const RoleDeclaration& role : roles) {
    if (role.id == command.actor.role) return std::nullopt;
  }
  if (roles.empty()) return std::nullopt;
  std::vector<std::string> ids;
  for (const RoleDeclaration& role : roles) ids.push_back(role.id);
  return Refuse("wrong-role", "",
                {{"expected", view.RoleNames(ids)}, {"action", Same(std::string(VerbOf(command.body)))},
                 {"actor", Same(command.actor.name)}, {"role", view.RoleName(command.actor.role)}});
}

}  // namespace

Answer CheckOffice(const View& view, const Command& command, std::string_view step) {
  const Office* office = view.world().office;
  if (office == nullptr) return std::nullopt;
  const StepState* state = step.empty() ? nullptr : view.dossier().FindStep(step);
  if (state != nullptr && Contains(state->overrides, "actor-not-in-office")) return std::nullopt;
  const Date on = view.DateOf(command.occurred_at);
  const RoleAnswer answer = office->Holds(command.actor.name, command.actor.role, on);
  if (answer.holds) return std::nullopt;
  return Refuse("actor-not-in-office", "",
                {{"role", view.RoleName(command.actor.role)}, {"date", Same(on.ToString())}, {"found", answer.found}});
}

Actor ActorOf(const World& world, const Dossier& dossier, const Command& command) {
  Actor actor = command.actor;
  if (world.office == nullptr) return actor;
  const int offset = dossier.status() == DossierStatus::kNew ? command.occurred_at.offset_minutes()
                                                             : dossier.opened().offset_minutes;
  const Date on = command.occurred_at.WithOffset(offset).LocalDate();
  const RoleAnswer answer = world.office->Holds(actor.name, actor.role, on);
  if (answer.holds && !answer.on_behalf_of.empty()) actor.on_behalf_of = answer.on_behalf_of;
  return actor;
}

bool IsEngineCommand(const CommandBody& body) { return IsOwed(body); }

std::optional<Rejection> Admit(const World& world, const Dossier& dossier, const Command& command) {
  if (IsOwed(command.body)) return std::nullopt;
  const View view(world, dossier);
  if (auto no = CheckStatus(view, command)) return no;
  const bool submits = std::holds_alternative<SubmitAction>(command.body);
  // An unknown step or action is the plainest mistake, so it is named before the rest.
  if (submits) {
    if (auto no = AdmitTarget(view, std::get<SubmitAction>(command.body))) return no;
  }
  if (auto no = CheckTime(view, command)) return no;
  if (auto no = CheckGrounds(command)) return no;
  if (!submits) {
    if (auto no = CheckDeclaredRole(view, command)) return no;
    if (auto no = CheckOffice(view, command, "")) return no;
  }
  return AdmitBody(view, command);
}

}  // namespace juece
