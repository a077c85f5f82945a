// Registration and number (NDM:8).
#include "juece/sdk/words.h"
#include "number_pattern.h"
#include "steps.h"

namespace juece::sdk {
namespace {

Answer RefusedNumber(const Request& request) {
  if (!request.Has("document_registered")) {
    return Refusal{"not-registered",
                   "NDM:8",
                   {"先统一登记", "register the document first"},
                   {"没有登记", "it is not registered"}};
  }
  const std::string_view number = request.data()["number"].Text();
  const std::string_view pattern = request.configuration()["number_pattern"].Text();
  if (FitsPattern(number, pattern)) return std::nullopt;
  return Refusal{"number-malformed",
                 request.Basis("number_pattern"),
                 {"按" + Quote(pattern).zh + "编号", "give a number of the form " + Quote(pattern).en},
                 {"文号是" + Quote(number).zh, "it is " + Quote(number).en}};
}

}  // namespace

void UnifiedRegistration::Enter(const Request&, Effects& effects) { effects.OpenTask("register"); }

void UnifiedRegistration::Submit(const Request& request, Effects& effects) {
  if (request.action() == "register") return effects.OpenTask("assign_number");
  if (const Answer refusal = RefusedNumber(request)) return effects.Reject(*refusal);
  effects.Complete("registered", request.data()["number"].Text());
}

}  // namespace juece::sdk
