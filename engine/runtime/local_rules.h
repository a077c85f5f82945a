// What a local rule brings to the compliance review: the statutes that it puts a matter under, and the rulebooks that judge them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/installation.h"

namespace juece {

struct LocalRules {
  std::vector<std::string> statutes;
  std::vector<std::string> rulebooks;  // ids
};

// As the overlay in these bytes says; empty where they are none.
LocalRules LocalRulesOf(const std::string& overlay);
// Of the installed overlay of that id; nullopt where there is none. A digest after the id ("id@sha256:…") is left aside.
std::optional<LocalRules> FindLocalRules(const InstallationPaths& paths, const std::string& id);
// The file of the installed rulebook of that id; "" where there is none.
std::string FindRulebookFile(const InstallationPaths& paths, const std::string& id);

}  // namespace juece
