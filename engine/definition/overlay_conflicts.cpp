// Where independent local rules disagree, or have no order.
#include <fmt/format.h>

#include <algorithm>

#include "definition/overlay_applier.h"

namespace juece {

void ConflictLedger::Report(std::size_t other, const Text& what, const Text& remedy, const SourcePlace& place) {
  const std::string& one = order_.head(now_).id;
  const std::string& two = order_.head(other).id;
  Finding finding;
  finding.code = "overlay-conflict";
  finding.place = place;
  finding.message = {fmt::format("{}应有一个说法,但互相独立的叠加层 {} 和 {} 都写了;{}", what.zh, two, one, remedy.zh),
                     fmt::format("Expected one word about {}, but the independent overlays {} and {} both have theirs; {}", what.en, two, one,
                                 remedy.en)};
  findings_.push_back(std::move(finding));
}

void ConflictLedger::Report(const Text& what, const SourcePlace& place) {
  Finding finding;
  finding.code = "overlay-conflict";
  finding.place = place;
  finding.message = {fmt::format("{}应与其他叠加层相容,但叠加层 {} 写的同它们合不到一起;请改其中之一,或者不同时使用", what.zh, order_.head(now_).id),
                     fmt::format("Expected {} to agree with the other overlays, but what {} says cannot be joined with them; change one of them, "
                                 "or do not use them together",
                                 what.en, order_.head(now_).id)};
  findings_.push_back(std::move(finding));
}

void ConflictLedger::Claim(const std::string& key, const std::string& said, const Text& what, const SourcePlace& place) {
  std::vector<Said>& all = said_[key];
  for (const Said& other : all) {
    if (other.text == said || !Independent(other.overlay, now_)) continue;
    Report(other.overlay, what,
           {"请在其中一个的根上写 after-overlay,或者改成相同", "write after-overlay on the root of one of them, or make them agree"}, place);
    break;
  }
  all.push_back({now_, said, {}});
}

bool ConflictLedger::ClaimPlace(const std::string& key, const Insertion& insertion, const Text& what, const SourcePlace& place) {
  std::vector<Said>& all = said_[key];
  const auto names = [&](const std::vector<std::string>& list, std::size_t overlay) {
    return std::find(list.begin(), list.end(), order_.head(overlay).id) != list.end();
  };
  bool ordered = true;
  for (const Said& other : all) {
    if (other.overlay == now_) continue;  // in one file: as written
    const bool stated = names(other.after, now_) || names(insertion.after_overlays, other.overlay) ||
                        names(order_.head(now_).after, other.overlay) || names(order_.head(other.overlay).after, now_);
    if (stated) continue;
    Report(other.overlay, {what.zh + "插入的先后", "the order of what is inserted " + what.en},
           {"请在其中一个上写 after-overlay", "write after-overlay on one of them"}, place);
    ordered = false;
    break;
  }
  all.push_back({now_, "", insertion.after_overlays});
  return ordered;
}

}  // namespace juece
