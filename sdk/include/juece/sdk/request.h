// Request: what a step sees in one call. Views into the host; valid until the call returns.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "juece/abi/request.h"
#include "juece/sdk/value.h"

namespace juece::sdk {

// A recorded action, its data as corrected since.
struct Action {
  std::int64_t position = 0;
  std::string_view step;
  std::string_view event;
  Value data;
  std::string_view actor;
  std::string_view role;
  std::string date;  // YYYY-MM-DD
};

struct StepState {
  std::string_view status;  // "" where the procedure has no such step, or it was not reached
  std::string_view outcome;
  std::string_view reason;
};

class Request {
 public:
  explicit Request(const juece_request* raw, juece_scope scope = JUECE_SCOPE_PRESENT)
      : raw_(raw), scope_(scope) {}

  // The same request, whose history also shows what was undone by a return and the earlier rounds
  // of this step.
  [[nodiscard]] Request Ever() const { return Request(raw_, JUECE_SCOPE_EVER); }

  // The id of this step in its procedure.
  [[nodiscard]] std::string_view step() const { return View(raw_->step); }
  // The action that is submitted; "" on entry and when a period falls due.
  [[nodiscard]] std::string_view action() const { return View(raw_->action); }
  // Who submits it.
  [[nodiscard]] std::string_view actor() const { return View(raw_->actor.name); }
  // In which role.
  [[nodiscard]] std::string_view role() const { return View(raw_->actor.role); }
  // The period that fell due; "" otherwise.
  [[nodiscard]] std::string_view deadline() const { return View(raw_->deadline); }
  // The date on which it happened in the office.
  [[nodiscard]] std::string_view today() const { return View(raw_->today); }
  // How often the step was entered, from 1.
  [[nodiscard]] int round() const { return raw_->round; }
  // The payload, which fits the form; null on entry and when a period falls due.
  [[nodiscard]] Value data() const { return {raw_->values, raw_->data}; }
  // Of the step, with defaults filled in.
  [[nodiscard]] Value configuration() const { return {raw_->values, raw_->configuration}; }
  // The ground that the configuration names in its member `basis` for a demand of its own; "" where
  // it names none. What an office asks for beyond the law is not grounded on an article of the law.
  [[nodiscard]] std::string_view Basis(std::string_view demand) const {
    return configuration()["basis"][demand].Text();
  }

  // The value in force of a named setting of the procedure; "" where there is none of that name.
  [[nodiscard]] std::string_view Setting(std::string_view id) const {
    return View(raw_->api->setting(raw_, Borrow(id)));
  }
  // Null while the fact is unknown.
  [[nodiscard]] Value Fact(std::string_view id) const {
    return {raw_->values, raw_->api->fact(raw_, Borrow(id))};
  }

  // How another step of the procedure stands.
  [[nodiscard]] StepState State(std::string_view step) const {
    juece_step_state state{};
    state.struct_size = sizeof state;
    if (raw_->api->step_state(raw_, Borrow(step), &state) == 0) return {};
    return {View(state.status), View(state.outcome), View(state.reason)};
  }

  // The recorded actions of this step with that event, oldest first.
  [[nodiscard]] std::vector<Action> All(std::string_view event) const {
    return AllIn(step(), event);
  }
  // The same in another step.
  [[nodiscard]] std::vector<Action> AllIn(std::string_view step, std::string_view event) const {
    std::vector<Action> found;
    for (std::int64_t at = Find(0, step, event); at >= 0; at = Find(at + 1, step, event))
      found.push_back(Read(at));
    return found;
  }
  // Whether this step, or the named one, recorded such an action.
  [[nodiscard]] bool Has(std::string_view event) const { return Find(0, step(), event) >= 0; }
  [[nodiscard]] bool HasIn(std::string_view step, std::string_view event) const {
    return Find(0, step, event) >= 0;
  }
  // The oldest and the newest action of this step, or of the named one, with that event.
  [[nodiscard]] std::optional<Action> First(std::string_view event) const {
    const std::int64_t at = Find(0, step(), event);
    return at < 0 ? std::nullopt : std::optional(Read(at));
  }
  [[nodiscard]] std::optional<Action> Last(std::string_view event) const {
    return LastIn(step(), event);
  }
  [[nodiscard]] std::optional<Action> LastIn(std::string_view step, std::string_view event) const {
    std::int64_t last = -1;
    for (std::int64_t at = Find(0, step, event); at >= 0; at = Find(at + 1, step, event)) last = at;
    return last < 0 ? std::nullopt : std::optional(Read(last));
  }

  // The kinds of the dossier's documents, each once, in the order in which they first came.
  [[nodiscard]] std::vector<std::string_view> MaterialKinds() const {
    std::vector<std::string_view> kinds;
    for (std::size_t i = 0; i < raw_->api->material_count(raw_); ++i) {
      juece_material material{};
      material.struct_size = sizeof material;
      if (raw_->api->material(raw_, i, &material) == 0) continue;
      if (std::find(kinds.begin(), kinds.end(), View(material.kind)) == kinds.end())
        kinds.push_back(View(material.kind));
    }
    return kinds;
  }
  // Whether a document of that kind is in the dossier, or comes with this action.
  [[nodiscard]] bool HasMaterial(std::string_view kind) const {
    juece_material material{};
    material.struct_size = sizeof material;
    return Submits(kind) || raw_->api->newest_material(raw_, Borrow(kind), &material) != 0;
  }
  // Whether one comes with this action.
  [[nodiscard]] bool Submits(std::string_view kind) const {
    for (std::size_t i = 0; i < raw_->api->submitted_count(raw_); ++i) {
      juece_material material{};
      material.struct_size = sizeof material;
      if (raw_->api->submitted(raw_, i, &material) != 0 && View(material.kind) == kind) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] std::int64_t Find(std::int64_t from, std::string_view step,
                                  std::string_view event) const {
    return raw_->api->find_action(raw_, scope_, from, Borrow(step), Borrow(event));
  }
  [[nodiscard]] Action Read(std::int64_t index) const {
    juece_action action{};
    action.struct_size = sizeof action;
    raw_->api->action(raw_, index, &action);
    return {action.position,
            View(action.step),
            View(action.event),
            Value(raw_->values, action.data),
            View(action.actor.name),
            View(action.actor.role),
            action.date};
  }

  const juece_request* raw_;
  juece_scope scope_;
};

}  // namespace juece::sdk
