#include "session.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/json.h"

namespace juece::cli {
namespace fs = std::filesystem;

Session::Session(Common common, std::string executable) : common_(std::move(common)), executable_(std::move(executable)) {}
Session::~Session() = default;

void Session::Print(const std::string& text) const { std::cout << text; }
void Session::Print(const Data& data) const { std::cout << ToPrettyJson(data) << '\n'; }

bool Session::Flush() const {
  std::cout.flush();
  if (std::cout) {
    return true;
  }
  Complain({"结果写不到标准输出(磁盘已满或输出已关闭),请换一个去处重试。",
            "The answer could not be written to standard output (disk full, or closed); try again with another one."});
  return false;
}

void Session::Complain(const Text& message) const { std::cerr << "juece: " << In(message) << '\n'; }

int Session::Fail(const Status& status) const {
  Complain(status.message());
  return kImpossible;
}

void Session::PrintFindings(const std::vector<Finding>& findings, bool to_error) const {
  for (const Finding& finding : findings) {
    (to_error ? std::cerr : std::cout) << ToText(finding, common_.language) << '\n';
  }
}

std::optional<InstallationPaths> Session::paths() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  auto found = FindInstallation(error ? executable_ : self.string());
  if (!found) {
    Complain(found.error().message());
    return std::nullopt;
  }
  return *found;
}

std::shared_ptr<const Installation> Session::installation() {
  if (!installation_) {
    const auto found = paths();
    if (!found) {
      return nullptr;
    }
    std::vector<Finding> findings;
    auto loaded = Installation::Load(*found, findings, std::make_shared<SystemClock>());
    PrintFindings(findings, true);
    if (!loaded) {
      Complain({"安装不完整,原因见上。", "The installation is incomplete; see above."});
      return nullptr;
    }
    installation_ = std::move(loaded);
  }
  return installation_;
}

std::string Session::store_path() const {
  if (!common_.store.empty()) {
    return common_.store;
  }
  if (const char* named = std::getenv("JUECE_STORE"); named != nullptr && *named != '\0') {
    return named;
  }
  return (fs::path(UserDataFolder()) / "juece.db").string();
}

EventStore* Session::store(Access access) {
  if (!store_) {
    const std::string path = store_path();
    std::error_code error;
    // The default place is made at first use, also by a look: an empty store has no dossiers. A named one is never made by a look.
    const bool make = access == Access::kWrite || (common_.store.empty() && !fs::exists(path, error));
    if (make && common_.store.empty()) {
      fs::create_directories(fs::path(path).parent_path(), error);  // a failure shows when the store is opened
    }
    SqliteOptions options;
    options.create = make;
    options.read_only = !make;
    auto opened = OpenSqliteStore(path, options);
    if (!opened) {
      Complain(opened.error().message());
      return nullptr;
    }
    store_ = std::move(*opened);
    writes_ = access == Access::kWrite;
  }
  return store_.get();
}

Engine* Session::engine(Access access) {
  if (!engine_) {
    const auto installed = installation();
    EventStore* opened = installed ? store(access) : nullptr;
    if (opened == nullptr) {
      return nullptr;
    }
    engine_ = std::make_unique<Engine>(installed, *opened);
  }
  return engine_.get();
}

Result<MaterialStore*> Session::materials() {
  if (!materials_) {
    EventStore* opened = store(Access::kWrite);
    if (opened == nullptr) {
      return Status::Unavailable({"案卷库打不开,材料无处存放。", "The store cannot be opened, so materials have no place."});
    }
    materials_ = std::make_unique<MaterialStore>(store_path() + ".materials", opened->algorithm());
  }
  return materials_.get();
}

Instant SystemClock::Now() { return Session::Now(); }

Instant Session::Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), kChinaOffsetMinutes};
}

Result<Shown> Look(Engine& engine, const std::string& id) {
  auto dossier = engine.Get(id);
  if (!dossier) {
    return dossier.error();
  }
  auto procedure = engine.ProcedureOf(id);
  if (!procedure) {
    return procedure.error();
  }
  Shown shown{*dossier, *procedure, {}};
  shown.world.procedure = shown.procedure.get();
  shown.world.calendar = engine.installation().calendar().get();
  return shown;
}

std::optional<std::pair<std::string, std::string>> SplitAssignment(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return std::nullopt;
  }
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

Data FactValueOf(const std::string& text) {
  if (text == "true" || text == "是") {
    return Data(true);
  }
  if (text == "false" || text == "否") {
    return Data(false);
  }
  if (text == "unknown" || text == "null") {
    return Data();
  }
  if (const auto number = Decimal::Parse(text)) {
    return Data(*number);
  }
  return Data(text);
}

Result<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return Status::InvalidArgument({fmt::format("应为文件,但 {} 是文件夹。请给出文件的路径。", path),
                                    fmt::format("Expected a file, but {} is a folder. Give the path of a file.", path)});
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Status::NotFound({fmt::format("读不到文件 {}。请检查路径和权限。", path),
                             fmt::format("Cannot read the file {}. Check its path and permissions.", path)});
  }
  // Counted while it is read: a device has no size.
  constexpr std::size_t kLargest = 64U << 20U;
  std::string content;
  std::vector<char> block(1U << 16U);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (content.size() > kLargest) {
      return Status::InvalidArgument({fmt::format("文件 {} 超过上限 {} 字节。", path, kLargest),
                                      fmt::format("The file {} is longer than the {} bytes that are read.", path, kLargest)});
    }
  }
  // Editors on Windows put a byte order mark before the text.
  return content.starts_with("\xEF\xBB\xBF") ? content.substr(3) : content;
}

Result<Data> ReadDataArgument(const std::string& text) {
  if (text.empty()) {
    return Data::EmptyMap();
  }
  if (text.front() != '@') {
    return ParseJson(text);
  }
  auto content = ReadFile(text.substr(1));
  if (!content) {
    return content.error();
  }
  auto parsed = ParseJson(*content);
  if (!parsed) {
    const Text& why = parsed.error().message();
    return Status::InvalidArgument({text.substr(1) + ":" + why.zh, text.substr(1) + ": " + why.en});
  }
  return parsed;
}

Status CheckName(const char* option, const std::string& value) {
  const bool blank = value.find_first_not_of(" \t") == std::string::npos;
  const bool control = std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (!blank && !control) {
    return Status::Ok();
  }
  return Status::InvalidArgument(
      {fmt::format("{} 应填写{},但{}。", option, control ? "不含控制字符的文字" : "内容", control ? "含有控制字符" : "是空的"),
       fmt::format("{}: expected {}, but {}.", option, control ? "a text without control characters" : "a text",
                   control ? "there are some" : "it is empty")});
}

Result<When> WhenOf(const Acting& acting) {
  for (const auto& [option, value] : {std::pair<const char*, const std::string&>{"--actor", acting.actor}, {"--role", acting.role}}) {
    if (value.empty()) {
      return Status::InvalidArgument(
          {fmt::format("应写明由谁办理,但没有给出 {}。写法:--actor 姓名 --role 角色;哪个角色可办,见 juece form 环节 --procedure 程序。", option),
           fmt::format("Expected to be told who does it, but {} is not given. Write --actor NAME --role ROLE; juece form STEP --procedure ID shows which role may.", option)});
    }
    if (Status status = CheckName(option, value); !status.ok()) {
      return status;
    }
  }
  When when;
  when.recorded_at = Session::Now();
  when.occurred_at = when.recorded_at;
  if (!acting.at.empty()) {
    const auto at = Instant::Parse(acting.at);
    if (!at) {
      return Status::InvalidArgument(
          {fmt::format("--at 应为带时区的时间(如 2024-03-01T09:00:00+08:00),但给出的是“{}”。", acting.at),
           fmt::format("--at: expected a time with its offset (e.g. 2024-03-01T09:00:00+08:00), but found \"{}\".", acting.at)});
    }
    when.occurred_at = *at;
  }
  if (!acting.late_reason.empty() || !acting.confirmed_by.empty()) {
    when.late = LateRegistration{acting.late_reason, acting.confirmed_by};
  }
  return when;
}

}  // namespace juece::cli
