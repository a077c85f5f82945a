#include "unit/proof/random_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <random>

namespace juece::oracle {
namespace {

constexpr int kMostSteps = 9;
constexpr int kDeepest = 2;

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string Make() {
    std::vector<std::string> outcomes;
    const std::string flow = Flow(0, outcomes);
    return fmt::format(
        R"(<procedure xmlns="urn:juece:definition:1" id="random" version="1.0.0" title-zh="随机" title-en="Random" statutes="T">)"
        R"(<roles><role id="r" zh="角色" en="Role"/></roles>)"
        R"(<facts><fact id="f" type="boolean" zh="事实" en="Fact" decided-by="r"/><fact id="g" type="boolean" zh="事实" en="Fact" decided-by="r"/></facts>)"
        R"(<followed><material id="draft" kind="D1" zh="草案" en="Draft"/></followed>{}</procedure>)",
        flow);
  }

 private:
  struct Ends {
    std::vector<std::string> ordinary;
    std::vector<std::string> cancelling;
  };

  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool Chance(int percent) { return Pick(100) < percent; }
  std::string Id(char kind) { return fmt::format("{}{}", kind, next_++); }

  std::vector<std::string> Some(const std::vector<std::string>& all) {
    std::vector<std::string> some;
    for (const std::string& item : all) {
      if (Chance(60)) some.push_back(item);
    }
    if (some.empty()) some.push_back(all[static_cast<std::size_t>(Pick(static_cast<int>(all.size())))]);
    return some;
  }

  static std::string Words(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

  std::string Target(const std::vector<std::string>& items, const std::vector<std::string>& ends, std::size_t from) {
    if (Chance(20)) return items[static_cast<std::size_t>(Pick(static_cast<int>(items.size())))];  // anywhere, also back
    const std::size_t ahead = items.size() - from - 1;
    if (ahead > 0 && Chance(75)) return items[from + 1 + (Chance(70) ? 0 : static_cast<std::size_t>(Pick(static_cast<int>(ahead))))];
    return ends[static_cast<std::size_t>(Pick(static_cast<int>(ends.size())))];
  }

  std::string Flow(int depth, std::vector<std::string>& outcomes) {
    Ends ends;
    return FlowWithEnds(depth, ends, outcomes);
  }

  std::string FlowWithEnds(int depth, Ends& outcomes, std::vector<std::string>&) {
    const int count = 1 + Pick(depth == 0 ? 5 : 3);
    std::vector<std::string> items;
    std::vector<bool> composite;
    for (int i = 0; i < count; ++i) {
      composite.push_back(depth < kDeepest && steps_ + 2 < kMostSteps && Chance(depth == 0 ? 45 : 25));
      items.push_back(Id(composite.back() ? 'c' : 's'));
      steps_ += composite.back() ? 2 : 1;
    }
    std::vector<std::string> ends;
    std::string end_text;
    for (int i = 0; i < 1 + Pick(depth == 0 ? 2 : 3); ++i) {
      const std::string outcome = fmt::format("o{}", Pick(3));
      const bool cancels = depth > 0 && Chance(30);
      ends.push_back(Id('e'));
      auto& list = cancels ? outcomes.cancelling : outcomes.ordinary;
      if (std::find(list.begin(), list.end(), outcome) == list.end()) list.push_back(outcome);
      end_text += fmt::format(R"(<end id="{}" outcome="{}"{}/>)", ends.back(), outcome, cancels ? R"( cancels="siblings")" : "");
    }
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
      text += composite[i] ? Parallel(depth, items, ends, i) : Step(depth, items, ends, i);
    }
    return fmt::format(R"(<flow start="{}">{}{}</flow>)", items[0], text, end_text);
  }

  std::string Step(int depth, const std::vector<std::string>& items, const std::vector<std::string>& ends, std::size_t i) {
    static const std::vector<std::string> kTypes = {"review", "review", "check", "edit", "quick"};
    const std::string type = kTypes[static_cast<std::size_t>(Pick(static_cast<int>(kTypes.size())))];
    std::vector<std::string> outcomes = RandomTypes().outcomes.at(type);
    std::string parts;
    const bool conditional = Chance(20);
    if (Chance(type == "edit" ? 80 : 12)) parts += fmt::format(R"(<changes material="draft" outcomes="{}"/>)", Words(Some(outcomes)));
    if (type == "review" && Chance(85)) {
      parts += Chance(50) ? R"(<reviews material="draft"/>)" : fmt::format(R"(<reviews material="draft" outcomes="{}"/>)", Words(Some(outcomes)));
    }
    if (depth == 0 && Chance(45)) {
      parts += fmt::format(R"(<milestone id="{}" outcomes="{}"/>)", Chance(50) ? "submission" : "decision", Words(Some(outcomes)));
    }
    if (conditional) {
      parts += R"(<applies when="f" decided-by="r"/>)";
      outcomes.emplace_back("not_applicable");
    }
    const bool otherwise = Chance(20);
    for (std::size_t o = otherwise ? 1 : 0; o < outcomes.size(); ++o) {
      for (int row = 0; row < 2 && Chance(20); ++row) {
        static const std::vector<std::string> kGuards = {"g", "g", "not(g)", "f and g", "f", "not(f)"};
        const std::string& guard = kGuards[static_cast<std::size_t>(Pick(static_cast<int>(kGuards.size())))];
        parts += fmt::format(R"(<on outcome="{}" when="{}" to="{}"/>)", outcomes[o], guard, Target(items, ends, i));
      }
      if (otherwise && Chance(30)) continue;
      parts += fmt::format(R"(<on outcome="{}" to="{}"/>)", outcomes[o], Target(items, ends, i));
    }
    if (otherwise) parts += fmt::format(R"(<on otherwise="true" to="{}"/>)", Target(items, ends, i));
    return fmt::format(R"(<step id="{}" type="{}" zh="步" en="Step">{}</step>)", items[i], type, parts);
  }

  std::string Parallel(int depth, const std::vector<std::string>& items, const std::vector<std::string>& ends, std::size_t i) {
    const int count = 2 + (Chance(20) ? 1 : 0);
    std::string text;
    std::vector<std::string> ids;
    std::vector<Ends> outcomes(static_cast<std::size_t>(count));
    std::vector<std::string> unused;
    for (int b = 0; b < count; ++b) {
      ids.push_back(Id('b'));
      text += fmt::format(R"(<branch id="{}" zh="支" en="Branch">{}</branch>)", ids.back(),
                          FlowWithEnds(depth + 1, outcomes[static_cast<std::size_t>(b)], unused));
    }
    std::string rows;
    for (std::size_t b = 0; b < ids.size(); ++b) {
      for (const std::string& outcome : outcomes[b].cancelling) {
        rows += fmt::format(R"(<exit cancelling="true" to="{}"><when branch="{}" outcomes="{}"/></exit>)", Target(items, ends, i), ids[b],
                            outcome);
      }
    }
    rows += OrdinaryRows(ids, outcomes, items, ends, i);
    return fmt::format(R"(<parallel id="{}" zh="并行" en="Parallel">{}{}<exit otherwise="true" to="{}"/></parallel>)", items[i], text, rows,
                       Target(items, ends, i));
  }

  // Disjoint rows: the first branch's outcomes are dealt out, and one of the rows is split again by the second branch's.
  std::string OrdinaryRows(const std::vector<std::string>& ids, const std::vector<Ends>& outcomes, const std::vector<std::string>& items,
                           const std::vector<std::string>& ends, std::size_t i) {
    std::string rows;
    for (const std::string& outcome : outcomes[0].ordinary) {
      if (Chance(40)) continue;  // left to otherwise
      const std::string first = fmt::format(R"(<when branch="{}" outcomes="{}"/>)", ids[0], outcome);
      if (outcomes[1].ordinary.empty() || Chance(50)) {
        rows += fmt::format(R"(<exit to="{}">{}</exit>)", Target(items, ends, i), first);
        continue;
      }
      for (const std::string& second : outcomes[1].ordinary) {
        if (Chance(30)) continue;
        rows += fmt::format(R"(<exit to="{}">{}<when branch="{}" outcomes="{}"/></exit>)", Target(items, ends, i), first, ids[1], second);
      }
    }
    return rows;
  }

  std::mt19937 random_;
  int next_ = 0;
  int steps_ = 0;
};

}  // namespace

std::string RandomDefinition(unsigned seed) { return Generator(seed).Make(); }

Types RandomTypes() {
  return {{{"review", {"ok", "fair", "bad"}}, {"check", {"yes", "no"}}, {"edit", {"done", "same"}}, {"quick", {"go", "turn"}}},
          {"review", "check"},
          {{"f", [](bool f, bool) { return f; }},
           {"g", [](bool, bool g) { return g; }},
           {"not(f)", [](bool f, bool) { return !f; }},
           {"not(g)", [](bool, bool g) { return !g; }},
           {"f and g", [](bool f, bool g) { return f && g; }}}};
}

StepCatalog RandomCatalog() {
  StepCatalog catalog;
  const Types types = RandomTypes();
  for (const auto& [id, outcomes] : types.outcomes) {
    StepType type;
    type.id = id;
    type.waits = types.waiting.count(id) > 0;
    type.configuration_schema = Data::OfMembers({{"type", "object"}});
    for (const std::string& outcome : outcomes) type.outcomes.push_back({outcome, {}, true, {}});
    (void)catalog.Add(std::move(type));
  }
  return catalog;
}

}  // namespace juece::oracle
