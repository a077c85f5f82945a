// The deadlines of all dossiers: what `deadlines` shows.
#pragma once

#include <map>
#include <string>

#include "base/data.h"
#include "projection/projection.h"

namespace juece {

class DeadlineList final : public Projection {
 public:
  // [{"dossier","step","kind","due","unit","article","state"}], by dossier and then in the order of starting; `due` is null while
  // no calendar knows the year; `state` is running, met, missed, cancelled or not_computable. Only one dossier's where named.
  [[nodiscard]] Data ToData(std::string_view dossier = "") const;

  struct Row {
    DeadlineStarted started;
    std::optional<Date> due;
    std::string state;
  };
  struct Deadlines {
    std::map<std::int64_t, Row> rows;            // by the position that started it
    std::map<std::string, std::int64_t> latest;  // id -> that position
  };

 private:
  void Take(const Event& event) override;
  std::map<std::string, Deadlines> dossiers_;
};

}  // namespace juece
