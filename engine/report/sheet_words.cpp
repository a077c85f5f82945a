#include "report/sheet_words.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/review_words.h"

namespace juece {

std::string RangeLine(const Points& least, const Points& most) {
  return least == most ? least.text() : fmt::format("{}–{}", least.text(), most.text());
}

std::string GradesLine(const SheetTotal& total, Language language) {
  if (total.worst == nullptr || total.best == nullptr) return language == Language::kChinese ? "没有适用的细项,不评等次"
      : "no item applies, no grade";
  return total.worst == total.best ? total.best->title.In(language)
                                   : fmt::format("{}–{}", total.worst->title.In(language), total.best->title.In(language));
}

std::string TotalLine(const SheetTotal& total, Language language) {
  const bool zh = language == Language::kChinese;
  if (total.points.IsZero()) return GradesLine(total, language);
  const std::string least = PerCent(total.least, total.points);
  const std::string most = PerCent(total.most, total.points);
  const std::string share = least == most ? least : least + "–" + most;
  return fmt::format(fmt::runtime(zh ? "{} 分,适用细项共 {} 分(得分率 {}%),等次:{}" : "{} of the {} points that apply ({}%), grade: {}"),
                     RangeLine(total.least, total.most), total.points.text(), share, GradesLine(total, language));
}

std::string StandingLine(const SheetTotal& total, Language language) {
  const bool zh = language == Language::kChinese;
  if (total.confirmed != nullptr) {
    return fmt::format(fmt::runtime(zh ? "已由{}({})于 {} 确认" : "confirmed by {} ({}) at {}"), total.confirmed->actor,
                       total.confirmed->unit,
                       total.confirmed->at.ToString());
  }
  const std::string open = total.settled() ? ""
      : fmt::format(fmt::runtime(zh ? ";{} 项未显示,有待查明" : "; {} not shown and to be settled"), total.open.size());
  return (zh ? "自动预评,尚未经评查员确认" : "automatic score, not yet confirmed by a reviewer") + open;
}

std::string UnitsLine(const Sheet& sheet, Language language) {
  std::vector<std::string> units;
  std::copy_if(sheet.units.begin(), sheet.units.end(), std::back_inserter(units),
               [&](const std::string& unit) { return !SameName(unit, sheet.organ); });
  if (units.empty()) return language == Language::kChinese ? "未显示" : "not shown";
  return fmt::format("{}", fmt::join(units, language == Language::kChinese ? "、" : ", "));
}

std::string EntryLine(const SheetEntry& entry, Language language) {
  const bool zh = language == Language::kChinese;
  std::string what;
  switch (entry.kind) {
    case SheetEntry::Kind::kPoints:
      what = fmt::format(fmt::runtime(zh ? "评为 {} 分" : "{} points"), entry.points.value_or(Points()).text());
      break;
    case SheetEntry::Kind::kNotApplicable:
      what = zh ? "认定不适用" : "does not apply";
      break;
    case SheetEntry::Kind::kCapHolds:
      what = zh ? "认定成立" : "holds";
      break;
    case SheetEntry::Kind::kCapLifted:
      what = zh ? "认定不成立" : "does not hold";
      break;
    case SheetEntry::Kind::kConfirmed:
      what = zh ? "确认全表" : "confirms the sheet";
      break;
  }
  const std::string reason = entry.reason.empty() ? "" : (zh ? ",理由:" : "; reason: ") + entry.reason;
  return fmt::format(fmt::runtime(zh ? "评查员{}({}){}{}({})" : "reviewer {} ({}): {}{} ({})"), entry.actor, entry.unit, what,
                     reason, entry.at.ToString());
}

std::string GroundLine(const Ground& ground, Language language) {
  return ground.article.empty() ? ground.title.In(language) : fmt::format("[{}] {}", Cite(ground.article, language),
                                                                          ground.title.In(language));
}

std::string EvidenceLine(const Ground& ground, Language language) {
  constexpr std::size_t kMost = 8;  // the review itself has them all
  std::string line;
  for (std::size_t i = 0; i < std::min(kMost, ground.evidence.size()); ++i) {
    const Evidence& one = ground.evidence[i];
    line += fmt::format("{}{}{}{}", line.empty() ? "" : "; ", one.id, one.date.empty() ? "" : " " + one.date,
                        one.title.empty() ? "" : " " + one.title.In(language));
  }
  const std::size_t more = ground.evidence.size() - std::min(kMost, ground.evidence.size());
  return more == 0 ? line : line + fmt::format(fmt::runtime(language == Language::kChinese ? "; 等 {} 处" : "; {} places in all"),
                                               ground.evidence.size());
}

Text CapTitle(Verdict verdict) {
  switch (verdict) {
    case Verdict::kViolated:
      return {"成立,等次受限", "Holds: the grade is limited"};
    case Verdict::kNotShown:
      return {"未显示,有待查明", "Not shown, to be settled"};
    case Verdict::kSatisfied:
    case Verdict::kNotApplicable:
      return {"不成立", "Does not hold"};
  }
  return {};
}

std::string CheckLine(const Sheet& sheet, Language language) {
  return fmt::format(fmt::runtime(language == Language::kChinese ? "本表摘要 {};评查员记载 {} 条,末条 {}。用 juece review verify 核对。"
                                                                : "digest of what was scored {}; {} entries of reviewers, the "
                                                                  "last {}. Check it with juece review verify."),
                     sheet.digest, sheet.entries.size(), HeadOf(sheet));
}

std::string RequestLine(const SheetTotal& total, Language language) {
  const bool zh = language == Language::kChinese;
  std::string line;
  if (!ItemsWith(total, ItemState::kLost).empty()) {
    line += zh ? "对扣分事项,请逐项整改或者书面说明。" : "Please put right each point that was lost, or explain it in writing. ";
  }
  if (!total.open.empty()) {
    line += zh ? "对未显示的事项,请提供材料;它既不是符合,也不是违反,查明之前按幅度计分。"
               : "Please provide what is not shown; it is neither met nor violated, and until it is settled the points are a "
                 "range. ";
  }
  return line.empty() ? (zh ? "没有需要整改或者补充的事项。" : "Nothing needs to be put right or provided.") : line;
}

std::vector<const Ground*> Telling(const ItemScore& score) {
  std::vector<const Ground*> grounds;
  for (const Verdict verdict : {Verdict::kViolated, Verdict::kNotShown, Verdict::kSatisfied}) {
    if (verdict == Verdict::kSatisfied && score.state != ItemState::kMet) break;
    for (const Ground& ground : score.item->grounds) {
      if (ground.verdict == verdict) grounds.push_back(&ground);
    }
  }
  return grounds;
}

std::vector<const ItemScore*> ItemsWith(const SheetTotal& total, ItemState state) {
  std::vector<const ItemScore*> items;
  for (const ItemScore& score : total.items) {
    if (score.state == state) items.push_back(&score);
  }
  return items;
}

}  // namespace juece
