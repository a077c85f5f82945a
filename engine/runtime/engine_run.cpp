// One command from admission to its follow-ups.
#include <openssl/rand.h>

#include <array>

#include <fmt/format.h>

#include "base/json.h"
#include "catalog/schema.h"
#include "dossier/apply.h"
#include "process/refusal.h"
#include "record/codec.h"
#include "runtime/command_keys.h"
#include "runtime/engine_impl.h"
#include "runtime/ground.h"
#include "runtime/redaction.h"

namespace juece {
namespace {

// The schema that an event's data were checked against, where it marks something as personal; nullptr otherwise.
const Data* PersonalSchemaOf(const Procedure& procedure, std::string_view step, std::string_view action) {
  const StepNode* node = procedure.definition().FindStep(step);
  const StepType* type = node == nullptr ? nullptr : procedure.TypeOf(*node);
  const ActionType* action_type = type == nullptr ? nullptr : type->FindAction(action);
  return action_type == nullptr || !action_type->personal ? nullptr : &action_type->schema;
}

// An incident answers a submitted action with "not recorded": the person has to know.
std::optional<Rejection> IncidentAnswer(const Command& command, const std::vector<EventBody>& bodies) {
  if (!std::holds_alternative<SubmitAction>(command.body) || bodies.size() != 1) return std::nullopt;
  const auto* raised = std::get_if<IncidentRaised>(&bodies.front());
  if (raised == nullptr) return std::nullopt;
  return Refuse("incident", "",
                {{"step", Same(raised->step)}, {"reason", Same(raised->reason)}, {"incident", Same(raised->incident)}});
}

// What the engine gives itself because of `cause`.
void MakeFollowUp(const Command& cause, CommandBody body, Command& command) {
  const bool timed = std::holds_alternative<FireDeadline>(body) || std::holds_alternative<ComputeDeadline>(body);
  command.occurred_at = timed ? cause.recorded_at : cause.occurred_at;
  command.late = timed ? std::nullopt : cause.late;
  command.body = std::move(body);
}

std::string_view StepOf(const Command& command) {
  if (const auto* submit = std::get_if<SubmitAction>(&command.body)) return submit->step;
  if (const auto* back = std::get_if<ReturnTo>(&command.body)) return back->from;
  if (const auto* step = std::get_if<OverrideStep>(&command.body)) return step->step;
  return "";
}

// The step whose handler is asked, and the deadline where it is one that fired.
struct Asked {
  std::string_view step;
  const DeadlineState* deadline = nullptr;
};

Asked AskedStep(const Dossier& dossier, const CommandBody& body) {
  if (const auto* submit = std::get_if<SubmitAction>(&body)) return {submit->step};
  if (const auto* enter = std::get_if<EnterStep>(&body)) return {enter->step};
  if (const auto* evaluate = std::get_if<EvaluateApplicability>(&body)) return {evaluate->step};
  if (const auto* resolve = std::get_if<ResolveIncident>(&body)) {
    return {dossier.incidents().find(resolve->incident)->second.raised.step};
  }
  const auto& fire = std::get<FireDeadline>(body);
  const auto it = dossier.deadlines().find(fire.deadline);
  if (it == dossier.deadlines().end()) return {};
  return {it->second.started.step, &it->second};
}

Effects Failed(std::string reason) {
  Effects effects;
  effects.failure = std::move(reason);
  return effects;
}

}  // namespace

std::string RandomSalt() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return "";
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

World Engine::Impl::WorldOf(const Entry& entry) const {
  return {&entry.procedure(), self.installation().calendar().get(), entry.office.get(), options.late_tolerance_minutes};
}

Effects Engine::Impl::Gather(Entry& entry, const Command& command, Rare<PluginMark>& mark) {
  const Asked asked = AskedStep(*entry.dossier, command.body);
  StepTable::Step* step = entry.steps->Find(asked.step);
  if (step == nullptr) return Failed("no such step: " + std::string(asked.step));
  mark = step->mark;
  const std::shared_ptr<StepHandler> handler = entry.steps->HandlerOf(*step);
  if (handler == nullptr) return Failed("no plugin offers a handler for step type " + step->node->type);
  const StepState* state = entry.dossier->FindStep(asked.step);
  StepRequest request;
  request.now = command.occurred_at;
  request.dossier = entry.dossier.get();
  request.step = asked.step;
  request.round = state == nullptr ? 1 : state->round;
  request.configuration = &step->configuration;
  request.actor = &command.actor;
  request.deadline = asked.deadline;
  if (const auto* submit = std::get_if<SubmitAction>(&command.body)) {
    request.action = submit->action;
    request.data = &submit->data;
    request.materials = &submit->materials;
    return handler->Submit(request);
  }
  if (asked.deadline != nullptr) return handler->Deadline(request);
  if (std::holds_alternative<EnterStep>(command.body)) request.round = (state == nullptr ? 0 : state->round) + 1;
  return handler->Enter(request);
}

void Engine::Impl::AddPersonal(const Entry& entry, Event& event) {
  const Data* schema = nullptr;
  const Data* data = nullptr;
  if (const auto* recorded = std::get_if<ActionRecorded>(&event.body)) {
    schema = PersonalSchemaOf(entry.procedure(), recorded->step, recorded->action);
    data = &recorded->data;
  } else if (const auto* corrected = std::get_if<EntryCorrected>(&event.body)) {
    for (const RecordedAction& action : entry.dossier->actions()) {
      if (action.position == corrected->corrected) schema = PersonalSchemaOf(entry.procedure(), action.step, action.action);
    }
    data = &corrected->data;
  }
  if (schema == nullptr) return;
  for (const std::string& pointer : PersonalPointers(*schema, *data)) {
    const Data* value = data->At(pointer);
    if (value == nullptr) continue;
    PersonalValue personal;
    personal.pointer = "/data" + pointer;
    personal.salt = options.salt();
    personal.value = ToCanonicalJson(*value);
    personal.commitment = CommitmentOf(store.algorithm(), personal.salt, personal.value);
    event.personal.push_back(std::move(personal));
  }
}

Rejection Engine::Impl::ForTheLog(const Entry& entry, const Command& command, const Rejection& rejection) const {
  const auto* submit = std::get_if<SubmitAction>(&command.body);
  const Data* schema = submit == nullptr ? nullptr : PersonalSchemaOf(entry.procedure(), submit->step, submit->action);
  const PersonalMask mask(*entry.dossier, schema, submit == nullptr ? nullptr : &submit->data);
  return mask.empty() ? rejection : mask.Hidden(rejection);
}

// The events' own data keep their personal values as commitments; what handlers said about them must not repeat them.
void Engine::Impl::HidePersonal(const Entry& entry, const Command& command, EventBatch::List& events, std::size_t from) const {
  const auto* submit = std::get_if<SubmitAction>(&command.body);
  const Data* schema = submit == nullptr ? nullptr : PersonalSchemaOf(entry.procedure(), submit->step, submit->action);
  if (schema == nullptr && entry.dossier->personal().empty()) return;
  const PersonalMask mask(*entry.dossier, schema, submit == nullptr ? nullptr : &submit->data);
  if (mask.empty()) return;
  for (std::size_t i = from; i < events.size(); ++i) mask.Hide(events[i].body);
}

void Engine::Impl::AddEvents(Draft& draft, const Command& command, std::vector<EventBody> bodies, const Rare<PluginMark>& mark) {
  const Entry& entry = draft.entry;
  const bool own = IsEngineCommand(command.body);
  const Actor found = own ? Actor() : ActorOf(WorldOf(entry), *entry.dossier, command);
  const Actor& actor = own ? command.actor : found;
  const Rare<LateRegistration> late = command.late;
  EventBatch::List& events = draft.filing.events.Edit();
  const std::size_t before = events.size();
  int links = static_cast<int>(entry.dossier->linked().size());
  for (EventBody& body : bodies) {
    const auto position = draft.filing.expected_version + static_cast<std::int64_t>(events.size()) + 1;
    Event& event = events.emplace_back(entry.id, position, command.occurred_at, command.recorded_at, actor, std::move(body));
    event.late = late;
    event.plugin = mark;
    // The other dossier's id follows from this one's, so that a crash before it is opened leaves nothing to guess.
    if (auto* link = std::get_if<DossierLinked>(&event.body)) link->dossier = fmt::format("{}-A{}", entry.id, ++links);
    AddPersonal(entry, event);
  }
  HidePersonal(entry, command, events, before);
}

Result<RunStep> Engine::Impl::RunOne(Draft& draft, const Command& command, const DossierOpened* shell) {
  RunStep step;
  Entry& entry = draft.entry;
  const World world = WorldOf(entry);
  step.rejection = Admit(world, *entry.dossier, command);
  if (step.rejection) return step;
  const bool asks = NeedsHandler(world, *entry.dossier, command);
  // No other build ever answers for the one that the dossier is pinned to.
  if (Status status = asks ? CheckPlugins(entry) : Status::Ok(); !status.ok()) return status;
  Rare<PluginMark> mark;
  const Effects effects = asks ? Gather(entry, command, mark) : Effects();
  auto decision = Decide(world, *entry.dossier, command, effects);
  if (auto* rejection = std::get_if<Rejection>(&decision)) {
    step.rejection = std::move(*rejection);
    return step;
  }
  auto& bodies = std::get<std::vector<EventBody>>(decision);
  if (bodies.empty()) return step;
  step.rejection = IncidentAnswer(command, bodies);
  step.link = effects.link;
  if (auto* opened = shell == nullptr ? nullptr : std::get_if<DossierOpened>(&bodies.front())) {
    opened->overlays = shell->overlays;
    opened->office_digest = shell->office_digest;
    opened->offset_minutes = shell->offset_minutes;
  }
  const std::size_t before = draft.filing.events.size();
  AddEvents(draft, command, std::move(bodies), mark);
  entry.ApplyAll(draft.filing.events.begin() + static_cast<std::ptrdiff_t>(before), draft.filing.events.end());
  return step;
}

Status Engine::Impl::Settle(Draft& draft, const Command& cause) {
  Command follow_up;
  follow_up.dossier = cause.dossier;
  follow_up.actor = {"juece", "system", ""};
  follow_up.recorded_at = cause.recorded_at;
  for (int done = 0; done < options.max_follow_ups; ++done) {
    auto owed = Owed(WorldOf(draft.entry), *draft.entry.dossier, cause.recorded_at);
    if (!owed) return Status::Ok();
    const std::size_t before = draft.filing.events.size();
    MakeFollowUp(cause, *std::move(owed), follow_up);
    auto step = RunOne(draft, follow_up);
    if (!step) return step.error();
    if (draft.filing.events.size() == before) {
      const std::string verb(VerbOf(follow_up.body));
      return Status::Internal({"引擎后续事项没有产生事件:" + verb, "what is owed came to nothing: " + verb});
    }
  }
  return Status::Internal({"后续事项超过上限,这次操作没有留下任何内容,案卷停在第" + std::to_string(draft.filing.expected_version) + "号事件",
                           "too many follow-ups; nothing of this command was kept, the dossier stands at event " +
                               std::to_string(draft.filing.expected_version)});
}

Status Engine::Impl::Seal(Draft& draft) {
  const Filing& filing = draft.filing;
  if (filing.events.empty() && !filing.attempt && filing.documents.empty() && !filing.key) return Status::Ok();
  Status filed = store.File(draft.filing);
  draft.filed = filed.ok();
  if (filed.ok() && !filing.events.empty()) SetLastHash(*draft.entry.dossier, filing.events.back().hash);
  return filed;
}

Status Engine::Impl::SettleLinks(Entry& entry, const Command& cause, const std::string& title) {
  for (const std::string& id : entry.dossier->linked()) {
    const auto known = store.LastPosition(id);
    if (known) continue;
    if (known.error().code() != StatusCode::kNotFound) return known.error();
    Entry linked(id);
    linked.installation = entry.installation;
    linked.steps = entry.steps;
    linked.office = entry.office;
    Command open = cause;
    open.dossier = id;
    OpenDossier body;
    body.title = title.empty() ? entry.dossier->opened().title : title;
    body.organ = entry.dossier->opened().organ;
    body.settings = entry.dossier->opened().settings;
    body.linked_from = entry.id;
    open.body = std::move(body);
    Draft draft(linked);
    auto step = RunOne(draft, open, &entry.dossier->opened());
    if (!step) return step.error();
    if (step->rejection) return Status::Internal(step->rejection->message);
    if (Status status = Settle(draft, open); !status.ok()) return status;
    if (Status status = Seal(draft); !status.ok() && status.code() != StatusCode::kConflict) return status;  // conflict: somebody opened it
  }
  return Status::Ok();
}

Attempt AttemptOf(const Command& command, const Rejection& rejection) {
  const auto* submit = std::get_if<SubmitAction>(&command.body);
  return {command.dossier, command.recorded_at, command.occurred_at, command.actor, std::string(VerbOf(command.body)),
          std::string(StepOf(command)), submit == nullptr ? "" : submit->action, rejection};
}

Result<Outcome> Engine::Impl::RunToEnd(const Command& command, std::string_view key) {
  for (int conflicts = 0;; ++conflicts) {
    auto held = Find(command.dossier);
    if (!held) return held.error();
    auto outcome = RunHeld(*held->entry, command, key);
    if (outcome || outcome.error().code() != StatusCode::kConflict || conflicts >= kMaxConflicts) return outcome;
  }
}

Result<Outcome> Engine::Impl::RunHeld(Entry& entry, const Command& command, std::string_view key) {
  const std::string content = key.empty() ? "" : ContentOf(command);
  if (!key.empty()) {
    auto answered = AnswerTo(key, content, AttemptOf(command, {}));
    if (!answered) return answered.error();
    if (*answered) return std::move((*answered)->outcome);
  }
  const auto* move = std::get_if<MovePlugin>(&command.body);
  // Whoever moves to another build may do so because this one is gone.
  if (Status status = move == nullptr ? CheckPlugins(entry) : Status::Ok(); !status.ok()) return status;
  if (move != nullptr && !Admit(WorldOf(entry), *entry.dossier, command)) {
    if (Status status = CheckMove(entry, *move); !status.ok()) return status;
  }
  Draft draft(entry);
  auto step = RunOne(draft, command);
  if (!step) return step.error();
  if (move != nullptr && !step->rejection) {
    if (Status status = PinTo(entry); !status.ok()) return status;  // what follows is another build's already
  }
  if (const auto& statutes = self.installation().statutes(); step->rejection && statutes != nullptr) {
    const auto* submit = std::get_if<SubmitAction>(&command.body);
    const Definition& definition = entry.procedure().definition();
    const StepNode* node = submit == nullptr ? nullptr : definition.FindStep(submit->step);
    step->rejection = WithGround(std::move(*step->rejection), definition, node, *statutes, command.occurred_at.LocalDate());
  }
  if (step->rejection) draft.filing.attempt = AttemptOf(command, ForTheLog(entry, command, *step->rejection));
  const bool refused = step->rejection && draft.filing.events.empty();
  if (!refused) {
    if (Status status = Settle(draft, command); !status.ok()) return status;
  }
  draft.filing.key = NewKey(key, content);
  if (Status status = Seal(draft); !status.ok()) return status;
  Outcome outcome;
  outcome.accepted = !step->rejection.has_value();
  outcome.events = std::move(draft.filing.events);
  outcome.rejection = step->rejection;
  if (outcome.accepted && std::holds_alternative<RedactPersonal>(command.body)) {
    if (Status status = store.Scrub(); !status.ok()) outcome.remark = status.message();
  }
  if (!refused && !entry.dossier->linked().empty()) {
    if (Status status = SettleLinks(entry, command, step->link ? step->link->title : ""); !status.ok()) return status;
  }
  return outcome;
}

}  // namespace juece
