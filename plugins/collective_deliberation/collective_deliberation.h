// Collective deliberation (R713:30): a standing or plenary meeting; everybody speaks, the head
// last; the head decides. Views are counted only to know whether the head departs from the majority
// and owes a reason; no count decides.
#pragma once

#include "juece/sdk/step.h"

namespace juece::sdk {

class CollectiveDeliberation : public Step {
 public:
  void CheckConfiguration(Value configuration, Problems& problems) const override;
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer RefusedMeeting(const Request& request);
  static Answer WrongKind(const Request& request);
  static Answer UnclearAttendance(const Request& request, Value members);
  static Answer WrongSpeakers(const Request& request, Value members);
  static Answer TooFewPresent(const Request& request, Value members);
  static Answer UnrecordedDissent(const Request& request);
  static Answer UnexplainedDeparture(const Request& request, Value members);
  static Answer UnrecordedChange(const Request& request);
};

}  // namespace juece::sdk
