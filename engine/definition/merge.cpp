#include "definition/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "definition/builder.h"
#include "definition/form.h"
#include "definition/overlay_applier.h"
#include "definition/overlay_order.h"
#include "xml/document.h"

namespace juece {
namespace {

void Report(std::vector<Finding>& findings, const SourcePlace& place, Text message) {
  Finding finding;
  finding.code = "overlay-conflict";
  finding.place = place;
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
}

// The parts of "1.2.3" as numbers, so that 1.10.0 comes after 1.9.0.
std::vector<int> VersionOf(std::string_view text) {
  std::vector<int> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('.'));
    parts.push_back(0);
    std::from_chars(part.data(), part.data() + part.size(), parts.back());
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  return parts;
}

// Is the rule written for this definition?
bool Fits(const Overlay& overlay, const Definition& base, std::vector<Finding>& findings) {
  const auto report = [&](const Text& expected, const Text& found) {
    Report(findings, overlay.place,
           {fmt::format("叠加层 {} 应用于{},但这是{}", overlay.id, expected.zh, found.zh),
            fmt::format("Overlay {} is for {}, but this is {}", overlay.id, expected.en, found.en)});
    return false;
  };
  if (overlay.extends != base.id) {
    return report({"程序 " + overlay.extends, "the procedure " + overlay.extends}, {"程序 " + base.id, base.id});
  }
  const bool early = !overlay.from_version.empty() && VersionOf(base.version) < VersionOf(overlay.from_version);
  const bool late = !overlay.to_version.empty() && VersionOf(overlay.to_version) < VersionOf(base.version);
  if (early || late) {
    return report({fmt::format("{} 的 {} 至 {} 版", base.id, overlay.from_version, overlay.to_version.empty() ? "…" : overlay.to_version),
                   fmt::format("{} {} to {}", base.id, overlay.from_version, overlay.to_version.empty() ? "…" : overlay.to_version)},
                  {base.version + " 版", "version " + base.version});
  }
  if (!overlay.base_digest.empty() && !base.digest.empty() && overlay.base_digest != base.digest) {
    return report({"摘要值为 " + overlay.base_digest + " 的文件", "the file of digest " + overlay.base_digest},
                  {"摘要值为 " + base.digest + " 的文件", "the file of digest " + base.digest});
  }
  return true;
}

OverlayHead HeadOf(const XmlElement& root) {
  OverlayHead head{std::string(root.Get("id")), std::string(root.Get("level")), SplitWords(root.Get("after-overlay")), {}};
  for (const auto& child : root.children) {
    for (std::string& id : SplitWords(child->Get("after-overlay"))) head.places_after.push_back(std::move(id));
  }
  return head;
}

class Merger {
 public:
  Merger(const Definition& base, const StepCatalog& catalog, std::vector<Finding>& findings)
      : base_(base), catalog_(catalog), findings_(findings) {}

  MergedDefinition Merge(std::vector<OverlaySource> sources) {
    const std::size_t before = findings_.size();
    std::vector<OverlayHead> heads;
    for (OverlaySource& source : sources) {
      digests_.push_back(std::move(source.digest));
      documents_.push_back(ParseXml(std::move(source.bytes), std::move(source.file), findings_));
      if (documents_.back() == nullptr) return {};
      heads.push_back(HeadOf(documents_.back()->root()));
    }
    const OverlayOrder order(std::move(heads));
    if (!CheckOrder(order)) return {};
    MergedDefinition merged;
    for (const std::size_t i : order.sorted()) AddLayer(order, i, merged);
    if (findings_.size() > before && HasErrorFrom(before)) return merged;
    merged.definition = Together(order, merged);
    if (HasErrorFrom(before)) merged.definition = nullptr;
    return merged;
  }

 private:
  [[nodiscard]] bool HasErrorFrom(std::size_t from) const {
    return std::any_of(findings_.begin() + static_cast<std::ptrdiff_t>(from), findings_.end(),
                       [](const Finding& finding) { return finding.severity == Severity::kError; });
  }

  bool CheckOrder(const OverlayOrder& order) {
    for (const std::size_t i : order.ring()) {
      Report(findings_, documents_[i]->PlaceOf(documents_[i]->root()),
             {fmt::format("叠加层的先后应当没有循环,但按级别和 after-overlay,{} 要先于它自己", order.head(i).id),
              fmt::format("Expected an order among the overlays, but by level and after-overlay {} comes before itself", order.head(i).id)});
    }
    if (!order.ring().empty()) return false;
    for (std::size_t n = 1; n < order.sorted().size(); ++n) {
      const std::size_t i = order.sorted()[n];
      if (order.head(i).id != order.head(order.sorted()[n - 1]).id) continue;
      Report(findings_, documents_[i]->PlaceOf(documents_[i]->root()),
             {fmt::format("每个叠加层应只用一次,但 {} 用了两次", order.head(i).id),
              fmt::format("Expected each overlay once, but {} is used twice", order.head(i).id)});
      return false;
    }
    return true;
  }

  // Reads one rule against what comes before it, and tries it there, where every name that it uses must be known.
  void AddLayer(const OverlayOrder& order, std::size_t i, MergedDefinition& merged) {
    std::unique_ptr<Definition> below = base_.Clone();
    OverlayApplier lower(*below, catalog_, nullptr, nullptr);
    for (std::size_t n = 0; n < merged.layers.size(); ++n) {
      if (order.Precedes(order.sorted()[n], i)) lower.Apply(*merged.layers[n].overlay);
    }
    std::shared_ptr<Overlay> overlay = ReadOverlay(*documents_[i], *below, findings_);
    if (overlay == nullptr) overlay = std::make_shared<Overlay>();
    overlay->digest = digests_[i];
    const std::size_t before = findings_.size();
    if (!overlay->id.empty() && Fits(*overlay, base_, findings_)) {
      alone_ = below->Clone();
      OverlayApplier(*alone_, catalog_, &findings_, nullptr).Apply(*overlay);
      SortByPlace(findings_, before);
    }
    merged.layers.push_back({std::move(overlay), std::move(below)});
  }

  std::unique_ptr<Definition> Together(const OverlayOrder& order, const MergedDefinition& merged) {
    if (merged.layers.size() == 1) return std::move(alone_);
    std::unique_ptr<Definition> all = base_.Clone();
    ConflictLedger ledger(order, findings_);
    OverlayApplier applier(*all, catalog_, nullptr, &ledger);
    for (std::size_t n = 0; n < merged.layers.size(); ++n) {
      ledger.Enter(order.sorted()[n]);
      applier.Apply(*merged.layers[n].overlay);
    }
    return all;
  }

  const Definition& base_;
  const StepCatalog& catalog_;
  std::vector<Finding>& findings_;
  std::vector<std::string> digests_;
  std::vector<std::unique_ptr<XmlDocument>> documents_;
  std::unique_ptr<Definition> alone_;  // below the last rule, with it
};

template <typename T>
bool Same(const T& a, const T& b) {
  return a.id == b.id && a.title == b.title && a.articles == b.articles;
}
bool Same(const MaterialDeclaration& a, const MaterialDeclaration& b) { return a.id == b.id && a.kind == b.kind && a.title == b.title; }
bool SameValue(const RoleDeclaration&, const RoleDeclaration&) { return true; }
bool SameValue(const FactDeclaration& a, const FactDeclaration& b) { return a.type == b.type && a.decided_by == b.decided_by; }
bool SameValue(const SettingDeclaration& a, const SettingDeclaration& b) { return a.value == b.value && a.choices == b.choices; }
bool SameValue(const MaterialDeclaration&, const MaterialDeclaration&) { return true; }

}  // namespace

void OverlayApplier::Declare(const Overlay& overlay) {
  const auto add = [&](auto& present, const auto& more) {
    for (const auto& one : more) {
      const auto known = std::find_if(present.begin(), present.end(), [&](const auto& p) { return p.id == one.id; });
      if (known == present.end()) {
        present.push_back(one);
      } else if (!Same(*known, one) || !SameValue(*known, one)) {
        if (ledger_ != nullptr) ledger_->Report({fmt::format("声明“{}”", one.id), fmt::format("the declaration of \"{}\"", one.id)}, one.place);
        Report("duplicate-id", one.place,
               {fmt::format("声明的标识应没有用过,或者与已有的声明完全相同,但“{}”已另有声明", one.id),
                fmt::format("Expected a declared id to be new, or declared the same as before, but \"{}\" is declared otherwise", one.id)});
      }
    }
  };
  add(definition_.roles, overlay.roles);
  add(definition_.facts, overlay.facts);
  add(definition_.settings, overlay.settings);
  add(definition_.materials, overlay.materials);
  for (const std::string& statute : overlay.statutes) {
    if (std::find(definition_.statutes.begin(), definition_.statutes.end(), statute) != definition_.statutes.end()) continue;
    definition_.statutes.push_back(statute);
    definition_.claimed_at.emplace(statute, overlay.place);
  }
}

void OverlayApplier::Apply(const Overlay& overlay) {
  overlay_ = &overlay;
  Declare(overlay);
  for (const OverlayClause& clause : overlay.clauses) {
    clause_ = &clause;
    std::visit([&](const auto& change) { Change(change); }, clause.change);
  }
  definition_.Index();
}

OverlayApplier::Found OverlayApplier::Find(const std::string& id) {
  std::vector<Region*> open{&definition_.root};
  while (!open.empty()) {
    Region* region = open.back();
    open.pop_back();
    for (Node& node : region->nodes) {
      if (IdOf(node) == id) return {region, &node};
      auto* composite = std::get_if<CompositeNode>(&node);
      for (std::size_t b = 0; composite != nullptr && b < composite->branches.size(); ++b) open.push_back(composite->branches[b].region.get());
    }
  }
  return {};
}

StepNode* OverlayApplier::FindStep(const std::string& id) {
  const Found found = Find(id);
  auto* step = found.node == nullptr ? nullptr : std::get_if<StepNode>(found.node);
  if (step == nullptr) ReportUnknown({"环节", "a step"}, id);
  return step;
}

void OverlayApplier::Report(std::string_view code, const SourcePlace& place, Text message, std::string step) {
  if (findings_ == nullptr) return;
  Finding finding;
  finding.code = code;
  finding.place = place;
  finding.message = std::move(message);
  finding.step = std::move(step);
  findings_->push_back(std::move(finding));
}

void OverlayApplier::ReportUnknown(const Text& what, const std::string& id) {
  std::vector<std::string_view> known;
  for (const StepNode* step : definition_.steps()) known.push_back(step->id);
  const Text hint = Suggest(id, known);
  Report("unknown-reference", clause_->place,
         {fmt::format("应为程序定义(或者在先的叠加层)中的{},但没有“{}”{}", what.zh, id, hint.zh),
          fmt::format("Expected {} of the definition (or of an overlay before this one), but there is no \"{}\"{}", what.en, id, hint.en)});
}

MergedDefinition MergeOverlays(const Definition& base, std::vector<OverlaySource> sources, const StepCatalog& catalog,
                               std::vector<Finding>& findings) {
  return Merger(base, catalog, findings).Merge(std::move(sources));
}

}  // namespace juece
