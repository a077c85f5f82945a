// The checks of public participation, by the article that they carry. Each answers with the first
// thing that is wrong.
#pragma once

#include <string_view>

#include "juece/sdk/step.h"

namespace juece::sdk {

// R713:14, forms and special groups.
Answer RefusedForms(const Request& request);
Answer FormNotCarriedOut(const Request& request);
Answer SpecialGroupNotMet(const Request& request);

// R713:15, the open consultation.
Answer RefusedOpening(const Request& request);
Answer RefusedExtension(const Request& request);
Answer RefusedClosing(const Request& request);
bool ConsultationIsOpen(const Request& request);

// R713:16 and 17, the hearing.
Answer RefusedNotice(const Request& request);
Answer RefusedList(const Request& request);
Answer RefusedReceipts(const Request& request);
Answer RefusedHearing(const Request& request);

// R713:18, what was said and what became of it.
Answer RefusedOpinions(const Request& request);
Answer RefusedAnswers(const Request& request);
Answer OpinionsNotAnswered(const Request& request);

}  // namespace juece::sdk
