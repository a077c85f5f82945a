// The ways through a definition that are worth comparing. A way is dominated where another one asks for no more: the other's timed visits,
// in their order, are among its own. Whatever the calendar says, a dominated way is never sooner and never starts later, so it is left out.
// Internal to the layer.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "proof/model.h"

namespace juece {

struct WayItem;
using Way = std::vector<WayItem>;

// A visit, or a composite with one way a branch (empty for a branch that was abandoned).
struct WayItem {
  int node = 0;  // of its region
  int step = -1;
  int outcome = -1;
  const CompositeNode* composite = nullptr;
  std::shared_ptr<const std::vector<Way>> branches;
};

// What a visit asks for: nothing; nothing, but it is looked for; time, or a period looks at it.
enum class Weight { kNone, kLookedFor, kTimed };

// What is known or asked, as seen from one visit.
struct WayChoices {
  std::function<std::vector<const ModelEdge*>(const ModelNode&)> edges;  // rows of a step that may be taken
  std::function<Weight(int step, int outcome)> weight;
  // Being able to wait in a further step may help (a limit runs from the entry of the next one): only ways of the same visits compare.
  bool waiting_helps = false;
};

class WayFinder {
 public:
  WayFinder(const Model& model, WayChoices choices) : model_(model), choices_(std::move(choices)) {}

  // Ways that end with the visit that reaches the milestone. Empty where none does, or where `overflow()`.
  std::vector<Way> ToMilestone(std::string_view milestone);
  // Whether there were more ways than are compared.
  [[nodiscard]] bool overflow() const { return overflow_; }

 private:
  struct EndWays {
    std::vector<std::vector<Way>> ordinary;    // per outcome of the region
    std::vector<std::vector<Way>> cancelling;
  };
  struct Exit {
    int target = 0;
    WayItem item;
  };
  struct Search;

  void Explore(Search& search);
  void Extend(Search& search, int node, const Way& way);
  void Keep(std::vector<Way>& ways, Way way, std::vector<char>* fresh);
  const EndWays& Ends(int region);
  std::vector<Exit> ExitsOf(const ModelNode& node);
  void OrdinaryExits(const ModelNode& node, std::vector<std::vector<Way>>& by_row);
  void CancellingExits(const ModelNode& node, std::vector<std::vector<Way>>& by_row);
  [[nodiscard]] Weight WeightOf(const WayItem& item) const;
  [[nodiscard]] bool Asks(const Way& way, const Way& no_more_than) const;
  [[nodiscard]] bool Dominates(const Way& way, const Way& other) const;

  const Model& model_;
  const WayChoices choices_;
  std::vector<std::unique_ptr<EndWays>> ends_;
  bool overflow_ = false;
  int kept_ = 0;
};

// Visits in the order of the way, branches one after the other.
void ForEachVisit(const Way& way, const std::function<void(const WayItem&)>& visit);
bool Visits(const Way& way, int step);

}  // namespace juece
