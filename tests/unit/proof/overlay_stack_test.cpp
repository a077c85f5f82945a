// Stacks of local rules: the order in which independent ones are given, and which of them sorts first, means nothing; a floor only rises.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "overlay_support.h"

using namespace juece;
using namespace juece::overlay_tests;

namespace {

// ---- what a definition says, without the order of lists that have none, and without places ----

std::string Sorted(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  std::string out;
  for (const std::string& part : parts) out += part + ";";
  return out;
}

std::string Said(const Articles& articles) {
  std::vector<std::string> parts;
  for (const ArticleRef& article : articles) parts.push_back(article.ToString());
  return Sorted(parts);
}

// Lists in configurations have no order either.
std::string Said(const Data& data) {
  std::vector<std::string> parts;
  for (const Member& member : data.AsMap()) parts.push_back(member.name + ":" + Said(member.value));
  for (const Data& item : data.AsList()) parts.push_back(Said(item));
  return data.is_map() || data.is_list() ? "[" + Sorted(parts) + "]" : ToJson(data);
}

// By what it means: a table over the facts that it reads.
std::string Said(const Guard& guard) {
  if (guard.IsAlways()) return "always";
  const std::vector<std::string>& facts = guard.facts();
  REQUIRE(facts.size() <= 8);
  std::string table;
  std::vector<std::string> needed;
  for (unsigned assignment = 0; assignment < (1U << facts.size()); ++assignment) {
    std::vector<Data> values(facts.size());
    for (std::size_t f = 0; f < facts.size(); ++f) values[f] = Data((assignment >> f & 1U) != 0);
    const Truth truth = guard.Evaluate([&](std::string_view fact) {
      const auto at = std::find(facts.begin(), facts.end(), fact);
      return &values[static_cast<std::size_t>(at - facts.begin())];
    });
    table += truth == Truth::kTrue ? '1' : '0';
  }
  std::string names;
  for (const std::string& fact : facts) names += fact + ",";
  return table.find('0') == std::string::npos ? "always" : names + table;
}

std::string Said(const std::vector<std::string>& words) { return Sorted(words); }

std::string Said(const StepNode& step) {
  std::vector<std::string> parts{step.type, Said(step.articles), Said(step.configuration)};
  if (step.applicability) parts.push_back("applies " + Said(step.applicability->when) + Said(step.applicability->articles));
  for (const ActionBinding& binding : step.actions) parts.push_back(binding.action + Said(binding.roles));
  for (const MaterialDemand& m : step.materials) parts.push_back(m.kind + Said(m.when) + (m.required ? "!" : "?") + Said(m.articles));
  for (const PeriodRule& p : step.periods) {
    parts.push_back(p.id + std::to_string(p.amount) + p.unit + (p.soft ? "soft" : "hard") + p.early + p.first_day + p.roll + Said(p.articles));
  }
  for (const MaterialUse& use : step.changes) parts.push_back("changes" + use.material + Said(use.outcomes));
  std::string rows;
  for (const Transition& row : step.transitions) rows += Said(row.outcomes) + Said(row.when) + (row.otherwise ? "else" : "") + ">" + row.to + " ";
  parts.push_back(rows);
  return step.id + "{" + Sorted(parts) + "}";
}

std::string Said(const Region& region) {
  std::vector<std::string> parts{"start " + region.start};
  for (const Node& node : region.nodes) {
    if (const auto* step = std::get_if<StepNode>(&node)) parts.push_back(Said(*step));
    if (const auto* end = std::get_if<EndNode>(&node)) parts.push_back("end " + end->id + end->outcome);
    if (const auto* composite = std::get_if<CompositeNode>(&node)) {
      std::vector<std::string> inner{Said(composite->articles)};
      for (const Branch& branch : composite->branches) inner.push_back(branch.id + Said(*branch.region));
      for (const ExitRow& row : composite->rows) {
        std::string when = row.otherwise ? "else" : "";
        for (const auto& [branch, outcomes] : row.when) when += branch + "=" + Said(outcomes);
        inner.push_back(when + ">" + row.to);
      }
      parts.push_back(composite->id + "{" + Sorted(inner) + "}");
    }
  }
  return Sorted(parts);
}

std::string Said(const Definition& definition) {
  std::vector<std::string> parts{Said(definition.statutes), Said(definition.root)};
  for (const auto& fact : definition.facts) parts.push_back("fact " + fact.id);
  for (const auto& setting : definition.settings) parts.push_back("setting " + setting.id + setting.value + Said(setting.choices));
  for (const auto& separation : definition.separations) parts.push_back("separate " + Said(separation.roles));
  for (const auto& order : definition.orders) parts.push_back("order " + order.step + "<" + order.before);
  return Sorted(parts);
}

// ---- random rules that never meet at one place ----

std::string Step(const std::string& id) {
  return "<step id=\"" + id + "\" type=\"coordination\" zh=\"协商\" en=\"Coordination\" article=\"R713:13\"><on outcome=\"agreed dispute_stated\" to=\"next\"/></step>";
}

// Clauses that each rule may say of the same things (the strictest holds), and insertions that only one of them makes.
std::vector<std::string> RandomRules(std::mt19937& random, int count) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> anchors = {"before=\"coordination\"", "before=\"fair_competition_review\"", "before=\"legality_review\"",
                                            "before=\"submission\"", "before=\"issue\"", "after=\"drafting\" outcomes=\"drafted\"",
                                            "after=\"public_participation\" outcomes=\"participated\"", "after=\"party_report\"",
                                            "after=\"fair_competition_review\" outcomes=\"passed\""};
  std::vector<int> free(anchors.size());
  for (std::size_t i = 0; i < free.size(); ++i) free[i] = static_cast<int>(i);
  std::shuffle(free.begin(), free.end(), random);
  std::vector<std::string> rules(static_cast<std::size_t>(count));
  for (int r = 0; r < count; ++r) {
    std::string& out = rules[static_cast<std::size_t>(r)];
    const std::string n = std::to_string(r);
    if (below(2) == 0) out += "<facts><fact id=\"shared\" type=\"boolean\" zh=\"情形\" en=\"Case\" decided-by=\"undertaking_unit\"/><fact id=\"own" + n + "\" type=\"boolean\" zh=\"情形\" en=\"Case\" decided-by=\"undertaking_unit\"/></facts>\n";
    const bool facts = !out.empty();
    if (below(2) == 0) out += "<period step=\"public_participation\" ref=\"consultation\" minimum=\"" + std::to_string(30 + below(20)) + "\" article=\"R713:15\"/>\n";
    if (below(2) == 0) out += "<period step=\"publication\" ref=\"publication_limit\" limit=\"" + std::to_string(1 + below(20)) + "\" article=\"GI:26\"/>\n";
    if (below(3) == 0) out += "<period step=\"legality_review\" ref=\"legality_time\" minimum=\"7\" soft=\"false\" early=\"refused\" article=\"R713:26\"/>\n";
    if (below(3) == 0) out += "<period step=\"legality_review\" ref=\"legality_time\" minimum=\"" + std::to_string(25 + below(9)) + "\" unit=\"calendar-days\" article=\"R713:26\"/>\n";
    if (below(2) == 0) out += "<configure step=\"expert_argumentation\" article=\"R713:19\">{\"minimum_experts\": " + std::to_string(below(9)) + ", \"aspects\": " + (below(2) == 0 ? "[\"need\"]" : "[\"feasibility\", \"soundness\"]") + "}</configure>\n";
    if (below(2) == 0) out += "<configure step=\"publication\" article=\"R713:32\">{\"channels\": " + std::string(below(2) == 0 ? "[\"website\", \"gazette\"]" : "[\"website\", \"newspaper\"]") + "}</configure>\n";
    if (facts && below(2) == 0) out += "<applies step=\"risk_assessment\" when=\"(may_cause_harm and not(risk_already_evaluated)) or " + std::string(below(2) == 0 ? "shared" : "own" + n) + "\" article=\"R713:22\"/>\n";
    if (below(4) == 0) out += "<applies step=\"expert_argumentation\" always=\"true\" article=\"R713:19\"/>\n";
    if (below(2) == 0) out += "<material step=\"drafting\" kind=\"D203\"" + std::string(facts ? " when=\"shared\"" : "") + " article=\"R713:12\"/>\n";
    if (below(2) == 0) out += "<actor step=\"archiving\" action=\"archive\" roles=\"archivist\" article=\"R713:33\"/>\n";
    if (below(2) == 0) out += "<choose setting=\"early_legality_opinion\" value=\"refused\" choices=\"refused\" article=\"R713:26\"/>\n";
    if (below(2) == 0) out += "<close step=\"collective_deliberation\" outcomes=\"deferred\" to=\"drafting\" article=\"R713:30\"/>\n";
    if (below(2) == 0) out += "<cites step=\"issue\" article=\"R713:" + std::to_string(30 + below(3)) + "\"/>\n";
    for (int i = below(3); i > 0 && !free.empty(); --i) {
      const std::string id = "own" + n + "_" + std::to_string(i);
      out += "<insert " + anchors[static_cast<std::size_t>(free.back())] + " article=\"R713:13\">" + Step(id) + "</insert>\n";
      free.pop_back();
    }
  }
  return rules;
}

std::vector<OverlaySource> Sources(const std::vector<std::string>& rules, const std::vector<std::size_t>& names) {
  std::vector<OverlaySource> sources;
  for (std::size_t r = 0; r < rules.size(); ++r) sources.push_back({Rule("rule." + std::string(1, static_cast<char>('a' + names[r])), rules[r]), "rule.xml", ""});
  return sources;
}

// Where two texts part, with what comes after.
std::string Parting(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const std::size_t from = at < 60 ? 0 : at - 60;
  return a == b ? "" : a.substr(from, 160) + "\n" + b.substr(from, 160);
}

}  // namespace

TEST_CASE("independent local rules merge to the same in every order, and under every name", "[proof][overlay][property]") {
  int inserted = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const int count = 2 + static_cast<int>(seed % 2);
    const std::vector<std::string> rules = RandomRules(random, count);
    std::vector<std::size_t> order(rules.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const Judged first = Judge(National(), Sources(rules, order));
    for (const Finding& finding : first.report.findings) {
      if (finding.severity == Severity::kError) FAIL_CHECK(ToText(finding, Language::kEnglish));
    }
    REQUIRE(first.merged.definition != nullptr);
    const std::string said = Said(*first.merged.definition);
    inserted += static_cast<int>(first.merged.definition->steps().size() - National().steps().size());
    do {
      const Judged renamed = Judge(National(), Sources(rules, order));  // another one sorts first, and is applied first
      REQUIRE(renamed.merged.definition != nullptr);
      CHECK(Parting(Said(*renamed.merged.definition), said) == "");
      CHECK(std::set<std::string>(renamed.report.mandatory.begin(), renamed.report.mandatory.end()) ==
            std::set<std::string>(first.report.mandatory.begin(), first.report.mandatory.end()));
      CHECK(renamed.report.ok == first.report.ok);
    } while (std::next_permutation(order.begin(), order.end()));
    std::vector<std::size_t> names(rules.size());
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = i;
    std::vector<OverlaySource> reversed = Sources(rules, names);
    std::reverse(reversed.begin(), reversed.end());
    CHECK(Parting(Said(*Judge(National(), reversed).merged.definition), said) == "");
  }
  CHECK(inserted > 60);
}

TEST_CASE("what a local rule merges is never looser than the definition", "[proof][overlay][property]") {
  for (unsigned seed = 100; seed < 130; ++seed) {
    std::mt19937 random(seed);
    const Judged judged = Judge(National(), Sources(RandomRules(random, 1), {0}));
    REQUIRE(judged.merged.definition != nullptr);
    const Definition& merged = *judged.merged.definition;
    for (const StepNode* step : National().steps()) {
      const StepNode* now = merged.FindStep(step->id);
      REQUIRE(now != nullptr);
      for (std::size_t p = 0; p < step->periods.size(); ++p) {
        const bool longer = now->periods[p].amount >= step->periods[p].amount;
        const bool shorter = now->periods[p].amount <= step->periods[p].amount;
        CHECK((step->periods[p].minimum ? longer : shorter));
        CHECK((step->periods[p].soft || !now->periods[p].soft));
      }
      if (step->applicability) CHECK((step->applicability->discretionary || Implies(step->applicability->when, now->applicability->when, nullptr)));
      CHECK(step->applicability.has_value() == now->applicability.has_value());
      for (const MaterialDemand& demand : step->materials) {
        if (!demand.required) continue;
        CHECK(std::any_of(now->materials.begin(), now->materials.end(), [&](const MaterialDemand& m) {
          return m.kind == demand.kind && m.required && Implies(demand.when, m.when, nullptr);
        }));
      }
    }
    // Who was before whom still is: every step that all runs to the decision passed, they pass.
    std::vector<Finding> none;
    const VerifyReport national = Verify({&National(), &Installed(), &Law(), {}}, none);
    for (const std::string& step : national.mandatory) CHECK(std::count(judged.report.mandatory.begin(), judged.report.mandatory.end(), step) == 1);
  }
}

TEST_CASE("a looser clause is found in any company, and is not merged", "[proof][overlay]") {
  const std::string looser = R"(<period step="public_participation" ref="consultation" minimum="29" article="R713:15"/>)";
  for (const char* other : {"rule.a", "rule.z"}) {
    const Judged judged = Judge(National(), {{Rule("rule.m", looser), "looser.xml", ""},
                                             {Rule(other, R"(<period step="public_participation" ref="consultation" minimum="45" article="R713:15"/>)"), "other.xml", ""}});
    std::vector<std::string> codes;
    for (const Finding& finding : judged.report.findings) {
      if (finding.severity == Severity::kError) codes.push_back(finding.code + " " + finding.place.file);
    }
    CHECK(codes == std::vector<std::string>{"overlay-loosens looser.xml"});
    CHECK(judged.merged.definition->FindStep("public_participation")->periods[0].amount == 45);
  }
}

TEST_CASE("a rule that comes later is held to those before it", "[proof][overlay]") {
  const std::string province = Rule("rule.province", R"(<period step="public_participation" ref="consultation" minimum="45" article="R713:15"/>)");
  const auto city = [](int days) {
    return Rule("rule.city", "<period step=\"public_participation\" ref=\"consultation\" minimum=\"" + std::to_string(days) + "\" article=\"R713:15\"/>", "level=\"city\"");
  };
  CHECK_FALSE(Judge(National(), {{city(40), "city.xml", ""}, {province, "province.xml", ""}}).report.ok);
  CHECK(Judge(National(), {{city(45), "city.xml", ""}, {province, "province.xml", ""}}).report.ok);
  CHECK(Judge(National(), {{city(40), "city.xml", ""}}).report.ok);
  // Of one level and without a word about order they are independent: the longer one holds.
  const std::string hearing = Rule("rule.hearing", R"(<period step="public_participation" ref="consultation" minimum="40" article="R713:15"/>)");
  const Judged both = Judge(National(), {{hearing, "hearing.xml", ""}, {province, "province.xml", ""}});
  CHECK(both.report.ok);
  CHECK(both.merged.definition->FindStep("public_participation")->periods[0].amount == 45);
  const std::string after = Rule("rule.hearing", R"(<period step="public_participation" ref="consultation" minimum="40" article="R713:15"/>)", "after-overlay=\"rule.province\"");
  CHECK_FALSE(Judge(National(), {{after, "hearing.xml", ""}, {province, "province.xml", ""}}).report.ok);
}

TEST_CASE("insertions at one place run in the stated order", "[proof][overlay]") {
  for (const char* place : {"before=\"legality_review\"", "after=\"drafting\" outcomes=\"drafted\""}) {
    INFO(place);
    const std::string one = Rule("rule.z", "<insert " + std::string(place) + " article=\"R713:13\">" + Step("one") + "</insert>");
    const std::string two = Rule("rule.a", "<insert " + std::string(place) + " after-overlay=\"rule.z\" article=\"R713:13\">" + Step("two") +
                                               "</insert><order step=\"two\" before=\"submission\" article=\"R713:13\"/>");
    const Judged judged = Judge(National(), {{two, "two.xml", ""}, {one, "one.xml", ""}});
    INFO((judged.report.findings.empty() ? "" : ToText(judged.report.findings.front(), Language::kEnglish)));
    REQUIRE(judged.report.ok);
    const auto next = [&](const char* step) { return judged.merged.definition->FindStep(step)->transitions.front().to; };
    CHECK(next("one") == "two");
    CHECK(next("two") == (place[0] == 'b' ? "legality_review" : "coordination"));
  }
}

TEST_CASE("a cloned definition says the same", "[definition][overlay]") {
  CHECK(Said(*National().Clone()) == Said(National()));
  CHECK(National().Clone()->FindStep("risk_assessment") != National().FindStep("risk_assessment"));
}
