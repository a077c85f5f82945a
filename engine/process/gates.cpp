// What must hold when a milestone is reached: every review on the path examined the text that goes on, and every applicability was
// judged by the present facts. The proofs say which steps must have passed; here the digests are compared.
#include <algorithm>

#include "process/proposal.h"

namespace juece {
namespace {

bool Uses(const MaterialUse& use, std::string_view material, std::string_view outcome) {
  return use.material == material && (use.outcomes.empty() || Contains(use.outcomes, outcome));
}

// Statutes say for which milestones a review of this step type must be fresh; where none speaks of it, for every one.
bool MustBeFresh(const Procedure& procedure, const StepNode& review, std::string_view milestone) {
  bool named = false;
  for (const FreshRequirement& requirement : procedure.fresh()) {
    if (requirement.step_type != review.type) continue;
    named = true;
    if (requirement.milestone == milestone) return true;
  }
  return !named;
}

// The step's own article that carries the duty to review again; its first one where no statute speaks of it.
std::string ArticleOfFreshness(const Procedure& procedure, const StepNode& review) {
  for (const FreshRequirement& requirement : procedure.fresh()) {
    if (requirement.step_type != review.type) continue;
    for (const ArticleRef& article : review.articles) {
      if (article.Covers(requirement.article)) return article.ToString();
    }
  }
  return FirstArticle(review.articles);
}

const MaterialDeclaration* FollowedMaterial(const Definition& definition, std::string_view id) {
  for (const MaterialDeclaration& material : definition.materials) {
    if (material.id == id) return &material;
  }
  return nullptr;
}

// The opinion that the step gave last on this material.
const ReviewState* LastReview(const Dossier& dossier, std::string_view step, std::string_view material) {
  const ReviewState* last = nullptr;
  for (const ReviewState& review : dossier.reviews()) {
    if (review.step == step && review.material == material && (last == nullptr || review.position > last->position)) {
      last = &review;
    }
  }
  return last;
}

bool Covers(const ReviewState* review, const Proposal& proposal, const StepNode& step, const MaterialDeclaration& material,
            const std::string& digest) {
  if (review != nullptr && (review->digest == digest || Contains(review->extended_to, digest))) return true;
  for (const EventBody& event : proposal.events) {
    const auto* bound = std::get_if<ReviewBound>(&event);
    if (bound != nullptr && bound->step == step.id && bound->material == material.id && bound->digest == digest) return true;
    const auto* extended = std::get_if<ReviewExtended>(&event);
    if (extended != nullptr && extended->step == step.id && extended->material == material.id &&
        extended->digest == digest) {
      return true;
    }
  }
  return false;
}

// The outcome that a review step on the path stands at: as recorded, or as this very command leaves it.
std::optional<std::string> PassedOutcome(const Proposal& proposal, std::string_view step) {
  const StepState* state = proposal.dossier.FindStep(step);
  if (state != nullptr && state->status == StepStatus::kDone) return state->outcome;
  return std::nullopt;
}

}  // namespace

std::vector<StaleReview> StaleReviews(const Proposal& proposal, std::string_view milestone, bool own_materials) {
  std::vector<StaleReview> stale;
  for (const StepNode* step : proposal.view.definition().steps()) {
    if (step->reviews.empty() || !MustBeFresh(*proposal.view.world().procedure, *step, milestone)) continue;
    const std::optional<std::string> outcome = PassedOutcome(proposal, step->id);
    if (!outcome) continue;
    for (const MaterialUse& use : step->reviews) {
      const MaterialDeclaration* material = FollowedMaterial(proposal.view.definition(), use.material);
      if (material == nullptr || !Uses(use, use.material, *outcome)) continue;
      const MaterialRecord* newest =
          own_materials ? proposal.Newest(material->kind) : proposal.dossier.Newest(material->kind);
      if (newest == nullptr) continue;
      const ReviewState* review = LastReview(proposal.dossier, step->id, material->id);
      if (!Covers(review, proposal, *step, *material, newest->digest)) stale.push_back({step, material});
    }
  }
  return stale;
}

std::vector<StaleApplicability> StaleApplicabilities(const View& view) {
  std::vector<StaleApplicability> stale;
  for (const StepNode* step : view.definition().steps()) {
    if (!step->applicability || step->applicability->discretionary) continue;
    const StepState* state = view.dossier().FindStep(step->id);
    if (state == nullptr || !state->applicability) continue;
    if (state->status != StepStatus::kDone && state->status != StepStatus::kNotApplicable) continue;
    const Truth now = view.Evaluate(step->applicability->when);
    if (ToString(now) != state->applicability->truth) stale.push_back({step, state->applicability->truth, now});
  }
  return stale;
}

Rejection RefuseStaleReview(const View& view, const StaleReview& stale, std::string_view milestone) {
  const Text material{stale.material->title.zh.empty() ? stale.material->id : stale.material->title.zh, stale.material->id};
  return Refuse("review-stale", ArticleOfFreshness(*view.world().procedure, *stale.review),
                {{"step", view.StepName(stale.review->id)}, {"milestone", MilestoneTitle(milestone)},
                 {"material", material}});
}

Rejection RefuseStaleApplicability(const View& view, const StaleApplicability& stale) {
  const auto words = [](std::string_view truth) -> Text {
    if (truth == "true") return {"适用", "applicable"};
    if (truth == "false") return {"不适用", "not applicable"};
    return {"不能确定", "not known"};
  };
  return Refuse("applicability-stale", FirstArticle(stale.step->applicability->articles),
                {{"step", view.StepName(stale.step->id)}, {"recorded", words(stale.recorded)},
                 {"now", words(ToString(stale.now))}});
}

std::optional<Rejection> CheckGates(const Proposal& proposal, const StepNode& step, const std::string& outcome) {
  if (!step.milestone || !Contains(step.milestone->outcomes, outcome)) return std::nullopt;
  // What the milestone's own command brings (a text polished at the meeting) counts as a change only where the definition says that
  // the step changes the material with this outcome.
  const bool own = std::any_of(step.changes.begin(), step.changes.end(), [&](const MaterialUse& use) {
    return use.outcomes.empty() || Contains(use.outcomes, outcome);
  });
  const auto reviews = StaleReviews(proposal, step.milestone->milestone, own);
  if (!reviews.empty()) return RefuseStaleReview(proposal.view, reviews.front(), step.milestone->milestone);
  const auto applicabilities = StaleApplicabilities(proposal.view);
  if (!applicabilities.empty()) return RefuseStaleApplicability(proposal.view, applicabilities.front());
  return std::nullopt;
}

}  // namespace juece
