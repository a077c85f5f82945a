// juece checkpoint: a signed statement of how far the store's history has come, to be kept elsewhere.
#include <fmt/format.h>

#include <filesystem>

#include "commands/commands.h"
#include "runtime/checkpoints.h"

namespace juece::cli {
namespace {

std::string Absolute(const std::string& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  return error ? path : absolute.lexically_normal().string();
}

// What was remembered, with what this call says instead.
CheckpointSettings SettingsFor(const CheckpointArguments& arguments, std::optional<CheckpointSettings> known) {
  CheckpointSettings settings = known ? *std::move(known) : CheckpointSettings();
  if (!arguments.key.empty()) settings.key = Absolute(arguments.key);
  if (!arguments.copies.empty()) settings.copies.clear();
  for (const std::string& copy : arguments.copies) settings.copies.push_back(Absolute(copy));
  if (arguments.every >= 0) settings.every = arguments.every;
  if (arguments.at_closing) settings.at_closing = true;
  if (!arguments.time_stamp_command.empty()) settings.time_stamp_command = arguments.time_stamp_command;
  return settings;
}

}  // namespace

int Run(Session& session, const CheckpointArguments& arguments) {
  EventStore* store = session.store(Session::Access::kWrite);
  if (store == nullptr) return kImpossible;
  auto known = ReadCheckpointSettings(session.store_path());
  if (!known) return session.Fail(known.error());
  const CheckpointSettings settings = SettingsFor(arguments, *std::move(known));
  if (settings.key.empty()) {
    session.Complain({"应给出签名的私钥:--key 文件(可用 juece key new 生成),或先用 --remember 记住。",
                      "Expected the private key to sign with: --key FILE (juece key new makes one), or --remember it first."});
    return kImpossible;
  }
  Text warning;
  const auto made = MakeCheckpoint(*store, session.store_path(), settings, Session::Now(), warning);
  if (!made) return session.Fail(made.error());
  if (arguments.remember) {
    if (Status written = WriteCheckpointSettings(session.store_path(), settings); !written.ok()) return session.Fail(written);
  }
  if (!warning.empty()) session.Complain(warning);
  if (session.json()) {
    session.Print(*made ? Data::OfMembers({{"made", true},
                                           {"sequence", (*made)->statement.sequence},
                                           {"link", (*made)->statement.link},
                                           {"key", (*made)->key},
                                           {"time_stamped", !(*made)->time_stamp.empty()}})
                        : Data::OfMembers({{"made", false}}));
  } else if (*made) {
    session.Print(session.In({fmt::format("已签名:总账第 {} 条 {}\n在 {};请把它或 --to 的副本交给机关以外的人保存\n", (*made)->statement.sequence, (*made)->statement.link,
                                          CheckpointFile(session.store_path())),
                              fmt::format("Signed: journal entry {} {}\nin {}; give it, or the copy of --to, to somebody outside\n", (*made)->statement.sequence,
                                          (*made)->statement.link, CheckpointFile(session.store_path()))}));
  } else {
    session.Print(session.In({"上一个检查点之后没有新的记录。\n", "Nothing was recorded since the last checkpoint.\n"}));
  }
  return warning.empty() ? kDone : kWrong;
}

void CheckpointIfDue(Session& session, EventStore& store) {
  const auto settings = ReadCheckpointSettings(session.store_path());
  if (settings && !*settings) return;
  Text warning;
  Status status = settings ? Status::Ok() : settings.error();
  if (status.ok()) {
    const auto due = IsCheckpointDue(store, session.store_path(), **settings);
    status = due ? Status::Ok() : due.error();
    if (due && *due) {
      const auto made = MakeCheckpoint(store, session.store_path(), **settings, Session::Now(), warning);
      if (!made) status = made.error();
    }
  }
  if (!status.ok()) warning = status.message();
  if (!warning.empty()) {
    session.Complain({"操作已记录,但签名检查点没有做成:" + warning.zh, "The command is recorded, but its signed checkpoint could not be made: " + warning.en});
  }
}

}  // namespace juece::cli
