// Printing what became of a command, the same for open, submit, the office's verbs and tick.
#pragma once

#include "session.h"

namespace juece::cli {

// The contract's {"accepted","events","rejection"}; `extra` members come first.
int PrintOutcome(const Session& session, const Outcome& outcome, Data extra = Data::EmptyMap());
// Says on standard error, where people read texts, that the answer is the first one to that key.
void NoteRepeated(const Session& session, const Outcome& outcome);
Data ToData(const Rejection& rejection, Language language);
// A refusal as a person reads it; the sentence itself names the article.
std::string RejectionText(const Rejection& rejection, Language language);
// One line an event: what happened, for people.
std::string EventLine(const Event& event, const Definition* definition, Language language);

}  // namespace juece::cli
