// The picture of where a dossier stands.
#pragma once

#include <string>

#include "base/status.h"
#include "runtime/engine.h"
#include "session.h"

namespace juece::cli {

struct Picture {
  std::string dot;
  Result<std::string> svg;  // as Graphviz wrote it; its failure where Graphviz is not there
};
Result<Picture> DossierPicture(Session& session, Engine& engine, const std::string& id);

}  // namespace juece::cli
