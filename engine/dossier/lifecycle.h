// The lifecycles as tables: from which status an event leads where. What cannot have happened changes nothing.
#pragma once

#include "dossier/dossier.h"

namespace juece {

enum class StepMove { kEnter, kBlock, kUnblock, kLeave, kNotApplicable, kCancel, kUndo };
StepStatus Next(StepStatus from, StepMove move);

enum class DossierMove { kOpen, kPause, kResume, kClose, kTerminate, kWithdraw };
DossierStatus Next(DossierStatus from, DossierMove move);

enum class DeadlineMove { kCompute, kMeet, kMiss, kCancel };
DeadlineStatus Next(DeadlineStatus from, DeadlineMove move);

}  // namespace juece
