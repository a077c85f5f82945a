// The sheet of steps. It has to fit one A4 page whatever the dossier holds, so long lists are cut and say how much they leave out.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/html.h"
#include "report/review_parts.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr std::size_t kNames = 2;      // people in a cell
constexpr std::size_t kDocuments = 2;  // documents in a cell
constexpr std::size_t kRules = 2;      // rules named in a verdict
constexpr std::size_t kLetters = 16;   // of a name in a cell
constexpr std::size_t kTitle = 60;     // of a rule's title

struct Step {
  std::string id;
  Text title;
  std::vector<const TimelineEntry*> entries;
  std::vector<const RuleReport*> rules;
};

std::vector<Step> StepsOf(const ReviewReport& report) {
  std::vector<Step> steps;
  for (const auto& [id, title] : report.steps) steps.push_back({id, title, {}, {}});
  const auto at = [&](const std::string& id) -> Step* {
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
  };
  for (const TimelineEntry& entry : report.timeline) {
    if (entry.by_engine || entry.step.empty()) continue;
    if (at(entry.step) == nullptr) steps.push_back({entry.step, {entry.step, entry.step}, {}, {}});
    at(entry.step)->entries.push_back(&entry);
  }
  for (const RuleReport& rule : report.rules) {
    if (Step* step = at(rule.step)) step->rules.push_back(&rule);
  }
  return steps;
}

// So many characters at most; a cut is marked.
std::string Cut(const std::string& text, std::size_t letters) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++count > letters) return text.substr(0, i) + "…";
  }
  return text;
}

// The first of them, and how many there are where that is not all.
std::string Several(const std::vector<std::string>& names, std::size_t most, Language language, std::size_t letters = kLetters) {
  std::string line;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    line += (i == 0 ? "" : language == Language::kChinese ? "、" : ", ") + Cut(names[i], letters);
  }
  if (names.size() > most) {
    line += language == Language::kChinese ? fmt::format("等 {} 个", names.size()) : fmt::format(" and {} more", names.size() - most);
  }
  return line;
}

void AddOnce(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::string DatesOf(const Step& step, Language language) {
  std::string first;
  std::string last;
  for (const TimelineEntry* entry : step.entries) {
    if (entry->date.empty()) continue;
    first = first.empty() ? entry->date : std::min(first, entry->date);
    last = std::max(last, entry->date);
  }
  if (first.empty()) return step.entries.empty() ? "—" : language == Language::kChinese ? "日期不明" : "date unknown";
  return first == last ? first : fmt::format("{} {} {}", first, language == Language::kChinese ? "至" : "to", last);
}

std::string PeopleOf(const Step& step, Language language) {
  std::vector<std::string> names;
  for (const TimelineEntry* entry : step.entries) AddOnce(names, entry->actor);
  return names.empty() ? "—" : Several(names, kNames, language);
}

std::string DocumentsOf(const Step& step, const DocumentCatalog& documents, Language language) {
  std::vector<std::string> names;
  for (const TimelineEntry* entry : step.entries) {
    for (const MaterialRecord& material : entry->materials) {
      const auto titled = documents.titles.find(material.kind);
      AddOnce(names, !material.title.empty()              ? material.title
                     : titled == documents.titles.end() ? material.kind
                                                        : titled->second.In(language));
    }
  }
  return names.empty() ? "—" : Several(names, kDocuments, language);
}

// Articles of the rules that apply, or of all where none does: R713 第14、15条.
std::string ArticlesOf(const Step& step, Language language) {
  const bool none = std::all_of(step.rules.begin(), step.rules.end(),
                                [](const RuleReport* rule) { return rule->verdict == Verdict::kNotApplicable; });
  std::map<std::string, std::set<int>> articles;
  for (const RuleReport* rule : step.rules) {
    const auto article = ArticleRef::Parse(rule->article);
    if (article && (none || rule->verdict != Verdict::kNotApplicable)) articles[article->statute].insert(article->article);
  }
  std::string line;
  for (const auto& [statute, numbers] : articles) {
    const std::string all = fmt::format("{}", fmt::join(numbers, language == Language::kChinese ? "、" : ", "));
    line += fmt::format("{}{} {}", line.empty() ? "" : language == Language::kChinese ? ";" : "; ", statute,
                        language == Language::kChinese ? "第" + all + "条" : all);
  }
  return line.empty() ? "—" : line;
}

struct Judgement {
  std::string_view kind;  // the class of the style
  std::string text;
};

std::size_t CountOf(const Step& step, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(step.rules.begin(), step.rules.end(), [&](const RuleReport* rule) { return rule->verdict == verdict; }));
}

Judgement Broken(const Step& step, Language language) {
  std::vector<std::string> titles;
  bool lasting = false;
  bool running = false;
  for (const RuleReport* rule : step.rules) {
    if (rule->verdict != Verdict::kViolated) continue;
    titles.push_back(rule->title.In(language));
    running = running || rule->State().has_value();
    lasting = lasting || rule->State() == RunningState::kViolatedForEver;
  }
  std::string text = TitleOf(Verdict::kViolated).In(language) + (language == Language::kChinese ? ":" : ": ") + Several(titles, kRules, language, kTitle);
  if (running) text += " (" + TitleOf(lasting ? RunningState::kViolatedForEver : RunningState::kStillPossible).In(language) + ")";
  return {"violated", std::move(text)};
}

// The nearest last day by which something of the step must be done.
std::string UntilOf(const Step& step, Language language) {
  std::optional<Date> until;
  for (const RuleReport* rule : step.rules) {
    for (const RunningTerm& term : rule->terms) {
      if (term.until && (!until || *term.until < *until)) until = term.until;
    }
  }
  return !until ? "" : fmt::format(" {} {}", language == Language::kChinese ? "最迟" : "by", until->ToString());
}

Judgement JudgementOf(const Step& step, Language language) {
  const bool zh = language == Language::kChinese;
  const std::size_t broken = CountOf(step, Verdict::kViolated);
  const std::size_t open = CountOf(step, Verdict::kNotShown);
  const std::size_t kept = CountOf(step, Verdict::kSatisfied);
  if (broken > 0) return Broken(step, language);
  if (step.rules.empty()) return {"not_applicable", zh ? "无评判规则" : "no rule"};
  if (open == 0 && kept == 0) return {"not_applicable", TitleOf(Verdict::kNotApplicable).In(language)};
  if (open == 0) return {"satisfied", fmt::format("{} {}", TitleOf(Verdict::kSatisfied).In(language), kept)};
  const bool running = step.rules.front()->State().has_value();
  const std::string missing = running && step.entries.empty() && kept == 0 ? (zh ? "尚未发生" : "not yet")
                              : running                                     ? fmt::format("{} {}", zh ? "尚待" : "open", open)
                                                                            : fmt::format("{} {}", TitleOf(Verdict::kNotShown).In(language), open);
  const std::string shown = kept == 0 ? "" : fmt::format("{} {}, ", TitleOf(Verdict::kSatisfied).In(language), kept);
  return {"not_shown", shown + missing + UntilOf(step, language)};
}

std::string RowOf(const Step& step, const DocumentCatalog& documents, Language language, std::size_t number) {
  const Judgement judgement = JudgementOf(step, language);
  const bool late = std::any_of(step.entries.begin(), step.entries.end(), [](const TimelineEntry* entry) { return entry->late; });
  const std::string_view mark = !late ? "" : language == Language::kChinese ? "(含补录)" : " (registered late)";
  return fmt::format("<tr><td>{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"verdict {}\">{}</td></tr>\n", number,
                     Escape(step.title.In(language)), Escape(DatesOf(step, language)), mark, Escape(PeopleOf(step, language)),
                     Escape(DocumentsOf(step, documents, language)), Escape(ArticlesOf(step, language)), judgement.kind,
                     Escape(judgement.text));
}

std::string Heading(const ReviewReport& report, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = fmt::format("<h1>{}</h1>\n<table class=\"about\">\n", zh ? "程序履行情况表" : "Record of the steps of the procedure");
  const auto row = [&](std::string_view name, const std::string& value, std::string_view other, const std::string& second) {
    html += fmt::format("<tr><th>{}</th><td>{}</td><th>{}</th><td>{}</td></tr>\n", name, value, other, second);
  };
  const std::string unknown = zh ? "未载明" : "not stated";
  row(zh ? "事项" : "Matter", Escape(Cut(report.title, 60)), zh ? "编号" : "Id", Escape(Cut(report.subject, 40)));
  row(zh ? "决策机关" : "Organ", Escape(report.organ.empty() ? unknown : Cut(report.organ, 40)), zh ? "审查截至" : "As of",
      Escape((report.as_of.empty() ? unknown : report.as_of) + StandOf(report).In(language)));
  row(zh ? "结论" : "Verdict",
      fmt::format("<span class=\"verdict {}\">{}</span>", ToString(report.verdict), Escape(TitleOf(report.verdict).In(language))),
      zh ? "认定" : "Rules", Escape(CountsLine(report, language)));
  return html + "</table>\n";
}

}  // namespace

std::string ReviewSheet(const ReviewReport& report, const DocumentCatalog& documents, Language language) {
  const bool zh = language == Language::kChinese;
  std::string html = "<div class=\"sheet\">\n" + Heading(report, language);
  html += "<table>\n<colgroup><col style=\"width:4%\"><col style=\"width:14%\"><col style=\"width:13%\"><col style=\"width:12%\"><col "
          "style=\"width:22%\"><col style=\"width:15%\"><col style=\"width:20%\"></colgroup>\n";
  html += fmt::format("<thead><tr><th></th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>\n",
                      zh ? "程序" : "Step", zh ? "日期" : "Dates", zh ? "办理人" : "Who", zh ? "材料" : "Documents", zh ? "依据" : "Articles",
                      zh ? "认定" : "Verdict");
  std::size_t number = 0;
  for (const Step& step : StepsOf(report)) {
    html += RowOf(step, documents, language, ++number);
  }
  html += "</tbody>\n</table>\n";
  html += fmt::format("<p class=\"evidence\">{}</p>\n",
                      zh ? "数字为规则条数。“未显示”指现有材料既不能证明也不能否定;法规编号的全称和逐条认定见后页。"
                         : "Numbers count rules. 'Not shown': what is given neither proves nor refutes it. The statutes' names and the "
                           "findings rule by rule stand on the following pages.");
  html += fmt::format("<p class=\"sign\">{}</p>\n</div>\n",
                      zh ? "制表人:____________  核对人:____________  日期:______年____月____日"
                         : "Prepared by: ____________  Checked by: ____________  Date: ____________");
  return html;
}

}  // namespace juece
