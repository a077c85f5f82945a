// From a checked tree to an Overlay.
#include <charconv>

#include <fmt/format.h>

#include "definition/builder.h"
#include "definition/form.h"
#include "definition/overlay.h"

namespace juece {
namespace {

std::string OverlayValue(const XmlElement& element, std::string_view name) { return std::string(element.Get(name)); }

class OverlayBuilder {
 public:
  // `scope`: what guards and names may refer to; what the overlay declares is added to it.
  OverlayBuilder(Definition& scope, Overlay& overlay, Reporter& reporter)
      : scope_(scope), overlay_(overlay), reporter_(reporter), parts_(scope, reporter) {}

  void Build(const XmlElement& root) {
    ReadRoot(root);
    ReadDeclarations(root);  // first: guards are typed against the facts
    for (const auto& child : root.children) {
      if (auto change = ReadChange(*child)) {
        overlay_.clauses.push_back({std::move(*change), parts_.ReadArticles(*child), parts_.PlaceOf(*child)});
      }
    }
  }

 private:
  void ReadRoot(const XmlElement& root) {
    overlay_.id = OverlayValue(root, "id");
    overlay_.version = OverlayValue(root, "version");
    overlay_.title = {OverlayValue(root, "title-zh"), OverlayValue(root, "title-en")};
    overlay_.extends = OverlayValue(root, "extends");
    overlay_.from_version = OverlayValue(root, "from-version");
    overlay_.to_version = OverlayValue(root, "to-version");
    overlay_.base_digest = OverlayValue(root, "base-digest");
    overlay_.level = OverlayValue(root, "level");
    overlay_.region = OverlayValue(root, "region");
    overlay_.in_force_from = Date::Parse(root.Get("in-force")).value_or(Date());
    overlay_.in_force_to = Date::Parse(root.Get("in-force-to"));
    overlay_.statutes = SplitWords(root.Get("statutes"));
    overlay_.after_overlays = SplitWords(root.Get("after-overlay"));
    overlay_.place = parts_.PlaceOf(root);
  }

  template <typename T>
  static std::vector<T> After(const std::vector<T>& all, std::size_t known) {
    return std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(known), all.end());
  }

  void ReadDeclarations(const XmlElement& root) {
    const std::size_t roles = scope_.roles.size();
    const std::size_t facts = scope_.facts.size();
    const std::size_t settings = scope_.settings.size();
    const std::size_t materials = scope_.materials.size();
    for (const auto& child : root.children) {
      const std::string& name = child->name;
      if (name == "roles" || name == "facts" || name == "settings" || name == "followed") parts_.ReadHeader(*child);
      if (name == "rulebook") overlay_.rulebooks.push_back(OverlayValue(*child, "ref"));
      if (name != "left-to-floor") continue;
      overlay_.left_to_floor.push_back({parts_.ReadArticles(*child),
                                        ArticleRef::ParseList(child->Get("national")).value_or(Articles{}),
                                        {OverlayValue(*child, "zh"), OverlayValue(*child, "en")},
                                        parts_.PlaceOf(*child)});
    }
    overlay_.roles = After(scope_.roles, roles);
    overlay_.facts = After(scope_.facts, facts);
    overlay_.settings = After(scope_.settings, settings);
    overlay_.materials = After(scope_.materials, materials);
  }

  std::optional<OverlayChange> ReadChange(const XmlElement& element) {
    const std::string& name = element.name;
    const std::string step = OverlayValue(element, "step");
    if (name == "period") return ReadPeriodChange(element);
    if (name == "add-period") return PeriodAddition{step, parts_.ReadPeriod(element)};
    if (name == "configure") return ReadConfigurationChange(element);
    if (name == "applies") return ReadApplicabilityChange(element);
    if (name == "material") return MaterialChange{step, parts_.ReadDemand(element, step)};
    if (name == "actor") return ActorChange{step, {OverlayValue(element, "action"), SplitWords(element.Get("roles")), parts_.PlaceOf(element)}};
    if (name == "separation") {
      return SeparationAddition{{SplitWords(element.Get("roles")), SplitWords(element.Get("steps")), parts_.ReadArticles(element),
                                 parts_.PlaceOf(element)}};
    }
    if (name == "choose") return ReadSettingChange(element);
    if (name == "insert") return ReadInsertion(element);
    if (name == "add-branch") return ReadBranchAddition(element);
    if (name == "close") return OutcomeClosing{step, SplitWords(element.Get("outcomes")), OverlayValue(element, "to")};
    if (name == "order") {
      return OrderAddition{
          {step, OverlayValue(element, "before"), SplitWords(element.Get("outcomes")), parts_.ReadArticles(element), parts_.PlaceOf(element)}};
    }
    if (name == "changes") return UseAddition{step, parts_.ReadUse(element)};
    if (name == "cites") return ReadCitation(element);
    return std::nullopt;
  }

  PeriodChange ReadPeriodChange(const XmlElement& element) {
    PeriodChange change;
    change.step = OverlayValue(element, "step");
    change.ref = OverlayValue(element, "ref");
    const bool minimum = element.Attribute("minimum") != nullptr;
    const bool limit = element.Attribute("limit") != nullptr;
    if (minimum && limit) {
      Contradiction(element, "minimum", "limit");
    } else if (minimum || limit) {
      change.minimum = minimum;
      const std::string_view amount = element.Get(minimum ? "minimum" : "limit");
      std::from_chars(amount.data(), amount.data() + amount.size(), change.amount);
    }
    change.unit = OverlayValue(element, "unit");
    if (element.Attribute("soft") != nullptr) change.soft = element.Get("soft") == "true";
    change.reason_in = OverlayValue(element, "reason-in");
    change.early = OverlayValue(element, "early");
    change.first_day = OverlayValue(element, "first-day");
    change.roll = OverlayValue(element, "roll");
    if (!change.unit.empty() && !change.minimum) {
      reporter_.Error("bad-value", element,
                      {"写 unit 时应同时写 minimum 或者 limit,但都没有写", "Expected unit to stand beside minimum or limit, but neither is there"},
                      change.step);
    }
    return change;
  }

  ConfigurationChange ReadConfigurationChange(const XmlElement& element) {
    StepNode holder;
    holder.id = OverlayValue(element, "step");
    holder.configuration = Data::EmptyMap();
    parts_.ReadConfiguration(element, holder);
    return {holder.id, std::move(holder.configuration)};
  }

  ApplicabilityChange ReadApplicabilityChange(const XmlElement& element) {
    const std::string step = OverlayValue(element, "step");
    const bool always = element.Get("always") == "true";
    if (always == (element.Attribute("when") != nullptr)) {
      reporter_.Error("bad-value", element,
                      {fmt::format("<applies> 应或者写 when,或者写 always=\"true\",但二者{}", always ? "都写了" : "都没有写"),
                       fmt::format("Expected <applies> to have either when or always=\"true\", but found {}", always ? "both" : "neither")},
                      step);
    }
    return {step, parts_.ReadGuard(element, step)};
  }

  SettingChange ReadSettingChange(const XmlElement& element) {
    SettingChange change{OverlayValue(element, "setting"), OverlayValue(element, "value"), SplitWords(element.Get("choices"))};
    if (!change.choices.empty() && std::find(change.choices.begin(), change.choices.end(), change.value) == change.choices.end()) {
      reporter_.Error("bad-value", element,
                      {fmt::format("value 应是 choices 之一,但写的是“{}”", change.value),
                       fmt::format("Expected value to be one of choices, but found \"{}\"", change.value)});
    }
    return change;
  }

  Insertion ReadInsertion(const XmlElement& element) {
    Insertion insertion;
    const bool before = element.Attribute("before") != nullptr;
    const bool after = element.Attribute("after") != nullptr;
    if (before == after) {
      reporter_.Error("bad-value", element,
                      {fmt::format("<insert> 应写 before 或者 after 之一,但二者{}", before ? "都写了" : "都没有写"),
                       fmt::format("Expected <insert> to have either before or after, but found {}", before ? "both" : "neither")});
    }
    insertion.before = before;
    insertion.anchor = OverlayValue(element, before ? "before" : "after");
    insertion.outcomes = SplitWords(element.Get("outcomes"));
    if (before && !insertion.outcomes.empty()) Contradiction(element, "before", "outcomes");
    insertion.after_overlays = SplitWords(element.Get("after-overlay"));
    for (const auto& child : element.children) {
      CheckInserted(*child);
      if (child->name == "step") insertion.nodes.emplace_back(parts_.ReadStep(*child));
      if (child->name == "parallel") insertion.nodes.emplace_back(parts_.ReadComposite(*child));
      if (child->name == "end") insertion.nodes.emplace_back(parts_.ReadEnd(*child));
    }
    if (insertion.nodes.empty() || std::holds_alternative<EndNode>(insertion.nodes.front())) {
      reporter_.Error("missing-element", element,
                      {"<insert> 之内应先有一个 <step> 或者 <parallel> 作为入口,但没有",
                       "Expected <insert> to begin with a <step> or <parallel>, the entry, but it does not"});
    }
    return insertion;
  }

  BranchAddition ReadBranchAddition(const XmlElement& element) {
    BranchAddition addition;
    addition.parallel = OverlayValue(element, "parallel");
    addition.branch.region = std::make_unique<Region>();
    if (const XmlElement* branch = element.Child("branch")) {
      addition.branch = parts_.ReadBranch(*branch);
      if (const XmlElement* flow = branch->Child("flow")) {
        for (const auto& node : flow->children) CheckInserted(*node);
      }
    }
    for (const auto& child : element.children) {
      if (child->name == "exit") addition.rows.push_back(parts_.ReadExit(*child));
    }
    return addition;
  }

  CitationAddition ReadCitation(const XmlElement& element) {
    const bool step = element.Attribute("step") != nullptr;
    if (step == (element.Attribute("parallel") != nullptr)) {
      reporter_.Error("bad-value", element,
                      {fmt::format("<cites> 应写 step 或者 parallel 之一,但二者{}", step ? "都写了" : "都没有写"),
                       fmt::format("Expected <cites> to have either step or parallel, but found {}", step ? "both" : "neither")});
    }
    return {OverlayValue(element, step ? "step" : "parallel")};
  }

  // What would put a milestone elsewhere, or abandon branches of the definition.
  void CheckInserted(const XmlElement& node) {
    const std::string id = OverlayValue(node, "id");
    if (id == kNextNode) {
      reporter_.Error("bad-value", *node.Attribute("id"),
                      {"next 在叠加层中表示原来的去处,不应作标识", "Expected another id: \"next\" means where the run would have gone"}, id);
    }
    for (const auto& child : node.children) {
      if (child->name != "milestone") continue;
      reporter_.Error("misplaced-element", *child,
                      {"<milestone> 应只由程序定义标明,但写在插入的环节上", "Expected <milestone> only in the definition, but an inserted step has it"},
                      id);
    }
    if (node.Attribute("cancels") == nullptr) return;
    reporter_.Error("bad-value", *node.Attribute("cancels"),
                    {"叠加层的终点不应终止程序定义的分支(cancels),但写了", "Expected an overlay's end not to abandon branches of the definition (cancels)"},
                    id);
  }

  void Contradiction(const XmlElement& element, std::string_view one, std::string_view other) {
    reporter_.Error("bad-value", element,
                    {fmt::format("<{}> 不应同时写 {} 和 {}", element.name, one, other),
                     fmt::format("Expected <{}> not to have both {} and {}", element.name, one, other)});
  }

  Definition& scope_;
  Overlay& overlay_;
  Reporter& reporter_;
  DefinitionBuilder parts_;
};

}  // namespace

std::unique_ptr<Overlay> ReadOverlay(const XmlDocument& document, const Definition& below, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  Reporter reporter(document, findings);
  const XmlElement& root = document.root();
  if (root.name != "overlay" || root.ns != kDefinitionNamespace) {
    reporter.Error("unknown-element", root,
                   {fmt::format("文件的根元素应为命名空间 {} 中的 <overlay>,但写的是 <{}>(命名空间“{}”)", kDefinitionNamespace, root.name, root.ns),
                    fmt::format("Expected the document to be an <overlay> of namespace {}, but found <{}> of namespace \"{}\"",
                                kDefinitionNamespace, root.name, root.ns)});
    return nullptr;
  }
  CheckForm(OverlayForm(), root, reporter);
  auto overlay = std::make_unique<Overlay>();
  overlay->file = document.file();
  const std::unique_ptr<Definition> scope = below.Clone();
  OverlayBuilder(*scope, *overlay, reporter).Build(root);
  CheckOverlayReferences(root, *scope, reporter);
  SortByPlace(findings, before);
  return overlay;
}

std::unique_ptr<Overlay> ReadOverlay(std::string bytes, std::string file, const Definition& below, std::vector<Finding>& findings) {
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  return document == nullptr ? nullptr : ReadOverlay(*document, below, findings);
}

}  // namespace juece
