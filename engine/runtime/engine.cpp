#include "runtime/engine.h"

#include "base/json.h"
#include "digest/digest.h"
#include "dossier/apply.h"
#include "process/refusal.h"
#include "runtime/engine_impl.h"

namespace juece {
namespace {

Status FirstError(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    return Status::InvalidArgument({ToText(finding, Language::kChinese), ToText(finding, Language::kEnglish)});
  }
  return Status::InvalidArgument({"程序不能运行", "the procedure cannot be run"});
}

// A local rule binds a dossier that begins while it is in force.
Status InForce(const VerifyReport& report, Date day) {
  for (const OverlayReport& one : report.overlays) {
    const Overlay& overlay = *one.overlay;
    if (overlay.InForceOn(day)) continue;
    const std::string until = overlay.in_force_to ? overlay.in_force_to->ToString() : "…";
    return Status::InvalidArgument(
        {"应以当日有效的地方规定开立案卷,但 " + overlay.id + " 自 " + overlay.in_force_from.ToString() + " 至 " + until + " 有效,开立日是 " +
             day.ToString(),
         "Expected local rules in force on the day of opening, but " + overlay.id + " is in force from " + overlay.in_force_from.ToString() +
             " to " + until + ", and the day is " + day.ToString()});
  }
  return Status::Ok();
}

// The first place where two states differ, "" where they do not.
std::string FirstDifference(const Data& stored, const Data& live, const std::string& at) {
  if (stored == live) return "";
  if (stored.is_map() && live.is_map()) {
    for (const Member& member : stored.AsMap()) {
      const std::string difference = FirstDifference(member.value, live[member.name], at + "/" + member.name);
      if (!difference.empty()) return difference;
    }
  }
  return (at.empty() ? "/" : at) + ": " + ToJson(stored) + " != " + ToJson(live);
}

}  // namespace

Engine::Engine(std::shared_ptr<const Installation> installation, EventStore& store, EngineOptions options)
    : installation_(std::move(installation)), store_(store), options_(std::move(options)) {
  if (!options_.salt) options_.salt = RandomSalt;
  impl_ = std::make_unique<Impl>(*this, store_, options_);
}

Engine::~Engine() = default;

Result<Engine::Opened> Engine::Open(const OpenRequest& request) {
  LoadedProcedure loaded = LoadProcedure(*installation_, request.procedure, request.overlays);
  if (loaded.procedure == nullptr) return FirstError(loaded.report.findings);
  if (Status status = InForce(loaded.report, request.occurred_at.WithOffset(options_.offset_minutes).LocalDate()); !status.ok()) return status;
  std::shared_ptr<const Office> office;
  if (!request.office_file.empty()) {
    std::vector<Finding> findings;
    office = Office::ReadFile(request.office_file, findings);
    if (office == nullptr) return FirstError(findings);
  }
  if (Status status = impl_->PinAll(loaded, office.get()); !status.ok()) return status;
  impl_->procedures[loaded.procedure->digest()] = loaded.procedure;
  DossierOpened shell;
  for (const OverlayReport& overlay : loaded.report.overlays) shell.overlays.push_back(overlay.overlay->id + "@" + overlay.overlay->digest);
  shell.offset_minutes = options_.offset_minutes;
  if (office != nullptr) shell.office_digest = DigestOf(store_.algorithm(), office->digest_source());
  Command command{"", request.actor, request.occurred_at, request.recorded_at, "", "", request.late, request.body};
  for (int conflicts = 0;; ++conflicts) {
    auto entry = std::make_unique<Entry>();
    entry->installation = installation_;
    entry->procedure = loaded.procedure;
    entry->office = office;
    auto id = store_.NewDossierId(request.occurred_at.WithOffset(options_.offset_minutes).LocalDate().year());
    if (!id) return id.error();
    entry->id = command.dossier = *id;
    auto step = impl_->RunOne(*entry, command, &shell);
    if (!step && step.error().code() == StatusCode::kConflict && conflicts < 5) continue;
    if (!step) return step.error();
    Opened opened{step->rejection ? "" : *id, {!step->rejection, std::move(step->events), step->rejection},
                  loaded.report.findings};
    if (step->rejection) {
      command.dossier.clear();
      if (Status status = impl_->LogRefusal(command, *step->rejection); !status.ok()) return status;
      return opened;
    }
    Entry& kept = impl_->Keep(std::move(entry));
    if (Status status = impl_->Settle(kept, command, opened.outcome.events); !status.ok()) return status;
    return opened;
  }
}

Result<Outcome> Engine::Submit(const Command& command) {
  if (!IsEngineCommand(command.body) && !std::holds_alternative<OpenDossier>(command.body)) return impl_->RunToEnd(command);
  if (auto known = impl_->Find(command.dossier); !known) return known.error();
  Outcome outcome;
  outcome.rejection = Refuse("engine-command", "", {{"verb", Same(std::string(VerbOf(command.body)))}});
  if (Status status = impl_->LogRefusal(command, *outcome.rejection); !status.ok()) return status;
  return outcome;
}

Result<Outcome> Engine::Tick(const std::string& dossier, Instant now) {
  auto entry = impl_->Find(dossier);
  if (!entry) return entry.error();
  Command cause;
  cause.dossier = dossier;
  cause.actor = {"juece", "system", ""};
  cause.occurred_at = cause.recorded_at = now;
  Outcome outcome;
  outcome.accepted = true;
  if (Status status = impl_->Settle(**entry, cause, outcome.events); !status.ok()) return status;
  if (Status status = impl_->SettleLinks(**entry, cause, ""); !status.ok()) return status;
  return outcome;
}

Result<std::shared_ptr<const Dossier>> Engine::Get(const std::string& dossier) {
  auto entry = impl_->Find(dossier);
  if (!entry) return entry.error();
  return std::shared_ptr<const Dossier>((*entry)->dossier);
}

Result<std::shared_ptr<const Procedure>> Engine::ProcedureOf(const std::string& dossier) {
  auto entry = impl_->Find(dossier);
  if (!entry) return entry.error();
  return (*entry)->procedure;
}

Result<std::string> Engine::Replay(const std::string& dossier) {
  auto entry = impl_->Find(dossier);
  if (!entry) return entry.error();
  auto events = store_.Read(dossier);
  if (!events) return events.error();
  return FirstDifference(ToData(Fold(*events)), ToData(*(*entry)->dossier), "");
}

}  // namespace juece
