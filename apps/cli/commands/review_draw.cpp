// juece review list, draw: a sample of dossiers that nobody chose, and that anyone can draw again.
#include <fmt/format.h>

#include "base/json.h"
#include "commands/commands.h"
#include "commands/files.h"
#include "commands/review_common.h"
#include "report/sheet_report.h"

namespace juece::cli {
namespace {

Candidate CandidateOf(const Criteria& criteria, const Subject& subject, bool record) {
  return {subject.id, subject.title, subject.organ, UnitsOf(criteria, subject), ActorsOf(subject), subject.procedure_kind,
          record};
}

// What can be reviewed at all; the rest is told on standard error.
std::vector<Candidate> CandidatesOf(Session& session, const Judgement& judgement, const CriteriaSets& sets, bool running) {
  std::vector<Candidate> candidates;
  int still = 0;
  for (std::size_t i = 0; i < judgement.subjects.size(); ++i) {
    const Subject& subject = judgement.subjects[i];
    const Criteria* criteria = CriteriaFor(sets, subject.procedure_kind);
    if (criteria == nullptr) {
      session.Complain({fmt::format("{}:没有适用于这一类程序({})的评查标准,未列入。", subject.id, subject.procedure_kind),
                        fmt::format("{}: no criteria speak of this kind of procedure ({}); left out.", subject.id,
                                    subject.procedure_kind)});
    } else if (!running && subject.knowledge == Knowledge::kSoFar) {
      ++still;
    } else {
      candidates.push_back(CandidateOf(*criteria, subject, i < judgement.records));
    }
  }
  if (still > 0) {
    session.Complain({fmt::format("{} 件尚未办结,未列入;需要列入的请加 --running。", still),
                      fmt::format("{} still run and are left out; add --running to have them.", still)});
  }
  return candidates;
}

bool CheckTexts(Session& session, std::initializer_list<std::pair<const char*, std::string>> texts) {
  for (const auto& [option, value] : texts) {
    if (const Status checked = CheckName(option, value); !checked.ok()) {
      session.Fail(checked);
      return false;
    }
  }
  return true;
}

}  // namespace

int Run(Session& session, const ReviewListArguments& arguments) {
  const auto at = ReadAt(session, arguments.at);
  if (!at || !CheckTexts(session, {{"--actor", arguments.actor}, {"--seed-source", arguments.seed_source}})) return kImpossible;
  const auto judgement = Judge(session, arguments.choosing);
  const auto sets = judgement ? ReadCriteria(session, judgement->books, arguments.criteria) : std::nullopt;
  if (!sets) return kImpossible;
  const std::vector<Candidate> candidates = CandidatesOf(session, *judgement, *sets, arguments.running);
  const DrawPlan plan{arguments.size, arguments.each_organ, arguments.own_units, arguments.reviewers, arguments.seed_source,
                      arguments.actor, *at};
  const auto list = MakeList(candidates, plan);
  if (!list) return session.Fail(list.error());
  for (const std::string& name : UnknownNames(candidates, plan)) {
    session.Complain({fmt::format("“{}”在这些案卷中没有出现,没有因此回避任何一件;请核对写法是否与案卷一致。", name),
                      fmt::format("\"{}\" stands in none of these dossiers, so nothing was left out for it; is it written as "
                                        "they write it?", name)});
  }
  const Status written = WriteNewFile(arguments.output, ToPrettyJson(ToData(*list)) + "\n");
  if (!written.ok()) return session.Fail(written);
  if (session.json()) {
    session.Print(ToData(*list));
  } else {
    session.Print(ListText(*list, session.language()));
  }
  return kDone;
}

int Run(Session& session, const ReviewDrawArguments& arguments) {
  int status = kDone;
  const auto at = ReadAt(session, arguments.at);
  if (!at || !CheckTexts(session, {{"--actor", arguments.actor}, {"--seed", arguments.seed}})) return kImpossible;
  auto list = ReadListFile(session, arguments.list, status);
  if (!list) return status;
  const auto draw = MakeDraw(*std::move(list), arguments.seed, arguments.actor, *at);
  if (!draw) return session.Fail(draw.error());
  const Status written = WriteNewFile(arguments.output, ToPrettyJson(ToData(*draw)) + "\n");
  if (!written.ok()) return session.Fail(written);
  if (session.json()) {
    session.Print(ToData(*draw));
  } else {
    session.Print(DrawText(*draw, session.language()));
  }
  return kDone;
}

}  // namespace juece::cli
