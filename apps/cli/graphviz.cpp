#include "graphviz.h"

#include <fmt/format.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <vector>

extern char** environ;

namespace juece::cli {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }
  bool Open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      return false;
    }
    read = ends[0];
    write = ends[1];
    return true;
  }
  void CloseRead() { Close(read); }
  void CloseWrite() { Close(write); }
  static void Close(int& fd) {
    if (fd >= 0) {
      close(fd);
      fd = -1;
    }
  }
};

// Feeds `input` and collects the output at once, so that neither side can block the other.
std::string Exchange(Pipe& in, Pipe& out, const std::string& input) {
  std::string output;
  std::size_t sent = 0;
  std::array<char, 65536> buffer{};
  while (out.read >= 0) {
    std::array<pollfd, 2> waits{{{out.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
    if (poll(waits.data(), in.write >= 0 ? 2 : 1, -1) < 0 && errno != EINTR) {
      break;
    }
    if (in.write >= 0 && (waits[1].revents & (POLLOUT | POLLERR)) != 0) {
      const ssize_t n = write(in.write, input.data() + sent, std::min<std::size_t>(input.size() - sent, PIPE_BUF));
      sent += n > 0 ? static_cast<std::size_t>(n) : 0;
      if (n < 0 || sent == input.size()) {
        in.CloseWrite();
      }
    }
    if ((waits[0].revents & (POLLIN | POLLHUP)) != 0) {
      const ssize_t n = read(out.read, buffer.data(), buffer.size());
      if (n <= 0) {
        break;
      }
      output.append(buffer.data(), static_cast<std::size_t>(n));
    }
  }
  return output;
}

Status Missing() {
  return Status::NotFound({"画图需要 Graphviz,但本机没有 dot 命令。请安装:apt-get install graphviz;或改用 --format dot 输出图的文本。",
                           "Drawing needs Graphviz, but there is no dot command. Install it (apt-get install graphviz), or use --format dot."});
}

}  // namespace

namespace {

Result<std::string> Render(const std::string& dot, std::vector<std::string> words) {
  Pipe in;
  Pipe out;
  if (!in.Open() || !out.Open()) {
    return Status::Unavailable({"无法建立管道。", "Cannot make a pipe."});
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  words.insert(words.begin(), "dot");
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  const auto old_handler = std::signal(SIGPIPE, SIG_IGN);
  const int failed = posix_spawnp(&child, "dot", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    std::signal(SIGPIPE, old_handler);
    return Missing();
  }
  in.CloseRead();
  out.CloseWrite();
  std::string picture = Exchange(in, out, dot);
  in.CloseWrite();
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGPIPE, old_handler);
  if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
    return Missing();
  }
  if (WEXITSTATUS(status) != 0 || picture.empty()) {
    return Status::Internal({fmt::format("dot 退出状态 {}。", WEXITSTATUS(status)), fmt::format("dot ended with status {}.", WEXITSTATUS(status))});
  }
  return picture;
}

}  // namespace

Result<std::string> RenderSvg(const std::string& dot) { return Render(dot, {"-Tsvg"}); }

Result<std::string> RenderPdf(const std::string& dot, double width, double height) {
  return Render(dot, {"-Tpdf", fmt::format("-Gsize={:.2f},{:.2f}", width, height), "-Gmargin=0.23"});
}

}  // namespace juece::cli
