// The calls into a plugin's tables, in whichever process they are made. Nothing that the plugin throws
// comes out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/c_views.h"

namespace juece {

enum class StepCall : unsigned char { kEnter = 1, kSubmit = 2, kDeadline = 3 };

Effects CallStep(const juece_step_factory& factory, juece_step* step, StepCall call, const StepRequest& request,
                 const DossierShown& shown);
std::vector<Text> CheckStepConfiguration(const juece_step_factory& factory, std::string_view type, const Data& configuration);
// Null where the plugin cannot; the problems then say why, or nothing.
juece_step* MakeStep(const juece_step_factory& factory, std::string_view type, const Data& configuration,
                     std::vector<Text>& problems);
// The incident of a step that could not be made.
std::string WhyUnmade(std::string_view type, const std::vector<Text>& problems);

}  // namespace juece
