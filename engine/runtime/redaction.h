// Personal values on their way out: which are meant, and keeping them out of what stays for ever.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "dossier/dossier.h"
#include "record/command.h"
#include "record/event.h"
#include "record/rejection.h"
#include "store/event_store.h"

namespace juece {

// What a person chooses to redact; all of it together.
struct PersonalSelection {
  std::vector<std::string> persons;    // names, see PlacesOfPerson (record/personal.h)
  std::vector<std::int64_t> positions;  // every personal value of these entries
  std::vector<PersonalPlace> places;
};
// The places meant, by the stored events. A place that is not there stays in the list, so that the command is refused with its name.
Result<std::vector<PersonalPlace>> SelectPersonal(EventStore& store, std::string_view dossier, const PersonalSelection& selection);

// "12:/data/participants/0/name"; nullopt where it is not of that form.
std::optional<PersonalPlace> ParsePersonalPlace(std::string_view text);

// Handlers quote what they were given. Where that would be stored outside the event's data (a note, a reason, the log of refused
// commands) the personal texts in it are left out. Built from the dossier's values and from those that the command brings.
class PersonalMask {
 public:
  // `schema` may be nullptr, then nothing in `data` is personal.
  PersonalMask(const Dossier& dossier, const Data* schema, const Data* data);
  // True where nothing is hidden.
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  void Hide(std::string& text, std::string_view instead) const;
  void Hide(Text& text) const;
  void Hide(EventBody& body) const;
  [[nodiscard]] Rejection Hidden(Rejection rejection) const;

 private:
  std::vector<std::string> texts_;  // the longest first
};

}  // namespace juece
