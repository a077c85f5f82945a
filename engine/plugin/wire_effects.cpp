// What a step said, as bytes.
#include "plugin/wire_request.h"

namespace juece {
namespace {

void WriteText(WireWriter& out, const Text& text) {
  out.Text(text.zh);
  out.Text(text.en);
}

Text ReadText(WireReader& in) {
  Text text;
  text.zh = in.String();
  text.en = in.String();
  return text;
}

enum Said : std::uint8_t { kComplete = 1, kLink = 2, kRejection = 4, kFailure = 8 };

void WriteFindings(WireWriter& out, const std::vector<Finding>& findings) {
  out.Number(static_cast<std::int64_t>(findings.size()));
  for (const Finding& finding : findings) {
    out.Byte(static_cast<std::uint8_t>(finding.severity));
    out.Text(finding.code);
    WriteText(out, finding.message);
    out.Text(finding.article);
  }
}

std::vector<Finding> ReadFindings(WireReader& in) {
  std::vector<Finding> findings(in.Count(17));
  for (Finding& finding : findings) {
    const std::uint8_t severity = in.Byte();
    if (severity > static_cast<std::uint8_t>(Severity::kNote)) {
      in.Fail();
    } else {
      finding.severity = static_cast<Severity>(severity);
    }
    finding.code = in.String();
    finding.message = ReadText(in);
    finding.article = in.String();
  }
  return findings;
}

}  // namespace

void WriteEffects(WireWriter& out, const Effects& effects) {
  out.Byte(static_cast<std::uint8_t>((effects.complete ? kComplete : 0) | (effects.link ? kLink : 0) |
                                     (effects.rejection ? kRejection : 0) | (effects.failure ? kFailure : 0)));
  if (effects.complete) {
    out.Text(effects.complete->outcome);
    out.Text(effects.complete->reason);
  }
  if (effects.link) {
    out.Text(effects.link->title);
    out.Text(effects.link->reason);
  }
  if (effects.rejection) {
    out.Text(effects.rejection->code);
    WriteText(out, effects.rejection->message);
    out.Text(effects.rejection->article);
  }
  if (effects.failure) out.Text(*effects.failure);
  out.Number(static_cast<std::int64_t>(effects.tasks.size()));
  for (const TaskEffect& task : effects.tasks) {
    out.Text(task.action);
    WriteText(out, task.title);
  }
  out.Number(static_cast<std::int64_t>(effects.required_materials.size()));
  for (const std::string& kind : effects.required_materials) out.Text(kind);
  out.Number(static_cast<std::int64_t>(effects.covers.size()));
  for (const ReviewCoverEffect& cover : effects.covers) {
    out.Text(cover.material);
    out.Text(cover.reason);
  }
  WriteFindings(out, effects.findings);
}

Effects ReadEffects(WireReader& in) {
  Effects effects;
  const std::uint8_t said = in.Byte();
  if ((said & kComplete) != 0) {
    CompleteEffect complete;
    complete.outcome = in.String();
    complete.reason = in.String();
    effects.complete = std::move(complete);
  }
  if ((said & kLink) != 0) {
    LinkEffect link;
    link.title = in.String();
    link.reason = in.String();
    effects.link = std::move(link);
  }
  if ((said & kRejection) != 0) {
    Rejection rejection;
    rejection.code = in.String();
    rejection.message = ReadText(in);
    rejection.article = in.String();
    effects.rejection = std::move(rejection);
  }
  if ((said & kFailure) != 0) effects.failure = in.String();
  effects.tasks.resize(in.Count(12));
  for (TaskEffect& task : effects.tasks) {
    task.action = in.String();
    task.title = ReadText(in);
  }
  effects.required_materials.resize(in.Count(4));
  for (std::string& kind : effects.required_materials) kind = in.String();
  effects.covers.resize(in.Count(8));
  for (ReviewCoverEffect& cover : effects.covers) {
    cover.material = in.String();
    cover.reason = in.String();
  }
  effects.findings = ReadFindings(in);
  return effects;
}

}  // namespace juece
