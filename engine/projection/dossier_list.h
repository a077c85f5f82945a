// All dossiers with their state: what `list` shows.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/data.h"
#include "projection/projection.h"

namespace juece {

class DossierList final : public Projection {
 public:
  // [{"dossier","title","organ","procedure","state","outcome","steps","opened_at","updated_at","version"}], by id; `steps` are
  // those that stand open. `state` is a word of the dossier's status: running, paused, closed, terminated, withdrawn.
  [[nodiscard]] Data ToData() const;

  struct Row {
    std::string title;
    std::string organ;
    std::string procedure;
    std::string state;
    std::string outcome;
    std::set<std::string> steps;
    Instant opened_at;
    Instant updated_at;
    std::int64_t version = 0;
  };

 private:
  void Take(const Event& event) override;
  std::map<std::string, Row> rows_;
};

}  // namespace juece
