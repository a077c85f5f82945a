// Random events of every type, made from the same list of members as the codec, so that a new event is generated without a word.
// For use inside a property of rapidcheck. What makes them is compiled once (library juece_test_events): it takes long.
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/data.h"
#include "record/event.h"

namespace juece::test {

rc::Gen<std::string> AnyText();
rc::Gen<Data> AnyData(int depth = 2);
Instant AnyInstant();
// The number of some alternative of EventBody.
std::size_t AnyType();
// The alternative with this index as it is made, and with random members.
EventBody BodyAt(std::size_t index);
EventBody AnyBody(std::size_t index);
Event AnyEvent(std::size_t index, std::int64_t position = 1);

}  // namespace juece::test
