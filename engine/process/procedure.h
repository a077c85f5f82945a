// A verified definition: immutable, the only thing that Decide accepts. Made by runtime after the proofs found no error.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "definition/definition.h"
#include "catalog/document_catalog.h"
#include "catalog/step_type.h"

namespace juece {

// A statute asks that a review of this type be fresh when this milestone is reached.
struct FreshRequirement {
  std::string step_type;
  std::string milestone;
  ArticleRef article;  // that asks for it
};

class Procedure {
 public:
  // `definition` must have passed every check; the caller (runtime/procedure_loader) guarantees it.
  Procedure(std::shared_ptr<const Definition> definition, std::shared_ptr<const StepCatalog> catalog, std::string digest,
            std::vector<FreshRequirement> fresh = {}, std::shared_ptr<const DocumentCatalog> documents = nullptr)
      : definition_(std::move(definition)), catalog_(std::move(catalog)), digest_(std::move(digest)),
        fresh_(std::move(fresh)), documents_(std::move(documents)) {
    for (const StepNode* step : definition_->steps()) types_.emplace(step, catalog_->Find(step->type));
  }

  [[nodiscard]] const Definition& definition() const { return *definition_; }
  [[nodiscard]] const StepCatalog& catalog() const { return *catalog_; }
  // nullptr where the catalogue does not know it. `step` is one of the definition's.
  [[nodiscard]] const StepType* TypeOf(const StepNode& step) const {
    const auto found = types_.find(&step);
    return found == types_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const std::string& digest() const { return digest_; }
  [[nodiscard]] const std::vector<FreshRequirement>& fresh() const { return fresh_; }
  // Whether the kind stands in the catalogue of documents; true where none is installed.
  [[nodiscard]] bool KnowsDocument(std::string_view kind) const { return documents_ == nullptr || documents_->Knows(kind); }
  // What a document kind is called; the kind itself where no catalogue of documents is installed.
  [[nodiscard]] Text NameOfDocument(std::string_view kind) const {
    return documents_ == nullptr ? Text{std::string(kind), std::string(kind)} : documents_->NameOf(kind);
  }

 private:
  std::shared_ptr<const Definition> definition_;
  std::shared_ptr<const StepCatalog> catalog_;
  std::unordered_map<const StepNode*, const StepType*> types_;  // every command asks
  std::string digest_;
  std::vector<FreshRequirement> fresh_;
  std::shared_ptr<const DocumentCatalog> documents_;
};

}  // namespace juece
