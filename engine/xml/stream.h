// XML too large for a tree: read from front to back, memory bounded by its largest element tag. No third-party type.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"

namespace juece {

struct XmlStreamAttribute {
  std::string_view name;   // local
  std::string_view value;  // with character references and the five entities resolved
};

// Called in document order, from the thread that reads. Views live for the call only.
class XmlStreamHandler {
 public:
  virtual ~XmlStreamHandler() = default;
  // False stops the reading (the handler has said why).
  virtual bool Start(std::string_view name, const std::vector<XmlStreamAttribute>& attributes) = 0;
  virtual void End(std::string_view name) = 0;
};

// Reads the whole stream. False after at least one finding "unreadable" (its line; nothing that came before it is taken back),
// or where the handler stopped. A DOCTYPE, compressed bytes, nesting deeper than 64, more than 100 attributes of an element, and a tag or
// comment longer than 8 MiB are refused. Other encodings than UTF-8 are read where the XML declares them. `progress` is told the bytes
// read so far, now and then; it may be empty.
bool ReadXmlStream(std::istream& bytes, const std::string& file, XmlStreamHandler& handler, std::vector<Finding>& findings,
                   const std::function<void(std::uint64_t)>& progress = {});

}  // namespace juece
