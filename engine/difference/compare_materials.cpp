// Documents that steps demand, and what they do to the texts that are followed.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "difference/context.h"

namespace juece {
namespace {

const MaterialDemand* FindDemand(const StepNode& step, const MaterialDemand& wanted) {
  const MaterialDemand* found = nullptr;
  for (const MaterialDemand& demand : step.materials) {
    if (demand.kind != wanted.kind) continue;
    if (found == nullptr || demand.when.text() == wanted.when.text()) found = &demand;
  }
  return found;
}

// Where else, in steps that have a counterpart or none, `side` demands this kind as hard.
const StepNode* DemandedElsewhere(const Side& side, const MaterialDemand& wanted, const StepNode* except) {
  for (const StepNode* step : side.definition->steps()) {
    for (const MaterialDemand& demand : step->materials) {
      const bool as_hard = demand.required == wanted.required && demand.when.text() == wanted.when.text();
      if (step != except && demand.kind == wanted.kind && as_hard) return step;
    }
  }
  return nullptr;
}

bool Demands(const StepNode& step, const std::string& kind) {
  return std::any_of(step.materials.begin(), step.materials.end(), [&](const MaterialDemand& demand) { return demand.kind == kind; });
}

class MaterialComparer {
 public:
  MaterialComparer(CompareContext& context, const StepNode& before, const StepNode& after)
      : context_(context), before_(before), after_(after), name_(NameOf(after)) {}

  void Compare(const Direction& d) {
    const StepNode& had = d.lost ? before_ : after_;
    const StepNode& other = d.lost ? after_ : before_;
    for (const MaterialDemand& demand : had.materials) {
      const MaterialDemand* same = FindDemand(other, demand);
      if (same == nullptr) {
        Missing(d, demand, had, other);
      } else if (d.lost) {
        CompareDemand(demand, *same);
      }
    }
    CompareUses(d, had, other);
  }

 private:
  void Missing(const Direction& d, const MaterialDemand& demand, const StepNode& had, const StepNode& other) {
    const Text kind = context_.DocumentName(demand.kind);
    const StepNode* elsewhere = DemandedElsewhere(d.other, demand, &other);
    const StepNode* origin = elsewhere == nullptr ? nullptr : d.lost ? context_.match().Before(*elsewhere) : context_.match().After(*elsewhere);
    if (elsewhere != nullptr && (origin == nullptr || !Demands(*origin, demand.kind))) {
      if (!d.lost) return;  // said once
      const Text place = NameOf(*elsewhere);
      Say("material-moved", Bearing::kNeutral, demand,
          {fmt::format("{}由{}改在{}提交", kind.zh, NameOf(had).zh, place.zh), fmt::format("{} is asked for in {} instead of {}", kind.en, place.en, NameOf(had).en)});
      return;
    }
    const Text condition = demand.when.IsAlways() ? Text{} : Readable(d.had, demand.when.text());
    const Text when = condition.empty() ? Text{} : Text{fmt::format("({}时)", condition.zh), fmt::format(" (when {})", condition.en)};
    if (!demand.required) {
      Say(d.Pick("optional-material-lost", "optional-material-gained"), Bearing::kNeutral, demand,
          d.lost ? Text{fmt::format("{}不再列有可以提交的{}", name_.zh, kind.zh), fmt::format("{} no longer lists the optional {}", name_.en, kind.en)}
                 : Text{fmt::format("{}可以提交{}", name_.zh, kind.zh), fmt::format("{} may now have {}", name_.en, kind.en)});
      return;
    }
    Say(d.Pick("material-lost", "material-gained"), d.bearing(), demand,
        d.lost ? Text{fmt::format("{}不再要求{}{}", name_.zh, kind.zh, when.zh), fmt::format("{} no longer asks for {}{}", name_.en, kind.en, when.en)}
               : Text{fmt::format("{}新要求{}{}", name_.zh, kind.zh, when.zh), fmt::format("{} now asks for {}{}", name_.en, kind.en, when.en)});
  }

  void CompareDemand(const MaterialDemand& was, const MaterialDemand& is) {
    const Text kind = context_.DocumentName(was.kind);
    if (was.required != is.required) {
      Say(was.required ? "material-optional" : "material-required", was.required ? Bearing::kLooser : Bearing::kStricter, is,
          was.required ? Text{fmt::format("{}中,{}由必须提交改为可有可无", name_.zh, kind.zh), fmt::format("In {} {} was required and is now optional", name_.en, kind.en)}
                       : Text{fmt::format("{}中,{}由可有可无改为必须提交", name_.zh, kind.zh), fmt::format("In {} {} was optional and is now required", name_.en, kind.en)});
    }
    std::string lost;
    std::string gained;
    const bool narrower = !Implies(was.when, is.when, &lost);
    const bool wider = !Implies(is.when, was.when, &gained);
    const Bearing weak = Bearing::kNeutral;  // of what need not be handed in at all
    const auto say = [&](std::string_view code, Bearing bearing, const Side& side, const std::string& facts, bool now) {
      const Text when = Readable(side, facts);
      Say(code, was.required && is.required ? bearing : weak, is,
          {fmt::format("{}中,{}时{}{}", name_.zh, when.zh, now ? "新要求" : "不再要求", kind.zh),
           fmt::format("In {} {} {} asked for when {}", name_.en, kind.en, now ? "is now" : "is no longer", when.en)});
    };
    if (narrower) say("material-narrower", Bearing::kLooser, context_.before(), lost, false);
    if (wider) say("material-wider", Bearing::kStricter, context_.after(), gained, true);
  }

  // What changes a followed text without saying so escapes every later review; what reviews it is the prover's matter.
  void CompareUses(const Direction& d, const StepNode& had, const StepNode& other) {
    const std::set<std::pair<std::string, std::string>> others = ChangesOf(other);
    std::map<std::string, std::vector<Text>> only;
    for (const auto& [material, outcome] : ChangesOf(had)) {
      if (others.count({material, outcome}) == 0) only[material].push_back(outcome.empty() ? Text{"任何结果", "any outcome"} : OutcomeName(context_, had.type, outcome));
    }
    for (const auto& [material, outcomes] : only) {
      const Text names = JoinTexts(outcomes);
      const Text title = TitleOf(d.had, material);
      Difference& difference = context_.Add(
          d.Pick("change-unfollowed", "change-followed"), d.bearing(), kGravityFresh,
          d.lost ? Text{fmt::format("{}以{}结束时,不再视为改动了{},改动后可以不再审查", name_.zh, names.zh, title.zh),
                        fmt::format("{} with {} no longer counts as changing {}: nothing has to be reviewed again after it", name_.en, names.en, title.en)}
                 : Text{fmt::format("{}以{}结束时,视为改动了{},改动后须再审查", name_.zh, names.zh, title.zh),
                        fmt::format("{} with {} now counts as changing {}, which has to be reviewed again after it", name_.en, names.en, title.en)});
      difference.step = after_.id;
    }
  }

  static Text TitleOf(const Side& side, const std::string& material) {
    for (const MaterialDeclaration& declared : side.definition->materials) {
      if (declared.id == material) return Named(declared.title);
    }
    return Named({material, material});
  }

  [[nodiscard]] std::set<std::pair<std::string, std::string>> ChangesOf(const StepNode& step) const {
    std::set<std::pair<std::string, std::string>> changes;
    const StepType* type = context_.catalog().Find(step.type);
    for (const MaterialUse& use : step.changes) {
      for (const std::string& outcome : use.outcomes) changes.emplace(use.material, outcome);
      if (!use.outcomes.empty()) continue;
      if (type == nullptr) changes.emplace(use.material, "");
      for (std::size_t o = 0; type != nullptr && o < type->outcomes.size(); ++o) changes.emplace(use.material, type->outcomes[o].id);
    }
    return changes;
  }

  void Say(std::string_view code, Bearing bearing, const MaterialDemand& demand, Text message) {
    Difference& difference = context_.Add(code, bearing, kGravityMaterial, std::move(message));
    difference.step = after_.id;
    difference.article = BasisOf(demand.articles);
  }

  CompareContext& context_;
  const StepNode& before_;
  const StepNode& after_;
  Text name_;
};

}  // namespace

void CompareMaterials(CompareContext& context) {
  for (const Direction& d : BothDirections(context)) {
    for (const StepNode* before : context.before().definition->steps()) {
      const StepNode* after = context.match().After(*before);
      if (after != nullptr) MaterialComparer(context, *before, *after).Compare(d);
    }
  }
}

}  // namespace juece
