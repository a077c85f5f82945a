#include "report/provisions_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/review_words.h"

namespace juece {
namespace {

// An exception and the statute that states it.
struct Stated {
  const Statute* statute = nullptr;
  const LegalException* exception = nullptr;
};

std::vector<Stated> AllExceptions(const StatuteBook& statutes) {
  std::vector<Stated> all;
  for (const Statute& statute : statutes.statutes()) {
    for (const Clause& clause : statute.clauses) {
      for (const LegalException& exception : clause.exceptions) all.push_back({&statute, &exception});
    }
  }
  return all;
}

// Those that are no exception to an exception.
std::vector<Stated> ExceptionsTo(const std::vector<Stated>& all, const ArticleRef& article) {
  std::vector<Stated> to;
  for (const Stated& one : all) {
    const auto& targets = one.exception->targets;
    if (one.exception->against.empty() && std::find(targets.begin(), targets.end(), article) != targets.end()) to.push_back(one);
  }
  return to;
}

std::vector<Stated> Against(const std::vector<Stated>& all, const Stated& exception) {
  std::vector<Stated> against;
  for (const Stated& one : all) {
    if (one.statute == exception.statute && one.exception->against == exception.exception->id) against.push_back(one);
  }
  return against;
}

// The articles that an exception takes something from, in the order of the text. A clause that stands here in parts is named as a whole.
std::vector<ArticleRef> TargetsIn(const std::vector<Stated>& all, const Statute& statute) {
  std::vector<ArticleRef> targets;
  for (const Stated& one : all) {
    for (const ArticleRef& target : one.exception->targets) {
      const bool known = std::find(targets.begin(), targets.end(), target) != targets.end();
      if (one.exception->against.empty() && target.statute == statute.id && !known) targets.push_back(target);
    }
  }
  std::sort(targets.begin(), targets.end());
  return targets;
}

Text SummaryOf(const Statute& statute, const ArticleRef& article) {
  const Clause* clause = statute.Find(article);
  return clause == nullptr ? Text{} : clause->summary;
}

std::string ConditionWords(const Statute& statute, const LegalException& exception, Language language) {
  std::string words;
  GuardProblem problem;
  const auto own = Guard::Parse(
      exception.condition,
      [&](std::string_view fact) {
        const auto found = statute.facts.find(std::string(fact));
        return found == statute.facts.end() ? std::nullopt : ParseFactType(found->second);
      },
      problem);
  if (!own) return exception.condition;
  for (const std::string& fact : own->facts()) {
    const auto title = statute.fact_titles.find(fact);
    if (title != statute.fact_titles.end()) words += (words.empty() ? "" : "; ") + title->second.In(language);
  }
  return fmt::format("{} [{}]", words, exception.condition);
}

class ExceptionWriter {
 public:
  ExceptionWriter(const StatuteBook& statutes, Language language)
      : all_(AllExceptions(statutes)), statutes_(statutes), language_(language), zh_(language == Language::kChinese) {}

  std::string Write(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      if (const Statute* statute = statutes_.Find(id)) Tree(*statute);
    }
    return std::move(text_);
  }

 private:
  void Tree(const Statute& statute) {
    const std::vector<ArticleRef> targets = TargetsIn(all_, statute);
    if (targets.empty()) return;
    text_ += fmt::format("{} {}\n", statute.id, statute.title.In(language_));
    for (const ArticleRef& target : targets) {
      text_ += fmt::format("  [{}] {}\n", Cite(target.ToString(), language_), SummaryOf(statute, target).In(language_));
      const std::vector<Stated> exceptions = ExceptionsTo(all_, target);
      for (std::size_t i = 0; i < exceptions.size(); ++i) Node(exceptions[i], "  ", i + 1 == exceptions.size());
    }
  }

  void Node(const Stated& one, const std::string& indent, bool last) {
    const LegalException& exception = *one.exception;
    text_ += fmt::format("{}{}{}{}({}{}) {}#{}\n", indent, last ? "└─ " : "├─ ", exception.summary.In(language_), zh_ ? "" : " ",
                         TitleOf(exception.kind).In(language_),
                         fmt::format("{}{}", zh_ ? ",见 " : ", stated in ", Cite(exception.article.ToString(), language_)), one.statute->id, exception.id);
    const std::string below = indent + (last ? "   " : "│  ");
    text_ += fmt::format("{}   {}: {}\n", below, zh_ ? "条件" : "when", ConditionWords(*one.statute, exception, language_));
    if (!exception.reason.empty()) {
      text_ += fmt::format("{}   {}: {}\n", below, zh_ ? "没有要求依赖它" : "nothing rests on it", exception.reason.In(language_));
    }
    const std::vector<Stated> against = Against(all_, one);
    for (std::size_t i = 0; i < against.size(); ++i) Node(against[i], below, i + 1 == against.size());
  }

  std::vector<Stated> all_;
  const StatuteBook& statutes_;
  Language language_;
  bool zh_;
  std::string text_;
};

Data ListOf(const std::vector<ArticleRef>& articles) {
  Data list = Data::EmptyList();
  for (const ArticleRef& article : articles) list.Append(article.ToString());
  return list;
}

Data NodeData(const std::vector<Stated>& all, const Stated& one, Language language) {
  const LegalException& exception = *one.exception;
  Data below = Data::EmptyList();
  for (const Stated& against : Against(all, one)) below.Append(NodeData(all, against, language));
  Data data = Data::OfMembers({{"id", ExceptionRef{one.statute->id, exception.id}.ToString()}, {"article", exception.article.ToString()},
                               {"kind", ToString(exception.kind)}, {"targets", ListOf(exception.targets)}, {"condition", exception.condition},
                               {"effect", exception.effect.text()}, {"summary", exception.summary.In(language)}, {"exceptions", std::move(below)}});
  if (!exception.reason.empty()) data.Set("reason", exception.reason.In(language));
  return data;
}

bool IsOverdue(const ParameterValue& value, std::optional<Date> checked_since) { return checked_since && value.checked < *checked_since; }

std::string UnitTitle(const std::string& unit, Language language) {
  const bool zh = language == Language::kChinese;
  if (unit == "calendar-days") return zh ? "日" : "days";
  if (unit == "working-days") return zh ? "个工作日" : "working days";
  if (unit == "persons") return zh ? "人" : "persons";
  return unit == "items" ? (zh ? "项" : "items") : "";
}

std::string EndOf(const ParameterValue& value, Language language) {
  if (value.to) return value.to->ToString();
  return language == Language::kChinese ? "没有终期" : "no end known";
}

}  // namespace

std::string ExceptionsText(const StatuteBook& statutes, const std::vector<std::string>& ids, Language language) {
  return ExceptionWriter(statutes, language).Write(ids);
}

Data ExceptionsData(const StatuteBook& statutes, const std::vector<std::string>& ids, Language language) {
  const std::vector<Stated> all = AllExceptions(statutes);
  Data list = Data::EmptyList();
  for (const std::string& id : ids) {
    const Statute* statute = statutes.Find(id);
    if (statute == nullptr) continue;
    Data clauses = Data::EmptyList();
    for (const ArticleRef& target : TargetsIn(all, *statute)) {
      Data exceptions = Data::EmptyList();
      for (const Stated& one : ExceptionsTo(all, target)) exceptions.Append(NodeData(all, one, language));
      clauses.Append(Data::OfMembers({{"article", target.ToString()}, {"summary", SummaryOf(*statute, target).In(language)},
                                      {"exceptions", std::move(exceptions)}}));
    }
    list.Append(Data::OfMembers({{"id", statute->id}, {"title", statute->title.In(language)}, {"clauses", std::move(clauses)}}));
  }
  return Data::OfMembers({{"statutes", std::move(list)}});
}

std::string ParametersText(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text;
  for (const std::string& id : ids) {
    const Statute* statute = statutes.Find(id);
    if (statute == nullptr || statute->parameters.empty()) continue;
    text += fmt::format("{} {}\n", statute->id, statute->title.In(language));
    for (const Parameter& parameter : statute->parameters) {
      text += fmt::format("  {} [{}]\n", parameter.title.In(language), parameter.id);
      for (const ParameterValue& value : parameter.values) {
        text += fmt::format("    {} – {}: {} {}{}  [{}]  {} {}{}\n", value.from.ToString(), EndOf(value, language), value.amount,
                            UnitTitle(parameter.unit, language), value.written.empty() ? "" : (zh ? "(文本写作:" : " (the text: ") + value.written.In(language) + (zh ? ")" : ")"),
                            Cite(value.reference.ToString(), language), zh ? "核对于" : "checked on", value.checked.ToString(),
                            IsOverdue(value, checked_since) ? (zh ? "  ← 应再核对" : "  ← check again") : "");
      }
    }
  }
  if (checked_since) {
    const int overdue = CountOverdue(statutes, ids, checked_since);
    text += fmt::format("{}{}: {}\n", checked_since->ToString(), zh ? " 之前核对、应再核对的" : ": values last checked before this day", overdue);
  }
  return text;
}

Data ParametersData(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since, Language language) {
  Data list = Data::EmptyList();
  for (const std::string& id : ids) {
    const Statute* statute = statutes.Find(id);
    if (statute == nullptr) continue;
    for (const Parameter& parameter : statute->parameters) {
      Data values = Data::EmptyList();
      for (const ParameterValue& value : parameter.values) {
        values.Append(Data::OfMembers({{"amount", value.amount}, {"from", value.from.ToString()}, {"to", value.to ? Data(value.to->ToString()) : Data()},
                                       {"reference", value.reference.ToString()}, {"checked", value.checked.ToString()},
                                       {"overdue", IsOverdue(value, checked_since)}}));
      }
      list.Append(Data::OfMembers({{"statute", statute->id}, {"id", parameter.id}, {"unit", parameter.unit}, {"title", parameter.title.In(language)},
                                   {"values", std::move(values)}}));
    }
  }
  return Data::OfMembers({{"checked_since", checked_since ? Data(checked_since->ToString()) : Data()},
                          {"overdue", CountOverdue(statutes, ids, checked_since)}, {"parameters", std::move(list)}});
}

int CountOverdue(const StatuteBook& statutes, const std::vector<std::string>& ids, std::optional<Date> checked_since) {
  int overdue = 0;
  for (const std::string& id : ids) {
    const Statute* statute = statutes.Find(id);
    if (statute == nullptr) continue;
    for (const Parameter& parameter : statute->parameters) {
      overdue += static_cast<int>(std::count_if(parameter.values.begin(), parameter.values.end(),
                                                [&](const ParameterValue& value) { return IsOverdue(value, checked_since); }));
    }
  }
  return overdue;
}

std::string RelationsText(const AgreementInput& input, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text;
  for (const RuleOverlap& overlap : OverlapsOf(input)) {
    const RuleRelation* relation = overlap.relation;
    const std::string_view kind = relation == nullptr ? (zh ? "没有写明关系" : "no relation declared")
                                  : relation->kind == RelationKind::kExclusive ? (zh ? "互斥" : "exclusive")
                                  : relation->kind == RelationKind::kAgreeing  ? (zh ? "一致" : "agreeing")
                                                                               : (zh ? "前者优先" : "the first goes before");
    text += fmt::format("[{}] {}  ·  [{}] {}\n    {}: {}\n    {}\n", Cite(overlap.a->article.ToString(), language), overlap.a->id,
                        Cite(overlap.b->article.ToString(), language), overlap.b->id, overlap.outcome.In(language), kind,
                        relation == nullptr ? overlap.witness : relation->reason.In(language));
  }
  return text;
}

Data RelationsData(const AgreementInput& input, Language language) {
  Data list = Data::EmptyList();
  for (const RuleOverlap& overlap : OverlapsOf(input)) {
    Data pair = Data::OfMembers({{"a", overlap.a->id}, {"a_article", overlap.a->article.ToString()}, {"b", overlap.b->id},
                                 {"b_article", overlap.b->article.ToString()}, {"outcome", overlap.outcome.In(language)},
                                 {"both_apply_when", overlap.witness},
                                 {"relation", overlap.relation == nullptr ? Data() : Data(ToString(overlap.relation->kind))}});
    if (overlap.relation != nullptr) pair.Set("reason", overlap.relation->reason.In(language));
    list.Append(pair);
  }
  return Data::OfMembers({{"relations", std::move(list)}});
}

}  // namespace juece
