// Whether what is asked fits the definition. Internal to the layer.
#pragma once

#include "plan/plan.h"

namespace juece {

// Every name exists, every value is one that the law and the definition leave open.
Status CheckRequest(const PlanRequest& request);

}  // namespace juece
