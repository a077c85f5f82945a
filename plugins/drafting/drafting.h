// Drafting (R713:12): research, legal bases, draft. A forecast of costs and options are due only
// where the configuration says so.
#pragma once

#include "juece/sdk/step.h"

namespace juece::sdk {

class Drafting : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer RefusedDraft(const Request& request);
};

}  // namespace juece::sdk
