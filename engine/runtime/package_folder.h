// A package's folder as the readers of exchange see it.
#pragma once

#include <string>

#include "exchange/bag.h"

namespace juece {

class FolderSource final : public BagSource {
 public:
  explicit FolderSource(std::string root) : root_(std::move(root)) {}
  Result<std::vector<BagFile>> List() override;
  Status Read(const std::string& path, const Take& take) override;

 private:
  std::string root_;
};

}  // namespace juece
