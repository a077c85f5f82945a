// juece list, tasks, deadlines: what stands in the store, read from its events by projections.
#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/state.h"
#include "projection/deadline_list.h"
#include "projection/dossier_list.h"
#include "projection/task_list.h"

namespace juece::cli {
namespace {

// Feeds every event of the store; false after a complaint.
bool Feed(Session& session, Projection& projection) {
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return false;
  }
  auto dossiers = store->Dossiers();
  if (!dossiers) {
    session.Fail(dossiers.error());
    return false;
  }
  for (const std::string& dossier : *dossiers) {
    auto events = store->Read(dossier);
    if (!events) {
      session.Fail(events.error());
      return false;
    }
    for (const Event& event : *events) {
      projection.Consume(event);
    }
  }
  return true;
}

std::string Joined(const Data& list) {
  std::string out;
  for (const Data& one : list.AsList()) {
    out += (out.empty() ? "" : " ") + one.AsText();
  }
  return out;
}

}  // namespace

int Run(Session& session, const ListArguments& /*arguments*/) {
  DossierList list;
  if (!Feed(session, list)) {
    return kImpossible;
  }
  const Data dossiers = list.ToData();
  if (session.json()) {
    session.Print(Data::OfMembers({{"dossiers", dossiers}}));
    return kDone;
  }
  if (dossiers.AsList().empty()) {
    session.Print(session.In({"没有案卷。用 juece open 开立,或用 juece run 办理脚本。\n", "No dossiers. Open one with juece open, or juece run.\n"}));
  }
  for (const Data& row : dossiers.AsList()) {
    session.Print(fmt::format("{} {}{}{}\n", Padded(row["dossier"].AsText(), 12), Padded(StatusWord(row["state"].AsText(), session.language()), 10),
                              Padded(row["title"].AsText(), 50), Joined(row["steps"])));
  }
  return kDone;
}

int Run(Session& session, const TasksArguments& arguments) {
  TaskList list;
  if (!Feed(session, list)) {
    return kImpossible;
  }
  const Data tasks = list.ToData(session.language(), arguments.role);
  if (session.json()) {
    session.Print(Data::OfMembers({{"tasks", tasks}}));
    return kDone;
  }
  if (tasks.AsList().empty()) {
    session.Print(session.In({"没有待办。\n", "No open tasks.\n"}));
  }
  for (const Data& row : tasks.AsList()) {
    session.Print(fmt::format("{} {}{}{}\n", Padded(row["dossier"].AsText(), 12), Padded(row["title"].AsText(), 44),
                              Padded(row["step"].AsText() + "/" + row["action"].AsText(), 46), Joined(row["roles"])));
  }
  return kDone;
}

int Run(Session& session, const DeadlinesArguments& /*arguments*/) {
  DeadlineList list;
  if (!Feed(session, list)) {
    return kImpossible;
  }
  const Data deadlines = list.ToData();
  if (session.json()) {
    session.Print(Data::OfMembers({{"deadlines", deadlines}}));
    return kDone;
  }
  const bool chinese = session.language() == Language::kChinese;
  if (deadlines.AsList().empty()) {
    session.Print(session.In({"没有期限。\n", "No deadlines.\n"}));
  }
  for (const Data& row : deadlines.AsList()) {
    const std::string kind = !chinese ? row["kind"].AsText() : row["kind"].AsText() == "minimum" ? "最短期限" : "办理时限";
    const std::string due = row["due"].is_null() ? (chinese ? "暂不能算" : "not computable") : row["due"].AsText();
    session.Print(fmt::format("{} {}{}{}{}{}\n", Padded(row["dossier"].AsText(), 12), Padded(row["step"].AsText(), 26), Padded(kind, 10),
                              Padded(due, 16), Padded(StatusWord(row["state"].AsText(), session.language()), 10), row["article"].AsText()));
  }
  return kDone;
}

}  // namespace juece::cli
