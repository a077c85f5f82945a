#include "unit/proof/random_cases.h"

#include <algorithm>

namespace juece::oracle {

std::vector<Case> Cases() {
  const std::map<std::string, std::string> never_mind;
  return {{"T:1", {"review", {"ok", "fair"}, true, "submission", "", "", never_mind}},
          {"T:2", {"check", {"yes"}, true, "decision", "", "", never_mind}},
          {"T:3", {"review", {"ok"}, true, "end", "", "", never_mind}},
          {"T:4", {"review", {"ok", "fair"}, true, "submission", "draft", "", never_mind}},
          {"T:5", {"review", {"ok", "fair", "bad"}, true, "end", "draft", "", never_mind}},
          // Before steps of a type, in whatever region they stand.
          {"T:6", {"review", {"ok", "fair"}, true, "", "", "quick", never_mind}},
          {"T:7", {"check", {"yes"}, true, "", "", "edit", never_mind}},
          {"T:8", {"review", {"ok", "fair"}, true, "", "draft", "check", never_mind}},
          // An outcome that opens only while a fact holds.
          {"T:9", {"review", {"ok", "fair"}, true, "submission", "draft", "", {{"fair", "g"}}}},
          {"T:10", {"check", {"yes"}, true, "end", "", "", {{"yes", "f"}}}},
          {"T:11", {"review", {"ok", "bad"}, true, "", "draft", "quick", {{"ok", "g"}, {"bad", "not(f)"}}}},
          // Any of several types will do.
          {"T:12", {"review", {"ok", "yes"}, false, "submission", "", "", never_mind, {"check"}}},
          {"T:13", {"check", {"yes", "go"}, false, "end", "", "", {{"go", "g"}}, {"quick"}}},
          {"T:14", {"review", {"ok", "fair", "yes"}, false, "", "draft", "edit", never_mind, {"check"}}},
          // Owed only after something.
          {"T:15", {"review", {"ok", "fair"}, true, "end", "", "", never_mind, {}, "edit", {"done"}}},
          {"T:16", {"check", {"yes"}, true, "", "", "review", {{"yes", "f"}}, {}, "quick", {"turn"}}},
          {"T:17", {"edit", {"same", "go"}, false, "decision", "", "", never_mind, {"quick"}, "quick", {"turn"}}},
          {"T:18", {"review", {"ok", "yes"}, false, "", "", "quick", never_mind, {"check"}, "quick", {"go"}}},
          // A way that the law keeps open under a condition.
          {"T:19", {"review", {"ok", "fair"}, true, "submission", "", "", {{"fair", "g"}}, {}, "", {}, {"fair"}}},
          {"T:20", {"check", {"yes", "no"}, true, "end", "", "", {{"no", "f"}}, {}, "", {}, {"no"}}}};
}

StatuteBook Book() {
  Statute statute;
  statute.id = "T";
  statute.articles = 20;
  statute.facts["f"] = "boolean";
  statute.facts["g"] = "boolean";
  for (const Case& c : Cases()) {
    Clause clause;
    clause.article = *ArticleRef::Parse(c.article);
    clause.kind = ClauseKind::kGate;
    Requirement requirement;
    requirement.article = clause.article;
    requirement.id = c.article;
    requirement.step_types = {c.demand.type};
    requirement.step_types.insert(requirement.step_types.end(), c.demand.or_types.begin(), c.demand.or_types.end());
    if (c.demand.or_types.empty()) requirement.condition = "f";
    requirement.kept_outcomes = c.demand.kept;
    requirement.after_type = c.demand.after;
    requirement.after_outcomes.assign(c.demand.after_outcomes.begin(), c.demand.after_outcomes.end());
    requirement.opening_outcomes.assign(c.demand.opening.begin(), c.demand.opening.end());
    requirement.milestone = c.demand.milestone;
    requirement.before_type = c.demand.before;
    requirement.outcome_conditions = c.demand.only_while;
    requirement.fresh_material = c.demand.material;
    clause.requirements.push_back(requirement);
    statute.clauses.push_back(clause);
  }
  StatuteBook book;
  book.Add(statute);
  return book;
}

namespace {

bool HasMilestone(const Definition& definition, const std::string& milestone) {
  return std::any_of(definition.steps().begin(), definition.steps().end(),
                     [&](const StepNode* s) { return s->milestone && s->milestone->milestone == milestone; });
}

bool HasServer(const Definition& definition, const std::string& type) {
  return std::any_of(definition.steps().begin(), definition.steps().end(), [&](const StepNode* s) { return s->type == type; });
}

}  // namespace

bool Asked(const Definition& definition, const Case& c) {
  const std::string milestone = c.demand.milestone == "end" ? "decision" : c.demand.milestone;
  const bool asked = c.demand.before.empty() ? HasMilestone(definition, milestone) : HasServer(definition, c.demand.before);
  const bool occurs = c.demand.after.empty() || HasServer(definition, c.demand.after);
  const bool served = HasServer(definition, c.demand.type) ||
                      std::any_of(c.demand.or_types.begin(), c.demand.or_types.end(), [&](const auto& type) { return HasServer(definition, type); });
  return asked && occurs && served;
}

}  // namespace juece::oracle
