#include "plugin/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace juece {
namespace {

constexpr std::size_t kRoom = 64u << 10;  // what one read may bring

std::optional<std::chrono::steady_clock::time_point> Deadline(int timeout_ms) {
  if (timeout_ms <= 0) return std::nullopt;
  return std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
}

}  // namespace

Channel::~Channel() { close(descriptor_); }

bool Channel::Wait(short events, const std::optional<Clock::time_point>& until) const {
  while (true) {
    int left = -1;
    if (until) {
      left = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now()).count());
      if (left <= 0) return false;
    }
    pollfd one{descriptor_, events, 0};
    const int ready = poll(&one, 1, left);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// The socket's own limit: the read waits by itself, one call into the kernel a frame.
void Channel::LimitReading(int timeout_ms) {
  if (timeout_ms == read_limit_ms_) return;
  const timeval limit{timeout_ms / 1000, timeout_ms % 1000 * 1000};
  (void)setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  read_limit_ms_ = timeout_ms;
}

bool Channel::Send(std::string_view frame, int timeout_ms) {
  const auto until = Deadline(timeout_ms);
  while (!frame.empty()) {
    const ssize_t sent = send(descriptor_, frame.data(), frame.size(), MSG_NOSIGNAL | (until ? MSG_DONTWAIT : 0));
    if (sent > 0) {
      frame.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!Wait(POLLOUT, until)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

ChannelError Channel::Receive(Frame& frame, std::uint32_t longest, int timeout_ms) {
  const auto until = Deadline(timeout_ms);
  LimitReading(std::max(timeout_ms, 0));
  filled_ -= taken_;
  std::memmove(buffer_.data(), buffer_.data() + taken_, filled_);
  taken_ = 0;
  bool tried = false;
  while (true) {
    if (filled_ >= kFrameHeader) {
      std::uint32_t size = 0;
      std::memcpy(&size, buffer_.data(), sizeof size);
      if (size > longest) return ChannelError::kGarbage;
      if (filled_ >= kFrameHeader + size) {
        frame.message = static_cast<Message>(buffer_[4]);
        frame.body = std::string_view(buffer_).substr(kFrameHeader, size);
        taken_ = kFrameHeader + size;
        return ChannelError::kNone;
      }
    }
    // Many small pieces must not add up to much more time than a whole frame has.
    if (tried && until && Clock::now() >= *until) return ChannelError::kTimedOut;
    buffer_.resize(std::max(buffer_.size(), filled_ + kRoom));
    const ssize_t got = recv(descriptor_, buffer_.data() + filled_, buffer_.size() - filled_, 0);
    if (got > 0) {
      filled_ += static_cast<std::size_t>(got);
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
      return ChannelError::kClosed;
    }
    tried = true;
  }
}

}  // namespace juece
