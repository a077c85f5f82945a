// Frames over one end of a socket pair. Both processes use it; impure, not synchronised.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/wire.h"

namespace juece {

struct Frame {
  Message message = Message::kInvalid;
  std::string_view body;  // valid until the next Receive
};

enum class ChannelError { kNone, kClosed, kTimedOut, kGarbage };

// Owns the descriptor.
class Channel {
 public:
  explicit Channel(int descriptor) : descriptor_(descriptor) {}
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // False where the other end is gone or does not take the frame in time (milliseconds; 0: for ever). No signal is raised.
  bool Send(std::string_view frame, int timeout_ms);
  // One whole frame; a longer body than `longest` is garbage. Milliseconds; 0: waits for ever.
  ChannelError Receive(Frame& frame, std::uint32_t longest, int timeout_ms);

 private:
  using Clock = std::chrono::steady_clock;
  // Waits until the descriptor is ready for `events` (poll); false when the time is over.
  [[nodiscard]] bool Wait(short events, const std::optional<Clock::time_point>& until) const;

  void LimitReading(int timeout_ms);

  int descriptor_;
  int read_limit_ms_ = 0;  // that the descriptor has now
  std::string buffer_;
  std::size_t filled_ = 0;  // bytes in buffer_
  std::size_t taken_ = 0;   // of them, those of frames that were handed out
};

}  // namespace juece
