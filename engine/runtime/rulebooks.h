// The rulebooks of the installation, for the commands that judge by them or count them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compliance/rulebook.h"
#include "law/statute.h"
#include "runtime/installation.h"

namespace juece {

// National: the files of workflows/rulebooks themselves. All: those in its folders too, where local rules stand.
enum class RulePlaces { kNational, kAll };

// The named files, else every rulebook there in the order of their paths. A file with a mistake is a finding and is left out.
std::vector<std::shared_ptr<const Rulebook>> ReadRulebooks(const InstallationPaths& paths, const std::shared_ptr<const Vocabulary>& vocabulary,
                                                           const std::vector<std::string>& named, RulePlaces places, const StatuteBook& statutes,
                                                           std::vector<Finding>& findings);
// nullptr, after a finding, where it cannot be read.
std::shared_ptr<const Vocabulary> ReadVocabulary(const InstallationPaths& paths, std::vector<Finding>& findings);

}  // namespace juece
