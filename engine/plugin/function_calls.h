// The calls into a plugin's function table, in whichever process they are made, and their bytes between processes. Nothing that
// the plugin throws comes out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/wire.h"
#include "step/function.h"

struct juece_entry;             // juece/abi/entry.h
struct juece_function_factory;  // juece/abi/function.h

namespace juece {

// What a plugin offers beside its steps. Borrowed from the library; null and empty where it has none.
struct FunctionTable {
  const juece_function_factory* factory = nullptr;
  std::vector<std::string> offered;
  std::string_view descriptor;
};
// Refuses an incomplete table, with what was expected.
Result<FunctionTable> OpenFunctionTable(const std::string& plugin, const juece_entry& entry);

// More than this of one document is a failure: a runaway plugin must not fill the office's memory.
constexpr std::size_t kLongestDocument = kLongestAnswer - 65536;

FunctionAnswer CallFunction(const juece_function_factory& factory, std::string_view id, const FunctionCall& call);
std::vector<Text> CheckFunctionConfig(const juece_function_factory& factory, std::string_view id, const Data& configuration);

// A call that owns what it points to.
struct OwnedCall {
  std::string id;
  Data subject;
  Data configuration;
  FunctionCall call;
};
void WriteCall(WireWriter& out, std::string_view id, const FunctionCall& call);
void ReadCall(WireReader& in, OwnedCall& owned);
void WriteAnswer(WireWriter& out, const FunctionAnswer& answer);
FunctionAnswer ReadAnswer(WireReader& in);

// The answer as its descriptor promised it, or a failure that says what is wrong.
FunctionAnswer HeldAnswer(const FunctionType& function, FunctionAnswer answer);

}  // namespace juece
