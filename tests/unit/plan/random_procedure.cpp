// Small procedures of every shape: loops, guards, conditional steps, parallel work with cancelling ends, and periods between any two events.
#include <fmt/format.h>

#include <random>
#include <set>

#include "unit/plan/oracle.h"

namespace juece::plan_oracle {
namespace {

constexpr int kMostSteps = 5;  // brute force tries every day for each

class Generator {
 public:
  // Every other one has no limits that run from an entry or a leaving.
  explicit Generator(unsigned seed) : random_(seed), entry_limits_(seed % 2 == 0) {}

  Region Root() {
    Region region;
    const int steps = 1 + Pick(3);
    for (int i = 0; i < steps && steps_ < kMostSteps; ++i) region.nodes.push_back(Chance(25) ? Composite() : Step());
    Node goal = Step();
    goal.applies = Applies::kAlways;
    goal.goal = true;
    region.nodes.push_back(goal);
    region.nodes.push_back(End("done", false));
    Lead(region, 1);
    FillPeriods(region);
    return region;
  }

 private:
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool Chance(int percent) { return Pick(100) < percent; }

  Node Step() {
    Node step;
    step.id = fmt::format("s{}", steps_++);
    if (Chance(35)) step.applies = static_cast<Applies>(1 + Pick(3));
    if (Chance(20)) step.duration = 1 + Pick(3);
    return step;
  }
  Node End(const std::string& outcome, bool cancels) {
    Node end;
    end.kind = Node::Kind::kEnd;
    end.id = fmt::format("e{}", ends_++);
    end.outcome = outcome;
    end.cancels = cancels;
    return end;
  }
  Node Composite() {
    Node node;
    node.kind = Node::Kind::kComposite;
    node.id = fmt::format("p{}", composites_++);
    for (int b = 0; b < 2; ++b) {
      Region branch;
      branch.nodes.push_back(steps_ < 2 && Chance(15) ? Composite() : Step());
      if (steps_ < kMostSteps && Chance(40)) branch.nodes.push_back(Step());
      branch.nodes.push_back(End("x", false));
      if (Chance(40)) branch.nodes.push_back(End("y", false));
      if (Chance(15)) branch.nodes.push_back(End("z", true));
      int ends = 0;
      for (const Node& n : branch.nodes) ends += n.kind == Node::Kind::kEnd ? 1 : 0;
      Lead(branch, ends);
      node.branches.push_back(std::move(branch));
    }
    return node;
  }

  // Where everything leads: mostly on, now and then back.
  void Lead(Region& region, int ends) {
    const int last = static_cast<int>(region.nodes.size());
    for (int n = 0; n < last - ends; ++n) {
      const auto target = [&] { return Chance(12) ? Pick(last - ends) : n + 1 < last - ends && Chance(65) ? n + 1 : n + 1 + Pick(last - n - 1); };
      Node& node = region.nodes[static_cast<std::size_t>(n)];
      if (node.kind == Node::Kind::kStep) {
        for (const char* outcome : {"a", "b", "not_applicable"}) {
          if (std::string(outcome) == "not_applicable" && node.applies == Applies::kAlways) continue;
          if (Chance(20)) node.rows.push_back({outcome, Chance(50) ? "f" : "g", target()});
          node.rows.push_back({outcome, "", target()});
        }
        continue;
      }
      for (int b = 0; b < 2; ++b) {
        for (const Node& end : node.branches[static_cast<std::size_t>(b)].nodes) {
          if (end.kind == Node::Kind::kEnd && end.cancels) node.exits.push_back({b, end.outcome, true, target()});
        }
      }
      if (Chance(50)) node.exits.push_back({Pick(2), "x", false, target()});
      node.exits.push_back({-1, "", false, target()});
    }
  }

  std::string Event() { return Chance(50) ? "e1" : "e2"; }

  void FillPeriods(Region& region) {
    for (Node& node : region.nodes) {
      for (Region& branch : node.branches) FillPeriods(branch);
      for (int p = 0; node.kind == Node::Kind::kStep && p < 2; ++p) {
        if (!Chance(35)) continue;
        Period period;
        period.id = fmt::format("p{}", p);
        period.minimum = Chance(65);
        period.amount = 1 + Pick(period.minimum ? 3 : 4);
        period.working = Chance(50);
        period.first_counted = Chance(25);
        period.roll = Chance(20);
        period.from = Chance(40) ? "entered" : Event();
        if (Chance(30)) period.from = fmt::format("s{}/{}", Pick(steps_), Chance(30) ? "left" : Chance(20) ? "entered" : Event());
        period.to = Chance(50) ? "left" : Event();
        if (period.from == period.to) period.to = "left";
        if (!entry_limits_ && !period.minimum && (period.from.ends_with("entered") || period.from.ends_with("left"))) continue;
        if (!starred_.insert(node.id + period.from + period.to).second) continue;
        node.periods.push_back(period);
      }
    }
  }

  std::mt19937 random_;
  bool entry_limits_;
  std::set<std::string> starred_;
  int steps_ = 0;
  int ends_ = 0;
  int composites_ = 0;
};

std::string RegionXml(const Region& region);

std::string StepXml(const Region& region, const Node& node) {
  std::string xml = fmt::format(R"(<step id="{}" type="work" zh="{}" en="{}">)", node.id, node.id, node.id);
  if (node.applies == Applies::kIfF) xml += R"(<applies when="f" decided-by="r"/>)";
  if (node.applies == Applies::kIfNotG) xml += R"x(<applies when="not(g)" decided-by="r"/>)x";
  if (node.applies == Applies::kDiscretion) xml += R"(<applies decided-by="r"/>)";
  for (const Period& period : node.periods) {
    xml += fmt::format(R"(<period id="{}" kind="{}" amount="{}" unit="{}" from="{}" to="{}" first-day="{}" roll="{}"/>)", period.id,
                       period.minimum ? "minimum" : "limit", period.amount, period.working ? "working-days" : "calendar-days", period.from,
                       period.to, period.first_counted ? "counted" : "not-counted", period.roll ? "next-working-day" : "none");
  }
  if (node.goal) xml += R"(<milestone id="decision" outcomes="a"/>)";
  for (const Row& row : node.rows) {
    const std::string when = row.guard.empty() ? "" : fmt::format(R"( when="{}")", row.guard);
    xml += fmt::format(R"(<on outcome="{}"{} to="{}"/>)", row.outcome, when, region.nodes[static_cast<std::size_t>(row.target)].id);
  }
  return xml + "</step>";
}

std::string CompositeXml(const Region& region, const Node& node) {
  std::string xml = fmt::format(R"(<parallel id="{}" zh="{}" en="{}">)", node.id, node.id, node.id);
  for (std::size_t b = 0; b < node.branches.size(); ++b) {
    xml += fmt::format(R"(<branch id="b{}" zh="支" en="b">{}</branch>)", b, RegionXml(node.branches[b]));
  }
  for (const Exit& exit : node.exits) {
    const std::string& to = region.nodes[static_cast<std::size_t>(exit.target)].id;
    if (exit.branch < 0) {
      xml += fmt::format(R"(<exit otherwise="true" to="{}"/>)", to);
    } else {
      xml += fmt::format(R"(<exit{} to="{}"><when branch="b{}" outcomes="{}"/></exit>)", exit.cancelling ? R"( cancelling="true")" : "", to,
                         exit.branch, exit.outcome);
    }
  }
  return xml + "</parallel>";
}

std::string RegionXml(const Region& region) {
  std::string xml = fmt::format(R"(<flow start="{}">)", region.nodes.front().id);
  for (const Node& node : region.nodes) {
    if (node.kind == Node::Kind::kStep) {
      xml += StepXml(region, node);
    } else if (node.kind == Node::Kind::kComposite) {
      xml += CompositeXml(region, node);
    } else {
      xml += fmt::format(R"(<end id="{}" outcome="{}"{}/>)", node.id, node.outcome, node.cancels ? R"( cancels="siblings")" : "");
    }
  }
  return xml + "</flow>";
}

}  // namespace

Region RandomProcedure(unsigned seed) { return Generator(seed).Root(); }

std::string ToXml(const Region& root) {
  return R"(<procedure xmlns="urn:juece:definition:1" id="random" version="1.0.0" title-zh="随机" title-en="Random">)"
         R"(<roles><role id="r" zh="角色" en="Role"/></roles><facts><fact id="f" type="boolean" zh="甲" en="F" decided-by="r"/>)"
         R"(<fact id="g" type="boolean" zh="乙" en="G" decided-by="r"/></facts>)" +
         RegionXml(root) + "</procedure>";
}

}  // namespace juece::plan_oracle
