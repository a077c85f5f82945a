// juece backup, restore, doctor.
#include <fmt/format.h>

#include <algorithm>

#include "commands/commands.h"
#include "runtime/doctor.h"
#include "runtime/store_backup.h"

namespace juece::cli {
namespace {

Data FindingsOf(const Session& session, const std::vector<Finding>& findings) {
  Data list = Data::EmptyList();
  for (const Finding& finding : findings) list.Append(ToData(finding, session.language()));
  return list;
}

bool AnyWrong(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity != Severity::kNote; });
}

Data SummaryOf(const Session& session, const BackupSummary& summary, bool ok) {
  return Data::OfMembers({{"ok", ok},
                          {"place", summary.place},
                          {"made_at", summary.made_at},
                          {"dossiers", summary.dossiers},
                          {"events", summary.events},
                          {"materials", summary.materials},
                          {"bytes", summary.bytes},
                          {"sequence", summary.sequence},
                          {"link", summary.link},
                          {"findings", FindingsOf(session, summary.findings)}});
}

// A material that the backup lacks is wrong, but the rest is kept: done, with something wrong.
int PrintBackup(const Session& session, const BackupSummary& summary) {
  const bool ok = !AnyWrong(summary.findings);
  if (session.json()) {
    session.Print(SummaryOf(session, summary, ok));
    return ok ? kDone : kWrong;
  }
  session.PrintFindings(summary.findings, false);
  session.Print(session.In({fmt::format("已备份到 {}:{} 个案卷 {} 条记录,{} 件材料,共 {} 字节\n总账第 {} 条 {}\n", summary.place, summary.dossiers, summary.events,
                                        summary.materials, summary.bytes, summary.sequence, summary.link),
                            fmt::format("Backed up to {}: {} dossier(s), {} events, {} materials, {} bytes in all\njournal entry {} {}\n", summary.place,
                                        summary.dossiers, summary.events, summary.materials, summary.bytes, summary.sequence, summary.link)}));
  return ok ? kDone : kWrong;
}

int PrintRestore(const Session& session, const BackupSummary& summary) {
  const bool ok = !HasError(summary.findings);
  if (session.json()) {
    session.Print(SummaryOf(session, summary, ok));
    return ok ? kDone : kWrong;
  }
  session.PrintFindings(summary.findings, false);
  if (!ok) {
    session.Print(session.In({"备份没有通过查验,什么都没有恢复。\n", "The backup did not pass; nothing was restored.\n"}));
    return kWrong;
  }
  session.Print(session.In({fmt::format("已恢复到 {}:{} 个案卷 {} 条记录,{} 件材料(备份于 {})\n备份之后的办理不在其中;请执行 juece doctor,并用在外保存的检查点执行 juece audit --checkpoints\n",
                                        summary.place, summary.dossiers, summary.events, summary.materials, summary.made_at),
                            fmt::format("Restored to {}: {} dossier(s), {} events, {} materials (backed up at {})\nWhat was done after the backup is not in it; run juece doctor, and juece audit --checkpoints with the checkpoints kept elsewhere\n",
                                        summary.place, summary.dossiers, summary.events, summary.materials, summary.made_at)}));
  return kDone;
}

int PrintDiagnosis(const Session& session, const Diagnosis& diagnosis) {
  const bool ok = !AnyWrong(diagnosis.findings);
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", ok},
                                   {"dossiers", diagnosis.dossiers},
                                   {"events", diagnosis.events},
                                   {"materials", diagnosis.materials},
                                   {"checkpoints", diagnosis.checkpoints},
                                   {"findings", FindingsOf(session, diagnosis.findings)}}));
    return ok ? kDone : kWrong;
  }
  session.PrintFindings(diagnosis.findings, false);
  session.Print(session.In({fmt::format("{} 已检查 {}:{} 个案卷 {} 条记录,{} 件材料,{} 个签名检查点\n", ok ? "✔" : "✘", session.store_path(), diagnosis.dossiers,
                                        diagnosis.events, diagnosis.materials, diagnosis.checkpoints),
                            fmt::format("{} Examined {}: {} dossier(s), {} events, {} materials, {} signed checkpoint(s)\n", ok ? "✔" : "✘",
                                        session.store_path(), diagnosis.dossiers, diagnosis.events, diagnosis.materials, diagnosis.checkpoints)}));
  return ok ? kDone : kWrong;
}

}  // namespace

int Run(Session& session, const BackupArguments& arguments) {
  const auto done = BackUpStore(session.store_path(), arguments.to, Session::Now());
  return done ? PrintBackup(session, *done) : session.Fail(done.error());
}

int Run(Session& session, const RestoreArguments& arguments) {
  const auto done = RestoreStore(arguments.from, session.store_path());
  return done ? PrintRestore(session, *done) : session.Fail(done.error());
}

int Run(Session& session, const DoctorArguments&) {
  const auto installation = session.installation();
  if (installation == nullptr) return kImpossible;
  const auto diagnosis = ExamineStore(installation, session.store_path());
  return diagnosis ? PrintDiagnosis(session, *diagnosis) : session.Fail(diagnosis.error());
}

}  // namespace juece::cli
