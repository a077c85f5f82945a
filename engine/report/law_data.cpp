#include "report/law_report.h"
#include "report/law_words.h"

namespace juece {
namespace {

Data ListOf(const std::vector<std::string>& texts) {
  Data list = Data::EmptyList();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

Data DataOf(const DemandRow& row, Language language) {
  std::vector<std::string> carriers;
  for (const Carrier& carrier : row.demand.carriers) carriers.push_back(carrier.id);
  Data data = Data::OfMembers({{"kind", ToString(row.demand.kind)}, {"text", row.demand.text.In(language)}, {"carried", row.carried},
                               {"carriers", ListOf(carriers)}});
  if (row.demand.kind == DemandKind::kJudged) data.Set("event", row.demand.event).Set("rules", ListOf(row.rules));
  if (row.demand.kind == DemandKind::kReference) data.Set("see", row.demand.reference.ToString());
  return data;
}

Data DataOf(const ClauseRow& row, Language language) {
  const Clause& clause = *row.clause;
  Data demands = Data::EmptyList();
  for (const DemandRow& demand : row.demands) demands.Append(DataOf(demand, language));
  Data data = Data::OfMembers({{"article", clause.article.ToString()}, {"kind", ToString(clause.kind)}, {"binding", clause.Binds()},
                               {"status", ToString(row.status)}, {"summary", clause.summary.In(language)},
                               {"from", clause.in_force_from.ToString()}, {"version", clause.version}, {"demands", demands},
                               {"rules", ListOf(row.rules)}, {"mentions", ListOf(row.mentions)}});
  if (clause.in_force_to) data.Set("to", clause.in_force_to->ToString());
  if (!clause.no_requirement.empty()) data.Set("reason", clause.no_requirement.In(language));
  if (row.status == RowStatus::kOther) data.Set("reason", OtherProceduresLine(clause, language));
  return data;
}

Data DataOf(const StatuteMatrix& statute, Language language) {
  Data scores = Data::EmptyList();
  for (const ArticleScore& score : statute.scores) {
    scores.Append(Data::OfMembers({{"article", fmt::format("{}:{}", statute.statute->id, score.article)}, {"demanded", score.demanded},
                                   {"carried", score.carried}}));
  }
  Data rows = Data::EmptyList();
  for (const ClauseRow& row : statute.rows) rows.Append(DataOf(row, language));
  Data binding = Data::EmptyMap();
  for (const RowStatus status : {RowStatus::kCarried, RowStatus::kPartly, RowStatus::kNotCarried, RowStatus::kReason, RowStatus::kNotYet,
                                 RowStatus::kSuperseded, RowStatus::kOther}) {
    binding.Set(ToString(status), statute.Count(status, true));
  }
  return Data::OfMembers({{"id", statute.statute->id}, {"title", statute.statute->title.In(language)}, {"version", statute.statute->version},
                          {"complete", statute.statute->complete}, {"demanded", statute.demanded()}, {"carried", statute.carried()},
                          {"binding", binding}, {"articles", scores}, {"clauses", rows}});
}

}  // namespace

Data ToData(const LawMatrix& matrix, Language language) {
  Data statutes = Data::EmptyList();
  for (const StatuteMatrix& statute : matrix.statutes) statutes.Append(DataOf(statute, language));
  Data bare = Data::EmptyList();
  for (const Basis& basis : matrix.without_basis) {
    Data element = Data::OfMembers({{"element", basis.element}});
    if (basis.place.line > 0) element.Set("file", basis.place.file).Set("line", basis.place.line);
    bare.Append(element);
  }
  Data findings = Data::EmptyList();
  for (const Finding& finding : matrix.findings) findings.Append(ToData(finding, language));
  return Data::OfMembers({{"id", matrix.id}, {"version", matrix.version}, {"digest", matrix.digest}, {"as_of", matrix.as_of.ToString()},
                          {"complete", matrix.Complete()}, {"proved", matrix.proved}, {"rulebooks", ListOf(matrix.rulebooks)},
                          {"statutes", statutes}, {"without_basis", bare}, {"findings", findings}});
}

}  // namespace juece
