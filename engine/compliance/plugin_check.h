// Rule checks of plugins, as the review asks them. The review is pure and knows no plugin: who calls it brings them along.
#pragma once

#include <string>

#include "base/data.h"
#include "base/status.h"
#include "base/text.h"
#include "compliance/outlook.h"
#include "compliance/subject.h"

namespace juece {

struct PluginVerdict {
  Verdict verdict = Verdict::kNotShown;
  Text reason;
};

// Safe to call from several threads. The same question has the same answer.
class RuleChecks {
 public:
  virtual ~RuleChecks() = default;
  // NotFound where no check of that id is installed; any other error says why it cannot answer.
  [[nodiscard]] virtual Result<PluginVerdict> Judge(const std::string& check, const Data& configuration, const Data& subject) = 0;
};

// What a rule check is shown of one event, docs/plugin-kinds.md: {"event","knowledge","facts","settings","events"}.
Data ShownToCheck(const Subject& subject, const SubjectEvent& event);

}  // namespace juece
