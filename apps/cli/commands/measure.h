// What the benchmarks share: figures, clocks, and the binary itself as a measured child.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/status.h"
#include "session.h"

namespace juece::cli {

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  std::string limit;  // what the project promises, for the reader
  double ratio = 0;   // to the baseline; 0 where it is no time
};

double MicrosecondsOf(const std::function<void()>& work);
double Median(std::vector<double> values);
double MedianOf(int runs, const std::function<void()>& work);

struct ChildRun {
  double microseconds = 0;
  double processor = 0;  // microseconds of it that a processor worked, in the program and for it
  long peak_kib = 0;
  int status = -1;
  std::string output;  // standard output
};

// The binary itself as a child; waits for it.
ChildRun RunSelf(std::vector<std::string> arguments);
// A child that failed measures nothing.
Status ChildFailed(const char* command, int status);

// As a table, or {"figures": [...]}.
void PrintFigures(Session& session, const std::vector<Figure>& figures);

}  // namespace juece::cli
