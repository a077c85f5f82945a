// JUECE_PLUGIN: turns classes into a plugin. Builds the tables of the C ABI and lets no exception
// through them.
//
//   constexpr unsigned char kDescriptor[] = {
//   #include "descriptor_json.inc"
//   };
//   JUECE_PLUGIN(kDescriptor, MakeStep<Greeting>("greeting"))
#pragma once

#include <algorithm>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "juece/abi/entry.h"
#include "juece/sdk/demand_form.h"
#include "juece/sdk/demands.h"
#include "juece/sdk/function_tables.h"
#include "juece/sdk/step.h"

namespace juece::sdk {

// The text of the first member of that name; enough for the head of our own descriptor, which the
// host reads in full.
constexpr std::string_view HeadMember(std::string_view json, std::string_view quoted_name) {
  const std::size_t name = json.find(quoted_name);
  if (name == std::string_view::npos) return {};
  const std::size_t open = json.find('"', name + quoted_name.size());
  const std::size_t close = open == std::string_view::npos ? open : json.find('"', open + 1);
  return close == std::string_view::npos ? std::string_view()
                                         : json.substr(open + 1, close - open - 1);
}

// The ABI note (abi/note.h). Of a descriptor that is no constant expression it cannot name id and version, and says
// the interface alone.
template <typename Traits>
consteval juece_note MakeNote() {
  juece_note note = {6, sizeof(juece_note) - 20, JUECE_NOTE_TYPE, "juece", JUECE_VERSION_MAJOR, JUECE_VERSION_MINOR, "", ""};
  if constexpr (requires { typename std::bool_constant<(Traits::At(0), true)>; }) {
    const auto copy = [](std::string_view name, char* to, std::size_t size) {
      constexpr std::size_t kSize = std::min<std::size_t>(Traits::Size(), 65536);  // id and version stand at the head
      char text[kSize] = {};
      for (std::size_t i = 0; i < kSize; ++i) text[i] = Traits::At(i);
      const std::string_view value = HeadMember({text, kSize}, name);
      for (std::size_t i = 0; value.size() < size && i < value.size(); ++i) to[i] = value[i];
    };
    copy("\"id\"", note.id, sizeof note.id);
    copy("\"version\"", note.version, sizeof note.version);
  }
  return note;
}

// The tables of one plugin. `Traits` (made by JUECE_PLUGIN) names its descriptor and its step
// types.
template <typename Traits>
class PluginTables {
 public:
  static const juece_entry* Entry() {
    static const std::string_view id = HeadMember(Traits::Descriptor(), "\"id\"");
    static const std::string_view version = HeadMember(Traits::Descriptor(), "\"version\"");
    static const juece_entry entry = {sizeof(juece_entry),
                                      JUECE_VERSION_MAJOR,
                                      JUECE_VERSION_MINOR,
                                      Borrow(id),
                                      Borrow(version),
                                      &Init,
                                      &Deinit,
                                      &Factory};
    return &entry;
  }

 private:
  static int32_t Init(const juece_host*) { return 1; }
  static void Deinit() {}
  static const void* Factory(const char* id) {
    static const juece_step_factory factory = {sizeof(juece_step_factory),
                                               &Count,
                                               &TypeAt,
                                               &Descriptor,
                                               &CheckConfig,
                                               &Create,
                                               &Destroy,
                                               &Enter,
                                               &Submit,
                                               &Deadline,
                                               &Extension};
    if (std::string_view(id) == JUECE_FUNCTION_FACTORY_ID) return FunctionTables<Traits>::Factory();
    return std::string_view(id) == JUECE_STEP_FACTORY_ID && Count() != 0 ? &factory : nullptr;
  }

  static uint32_t Count() {
    uint32_t count = 0;
    for (const StepMaker& maker : Traits::kSteps) count += maker.make != nullptr ? 1 : 0;
    return count;
  }
  static juece_text TypeAt(uint32_t i) {
    for (const StepMaker& maker : Traits::kSteps) {
      if (maker.make != nullptr && i-- == 0) return Borrow(maker.type);
    }
    return {};
  }
  static juece_text Descriptor() { return Borrow(Traits::Descriptor()); }

  static std::unique_ptr<Step> Make(juece_text type) {
    for (const StepMaker& maker : Traits::kSteps) {
      if (maker.make != nullptr && maker.type == View(type)) return maker.make();
    }
    return nullptr;
  }
  static void CheckConfig(juece_text type, const juece_value_api* values,
                          const juece_value* configuration, juece_problems* problems) {
    const std::unique_ptr<Step> step = Made(type, values, configuration, problems);
    (void)step;
  }
  static juece_step* Create(juece_text type, const juece_value_api* values,
                            const juece_value* configuration, juece_problems* problems) {
    return reinterpret_cast<juece_step*>(Made(type, values, configuration, problems).release());
  }
  // The step, its configuration checked; nullptr where making it failed, which is said.
  static std::unique_ptr<Step> Made(juece_text type, const juece_value_api* values,
                                    const juece_value* configuration, juece_problems* problems) {
    Problems say(problems);
    try {
      std::unique_ptr<Step> step = Make(type);
      if (step != nullptr) {
        step->CheckConfiguration(Value(values, configuration), say);
        CheckDemands(Value(values, configuration), say);
      }
      return step;
    } catch (const std::exception& error) {
      say.Add({error.what(), error.what()});
    } catch (...) {
      say.Add({"步骤处理程序抛出了未知异常", "the step threw an unknown exception"});
    }
    return nullptr;
  }
  static void Destroy(juece_step* step) { delete reinterpret_cast<Step*>(step); }

  // Runs one call and lets no exception cross the boundary.
  template <typename Call>
  static void Guarded(const juece_request* request, juece_effects* effects, Call call) {
    Effects say(effects);
    try {
      call(Request(request), say);
    } catch (const std::exception& error) {
      say.Fail(error.what());
    } catch (...) {
      say.Fail("unknown exception");
    }
  }
  static void Enter(juece_step* step, const juece_request* request, juece_effects* effects) {
    Guarded(request, effects,
            [&](const Request& r, Effects& e) { reinterpret_cast<Step*>(step)->Enter(r, e); });
  }
  static void Submit(juece_step* step, const juece_request* request, juece_effects* effects) {
    Guarded(request, effects, [&](const Request& r, Effects& e) {
      if (!RejectedByDemand(r, e)) reinterpret_cast<Step*>(step)->Submit(r, e);
    });
  }
  static void Deadline(juece_step* step, const juece_request* request, juece_effects* effects) {
    Guarded(request, effects,
            [&](const Request& r, Effects& e) { reinterpret_cast<Step*>(step)->Deadline(r, e); });
  }
  static const void* Extension(juece_step*, const char*) { return nullptr; }
};

}  // namespace juece::sdk

// `descriptor`: a constexpr array of unsigned char that holds the descriptor and a closing zero byte. Then
// one MakeStep<T>("type") a step type and one MakeFunction<T>("id") a function.
#define JUECE_PLUGIN(descriptor, ...)                                             \
  namespace {                                                                     \
  struct JuecePluginTraits {                                                      \
    static constexpr ::juece::sdk::StepMaker kSteps[] = {__VA_ARGS__};            \
    static std::string_view Descriptor() {                                        \
      return {reinterpret_cast<const char*>(descriptor), sizeof(descriptor) - 1}; \
    }                                                                             \
    static constexpr std::size_t Size() { return sizeof(descriptor) - 1; }        \
    template <typename Array = decltype((descriptor))>                            \
    static constexpr char At(std::size_t i) {                                     \
      return static_cast<char>(static_cast<Array>(descriptor)[i]);                \
    }                                                                             \
  };                                                                              \
  JUECE_NOTE_SECTION constinit const juece_note juece_note_of_this_plugin =       \
      ::juece::sdk::MakeNote<JuecePluginTraits>();                                \
  }                                                                               \
  extern "C" JUECE_EXPORT const juece_entry* juece_plugin_entry(void) {           \
    return ::juece::sdk::PluginTables<JuecePluginTraits>::Entry();                \
  }
