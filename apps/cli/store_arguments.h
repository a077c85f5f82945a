// What the command line said of the store as a whole, as plain data.
#pragma once

#include <string>

namespace juece::cli {

struct BackupArguments { std::string to; };
struct RestoreArguments { std::string from; };
struct DoctorArguments {};

}  // namespace juece::cli
