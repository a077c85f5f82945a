// The ground of a refusal: a rule applies only to the procedures that it binds, and to what happened while it was in force. Internal
// to runtime.
#pragma once

#include "base/time.h"
#include "definition/definition.h"
#include "law/statute.h"
#include "record/rejection.h"

namespace juece {

// The refusal with a ground that binds this definition and was in force on that day: its own article (step types name the law they
// were written for, and do not know in which procedure they stand), else the first article of the step that was, else none. The
// sentence is changed with it. An article of a statute that is not held stays.
Rejection WithGround(Rejection rejection, const Definition& definition, const StepNode* step, const StatuteBook& statutes, Date on);

}  // namespace juece
