// What functions of plugins are shown of a dossier, as data (docs/plugin-kinds.md).
#pragma once

#include <vector>

#include "base/data.h"
#include "catalog/document_catalog.h"
#include "definition/definition.h"
#include "dossier/dossier.h"
#include "record/event.h"

namespace juece {

// Of a renderer: {"dossier","steps","actions","facts","settings","catalogue"}. `definition` and `documents` may be nullptr.
Data RenderSubject(const std::vector<Event>& events, const Dossier& dossier, const Definition* definition, const DocumentCatalog* documents);

}  // namespace juece
