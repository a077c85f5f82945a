// Every element of a definition that may name its legal basis, in document order.
#pragma once

#include <string>
#include <vector>

#include "catalog/step_type.h"
#include "definition/definition.h"

namespace juece {

struct Basis {
  std::string element;  // "step:legality_review", "period:public_participation/consultation", "setting:first_day"
  std::vector<ArticleRef> articles;
  SourcePlace place;
  std::string step;  // "" outside steps
};

// What the definition itself writes down.
std::vector<Basis> BasesOf(const Definition& definition);
// The same, and what its step types bring along: the types, their actions, the documents of these.
std::vector<Basis> BasesOf(const Definition& definition, const StepCatalog& catalog);

}  // namespace juece
