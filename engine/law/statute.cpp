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

// The rule of choice (Statute::Find), over clauses given in the order of the text.
class Choice {
 public:
  explicit Choice(const ArticleRef& article) : article_(article) {}
  void Offer(const Clause& clause) {
    // An equal one later in the text is a later version, and wins.
    if (clause.article.Covers(article_) && (best_ == nullptr || Narrowness(clause.article) >= Narrowness(best_->article))) {
      best_ = &clause;
    }
    if (article_.Covers(clause.article) && (inside_ == nullptr || inside_->article == clause.article)) {
      inside_ = &clause;
    }
  }
  [[nodiscard]] const Clause* Chosen() const { return best_ != nullptr ? best_ : inside_; }

 private:
  const ArticleRef& article_;
  const Clause* best_ = nullptr;
  const Clause* inside_ = nullptr;
};

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
  Choice choice(article);
  for (const Clause& clause : clauses) choice.Offer(clause);
  return choice.Chosen();
}

const Clause* Statute::Find(const ArticleRef& article, Date date) const {
  Choice choice(article);
  for (const Clause& clause : clauses) {
    if (clause.InForceOn(date)) choice.Offer(clause);
  }
  return choice.Chosen();
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

void StatuteBook::Add(Statute statute) {
  statutes_.push_back(std::move(statute));
  auto& index = by_article_.emplace_back();
  const auto& clauses = statutes_.back().clauses;
  for (std::size_t i = 0; i < clauses.size(); ++i) index[clauses[i].article.article].push_back(i);
}

const Statute* StatuteBook::Find(std::string_view id) const {
  const auto found = std::find_if(statutes_.begin(), statutes_.end(), [&](const Statute& s) { return s.id == id; });
  return found == statutes_.end() ? nullptr : &*found;
}

const Clause* StatuteBook::Find(const ArticleRef& article) const {
  const Statute* statute = Find(article.statute);
  if (statute == nullptr) return nullptr;
  const auto& index = by_article_[static_cast<std::size_t>(statute - statutes_.data())];
  const auto clauses = index.find(article.article);
  if (clauses == index.end()) return nullptr;
  Choice choice(article);
  for (const std::size_t at : clauses->second) choice.Offer(statute->clauses[at]);
  return choice.Chosen();
}

}  // namespace juece
