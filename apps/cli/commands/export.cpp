// juece export: a dossier as an archive package.
#include <fmt/format.h>

#include "commands/commands.h"
#include "runtime/package_export.h"

namespace juece::cli {

int Run(Session& session, const ExportArguments& arguments) {
  const auto installation = session.installation();
  EventStore* store = installation ? session.store(Session::Access::kRead) : nullptr;
  if (store == nullptr) {
    return kImpossible;
  }
  const MaterialStore materials(session.store_path() + ".materials", store->algorithm());
  const ReviewPlaces places{installation->paths(), CalendarFileOf(installation->paths()), {}};
  const ExportSources sources{*installation, *store, materials, places, session.store_path() + ".checkpoints.jsonl"};
  const auto done = ExportPackage(sources, arguments.dossier, arguments.to);
  if (!done) {
    return session.Fail(done.error());
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"dossier", arguments.dossier},
                                   {"package", done->place},
                                   {"events", done->events},
                                   {"materials", done->materials},
                                   {"files", done->files},
                                   {"hash", done->hash}}));
  } else {
    session.Print(session.In({fmt::format("已导出案卷 {}:{} 条记录,{} 件材料,{} 个文件,在 {}\n末条哈希 {}\n", arguments.dossier, done->events, done->materials,
                                          done->files, done->place, done->hash),
                              fmt::format("Exported dossier {}: {} events, {} materials, {} files, in {}\nlast hash {}\n", arguments.dossier, done->events,
                                          done->materials, done->files, done->place, done->hash)}));
  }
  return kDone;
}

}  // namespace juece::cli
