// Step: what a plugin author writes. One class a step type; no state between calls.
#pragma once

#include "juece/abi/step.h"
#include "juece/sdk/effects.h"
#include "juece/sdk/request.h"

namespace juece::sdk {

// Says what is wrong with a configuration.
class Problems {
 public:
  explicit Problems(juece_problems* raw) : raw_(raw) {}
  // One problem, a full sentence in each language.
  void Add(const Sentence& problem) { raw_->add(raw_, Borrow(problem.zh), Borrow(problem.en)); }

 private:
  juece_problems* raw_;
};

// May be called for several dossiers at once, and twice for one command: keep no state, have no
// side effects. An exception that leaves a method becomes an incident.
class Step {
 public:
  virtual ~Step() = default;
  // Rules between members of the configuration that a schema cannot say.
  virtual void CheckConfiguration(Value configuration, Problems& problems) const {
    (void)configuration, (void)problems;
  }
  // The step was entered.
  virtual void Enter(const Request& request, Effects& effects) { (void)request, (void)effects; }
  // A person submits an action; its role, schema and required materials were checked.
  virtual void Submit(const Request& request, Effects& effects) = 0;
  // A period of the step fell due.
  virtual void Deadline(const Request& request, Effects& effects) { (void)request, (void)effects; }
};

}  // namespace juece::sdk
