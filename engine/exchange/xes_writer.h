// Writes dossiers as an event log in XES (IEEE 1849-2016), one trace each; workflows/schema/xes.xsd describes the result,
// docs/log-export.md what stands where. Holds nothing of a dossier once it is written. Pure.
#pragma once

#include <vector>

#include "exchange/log_export.h"

namespace juece {

class XesWriter {
 public:
  // Writes the head of the log. `out` must outlive the writer.
  explicit XesWriter(const ByteSink& out);
  // A whole dossier, in the order of its record; nothing where there are no events.
  void Add(const std::vector<Event>& dossier);
  void Finish();

 private:
  const ByteSink& out_;
};

}  // namespace juece
