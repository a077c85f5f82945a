// juece audit: recomputes the hash chains of one dossier or of all, of the refused attempts too.
#include <fmt/format.h>

#include "commands/commands.h"
#include "record/codec.h"

namespace juece::cli {
namespace {

const char* ReasonInChinese(const std::string& reason) {
  return reason == "changed"     ? "内容被改动"
         : reason == "removed"   ? "有记录被删除"
         : reason == "inserted"  ? "有记录被插入"
         : reason == "reordered" ? "顺序被调换"
         : reason == "truncated" ? "末尾被截断"
                                 : "个人信息与承诺值不符";
}

}  // namespace

int Run(Session& session, const AuditArguments& arguments) {
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return kImpossible;
  }
  std::vector<std::string> ids{arguments.dossier};
  if (arguments.dossier.empty()) {
    auto all = store->Dossiers();
    if (!all) {
      return session.Fail(all.error());
    }
    ids = *all;
  }
  std::size_t events = 0;
  Data broken = Data::EmptyList();
  std::string text;
  for (const std::string& id : ids) {
    auto report = store->Verify(id);
    if (!report) {
      return session.Fail(report.error());
    }
    events += report->events;
    for (const ChainBreak& found : report->breaks) {
      broken.Append(Data::OfMembers({{"dossier", id}, {"position", found.position}, {"reason", found.reason}}));
      text += session.In({fmt::format("✘ 案卷 {} 第 {} 条:{}\n", id, found.position, ReasonInChinese(found.reason)),
                          fmt::format("✘ dossier {} position {}: {}\n", id, found.position, found.reason)});
    }
  }
  for (const std::string& id : ids) {
    auto attempts = store->VerifyAttempts(id);
    if (!attempts) {
      return session.Fail(attempts.error());
    }
    for (const ChainBreak& found : *attempts) {
      broken.Append(Data::OfMembers({{"dossier", id}, {"position", found.position}, {"reason", found.reason}, {"log", "attempts"}}));
      text += session.In({fmt::format("✘ 案卷 {} 拒绝记录第 {} 条:{}\n", id, found.position, ReasonInChinese(found.reason)),
                          fmt::format("✘ dossier {} attempt {}: {}\n", id, found.position, found.reason)});
    }
  }
  const bool ok = broken.AsList().empty();
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", ok}, {"events", static_cast<std::int64_t>(events)}, {"broken", broken}}));
  } else {
    text += ok ? session.In({fmt::format("✔ {} 个案卷 {} 条记录,哈希链完整。\n", ids.size(), events),
                             fmt::format("✔ {} dossier(s), {} events, the chain is whole.\n", ids.size(), events)})
               : "";
    session.Print(text);
  }
  return ok ? kDone : kWrong;
}

}  // namespace juece::cli
