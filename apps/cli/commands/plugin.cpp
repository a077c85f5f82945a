// juece plugin list | describe FILE.
#include <fmt/format.h>

#include "commands/commands.h"
#include "plugin/plugin_library.h"

namespace juece::cli {
