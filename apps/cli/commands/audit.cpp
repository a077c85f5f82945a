// juece audit: recomputes the hash chains of one dossier or of all, of the refused attempts too; compares them with the journal over all
// dossiers and with the signed checkpoints.
#include <fmt/format.h>

#include "commands/commands.h"
#include "runtime/checkpoints.h"
#include "runtime/store_audit.h"

namespace juece::cli {
namespace {

int PrintAudit(const Session& session, const StoreAudit& audit) {
  const bool ok = audit.broken.empty();
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const JournalBreak& found : audit.broken) {
      Data one = Data::OfMembers({{"dossier", found.dossier}, {"position", found.position}, {"reason", found.reason}});
      if (found.log != "events") one.Set("log", found.log);
      list.Append(std::move(one));
    }
    session.Print(Data::OfMembers({{"ok", ok}, {"events", audit.events}, {"checkpoints", audit.checkpoints}, {"broken", list}}));
    return ok ? kDone : kWrong;
  }
  for (const JournalBreak& found : audit.broken) session.Print("✘ " + session.In(Describe(found)) + "\n");
  if (ok) {
    session.Print(session.In({fmt::format("✔ {} 个案卷 {} 条记录,哈希链完整;{} 个签名检查点相符。\n", audit.dossiers, audit.events, audit.checkpoints),
                              fmt::format("✔ {} dossier(s), {} events, the chain is whole; {} signed checkpoint(s) fit.\n", audit.dossiers, audit.events, audit.checkpoints)}));
  }
  return ok ? kDone : kWrong;
}

}  // namespace

int Run(Session& session, const AuditArguments& arguments) {
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return kImpossible;
  }
  AuditRequest request{arguments.dossier, {CheckpointFile(session.store_path())}, arguments.trusted};
  request.checkpoints.insert(request.checkpoints.end(), arguments.checkpoints.begin(), arguments.checkpoints.end());
  const auto audit = AuditStore(*store, request);
  return audit ? PrintAudit(session, *audit) : session.Fail(audit.error());
}

}  // namespace juece::cli
