#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "report/sheet_report.h"
#include "report/sheet_words.h"

namespace juece {
namespace {

Data GradeData(const Grade* grade, Language language) {
  return grade == nullptr ? Data() : Data::OfMembers({{"id", grade->id}, {"title", grade->title.In(language)}});
}

Data ItemData(const ItemScore& score, Language language) {
  Data grounds = Data::EmptyList();
  for (const Ground& ground : score.item->grounds) {
    Data messages = Data::EmptyList();
    for (const Text& message : ground.messages) messages.Append(message.In(language));
    Data evidence = Data::EmptyList();
    for (const Evidence& one : ground.evidence) evidence.Append(one.id);
    grounds.Append(Data::OfMembers({{"rule", ground.rule},
                                    {"article", ground.article},
                                    {"title", ground.title.In(language)},
                                    {"verdict", ToString(ground.verdict)},
                                    {"deduct", ground.deduct},
                                    {"messages", std::move(messages)},
                                    {"evidence", std::move(evidence)}}));
  }
  return Data::OfMembers({{"id", score.item->id},
                          {"part", score.item->part},
                          {"title", score.item->title.In(language)},
                          {"state", ToString(score.state)},
                          {"points", score.item->points},
                          {"least", score.least},
                          {"most", score.most},
                          {"settled_by", score.settled_by == nullptr ? Data() : Data(EntryLine(*score.settled_by, language))},
                          {"grounds", std::move(grounds)}});
}

// Of the sheets: how many have each grade for certain, and how many pass, do not, or may.
struct Summary {
  std::vector<std::pair<const Grade*, int>> grades;
  int sheets = 0;
  int open = 0;    // the grade is not certain
  int none = 0;    // no item applies
  int pass = 0;
  int fail = 0;
  Points target;
  int unconfirmed = 0;
};

Summary Summarise(const std::vector<Sheet>& sheets) {
  Summary summary;
  for (const Sheet& sheet : sheets) {
    const SheetTotal total = TotalOf(sheet);
    ++summary.sheets;
    summary.target = sheet.pass_target;
    summary.unconfirmed += total.confirmed == nullptr ? 1 : 0;
    if (total.worst == nullptr) {
      ++summary.none;
      continue;
    }
    summary.open += total.worst == total.best ? 0 : 1;
    summary.pass += Passes(sheet, total.worst) ? 1 : 0;
    summary.fail += Passes(sheet, total.best) ? 0 : 1;
    if (total.worst != total.best) continue;
    const auto found = std::find_if(summary.grades.begin(), summary.grades.end(),
                                    [&](const auto& one) { return one.first->title == total.best->title; });
    if (found == summary.grades.end()) {
      summary.grades.emplace_back(total.best, 1);  // points into the sheets, which outlive the summary
    } else {
      ++found->second;
    }
  }
  std::sort(summary.grades.begin(), summary.grades.end(),
            [](const auto& a, const auto& b) { return b.first->at_least < a.first->at_least; });
  return summary;
}

std::string RateOf(int part, int whole) { return PerCent(Points::FromInteger(part), Points::FromInteger(whole)); }

}  // namespace

Data FeedbackData(const Sheet& sheet, Language language) {
  const SheetTotal total = TotalOf(sheet);
  Data items = Data::EmptyList();
  for (const ItemScore& item : total.items) items.Append(ItemData(item, language));
  Data caps = Data::EmptyList();
  for (const CapState& cap : total.caps) {
    caps.Append(Data::OfMembers({{"id", cap.cap->id},
                                 {"title", cap.cap->title.In(language)},
                                 {"grade", cap.cap->grade},
                                 {"verdict", ToString(cap.verdict)},
                                 {"settled_by", cap.settled_by == nullptr ? Data()
                                  : Data(EntryLine(*cap.settled_by, language))}}));
  }
  Data open = Data::EmptyList();
  for (const std::string& id : total.open) open.Append(id);
  return Data::OfMembers({{"subject", sheet.subject},
                          {"title", sheet.title},
                          {"organ", sheet.organ},
                          {"criteria", sheet.criteria},
                          {"as_of", sheet.as_of},
                          {"whole", sheet.whole},
                          {"points", total.points},
                          {"least", total.least},
                          {"most", total.most},
                          {"worst_grade", GradeData(total.worst, language)},
                          {"best_grade", GradeData(total.best, language)},
                          {"open", std::move(open)},
                          {"confirmed", total.confirmed != nullptr},
                          {"items", std::move(items)},
                          {"caps", std::move(caps)},
                          {"head", HeadOf(sheet)}});
}

Data SummaryData(const std::vector<Sheet>& sheets, Language language) {
  const Summary summary = Summarise(sheets);
  Data grades = Data::EmptyList();
  for (const auto& [grade, count] : summary.grades) {
    grades.Append(Data::OfMembers({{"id", grade->id}, {"title", grade->title.In(language)}, {"dossiers", count}}));
  }
  const int graded = summary.sheets - summary.none;
  return Data::OfMembers({{"dossiers", summary.sheets},
                          {"grades", std::move(grades)},
                          {"grade_open", summary.open},
                          {"no_grade", summary.none},
                          {"unconfirmed", summary.unconfirmed},
                          {"pass_rate", graded == 0 ? Data() : Data::OfMembers({{"least", RateOf(summary.pass, graded)},
                                                                                {"most", RateOf(graded - summary.fail, graded)},
                                                                                    {"target", summary.target}})}});
}

std::string SummaryText(const std::vector<Sheet>& sheets, Language language) {
  const bool zh = language == Language::kChinese;
  const Summary summary = Summarise(sheets);
  std::string text = fmt::format(fmt::runtime(zh ? "共 {} 件" : "{} dossiers"), summary.sheets);
  for (const auto& [grade, count] : summary.grades) text += fmt::format(" · {} {}", grade->title.In(language), count);
  if (summary.open > 0) text += fmt::format(" · {} {}", zh ? "等次未定" : "grade open", summary.open);
  if (summary.none > 0) text += fmt::format(" · {} {}", zh ? "不评等次" : "no grade", summary.none);
  if (summary.unconfirmed > 0) text += fmt::format(" · {} {}", zh ? "未经确认" : "unconfirmed", summary.unconfirmed);
  const int graded = summary.sheets - summary.none;
  if (graded == 0) return text + "\n";
  const std::string least = RateOf(summary.pass, graded);
  const std::string most = RateOf(graded - summary.fail, graded);
  return text + fmt::format(fmt::runtime(zh ? "\n合格率 {}%(目标 {}%)\n" : "\n{}% pass (target {}%)\n"), least == most ? least
                            : least + "–" + most, summary.target.text());
}

}  // namespace juece
