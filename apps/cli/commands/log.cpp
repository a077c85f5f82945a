// juece log: dossiers as an event log for the tools of process mining, XES or OCEL 2.0. One dossier is held at a time.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "commands/commands.h"
#include "commands/progress.h"
#include "exchange/ocel_writer.h"
#include "exchange/xes_writer.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

using TakeDossier = std::function<void(const std::vector<Event>&)>;

class Exporter {
 public:
  Exporter(Session& session, EventStore& store, std::vector<std::string> dossiers, const ByteSink& out)
      : session_(session), store_(store), dossiers_(std::move(dossiers)), out_(out) {}

  Status Xes() {
    XesWriter writer(out_);
    Status status = Each(1, [&](const std::vector<Event>& dossier) { writer.Add(dossier); });
    if (status.ok()) writer.Finish();
    return status;
  }
  Status Ocel() {
    OcelWriter writer(out_, dossiers_);
    Status status = Each(2, [&](const std::vector<Event>& dossier) { writer.AddObjects(dossier); });
    if (status.ok()) status = Each(2, [&](const std::vector<Event>& dossier) { writer.AddEvents(dossier); });
    if (status.ok()) writer.Finish();
    return status;
  }

 private:
  Status Each(std::size_t passes, const TakeDossier& take) {
    for (const std::string& id : dossiers_) {
      const auto events = store_.Read(id);
      if (!events) return events.error();
      take(*events);
      const std::size_t done = ++seen_ / passes;
      progress_.Say({fmt::format("已导出 {}/{} 件案卷", done, dossiers_.size()), fmt::format("{} of {} dossiers exported", done, dossiers_.size())},
                    session_.language());
    }
    return Status::Ok();
  }

  Session& session_;
  EventStore& store_;
  const std::vector<std::string> dossiers_;
  const ByteSink& out_;
  std::size_t seen_ = 0;
  Progress progress_;
};

Status CannotWrite(const std::string& file) {
  return Status::Unavailable({fmt::format("日志写不到“{}”。请检查路径、权限和磁盘空间。", file),
                              fmt::format("Expected to write the log, but \"{}\" cannot be written. Check path, permissions and disk.", file)});
}

// Into a file beside the wanted one, which takes its place once it is whole.
Status ToFile(const std::string& file, const std::function<Status(const ByteSink&)>& write) {
  const fs::path part = fs::path(file + fmt::format(".part-{}", getpid()));
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  if (!stream) return CannotWrite(file);
  Status status = write([&](std::string_view bytes) { stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); });
  stream.close();
  std::error_code error;
  if (status.ok() && !stream) status = CannotWrite(file);
  if (status.ok()) fs::rename(part, file, error);
  if (status.ok() && error) status = CannotWrite(file);
  if (!status.ok()) fs::remove(part, error);
  return status;
}

Result<std::vector<std::string>> Wanted(EventStore& store, const LogArguments& arguments) {
  if (arguments.all) return store.Dossiers();
  const auto events = store.Read(arguments.dossier);  // an unknown one is told before anything is written
  if (!events) return events.error();
  return std::vector<std::string>{arguments.dossier};
}

}  // namespace

int Run(Session& session, const LogArguments& arguments) {
  if (arguments.dossier.empty() != arguments.all) {
    session.Complain({"应给出一个案卷编号,或者 --all,二者取其一。见 juece log --help。",
                      "Expected either a dossier id or --all. See juece log --help."});
    return kImpossible;
  }
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) return kImpossible;
  const auto dossiers = Wanted(*store, arguments);
  if (!dossiers) return session.Fail(dossiers.error());
  const auto write = [&](const ByteSink& out) {
    Exporter exporter(session, *store, *dossiers, out);
    return session.common().format == "ocel" ? exporter.Ocel() : exporter.Xes();
  };
  const Status status = arguments.output.empty()
                            ? write([](std::string_view bytes) { std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); })
                            : ToFile(arguments.output, write);
  return status.ok() ? kDone : session.Fail(status);
}

}  // namespace juece::cli
