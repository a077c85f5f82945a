// The law-to-step matrix for people and programs. All three say the same, in the order of the statutes' texts. Pure.
#pragma once

#include <string>

#include "base/data.h"
#include "report/law_matrix.h"

namespace juece {

// What is not carried first, then the numbers of each article, then every clause.
std::string LawText(const LawMatrix& matrix, Language language);
// One self-contained HTML document that prints on A4: no scripts, no external resource.
std::string LawHtml(const LawMatrix& matrix, Language language);
// docs/law-matrix.md describes the members.
Data ToData(const LawMatrix& matrix, Language language);

}  // namespace juece
