#include "juece/sdk/plugin.h"
