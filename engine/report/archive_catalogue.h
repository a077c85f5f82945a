// The catalogue of an archived dossier (卷内目录) and its note sheet (备考表): every material in its volume, in order. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/data.h"
#include "catalog/document_catalog.h"
#include "definition/definition.h"
#include "record/event.h"
#include "record/material.h"

namespace juece {

struct CatalogueItem {
  int number = 0;  // 件号, over the whole dossier from 1
  int order = 0;   // 顺序号, within its volume from 1
  MaterialRecord material;
  Text kind;  // title of its document kind; empty where it has none
  std::int64_t position = 0;
  std::string step;
  std::string maker;  // 责任者: who brought it in, with the role
  std::string date;   // when that happened
  std::optional<int> pages;  // unset: cannot be told from the file
  std::string file;   // in the package; "" for paper without a scan
};

struct CatalogueVolume {
  int number = 0;
  Text title;  // the stage of the procedure
  std::vector<CatalogueItem> items;
};

// One remark of the note sheet: what a reader must know of gaps, and why.
struct CatalogueNote {
  std::string code;  // paper, pages-unknown, late, corrected, overridden, not-applicable, redacted, unfinished
  Text text;
};

struct ArchiveCatalogue {
  std::vector<CatalogueVolume> volumes;
  std::vector<CatalogueNote> notes;
  int items = 0;
  std::optional<int> pages;  // of all; unset where one is not known
};

// What the events do not say: where each file lies in the package, and how many pages it has; by material id.
struct CatalogueFacts {
  std::map<std::string, std::string> files;
  std::map<std::string, int> pages;
};

// Volumes follow the groups of document kinds, in their order; materials of a kind in no group come last. Within a volume: the order
// of the history. `documents` and `definition` may be nullptr.
ArchiveCatalogue BuildCatalogue(const std::vector<Event>& events, const CatalogueFacts& facts, const DocumentCatalog* documents,
                                const Definition* definition);

// data/catalogue.json of docs/package-format.md.
Data ToData(const ArchiveCatalogue& catalogue);

}  // namespace juece
