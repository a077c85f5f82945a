// Functions of plugins as the commands use them.
#pragma once

#include <optional>
#include <string>

#include "catalog/function_type.h"
#include "session.h"

namespace juece::cli {

// The installed function of that id and kind; nullptr after a complaint that names those there are.
const FunctionType* FindFunction(Session& session, FunctionKind kind, const std::string& id);
// JSON or @FILE ("" = nothing) with defaults filled in, held against the schema and the function's own rules; nullopt after complaints.
std::optional<Data> FunctionConfiguration(Session& session, const FunctionType& function, const std::string& argument);
// ISO 8601, or the fallback where it is "". nullopt after a complaint.
std::optional<Instant> MomentOf(Session& session, const std::string& text, Instant fallback);

}  // namespace juece::cli
