#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/sheet_report.h"
#include "report/sheet_words.h"

namespace juece {
namespace {

constexpr std::string_view kSheetRule = "────────────────────────────────────────────────────────────────";
constexpr std::array<ItemState, 4> kOrder{ItemState::kLost, ItemState::kOpen, ItemState::kMet, ItemState::kNotApplicable};

std::string Mark(Verdict verdict) { return verdict == Verdict::kViolated ? "✘" : verdict == Verdict::kSatisfied ? "✔" : "?"; }

std::string GroundText(const Ground& ground, Language language) {
  const bool zh = language == Language::kChinese;
  std::string deduct;
  if (ground.verdict == Verdict::kViolated && !ground.deduct.IsZero()) deduct = fmt::format(fmt::runtime(zh ? "扣 {} 分 "
      : "{} off "), ground.deduct.text());
  if (ground.verdict == Verdict::kNotShown && !ground.deduct.IsZero()) deduct = fmt::format(fmt::runtime(zh ? "涉及 {} 分 "
      : "{} at stake "), ground.deduct.text());
  std::string text = fmt::format("      {} {}{}\n", Mark(ground.verdict), deduct, GroundLine(ground, language));
  if (ground.verdict == Verdict::kSatisfied) return text;
  for (const Text& message : ground.messages) text += fmt::format("          {}\n", message.In(language));
  const std::string evidence = EvidenceLine(ground, language);
  return evidence.empty() ? text : text + fmt::format("          {}: {}\n", zh ? "依据" : "evidence", evidence);
}

std::string ItemText(const ItemScore& score, Language language) {
  const bool zh = language == Language::kChinese;
  const SheetItem& item = *score.item;
  if (score.state == ItemState::kNotApplicable) {
    return fmt::format("  {} [{}]\n{}", item.title.In(language), item.id,
                       score.settled_by == nullptr ? "" : fmt::format("      {}\n", EntryLine(*score.settled_by, language)));
  }
  std::string text = fmt::format("  {}/{}  {} [{}]\n", RangeLine(score.least, score.most), item.points.text(),
                                 item.title.In(language), item.id);
  if (score.settled_by != nullptr) text += fmt::format("      {}\n", EntryLine(*score.settled_by, language));
  if (score.state == ItemState::kMet && score.settled_by == nullptr) return text;
  if (item.by_hand && score.settled_by == nullptr) text += zh ? "      由评查员评分\n" : "      to be scored by a person\n";
  for (const Ground* ground : Telling(score)) text += GroundText(*ground, language);
  if (score.state == ItemState::kOpen && !item.guidance.empty()) {
    text += fmt::format("      {}: {}\n", zh ? "评查要点" : "what to check", item.guidance.In(language));
  }
  return text;
}

std::string CapsText(const SheetTotal& total, Language language) {
  std::string text;
  for (const CapState& cap : total.caps) {
    if (cap.verdict != Verdict::kViolated && cap.verdict != Verdict::kNotShown && cap.settled_by == nullptr) continue;
    text += fmt::format("  {} [{}]: {}\n", cap.cap->title.In(language), cap.cap->id, CapTitle(cap.verdict).In(language));
    if (cap.settled_by != nullptr) text += fmt::format("      {}\n", EntryLine(*cap.settled_by, language));
    for (const Ground& ground : cap.cap->grounds) {
      if (ground.verdict == Verdict::kViolated || ground.verdict == Verdict::kNotShown) text += GroundText(ground, language);
    }
  }
  return text.empty() ? text : fmt::format("{}\n{}\n{}", kSheetRule, language == Language::kChinese ? "限等事由" : "What limits the grade",
                                           text);
}

std::string Head(const Sheet& sheet, const SheetTotal& total, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text = fmt::format("{}\n", zh ? "案卷评查反馈意见" : "Feedback of the case review");
  const auto line = [&](const char* zh_name, const char* en_name, const std::string& value) {
    text += fmt::format("{}: {}\n", zh ? zh_name : en_name, value);
  };
  line("案卷", "Dossier", fmt::format("{} ({})", sheet.title, sheet.subject));
  line("决策机关", "Organ", sheet.organ.empty() ? (zh ? "未显示" : "not shown") : sheet.organ);
  line("承办单位", "Undertaking unit", UnitsLine(sheet, language));
  line("评查标准", "Criteria", fmt::format("{} ({})", sheet.criteria_title.In(language), sheet.criteria));
  line("审查依据", "By", fmt::format("{} · {} {}", sheet.rulebooks, zh ? "工作日历" : "work calendar", sheet.calendar));
  line("审查截至", "As of", (sheet.as_of.empty() ? (zh ? "日期不明" : "unknown") : sheet.as_of) +
                                  (sheet.whole ? "" : (zh ? "(材料不完整或程序未完)" : " (partial, or still running)")));
  if (!sheet.drawn.empty()) line("抽取", "Drawn by", sheet.drawn);
  line("状态", "Standing", StandingLine(total, language));
  line("结果", "Result", TotalLine(total, language));
  return text;
}

std::string CandidateLine(const Candidate& one, Language language) {
  const std::string none = language == Language::kChinese ? "机关未显示" : "organ not shown";
  return fmt::format("  {}  {}  {}", one.id, one.title, one.organ.empty() ? none : one.organ);
}

}  // namespace

std::string FeedbackText(const Sheet& sheet, Language language) {
  const bool zh = language == Language::kChinese;
  const SheetTotal total = TotalOf(sheet);
  std::string text = Head(sheet, total, language) + CapsText(total, language);
  for (const ItemState state : kOrder) {
    const auto items = ItemsWith(total, state);
    if (items.empty()) continue;
    text += fmt::format("{}\n{} ({})\n", kSheetRule, TitleOf(state).In(language), items.size());
    for (const ItemScore* item : items) text += ItemText(*item, language);
  }
  text += fmt::format("{}\n{}\n", kSheetRule, RequestLine(total, language));
  if (total.confirmed != nullptr) text += fmt::format("{}\n", EntryLine(*total.confirmed, language));
  return text + fmt::format("{}: {}\n", zh ? "核对" : "Check", CheckLine(sheet, language));
}

std::string StandText(const Sheet& sheet, Language language) {
  const bool zh = language == Language::kChinese;
  const SheetTotal total = TotalOf(sheet);
  return fmt::format("{}: {}\n{}: {}\n", zh ? "状态" : "Standing", StandingLine(total, language), zh ? "结果" : "Result",
                     TotalLine(total, language));
}

std::string ListText(const DrawList& list, Language language) {
  const bool zh = language == Language::kChinese;
  const DrawPlan& plan = list.plan;
  std::string text = zh ? fmt::format("可抽取 {} 件,回避 {} 件;{} {} 件\n", list.candidates.size(), list.excluded.size(),
                                      plan.each_organ ? "每个机关抽取" : "将抽取", plan.size)
                        : fmt::format("can be drawn: {}; left out: {}; to be drawn{}: {}\n", list.candidates.size(), list.excluded.size(),
                                      plan.each_organ ? " of each organ" : "", plan.size);
  for (const Candidate& one : list.candidates) {
    text += CandidateLine(one, language);
    const auto more = std::count_if(one.units.begin(), one.units.end(), [&](const std::string& unit) { return !SameName(unit, one.organ); });
    if (more == 0) text += zh ? "(承办单位未显示,请人工核对是否应回避)" : " (undertaking unit not shown: check by hand)";
    text += "\n";
  }
  if (!list.excluded.empty()) text += zh ? "回避:\n" : "Left out:\n";
  for (const Excluded& one : list.excluded) text += fmt::format("  {}  {}  {}\n", one.id, one.title, one.why.In(language));
  text += fmt::format("{}: {}\n", zh ? "随机数来源" : "The seed will come from", plan.seed_source);
  return text + fmt::format("{}: {}\n", zh ? "名单摘要" : "Digest of the list", list.digest);
}

std::string DrawText(const Draw& draw, Language language) {
  const bool zh = language == Language::kChinese;
  const auto drawn = draw.Drawn();
  std::string text = zh ? fmt::format("从 {} 件中抽取 {} 件\n", draw.list.candidates.size(), drawn.size())
                        : fmt::format("drawn: {} of {}\n", drawn.size(), draw.list.candidates.size());
  for (const std::string& id : drawn) {
    for (const Candidate& one : draw.list.candidates) {
      if (one.id == id) text += CandidateLine(one, language) + "\n";
    }
  }
  text += fmt::format("{}: {} ({})\n", zh ? "随机数" : "Seed", draw.seed, draw.list.plan.seed_source);
  text += fmt::format(fmt::runtime(zh ? "抽取人: {},{}\n" : "Drawn by: {}, {}\n"), draw.drawn_by, draw.drawn_at.ToString());
  text += fmt::format("{}: {}\n", zh ? "名单摘要" : "Digest of the list", draw.list.digest);
  return text + fmt::format("{}: {}\n", zh ? "抽取摘要" : "Digest of the draw", draw.digest);
}

}  // namespace juece
