// Names of the system calls that a plugin is likely to be refused, for messages.
#pragma once

#include <string>

namespace juece {

// "clone", "socket" …; "number 123" for others.
std::string SystemCallName(int number);

}  // namespace juece
