// What becomes of a normative document after it was deliberated: its number, its filing, its cleanup.
#pragma once

#include "juece/sdk/step.h"

namespace juece::sdk {

// Registered, then numbered in the configured form. That the review came first is the statutes' to ask.
class UnifiedRegistration : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;
};

// Submitted, then registered by the authority, returned for supplement, or to be corrected and judged again: a document in force
// stays in this step until it is right.
class Filing : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer Refused(const Request& request);
  static Answer RefusedConclusion(const Request& request);
};

// Kept, amended or repealed: proposed, decided, published.
class DocumentCleanup : public Step {
 public:
  void Enter(const Request& request, Effects& effects) override;
  void Submit(const Request& request, Effects& effects) override;

 private:
  static Answer RefusedDecision(const Request& request);
  static void NoteLateness(const Request& request, Effects& effects);
};

}  // namespace juece::sdk
