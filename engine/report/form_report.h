// The form of one action for the person who fills it in: what is asked, why, and how it is sent. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "catalog/document_catalog.h"
#include "catalog/step_type.h"
#include "law/statute.h"

namespace juece {

// Borrows everything.
struct FormInput {
  const StepType* step = nullptr;
  const ActionType* action = nullptr;
  std::string step_id;                        // in its procedure; the type's where no procedure is named
  std::vector<std::string> roles;             // who may do it, as they are shown
  const StatuteBook* statutes = nullptr;      // where the articles are explained
  const DocumentCatalog* documents = nullptr;  // may be null
};

std::string FormText(const FormInput& input, Language language);
// {"step","type","action","titles","roles","articles":[{"article","statute","summary"}],"materials","fields":[…],"schema","example"}.
Data FormData(const FormInput& input, Language language);

}  // namespace juece
