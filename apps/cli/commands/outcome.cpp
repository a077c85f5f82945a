#include "commands/outcome.h"

#include <fmt/format.h>

#include "record/codec.h"
#include "report/event_words.h"

namespace juece::cli {

Data ToData(const Rejection& rejection, Language language) {
  Data article = rejection.article.empty() ? Data() : Data(rejection.article);
  Data told = Data::OfMembers({{"code", rejection.code}, {"message", rejection.message.In(language)}, {"article", std::move(article)}});
  if (!rejection.problems.is_null()) told.Set("problems", rejection.problems);
  return told;
}

std::string RejectionText(const Rejection& rejection, Language language) {
  return fmt::format("✘ {} [{}]", rejection.message.In(language), rejection.code);  // the sentence ends with its article
}

std::string EventLine(const Event& event, const Definition* definition, Language language) {
  std::string line = fmt::format("{:>5}  {}  {}", event.position, event.occurred_at.ToString().substr(0, 16),
                                 EventWords(event, definition, language));
  if (!event.actor.name.empty()) {
    line += fmt::format("  —— {}({})", event.actor.name, event.actor.role);
  }
  if (event.late) {
    line += language == Language::kChinese ? " 【补录】" : " [late]";
  }
  return line + "\n";
}

void NoteRepeated(const Session& session, const Outcome& outcome) {
  if (!outcome.repeated || session.json()) return;
  session.Complain({"这个请求编号的命令以前办过:以上是当时的答复,没有再登记一次。",
                    "The command with this key was given before: this is the answer it got then; nothing was recorded again."});
}

int PrintOutcome(const Session& session, const Outcome& outcome, Data extra) {
  if (session.json()) {
    Data events = Data::EmptyList();
    for (const Event& event : outcome.events) {
      events.Append(juece::ToData(event));
    }
    extra.Set("accepted", outcome.accepted).Set("events", std::move(events));
    extra.Set("rejection", outcome.rejection ? ToData(*outcome.rejection, session.language()) : Data());
    if (outcome.repeated) extra.Set("repeated", true);
    session.Print(extra);
  } else if (outcome.rejection) {
    session.Print(RejectionText(*outcome.rejection, session.language()) + "\n");
  } else {
    for (const Event& event : outcome.events) {
      session.Print(EventLine(event, nullptr, session.language()));
    }
  }
  NoteRepeated(session, outcome);
  if (outcome.remark) {
    session.Complain(*outcome.remark);
  }
  return outcome.accepted && !outcome.remark ? kDone : kWrong;
}

}  // namespace juece::cli
