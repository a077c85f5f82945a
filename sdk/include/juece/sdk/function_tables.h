// What a plugin offers, and the table of its functions. Included by plugin.h.
#pragma once

#include <exception>
#include <memory>
#include <string_view>

#include "juece/sdk/function.h"
#include "juece/sdk/step.h"

namespace juece::sdk {

// What a plugin offers: a step type with the function that makes its steps, or a function (function.h) by its id.
struct StepMaker {
  std::string_view type;
  std::unique_ptr<Step> (*make)() = nullptr;
  std::unique_ptr<Function> (*make_function)() = nullptr;
};

template <typename T>
constexpr StepMaker MakeStep(std::string_view type) {
  return {type, []() -> std::unique_ptr<Step> { return std::make_unique<T>(); }, nullptr};
}
template <typename T>
constexpr StepMaker MakeFunction(std::string_view id) {
  return {id, nullptr, []() -> std::unique_ptr<Function> { return std::make_unique<T>(); }};
}

// The table of a plugin's functions.
template <typename Traits>
class FunctionTables {
 public:
  // nullptr where the plugin offers none.
  static const juece_function_factory* Factory() {
    static const juece_function_factory factory = {sizeof(juece_function_factory), &Count, &IdAt, &Descriptor, &CheckConfig, &Run};
    return Count() == 0 ? nullptr : &factory;
  }

 private:
  static uint32_t Count() {
    uint32_t count = 0;
    for (const StepMaker& maker : Traits::kSteps) count += maker.make_function != nullptr ? 1 : 0;
    return count;
  }
  static juece_text IdAt(uint32_t i) {
    for (const StepMaker& maker : Traits::kSteps) {
      if (maker.make_function != nullptr && i-- == 0) return Borrow(maker.type);
    }
    return {};
  }
  static juece_text Descriptor() { return Borrow(Traits::Descriptor()); }
  static std::unique_ptr<Function> Make(juece_text id) {
    for (const StepMaker& maker : Traits::kSteps) {
      if (maker.make_function != nullptr && maker.type == View(id)) return maker.make_function();
    }
    return nullptr;
  }
  static void CheckConfig(juece_text id, const juece_value_api* values, const juece_value* configuration, juece_problems* problems) {
    Problems say(problems);
    try {
      if (const auto function = Make(id)) function->CheckConfiguration(Value(values, configuration), say);
    } catch (const std::exception& error) {
      say.Add({error.what(), error.what()});
    } catch (...) {
      say.Add({"检查配置时抛出了未知异常", "an unknown exception was thrown while the configuration was checked"});
    }
  }
  static void Run(const juece_call* call, juece_answer* answer) {
    try {
      const auto function = Make(call->function);
      if (function == nullptr) return answer->fail(answer, Borrow("no such function"));
      function->Run(Call(call), answer);
    } catch (const std::exception& error) {
      answer->fail(answer, Borrow(error.what()));
    } catch (...) {
      answer->fail(answer, Borrow("unknown exception"));
    }
  }
};

}  // namespace juece::sdk
