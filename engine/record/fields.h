// The members of every event, once: encoding, decoding, canonical bytes and the tests' generators all visit these. A new event
// does not compile until it stands here. Inside record/ and tests only.
#pragma once

#include <concepts>
#include <type_traits>

#include "record/event.h"

namespace juece {

// E is T or const T: one function serves reading and writing.
template <typename E, typename T>
concept Is = std::same_as<std::remove_const_t<E>, T>;

// A visitor is called as visit("member_name", member) and returns itself.
template <typename V, Is<Text> E>
void VisitFields(V& visit, E& e) {
  visit("zh", e.zh)("en", e.en);
}
template <typename V, Is<Actor> E>
void VisitFields(V& visit, E& e) {
  visit("name", e.name)("role", e.role)("on_behalf_of", e.on_behalf_of);
}
template <typename V, Is<LateRegistration> E>
void VisitFields(V& visit, E& e) {
  visit("reason", e.reason)("confirmed_by", e.confirmed_by);
}
template <typename V, Is<PluginPin> E>
void VisitFields(V& visit, E& e) {
  visit("id", e.id)("version", e.version)("digest", e.digest);
}
template <typename V, Is<PluginMark> E>
void VisitFields(V& visit, E& e) {
  visit("id", e.id)("version", e.version)("digest", e.digest)("signer", e.signer);
}
template <typename V, Is<MaterialRecord> E>
void VisitFields(V& visit, E& e) {
  visit("id", e.id)("kind", e.kind)("title", e.title)("digest", e.digest)("size", e.size);
  visit("file_name", e.file_name)("carrier", e.carrier);
}

template <typename V, Is<DossierOpened> E>
void VisitFields(V& visit, E& e) {
  visit("procedure", e.procedure)("procedure_version", e.procedure_version);
  visit("procedure_digest", e.procedure_digest)("overlays", e.overlays)("title", e.title);
  visit("organ", e.organ)("offset_minutes", e.offset_minutes)("settings", e.settings);
  visit("calendar", e.calendar)("calendar_version", e.calendar_version);
  visit("office_digest", e.office_digest)("plugins", e.plugins)("linked_from", e.linked_from);
}
template <typename V, Is<FactSet> E>
void VisitFields(V& visit, E& e) {
  visit("fact", e.fact)("value", e.value)("reason", e.reason);
}
template <typename V, Is<StepEntered> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("from", e.from)("outcome", e.outcome);
  visit("composite", e.composite)("branch", e.branch);
}
template <typename V, Is<CompositeEntered> E>
void VisitFields(V& visit, E& e) {
  visit("composite", e.composite)("round", e.round)("from", e.from)("outcome", e.outcome);
  visit("within", e.within)("branch", e.branch);
}
template <typename V, Is<ApplicabilityDecided> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("truth", e.truth)("guard", e.guard)("facts", e.facts);
  visit("said_by", e.said_by)("reason", e.reason);
}
template <typename V, Is<ActionRecorded> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("action", e.action)("event", e.event)("data", e.data);
  visit("materials", e.materials);
}
template <typename V, Is<ReviewBound> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("material", e.material)("digest", e.digest);
  visit("outcome", e.outcome);
}
template <typename V, Is<ReviewExtended> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("material", e.material)("digest", e.digest)("reason", e.reason);
}
template <typename V, Is<StepLeft> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("outcome", e.outcome)("reason", e.reason);
  visit("said_by", e.said_by);
}
template <typename V, Is<StepCancelled> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("round", e.round)("reason", e.reason);
}
template <typename V, Is<BranchEnded> E>
void VisitFields(V& visit, E& e) {
  visit("composite", e.composite)("branch", e.branch)("end", e.end)("outcome", e.outcome);
  visit("cancels_siblings", e.cancels_siblings);
}
template <typename V, Is<CompositeLeft> E>
void VisitFields(V& visit, E& e) {
  visit("composite", e.composite)("round", e.round)("row", e.row);
}
template <typename V, Is<MilestoneReached> E>
void VisitFields(V& visit, E& e) {
  visit("milestone", e.milestone)("step", e.step);
}
template <typename V, Is<TaskOpened> E>
void VisitFields(V& visit, E& e) {
  visit("task", e.task)("step", e.step)("round", e.round)("action", e.action)("roles", e.roles);
  visit("title", e.title);
}
template <typename V, Is<TaskClosed> E>
void VisitFields(V& visit, E& e) {
  visit("task", e.task)("how", e.how);
}
template <typename V, Is<DeadlineStarted> E>
void VisitFields(V& visit, E& e) {
  visit("deadline", e.deadline)("step", e.step)("round", e.round)("period", e.period);
  visit("kind", e.kind)("start", e.start)("amount", e.amount)("unit", e.unit);
  visit("first_day", e.first_day)("roll", e.roll)("due", e.due)("unknown_year", e.unknown_year);
  visit("calendar_version", e.calendar_version)("article", e.article)("soft", e.soft);
}
template <typename V, Is<DeadlineComputed> E>
void VisitFields(V& visit, E& e) {
  visit("deadline", e.deadline)("due", e.due)("calendar_version", e.calendar_version);
}
template <typename V, Is<DeadlineMet> E>
void VisitFields(V& visit, E& e) {
  visit("deadline", e.deadline)("on", e.on)("shortened_because", e.shortened_because);
}
template <typename V, Is<DeadlineMissed> E>
void VisitFields(V& visit, E& e) {
  visit("deadline", e.deadline)("on", e.on)("note", e.note);
}
template <typename V, Is<DeadlineCancelled> E>
void VisitFields(V& visit, E& e) {
  visit("deadline", e.deadline)("reason", e.reason);
}
template <typename V, Is<FindingNoted> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("code", e.code)("severity", e.severity)("message", e.message);
  visit("article", e.article);
}
template <typename V, Is<Returned> E>
void VisitFields(V& visit, E& e) {
  visit("from", e.from)("to", e.to)("authority", e.authority)("reason", e.reason);
}

// Events that carry nothing but the authority and the reason.
template <typename E>
concept IsAuthorised = Is<E, DossierPaused> || Is<E, DossierResumed> || Is<E, DossierTerminated> ||
                       Is<E, DossierWithdrawn>;
template <typename V, IsAuthorised E>
void VisitFields(V& visit, E& e) {
  visit("authority", e.authority)("reason", e.reason);
}
template <typename V, Is<DossierClosed> E>
void VisitFields(V& visit, E& e) {
  visit("end", e.end)("outcome", e.outcome);
}
template <typename V, Is<StepOverridden> E>
void VisitFields(V& visit, E& e) {
  visit("step", e.step)("what", e.what)("authority", e.authority)("reason", e.reason);
}
template <typename V, Is<EntryCorrected> E>
void VisitFields(V& visit, E& e) {
  visit("corrected", e.corrected)("data", e.data)("authority", e.authority)("reason", e.reason);
}
template <typename V, Is<IncidentRaised> E>
void VisitFields(V& visit, E& e) {
  visit("incident", e.incident)("step", e.step)("action", e.action)("reason", e.reason);
  visit("plugin", e.plugin);
}
template <typename V, Is<IncidentResolved> E>
void VisitFields(V& visit, E& e) {
  visit("incident", e.incident)("authority", e.authority)("reason", e.reason);
}
template <typename V, Is<DossierLinked> E>
void VisitFields(V& visit, E& e) {
  visit("dossier", e.dossier)("relation", e.relation)("step", e.step);
}
template <typename V, Is<PersonalPlace> E>
void VisitFields(V& visit, E& e) {
  visit("position", e.position)("pointer", e.pointer);
}
template <typename V, Is<PersonalRedacted> E>
void VisitFields(V& visit, E& e) {
  visit("values", e.values)("authority", e.authority)("reason", e.reason);
}
template <typename V, Is<PluginMoved> E>
void VisitFields(V& visit, E& e) {
  visit("from", e.from)("to", e.to)("authority", e.authority)("reason", e.reason);
}

}  // namespace juece
