// Coordination (R713:13): units whose duties are touched are consulted; a dispute that stays is
// stated, never hidden.
#pragma once

#include <string_view>
#include <vector>

#include "juece/sdk/step.h"

namespace juece::sdk {

class Coordination : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer RefusedReply(const Request& request);
  static Answer RefusedEnd(const Request& request);
  static Answer HiddenDispute(const Request& request);
  static std::vector<std::string_view> UnitsThatDisagree(const Request& request);
};

}  // namespace juece::sdk
