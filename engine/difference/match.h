// Which element of the new version an element of the old one has become: by id, else by type and place. A new name is no loss.
// Internal to the layer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "definition/definition.h"

namespace juece {

class Matching {
 public:
  Matching(const Definition& before, const Definition& after);

  // Step ids of different types are never matched. "" and nullptr where there is no counterpart.
  [[nodiscard]] std::string After(const std::string& before_id) const;
  [[nodiscard]] std::string Before(const std::string& after_id) const;
  [[nodiscard]] const StepNode* After(const StepNode& before) const;
  [[nodiscard]] const StepNode* Before(const StepNode& after) const;
  [[nodiscard]] const CompositeNode* After(const CompositeNode& before) const;
  // The branch of the matched composite that this branch has become; nullptr where none has.
  [[nodiscard]] const Branch* After(const Branch& before) const;
  // Whether the regions of two matched nodes are matched.
  [[nodiscard]] bool SameRegion(const std::string& before_id, const std::string& after_id) const;

 private:
  void Pair(const std::string& before_id, const std::string& after_id);
  void PairById();
  void PairSteps(bool same_region);
  void PairComposites();
  void PairBranches(const CompositeNode& before, const CompositeNode& after);
  void PairEnds();
  [[nodiscard]] int Shared(const Region& before, const Region& after) const;

  const Definition& before_;
  const Definition& after_;
  std::map<std::string, std::string> forward_;
  std::map<std::string, std::string> backward_;
  std::map<const Region*, const Region*> regions_;
  std::map<const Branch*, const Branch*> branches_;
};

// Every node of a region and of the regions in it, depth first.
std::vector<const Node*> AllNodes(const Region& region);

}  // namespace juece
