// How many random definitions have each shape that the proofs distinguish, so that agreement on them means something.
#pragma once

#include <map>
#include <string>

#include "definition/definition.h"

namespace juece::oracle {

class Shapes {
 public:
  Shapes();
  void Count(const Definition& definition);
  [[nodiscard]] const std::map<std::string, int>& counts() const { return counts_; }
  [[nodiscard]] std::string ToText() const;

 private:
  std::map<std::string, int> counts_;
};

}  // namespace juece::oracle
