// A rule applies only to what happened while its article was in force. Internal to runtime.
#pragma once

#include "base/time.h"
#include "definition/definition.h"
#include "law/statute.h"
#include "record/rejection.h"

namespace juece {

// The refusal with a ground that was in force on that day: its own article, else the first article of the step that was, else
// none. The sentence is changed with it. Articles of statutes that are not held count as in force.
Rejection WithGroundInForce(Rejection rejection, const StepNode* step, const StatuteBook& statutes, Date on);

}  // namespace juece
