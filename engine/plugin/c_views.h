// The host's side of the C ABI: tables through which a plugin reads our data in place, and sinks
// that copy what it says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "juece/abi/step.h"
#include "step/handler.h"

namespace juece {

inline juece_text ToC(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view FromC(juece_text text) {
  return {text.data == nullptr ? "" : text.data, text.size};
}

// A value of a plugin is the address of our own Data; nothing is copied.
inline const juece_value* ToC(const Data* data) {
  return reinterpret_cast<const juece_value*>(data);
}
const juece_value_api& ValueApi();

// What a step may see of its dossier, wherever the plugin lives: places inside a Dossier, or inside
// the copy of it that a plugin in a process of its own was sent (plugin/wire_request.h). Borrows.
struct DossierShown {
  const std::vector<std::pair<std::string, std::string>>* settings = nullptr;
  const ById<FactState>* facts = nullptr;
  const ById<StepState>* steps = nullptr;
  const std::vector<RecordedAction>* actions = nullptr;
  const std::vector<MaterialRecord>* materials = nullptr;
};
DossierShown ShownOf(const Dossier& dossier);

// A StepRequest as the plugin sees it; its `dossier` is not looked at, `shown` is. Lives on the stack
// of one call; borrows the request.
struct RequestView {
  RequestView(const StepRequest& source, const DossierShown& shown);
  RequestView(const RequestView&) = delete;
  RequestView& operator=(const RequestView&) = delete;

  juece_request raw{};  // first: the tables find the rest from its address
  const StepRequest* source;
  DossierShown shown;
  std::string now;
  std::string today;
};

// Collects what the plugin says into Effects.
struct EffectsSink {
  explicit EffectsSink(Effects& target);
  juece_effects raw{};
};

struct ProblemsSink {
  explicit ProblemsSink(std::vector<Text>& target);
  juece_problems raw{};
};

}  // namespace juece
