#include "runtime/engine.h"

#include "base/json.h"
#include "digest/digest.h"
#include "process/refusal.h"
#include "runtime/command_keys.h"
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

// A dossier on its way: what is to be opened, and what it will be pinned to.
struct Engine::Opening {
  Command command;
  std::shared_ptr<const LoadedProcedure> loaded;
  std::shared_ptr<StepTable> steps;
  std::shared_ptr<const Office> office;
  DossierOpened shell;
};

Engine::Engine(std::shared_ptr<const Installation> installation, EventStore& store, EngineOptions options)
    : installation_(std::move(installation)), store_(store), options_(std::move(options)) {
  if (!options_.salt) options_.salt = RandomSalt;
  impl_ = std::make_unique<Impl>(*this, store_, options_);
}

Engine::~Engine() = default;

std::shared_ptr<const LoadedProcedure> Engine::Prepare(const std::string& procedure, const std::vector<std::string>& overlays) const {
  return std::make_shared<const LoadedProcedure>(LoadProcedure(*installation_, procedure, overlays));
}

Result<Engine::Opened> Engine::Open(const OpenRequest& request) {
  Command command{"", request.actor, request.occurred_at, request.recorded_at, "", "", request.late, request.body};
  const std::string content = request.key.empty() ? "" : ContentOf(request);
  if (!request.key.empty()) {
    if (Status status = CheckCommandKey(request.key); !status.ok()) return status;
  }
  Opening opening{command, nullptr, nullptr, nullptr, {}};
  for (int conflicts = 0;; ++conflicts) {
    if (!request.key.empty()) {
      auto answered = impl_->AnswerTo(request.key, content, AttemptOf(command, {}));
      if (!answered) return answered.error();
      if (*answered) return Opened{std::move((*answered)->dossier), std::move((*answered)->outcome), {}};
    }
    if (opening.loaded == nullptr) {
      if (Status status = PrepareOpening(request, opening); !status.ok()) return status;
    }
    auto opened = OpenOne(opening, impl_->NewKey(request.key, content));
    if (opened || opened.error().code() != StatusCode::kConflict || conflicts >= kMaxConflicts) return opened;
  }
}

Status Engine::PrepareOpening(const OpenRequest& request, Opening& opening) {
  const auto prepared = request.prepared != nullptr ? request.prepared : Prepare(request.procedure, request.overlays);
  const LoadedProcedure& loaded = *prepared;
  if (loaded.procedure == nullptr) return FirstError(loaded.report.findings);
  if (Status status = InForce(loaded.report, request.occurred_at.WithOffset(options_.offset_minutes).LocalDate()); !status.ok()) return status;
  if (!request.office_file.empty()) {
    std::vector<Finding> findings;
    opening.office = Office::ReadFile(request.office_file, findings);
    if (opening.office == nullptr) return FirstError(findings);
    opening.shell.office_digest = DigestOf(store_.algorithm(), opening.office->digest_source());
  }
  for (const OverlayReport& overlay : loaded.report.overlays) {
    opening.shell.overlays.push_back(overlay.overlay->id + "@" + overlay.overlay->digest);
  }
  opening.shell.offset_minutes = options_.offset_minutes;
  opening.loaded = prepared;
  std::shared_ptr<const Procedure> procedure;
  {
    const std::lock_guard lock(impl_->mutex);
    procedure = impl_->procedures.try_emplace(prepared->procedure->digest(), prepared->procedure).first->second;  // the first counts
  }
  opening.steps = impl_->TableOf(procedure, installation_);
  return Status::Ok();
}

Result<Engine::Opened> Engine::OpenOne(Opening& opening, std::optional<KeyedAnswer> key) {
  Command command = opening.command;
  const Impl::Reservation reserved(*impl_, command.occurred_at.WithOffset(options_.offset_minutes).LocalDate().year());
  if (!reserved.id()) return reserved.id().error();
  auto entry = std::make_shared<Entry>(*reserved.id());
  entry->installation = installation_;
  entry->steps = opening.steps;
  entry->office = opening.office;
  command.dossier = entry->id;
  Impl::Draft draft(*entry);
  auto step = impl_->RunOne(draft, command, &opening.shell);
  if (!step) return step.error();
  if (step->rejection) {
    command.dossier.clear();
    draft.filing.attempt = AttemptOf(command, *step->rejection);
    draft.filing.events = {};
  } else {
    draft.filing.documents = impl_->DocumentsOf(*opening.loaded, opening.office.get());
    if (Status status = impl_->Settle(draft, command); !status.ok()) return status;
  }
  draft.filing.key = std::move(key);
  if (Status status = impl_->Seal(draft); !status.ok()) return status;
  Opened opened{step->rejection ? "" : entry->id, {!step->rejection, std::move(draft.filing.events), step->rejection}, opening.loaded->report.findings};
  if (step->rejection) return opened;
  entry->loaded = true;
  impl_->Keep(std::move(entry));
  return opened;
}

Result<Outcome> Engine::Submit(const Command& command, std::string_view key) {
  if (!key.empty()) {
    if (Status status = CheckCommandKey(key); !status.ok()) return status;
  }
  if (!IsEngineCommand(command.body) && !std::holds_alternative<OpenDossier>(command.body)) return impl_->RunToEnd(command, key);
  if (auto known = impl_->Find(command.dossier); !known) return known.error();
  Outcome outcome;
  outcome.rejection = Refuse("engine-command", "", {{"verb", Same(std::string(VerbOf(command.body)))}});
  if (Status status = store_.LogAttempt(AttemptOf(command, *outcome.rejection)); !status.ok()) return status;
  return outcome;
}

Result<Outcome> Engine::Tick(const std::string& dossier, Instant now) {
  Command cause;
  cause.dossier = dossier;
  cause.actor = {"juece", "system", ""};
  cause.occurred_at = cause.recorded_at = now;
  for (int conflicts = 0;; ++conflicts) {
    auto held = impl_->Find(dossier);
    if (!held) return held.error();
    Entry& entry = *held->entry;
    Impl::Draft draft(entry);
    Status status = impl_->Settle(draft, cause);
    if (status.ok()) status = impl_->Seal(draft);
    if (status.code() == StatusCode::kConflict && conflicts < kMaxConflicts) continue;
    if (status.ok()) status = impl_->SettleLinks(entry, cause, "");
    if (!status.ok()) return status;
    return Outcome{true, std::move(draft.filing.events), {}};
  }
}

Result<std::shared_ptr<const Dossier>> Engine::Get(const std::string& dossier) {
  auto held = impl_->Find(dossier);
  if (!held) return held.error();
  held->entry->shown = true;
  return std::shared_ptr<const Dossier>(held->entry->dossier);
}

Result<std::shared_ptr<const Procedure>> Engine::ProcedureOf(const std::string& dossier) {
  auto held = impl_->Find(dossier);
  if (!held) return held.error();
  return held->entry->steps->procedure();
}

Status Engine::CanGoOn(const std::string& dossier) {
  auto held = impl_->Find(dossier);
  return held ? impl_->CheckPlugins(*held->entry) : held.error();
}

Result<std::string> Engine::Replay(const std::string& dossier) {
  auto held = impl_->Find(dossier);
  if (!held) return held.error();
  auto events = store_.Read(dossier);
  if (!events) return events.error();
  return FirstDifference(ToData(Fold(*events)), ToData(*held->entry->dossier), "");
}

}  // namespace juece
