#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "compliance/subject.h"

namespace juece {
namespace {

constexpr std::string_view kCompleted = "completed";
constexpr std::string_view kIssue = "issue";  // the milestone

// Turns stored events into what the review reads. Bookkeeping of the engine (tasks, deadlines, branches) says nothing about
// the procedure and is left out.
class HistoryReader {
 public:
  Subject Read(const std::vector<Event>& events) {
    subject_.knowledge = Knowledge::kSoFar;
    for (const Event& event : events) {
      subject_.id = event.dossier;
      header_ = &event;
      std::visit([this](const auto& body) { Take(body); }, event.body);
      const Date day = event.recorded_at.LocalDate();
      subject_.last = std::max(subject_.last.value_or(day), day);
    }
    return std::move(subject_);
  }

 private:
  template <typename Body>
  void Take(const Body& /*body*/) {}

  void Take(const DossierOpened& body) {
    subject_.title = body.title;
    subject_.organ = body.organ;
    for (const std::string& overlay : body.overlays) subject_.overlays.push_back(overlay.substr(0, overlay.find('@')));  // without its digest
    subject_.settings.insert(body.settings.begin(), body.settings.end());
  }
  void Take(const FactSet& body) { subject_.facts[body.fact] = body.value; }
  void Take(const ActionRecorded& body) {
    SubjectEvent& event = Add(body.event, body.step, body.data);
    event.materials = body.materials;
  }
  void Take(const ReviewBound& body) {
    Add("review_bound", body.step,
        Data::OfMembers({{"material", body.material}, {"digest", body.digest}, {"outcome", body.outcome}}));
  }
  void Take(const ReviewExtended& body) {
    Add("review_extended", body.step, Data::OfMembers({{"material", body.material}, {"digest", body.digest}}));
  }
  void Take(const StepLeft& body) {
    Add("step_left", body.step,
        Data::OfMembers({{"outcome", body.outcome}, {"reason", body.reason}, {"said_by", body.said_by}}));
  }
  void Take(const StepOverridden& body) {
    Add("step_overridden", body.step,
        Data::OfMembers({{"what", body.what}, {"authority", body.authority}, {"reason", body.reason}}));
  }
  void Take(const Returned& body) {
    Add("returned", body.from, Data::OfMembers({{"to", body.to}, {"authority", body.authority}, {"reason", body.reason}}));
  }
  void Take(const MilestoneReached& body) {
    issued_ = issued_ || body.milestone == kIssue;
    Add("milestone_reached", body.step, Data::OfMembers({{"milestone", body.milestone}}));
  }
  void Take(const DossierLinked& body) {
    Add("dossier_linked", body.step, Data::OfMembers({{"dossier", body.dossier}, {"relation", body.relation}}));
  }
  void Take(const DossierTerminated& body) { End("dossier_terminated", body.authority, body.reason); }
  void Take(const DossierWithdrawn& body) { End("dossier_withdrawn", body.authority, body.reason); }
  void Take(const DossierClosed& body) {
    Add("dossier_closed", "", Data::OfMembers({{"outcome", body.outcome}}));
    subject_.knowledge = Knowledge::kWhole;
    subject_.ended_early = body.outcome != kCompleted && !issued_;  // what was issued owes its duties, however it ends
  }
  // The superseding data hold; the entry keeps its own place in time.
  void Take(const EntryCorrected& body) {
    const std::string position = fmt::format("{}", body.corrected);
    for (SubjectEvent& event : subject_.events) {
      if (event.id == position) {
        event.data = body.data;
        event.corrected_by = fmt::format("{}", header_->position);
      }
    }
  }

  void End(std::string name, const std::string& authority, const std::string& reason) {
    Add(std::move(name), "", Data::OfMembers({{"authority", authority}, {"reason", reason}}));
    subject_.knowledge = Knowledge::kWhole;
    subject_.ended_early = true;
  }

  SubjectEvent& Add(std::string name, const std::string& step, Data data) {
    SubjectEvent& event = subject_.events.emplace_back();
    event.event = std::move(name);
    event.step = step;
    event.data = std::move(data);
    event.instant = header_->occurred_at;
    const Date day = header_->occurred_at.LocalDate();
    event.date = DateRange{day, day};
    event.id = fmt::format("{}", header_->position);
    event.actor = header_->actor.name;
    event.role = header_->actor.role;
    event.late = header_->late.ToOptional();
    return event;
  }

  Subject subject_;
  bool issued_ = false;
  const Event* header_ = nullptr;
};

}  // namespace

Subject SubjectFromEvents(const std::vector<Event>& events) { return HistoryReader().Read(events); }

Subject DatedByData(Subject subject, const Vocabulary& vocabulary) {
  for (SubjectEvent& event : subject.events) {
    const EventType* type = vocabulary.Find(event.event);
    if (type == nullptr || type->dated_by.empty()) {
      continue;
    }
    const auto really = DateRange::Parse(event.data[type->dated_by].AsText());
    if (really && !(really->last < really->first) && (!event.date || really->last < event.date->first)) {
      event.entered = event.date;
      event.date = really;
      event.instant.reset();
    }
  }
  return subject;
}

Subject AsOf(Subject subject, Date day) {
  const auto later = [&](const SubjectEvent& event) { return event.date && day < event.date->first; };
  const std::size_t before = subject.events.size();
  std::erase_if(subject.events, later);
  if (subject.events.size() != before) {
    // What ended the matter may be among what was left out.
    subject.knowledge = subject.knowledge == Knowledge::kPartial ? Knowledge::kPartial : Knowledge::kSoFar;
    subject.ended_early = false;
    subject.last = day;
  }
  return subject;
}

}  // namespace juece
