// juece script DOSSIER --output FILE.json: a recorded dossier as a script, with the documents that it is pinned to beside it.
#include <fmt/format.h>

#include <filesystem>

#include "base/json.h"
#include "commands/commands.h"
#include "evidence/small_file.h"
#include "runtime/package_folder.h"
#include "runtime/package_verify.h"
#include "runtime/script_writer.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

Result<WrittenScript> FromPackage(const std::string& folder, const std::string& stem) {
  FolderSource source(folder);
  const auto contents = CheckPackage(source);
  if (!contents) return contents.error();
  for (const Finding& finding : contents->findings) {
    if (finding.severity == Severity::kError) return Status::Corrupt(finding.message);
  }
  const FindDocument find = [&](const std::string& digest) -> Result<Pinned> {
    const auto found = contents->documents.find(digest);
    if (found == contents->documents.end()) return Status::NotFound({"包中没有文件 " + digest, "the package has no document " + digest});
    return Pinned{digest, "", "", found->second};
  };
  return ScriptOf(contents->events, find, stem);
}

Result<WrittenScript> FromStore(EventStore& store, const std::string& dossier, const std::string& stem) {
  const auto events = store.Read(dossier);
  if (!events) return events.error();
  return ScriptOf(*events, [&store](const std::string& digest) { return store.FindPinned(digest); }, stem);
}

Status WriteAll(const fs::path& output, const WrittenScript& written) {
  for (const ScriptFile& file : written.files) {
    if (Status status = ReplaceFile((output.parent_path() / file.name).string(), file.bytes); !status.ok()) return status;
  }
  return ReplaceFile(output.string(), ToPrettyJson(written.script) + "\n");
}

}  // namespace

int Run(Session& session, const ScriptArguments& arguments) {
  if (arguments.dossier.empty() == arguments.package.empty()) {
    session.Complain({"应写明案卷编号或者 --package 之一。", "Expected either a dossier id or --package."});
    return kImpossible;
  }
  const fs::path output = arguments.output;
  const std::string stem = output.stem().string();
  EventStore* store = arguments.package.empty() ? session.store(Session::Access::kRead) : nullptr;
  if (arguments.package.empty() && store == nullptr) {
    return kImpossible;
  }
  const auto written = store == nullptr ? FromPackage(arguments.package, stem) : FromStore(*store, arguments.dossier, stem);
  if (!written) {
    return session.Fail(written.error());
  }
  if (const Status status = WriteAll(output, *written); !status.ok()) {
    return session.Fail(status);
  }
  const std::size_t entries = written->script["entries"].AsList().size();
  if (session.json()) {
    Data files = Data::EmptyList();
    for (const ScriptFile& file : written->files) files.Append(file.name);
    Data notes = Data::EmptyList();
    for (const Text& note : written->notes) notes.Append(session.In(note));
    session.Print(Data::OfMembers({{"script", output.string()}, {"entries", entries}, {"files", std::move(files)}, {"notes", std::move(notes)}}));
  } else {
    for (const Text& note : written->notes) session.Print("⚠ " + session.In(note) + "\n");
    session.Print(session.In({fmt::format("已写入 {}:{} 项,另有文件 {} 份。用 juece run {} 照样再办。\n", output.string(), entries, written->files.size(), output.string()),
                              fmt::format("Wrote {}: {} entries, and {} files beside it. juece run {} does it again.\n", output.string(), entries, written->files.size(),
                                          output.string())}));
  }
  return written->notes.empty() ? kDone : kWrong;
}

}  // namespace juece::cli
