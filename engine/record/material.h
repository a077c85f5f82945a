// A material (材料) that is in the dossier: a document kind, its digest, who and when (the header of its event says that).
#pragma once

#include <cstdint>
#include <string>

namespace juece {

struct MaterialRecord {
  std::string id;      // unique in the dossier: "M12"
  std::string kind;    // D302
  std::string title;
  std::string digest;  // of the bytes; for paper without a scan, of its description (see `carrier`)
  std::int64_t size = 0;
  std::string file_name;
  std::string carrier;  // "file" | "paper"
  friend bool operator==(const MaterialRecord&, const MaterialRecord&) = default;
};

}  // namespace juece
