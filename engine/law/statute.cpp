#include "law/statute.h"

#include <algorithm>
#include <array>
#include <utility>

namespace juece {
namespace {

constexpr std::array<std::pair<std::string_view, ClauseKind>, 7> kClauseKinds{{
    {"gate", ClauseKind::kGate},
    {"duty", ClauseKind::kDuty},
    {"period", ClauseKind::kPeriod},
    {"prohibition", ClauseKind::kProhibition},
    {"scope", ClauseKind::kScope},
    {"liability", ClauseKind::kLiability},
    {"principle", ClauseKind::kPrinciple},
}};

// 0: the whole article, 1: a paragraph, 2: an item.
int Narrowness(const ArticleRef& article) { return article.item != 0 ? 2 : article.paragraph != 0 ? 1 : 0; }

template <typename Counts>
const Clause* FindClause(const std::vector<Clause>& clauses, const ArticleRef& article, Counts counts) {
  const Clause* best = nullptr;
  const Clause* inside = nullptr;
  for (const Clause& clause : clauses) {
    if (!counts(clause)) {
      continue;
    }
    // An equal one later in the text is a later version, and wins.
    if (clause.article.Covers(article) && (best == nullptr || Narrowness(clause.article) >= Narrowness(best->article))) {
      best = &clause;
    }
    if (article.Covers(clause.article) && (inside == nullptr || inside->article == clause.article)) {
      inside = &clause;
    }
  }
  return best != nullptr ? best : inside;
}

}  // namespace

std::string_view ToString(ClauseKind kind) { return kClauseKinds[static_cast<std::size_t>(kind)].first; }

std::optional<ClauseKind> ParseClauseKind(std::string_view name) {
  for (const auto& [known, kind] : kClauseKinds) {
    if (known == name) {
      return kind;
    }
  }
  return std::nullopt;
}

bool Clause::SpeaksOf(std::string_view procedure_kind) const {
  return procedures.empty() || std::find(procedures.begin(), procedures.end(), procedure_kind) != procedures.end();
}

bool Statute::SpeaksOf(std::string_view procedure_kind) const {
  return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) { return clause.SpeaksOf(procedure_kind); });
}

const Clause* Statute::Find(const ArticleRef& article) const {
  return FindClause(clauses, article, [](const Clause&) { return true; });
}

const Clause* Statute::Find(const ArticleRef& article, Date date) const {
  return FindClause(clauses, article, [&](const Clause& clause) { return clause.InForceOn(date); });
}

bool Statute::HasArticle(int article) const { return article >= 1 && article <= articles; }

Date Statute::LastChange() const {
  Date last = in_force_from;
  for (const Clause& clause : clauses) {
    last = std::max(last, clause.in_force_from);
    if (clause.in_force_to) {
      last = std::max(last, clause.in_force_to->PlusDays(1));
    }
  }
  return last;
}

void StatuteBook::Add(Statute statute) { statutes_.push_back(std::move(statute)); }

const Statute* StatuteBook::Find(std::string_view id) const {
  const auto found = std::find_if(statutes_.begin(), statutes_.end(), [&](const Statute& s) { return s.id == id; });
  return found == statutes_.end() ? nullptr : &*found;
}

const Clause* StatuteBook::Find(const ArticleRef& article) const {
  const Statute* statute = Find(article.statute);
  return statute == nullptr ? nullptr : statute->Find(article);
}

}  // namespace juece
