#include "state_summary.h"

namespace juece::scenario {
namespace {

Data DayOf(const std::optional<Instant>& instant) { return instant ? Data(instant->ToString()) : Data(nullptr); }

Data StepData(const std::string& id, const StepState& step) {
  Data data = Data::OfMembers({{"step", id},
                               {"status", ToString(step.status)},
                               {"outcome", step.outcome},
                               {"round", step.round},
                               {"entered_at", DayOf(step.entered_at)},
                               {"left_at", DayOf(step.left_at)}});
  if (step.applicability) data.Set("applies", step.applicability->truth);
  return data;
}

Data DeadlineData(const std::string& id, const DeadlineState& deadline) {
  return Data::OfMembers({{"deadline", id},
                          {"kind", deadline.started.kind},
                          {"start", deadline.started.start.ToString()},
                          {"due", deadline.due ? Data(deadline.due->ToString()) : Data(nullptr)},
                          {"status", ToString(deadline.status)},
                          {"article", deadline.started.article}});
}

Data ActionData(const RecordedAction& action) {
  Data data = Data::OfMembers({{"step", action.step},
                               {"round", action.round},
                               {"event", action.event},
                               {"at", action.occurred_at.ToString()},
                               {"role", action.actor.role}});
  Data kinds = Data::EmptyList();
  for (const MaterialRecord& material : action.materials) kinds.Append(material.kind);
  if (!action.materials.empty()) data.Set("materials", kinds);
  if (action.undone) data.Set("undone", true);
  if (action.late) data.Set("late", true);
  return data;
}

Data FactsData(const Dossier& dossier) {
  Data facts = Data::EmptyMap();
  for (const auto& [id, fact] : dossier.facts()) facts.Set(id, fact.value);
  return facts;
}

}  // namespace

Data Summary(const Dossier& dossier) {
  Data steps = Data::EmptyList();
  for (const auto& [id, step] : dossier.steps()) steps.Append(StepData(id, step));
  Data deadlines = Data::EmptyList();
  for (const auto& [id, deadline] : dossier.deadlines()) deadlines.Append(DeadlineData(id, deadline));
  Data actions = Data::EmptyList();
  for (const RecordedAction& action : dossier.actions()) actions.Append(ActionData(action));
  Data milestones = Data::EmptyList();
  for (const auto& [id, position] : dossier.milestones()) milestones.Append(id);
  Data reviews = Data::EmptyList();
  for (const ReviewState& review : dossier.reviews()) {
    reviews.Append(Data::OfMembers({{"step", review.step},
                                    {"outcome", review.outcome},
                                    {"extended", static_cast<std::int64_t>(review.extended_to.size())}}));
  }
  return Data::OfMembers({{"title", dossier.opened().title},
                          {"status", ToString(dossier.status())},
                          {"end", dossier.end_outcome()},
                          {"facts", FactsData(dossier)},
                          {"milestones", milestones},
                          {"steps", steps},
                          {"deadlines", deadlines},
                          {"reviews", reviews},
                          {"actions", actions}});
}

}  // namespace juece::scenario
