// An event log of any size and the 44 rules that it is judged under, for the benchmark. The same numbers give the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"

namespace juece::cli {

// `cases` cases of ten events with activity, person and time, as XES. The bytes written.
Result<std::uint64_t> WriteSyntheticLog(const std::string& file, int cases);
// 44 rules over its activities, of every kind in about the mix of a procedure for permits.
std::string SyntheticRules();

}  // namespace juece::cli
