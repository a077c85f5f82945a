// Submission (R713:29): the bundle holds what the steps that were done have made; the office checks
// it.
#pragma once

#include "juece/sdk/step.h"

namespace juece::sdk {

class Submission : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer RefusedBundle(const Request& request);
  static Answer RefusedItem(const Request& request, Value due);
  static Answer RefusedCheck(const Request& request);
};

}  // namespace juece::sdk
