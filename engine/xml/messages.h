// What the parser and the schema validator say, in the words of the project. Codes are libxml2's;
// no type of it stands here.
#pragma once

#include <string_view>

#include "base/text.h"

namespace juece {

struct XmlComplaint {
  int code = 0;
  std::string_view english;  // the library's own sentence
  std::string_view first;    // its parameters, where it has them
  std::string_view second;
  int number = 0;
};

Text DescribeParserComplaint(const XmlComplaint& complaint);
Text DescribeSchemaComplaint(const XmlComplaint& complaint);

}  // namespace juece
