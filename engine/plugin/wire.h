// Bytes between the engine and a process that hosts a plugin. Little endian; a text is its length and
// its bytes; a frame is its length, a message and a body. docs/plugin-hosting.md has the whole format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/data.h"

namespace juece {

// Numbers are stable within one build: the engine starts only the host program of its own version.
enum class Message : std::uint8_t {
  kInvalid = 0,
  // engine to host
  kCheck = 1,    // type, configuration
  kCreate = 2,   // handle, type, configuration
  kDestroy = 3,  // handle; not answered
  kCall = 4,     // handle, call, request
  kCheckFunction = 5,  // function, configuration
  kRun = 6,            // function, call
  // host to engine
  kLoaded = 16,     // id, version, abi, descriptor, offered types, offered functions
  kRefused = 17,    // the file is no plugin of this interface: status code, text
  kProblems = 18,   // made or not, problems
  kEffects = 19,    // effects
  kAnswer = 21,     // what a function said
  kForbidden = 20,  // the plugin tried a system call that a hosted plugin may not make: its number
};

constexpr std::size_t kFrameHeader = 5;               // length of the body, message
// Bytes of a body; more is taken for garbage. What a plugin says is much shorter than what it is shown.
constexpr std::uint32_t kLongestRequest = 256u << 20;
constexpr std::uint32_t kLongestAnswer = 4u << 20;

class WireWriter {
 public:
  explicit WireWriter(Message message);
  void Byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void Number(std::int64_t value);
  void Text(std::string_view text);
  void Value(const Data& data);
  // The whole frame, its length filled in.
  std::string Finish() &&;

 private:
  std::string bytes_;
};

// Reads a body. After the first thing that does not fit everything reads as zero and empty, and ok() is
// false: callers ask once, at the end. Texts point into the body.
class WireReader {
 public:
  explicit WireReader(std::string_view body) : rest_(body) {}
  std::uint8_t Byte();
  std::int64_t Number();
  std::string_view Text();
  std::string String() { return std::string(Text()); }
  Data Value() { return ValueAt(0); }
  // A count of things of at least so many bytes each: never more than the bytes that are left can hold,
  // so that a lie about it costs no memory.
  std::size_t Count(std::size_t least_bytes);
  // Everything was there, and nothing is left.
  [[nodiscard]] bool ok() const { return ok_ && rest_.empty(); }
  void Fail() { ok_ = false, rest_ = {}; }

 private:
  Data ValueAt(int depth);
  std::string_view Take(std::size_t size);
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace juece
