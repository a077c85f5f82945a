// Two texts read, verified and compared, as the tests of this layer need it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "difference/difference.h"
#include "support/installed.h"

namespace juece::test {

struct Version {
  std::unique_ptr<Definition> definition;  // nullptr where it is unreadable
  VerifyReport report;
};

inline Version ReadVersion(const std::string& xml, const std::string& name, const StepCatalog& catalog) {
  Version version;
  std::vector<Finding> findings;
  version.definition = ReadDefinition(xml, name, findings);
  if (version.definition) version.report = Verify({version.definition.get(), &catalog, nullptr, {}}, std::move(findings));
  return version;
}

inline VersionDifference Compare(const Version& before, const Version& after, const StepCatalog& catalog) {
  return CompareVersions({{before.definition.get(), &before.report}, {after.definition.get(), &after.report}, &catalog, nullptr, nullptr, &Law()});
}

}  // namespace juece::test
