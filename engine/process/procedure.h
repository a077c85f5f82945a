// A verified definition: immutable, the only thing that Decide accepts. Made by runtime after the proofs found no error.
#pragma once

#include <memory>
#include <string>

#include "definition/definition.h"
#include "catalog/step_type.h"

namespace juece {

class Procedure {
 public:
  // `definition` must have passed every check; the caller (runtime/procedure_loader) guarantees it.
  Procedure(std::shared_ptr<const Definition> definition, std::shared_ptr<const StepCatalog> catalog, std::string digest)
      : definition_(std::move(definition)), catalog_(std::move(catalog)), digest_(std::move(digest)) {}

  [[nodiscard]] const Definition& definition() const { return *definition_; }
  [[nodiscard]] const StepCatalog& catalog() const { return *catalog_; }
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  std::shared_ptr<const Definition> definition_;
  std::shared_ptr<const StepCatalog> catalog_;
  std::string digest_;
};

}  // namespace juece
