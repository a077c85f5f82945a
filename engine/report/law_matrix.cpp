#include "report/law_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "compliance/rule_events.h"

namespace juece {
namespace {

struct StatusName {
  std::string_view id;
  Text title;
};

const StatusName& NameOf(RowStatus status) {
  static const std::array<StatusName, 7> names{{{"carried", {"已承担", "carried"}},
                                                {"partly", {"部分承担", "partly carried"}},
                                                {"not_carried", {"未承担", "not carried"}},
                                                {"reason", {"无须承担", "nothing to carry"}},
                                                {"not_yet", {"尚未施行", "not in force yet"}},
                                                {"superseded", {"已失效", "no longer in force"}},
                                                {"other_procedure", {"规定其他程序", "speaks of other procedures"}}}};
  return names[static_cast<std::size_t>(status)];
}

// A rule of severity note never decides anything, and so carries nothing.
bool Decides(const Rule& rule) { return rule.severity != Severity::kNote; }

bool Has(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

// Some rule of it stands under a statute that the definition claims, and for a clause that speaks of its kind.
bool Concerns(const Rulebook& book, const DemandInput& demands) {
  return std::any_of(book.rules().begin(), book.rules().end(), [&](const Rule& rule) {
    const Clause* clause = Has(demands.definition->statutes, rule.article.statute) ? demands.statutes->Find(rule.article) : nullptr;
    return clause != nullptr && clause->SpeaksOf(demands.definition->kind);
  });
}

std::vector<const Rulebook*> ConcernedRulebooks(const LawMatrixInput& input) {
  std::vector<const Rulebook*> books;
  for (const auto& book : input.rulebooks) {
    if (Concerns(*book, input.demands)) books.push_back(book.get());
  }
  return books;
}

AgreementInput AgreementOf(const LawMatrixInput& input, std::vector<const Rulebook*> rulebooks) {
  AgreementInput agreement{input.demands.statutes, std::move(rulebooks), input.demands.definition->statutes, {}};
  for (const auto& book : input.rulebooks) agreement.others.push_back(book.get());
  return agreement;
}

class MatrixBuilder {
 public:
  explicit MatrixBuilder(const LawMatrixInput& input) : input_(input), statutes_(*input.demands.statutes), rulebooks_(ConcernedRulebooks(input)) {
    for (const Rulebook* book : rulebooks_) {
      for (const Rule& rule : book->rules()) rules_.push_back({&rule, JudgedEvents(rule)});
    }
  }

  LawMatrix Build() {
    const Definition& definition = *input_.demands.definition;
    LawMatrix matrix{definition.id, definition.version, definition.digest, definition.title, AsOf(), input_.as_of.has_value(),
                     input_.demands.report->ok, {}, {}, {}, {}};
    as_of_ = matrix.as_of;
    for (const Rulebook* book : rulebooks_) matrix.rulebooks.push_back(book->id() + " " + book->version());
    for (const std::string& id : definition.statutes) {
      if (const Statute* statute = statutes_.Find(id)) matrix.statutes.push_back(RowsOf(*statute));
    }
    FollowReferences(matrix);
    for (StatuteMatrix& statute : matrix.statutes) Judge(statute);
    for (Basis& basis : BasesOf(definition)) {
      if (basis.articles.empty()) matrix.without_basis.push_back(std::move(basis));
    }
    matrix.findings = CheckAgreement(AgreementOf(input_, rulebooks_));
    return matrix;
  }

 private:
  struct RuleUse {
    const Rule* rule;
    std::vector<std::string> events;
  };

  [[nodiscard]] Date AsOf() const {
    if (input_.as_of) return *input_.as_of;
    Date last;
    for (const std::string& id : input_.demands.definition->statutes) {
      if (const Statute* statute = statutes_.Find(id)) last = std::max(last, statute->LastChange());
    }
    return last;
  }

  StatuteMatrix RowsOf(const Statute& statute) const {
    StatuteMatrix matrix;
    matrix.statute = &statute;
    for (const Clause& clause : statute.clauses) {
      ClauseRow row;
      row.clause = &clause;
      if (clause.InForceOn(as_of_) && !clause.SpeaksOf(input_.demands.definition->kind)) {
        row.status = RowStatus::kOther;
      } else if (clause.InForceOn(as_of_)) {
        AddDemands(row);
        AddMentions(row);
      } else {
        row.status = as_of_ < clause.in_force_from ? RowStatus::kNotYet : RowStatus::kSuperseded;
      }
      matrix.rows.push_back(std::move(row));
    }
    return matrix;
  }

  void AddDemands(ClauseRow& row) const {
    const ArticleRef& article = row.clause->article;
    for (const RuleUse& use : rules_) {
      if (use.rule->article.Covers(article)) row.rules.push_back(use.rule->id);
    }
    for (Demand& demand : DemandsOf(input_.demands, *row.clause)) {
      DemandRow entry{std::move(demand), {}, false};
      entry.carried = !entry.demand.carriers.empty();
      if (entry.demand.kind == DemandKind::kJudged) {
        entry.rules = RulesJudging(article, entry.demand.event);
        entry.carried = entry.carried && !entry.rules.empty();
      }
      row.demands.push_back(std::move(entry));
    }
  }

  [[nodiscard]] std::vector<std::string> RulesJudging(const ArticleRef& article, const std::string& event) const {
    std::vector<std::string> ids;
    for (const RuleUse& use : rules_) {
      if (use.rule->article.Covers(article) && Decides(*use.rule) && Has(use.events, event)) ids.push_back(use.rule->id);
    }
    return ids;
  }

  void AddMentions(ClauseRow& row) const {
    std::set<std::string> carrying;
    for (const DemandRow& demand : row.demands) {
      for (const Carrier& carrier : demand.demand.carriers) carrying.insert(carrier.id);
    }
    for (const auto& [article, elements] : input_.demands.report->articles) {
      const auto cited = ArticleRef::Parse(article);
      if (!cited || !cited->Covers(row.clause->article)) continue;
      for (const std::string& element : elements) {
        if (!carrying.contains(element) && !Has(row.mentions, element)) row.mentions.push_back(element);
      }
    }
  }

  // A reference is worth what the clauses that it names are worth; these must carry something themselves.
  void FollowReferences(LawMatrix& matrix) const {
    for (StatuteMatrix& statute : matrix.statutes) {
      for (ClauseRow& row : statute.rows) {
        for (DemandRow& demand : row.demands) {
          if (demand.demand.kind == DemandKind::kReference) demand.carried = Held(matrix, demand.demand.reference);
        }
      }
    }
  }

  static bool Held(const LawMatrix& matrix, const ArticleRef& article) {
    bool any = false;
    for (const StatuteMatrix& statute : matrix.statutes) {
      for (const ClauseRow& row : statute.rows) {
        if (!article.Covers(row.clause->article)) continue;
        for (const DemandRow& demand : row.demands) {
          if (demand.demand.kind == DemandKind::kReference) continue;
          if (!demand.carried) return false;
          any = true;
        }
      }
    }
    return any;
  }

  static void Judge(StatuteMatrix& statute) {
    for (ClauseRow& row : statute.rows) {
      if (row.demands.empty()) continue;
      const auto carried = std::count_if(row.demands.begin(), row.demands.end(), [](const DemandRow& d) { return d.carried; });
      const auto all = static_cast<std::ptrdiff_t>(row.demands.size());
      row.status = carried == all ? RowStatus::kCarried : carried == 0 ? RowStatus::kNotCarried : RowStatus::kPartly;
      for (const DemandRow& demand : row.demands) Score(statute.scores, row.clause->article.article, demand);
    }
  }

  // What another clause holds is counted there.
  static void Score(std::vector<ArticleScore>& scores, int article, const DemandRow& demand) {
    if (demand.demand.kind == DemandKind::kReference) return;
    if (scores.empty() || scores.back().article != article) scores.push_back({article, 0, 0});
    ++scores.back().demanded;
    scores.back().carried += demand.carried ? 1 : 0;
  }

  const LawMatrixInput& input_;
  const StatuteBook& statutes_;
  std::vector<const Rulebook*> rulebooks_;
  std::vector<RuleUse> rules_;
  Date as_of_;
};

}  // namespace

std::string_view ToString(RowStatus status) { return NameOf(status).id; }
Text TitleOf(RowStatus status) { return NameOf(status).title; }

int StatuteMatrix::Count(RowStatus status, bool binding_only) const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(), [&](const ClauseRow& row) {
    return row.status == status && (!binding_only || row.clause->Binds());
  }));
}

int StatuteMatrix::demanded() const {
  int sum = 0;
  for (const ArticleScore& score : scores) sum += score.demanded;
  return sum;
}

int StatuteMatrix::carried() const {
  int sum = 0;
  for (const ArticleScore& score : scores) sum += score.carried;
  return sum;
}

bool LawMatrix::Complete() const {
  return std::all_of(statutes.begin(), statutes.end(), [](const StatuteMatrix& statute) {
    return statute.Count(RowStatus::kPartly, true) == 0 && statute.Count(RowStatus::kNotCarried, true) == 0;
  });
}

LawMatrix BuildLawMatrix(const LawMatrixInput& input) { return MatrixBuilder(input).Build(); }

AgreementInput AgreementOf(const LawMatrixInput& input) { return AgreementOf(input, ConcernedRulebooks(input)); }

}  // namespace juece
