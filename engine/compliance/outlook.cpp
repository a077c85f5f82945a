#include "compliance/outlook.h"

namespace juece {

std::string_view ToString(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSatisfied:
      return "satisfied";
    case Verdict::kViolated:
      return "violated";
    case Verdict::kNotShown:
      return "not_shown";
    case Verdict::kNotApplicable:
      return "not_applicable";
  }
  return "";
}

Text TitleOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSatisfied:
      return {"符合", "Satisfied"};
    case Verdict::kViolated:
      return {"违反", "Violated"};
    case Verdict::kNotShown:
      return {"未显示", "Not shown"};
    case Verdict::kNotApplicable:
      return {"不适用", "Not applicable"};
  }
  return {};
}

std::string_view ToString(RunningState state) {
  switch (state) {
    case RunningState::kSatisfied:
      return "satisfied";
    case RunningState::kSatisfiedSoFar:
      return "satisfied_so_far";
    case RunningState::kStillPossible:
      return "still_possible";
    case RunningState::kViolatedForEver:
      return "violated_for_ever";
    case RunningState::kUnclear:
      return "unclear";
    case RunningState::kNotApplicable:
      return "not_applicable";
  }
  return "";
}

Text TitleOf(RunningState state) {
  switch (state) {
    case RunningState::kSatisfied:
      return {"已经符合", "Satisfied for good"};
    case RunningState::kSatisfiedSoFar:
      return {"目前符合", "Satisfied so far"};
    case RunningState::kStillPossible:
      return {"尚可做到", "Still possible"};
    case RunningState::kViolatedForEver:
      return {"已无法补救", "Violated for ever"};
    case RunningState::kUnclear:
      return {"有待举证或者查明事实", "Evidence or a fact is wanted"};
    case RunningState::kNotApplicable:
      return {"目前不适用", "Not applicable so far"};
  }
  return {};
}

RunningState StateOf(Verdict verdict, VerdictSet outlook) {
  if (verdict == Verdict::kNotApplicable) {
    return RunningState::kNotApplicable;
  }
  const bool breakable = outlook.Has(Verdict::kViolated) || outlook.Has(Verdict::kNotShown);
  if (verdict == Verdict::kSatisfied) {
    return breakable ? RunningState::kSatisfiedSoFar : RunningState::kSatisfied;
  }
  if (outlook.Has(Verdict::kSatisfied) || outlook.Has(Verdict::kNotApplicable)) {
    return RunningState::kStillPossible;
  }
  return outlook.Has(Verdict::kViolated) ? RunningState::kViolatedForEver : RunningState::kUnclear;
}

}  // namespace juece
