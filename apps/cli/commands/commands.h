// One function a command; each returns the exit status.
#pragma once

#include "arguments.h"
#include "session.h"

namespace juece::cli {

int Run(Session& session, const VerifyArguments& arguments);
int Run(Session& session, const DiffArguments& arguments);
int Run(Session& session, const GraphArguments& arguments);
int Run(Session& session, const PlanArguments& arguments);
int Run(Session& session, const LawArguments& arguments);
int Run(Session& session, const OpenArguments& arguments);
int Run(Session& session, const SubmitArguments& arguments);
int Run(Session& session, const VerbArguments& arguments);
int Run(Session& session, const ShowArguments& arguments);
int Run(Session& session, const ListArguments& arguments);
int Run(Session& session, const TasksArguments& arguments);
int Run(Session& session, const DeadlinesArguments& arguments);
int Run(Session& session, const RunArguments& arguments);
int Run(Session& session, const CheckArguments& arguments);
int CheckLogFile(Session& session, const CheckArguments& arguments);  // where --log is given
int Run(Session& session, const LogArguments& arguments);
int Run(Session& session, const ReplayArguments& arguments);
int Run(Session& session, const AuditArguments& arguments);
int Run(Session& session, const KeyArguments& arguments);
int Run(Session& session, const CheckpointArguments& arguments);
// After a command that may have written: the checkpoint that the settings ask for. Complains where it cannot be made; never fails a command.
void CheckpointIfDue(Session& session, EventStore& store);
int Run(Session& session, const ExportArguments& arguments);
int Run(Session& session, const VerifyPackageArguments& arguments);
int Run(Session& session, const DueArguments& arguments);
int Run(Session& session, const CalendarArguments& arguments);
int Run(Session& session, const PluginArguments& arguments);
int Run(Session& session, const BenchArguments& arguments);
int Run(Session& session, const TickArguments& arguments);
int Run(Session& session, const ReviewListArguments& arguments);
int Run(Session& session, const ReviewDrawArguments& arguments);
int Run(Session& session, const ReviewScoreArguments& arguments);
int Run(Session& session, const ReviewOverrideArguments& arguments);
int Run(Session& session, const ReviewConfirmArguments& arguments);
int Run(Session& session, const ReviewFeedbackArguments& arguments);
int Run(Session& session, const ReviewVerifyArguments& arguments);
int Run(Session& session, const IndicatorsArguments& arguments);
int Run(Session& session, const RedactArguments& arguments);
int Run(Session& session, const BackupArguments& arguments);
int Run(Session& session, const RestoreArguments& arguments);
int Run(Session& session, const DoctorArguments& arguments);
int Run(Session& session, const FormArguments& arguments);
int Run(Session& session, const RenderArguments& arguments);
int Run(Session& session, const NotifyArguments& arguments);
int Run(Session& session, const ScriptArguments& arguments);

}  // namespace juece::cli
