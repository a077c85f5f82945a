// juece plugin new NAME: a project outside the source tree that builds, passes its tests and runs in a dossier.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

#include "catalog/function_type.h"
#include "commands/plugin_kit.h"

namespace juece::cli {
namespace {

namespace fs = std::filesystem;

struct Kit {
  fs::path files;    // the template
  fs::path package;  // folder of juece-config.cmake
  fs::path program;
};

std::optional<Kit> FindKit(const InstallationPaths& paths) {
  const fs::path program = fs::path(paths.plugin_host).parent_path() / "juece";
  const fs::path package = program.parent_path().parent_path() / "lib" / "cmake" / "juece";
  for (const fs::path& files : {fs::path(paths.workflows).parent_path() / "sdk" / "template", fs::path(paths.workflows).parent_path() / "template"}) {
    std::error_code error;
    if (fs::exists(files / "descriptor.json", error) && fs::exists(package / "juece-config.cmake", error)) {
      return Kit{files, fs::weakly_canonical(package), fs::weakly_canonical(program)};
    }
  }
  return std::nullopt;
}

void ReplaceAll(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) text.replace(at, what.size(), with);
}

// Of a step: by language. Of a function: by kind, in C++.
using Files = std::vector<std::pair<std::string, std::string>>;

Files FilesOf(const std::string& kind, const std::string& language, const std::string& name) {
  if (kind == "step") {
    const std::string source = language == "c" ? "step.c" : "step.cpp";
    return {{"descriptor.json", "descriptor.json"},
            {"procedure.xml", "procedure.xml"},
            {"README.md", "README.md"},
            {"tests/obeys.json", "tests/obeys.json"},
            {"tests/breaks-minimum.json", "tests/breaks-minimum.json"},
            {language + "/CMakeLists.txt", "CMakeLists.txt"},
            {language + "/" + source, name + (language == "c" ? ".c" : ".cpp")}};
  }
  Files files = {{kind + "/descriptor.json", "descriptor.json"}, {"function.md", "README.md"}, {"cpp/CMakeLists.txt", "CMakeLists.txt"},
                 {kind + "/function.cpp", name + ".cpp"}};
  if (kind == "rule_check") files.emplace_back("rule_check/rulebook.xml", "rulebook.xml");
  const std::vector<std::string> cases = kind == "rule_check" ? std::vector<std::string>{"satisfied", "violated", "not-shown"}
                                         : kind == "renderer" ? std::vector<std::string>{"renders"}
                                                              : std::vector<std::string>{"composes", "nobody"};
  for (const std::string& one : cases) files.emplace_back(kind + "/tests/" + one + ".json", "tests/" + one + ".json");
  return files;
}

// How the function is used, for its README.
std::string UseOf(const std::string& kind, const std::string& name) {
  if (kind == "rule_check") return "juece check 案卷编号 --rules rulebook.xml";
  if (kind == "renderer") return fmt::format("juece render 案卷编号 --with {0} --output {0}.html", name);
  return fmt::format("mkdir -p outbox && juece notify --with {} --to outbox", name);
}

class Project {
 public:
  Project(Kit kit, std::string name, std::string language, std::string kind, fs::path folder)
      : kit_(std::move(kit)), name_(std::move(name)), language_(std::move(language)), kind_(std::move(kind)), folder_(std::move(folder)) {}

  Status Make() {
    std::error_code error;
    if (fs::exists(folder_, error) && !fs::is_empty(folder_, error)) {
      return Status::InvalidArgument({fmt::format("应是新的或者空的目录,但 {} 里有东西;用 --to 另指一个", folder_.string()),
                                      fmt::format("Expected a new or an empty folder, but {} holds something; name another with --to", folder_.string())});
    }
    // Made beside its place and moved there whole.
    const fs::path made = folder_.string() + ".new";
    fs::remove_all(made, error);
    fs::create_directories(made / "tests", error);
    Status status = error ? Unwritable(made) : Status::Ok();
    for (const auto& [from, to] : FilesOf(kind_, language_, name_)) {
      if (status.ok()) status = Write(kit_.files / from, made / to);
    }
    if (status.ok()) {
      fs::remove(folder_, error);  // where it is empty
      fs::rename(made, folder_, error);
      if (error) status = Unwritable(folder_);
    }
    if (!status.ok()) fs::remove_all(made, error);
    return status;
  }

 private:
  static Status Unwritable(const fs::path& file) {
    return Status::Unavailable({fmt::format("应能写入 {},但失败;请检查权限和磁盘空间", file.string()),
                                fmt::format("Expected to write {}, but that failed; check permissions and disk", file.string())});
  }

  Status Write(const fs::path& from, const fs::path& to) {
    auto text = ReadFile(from.string());
    if (!text) return text.error();
    ReplaceAll(*text, "@NAME@", name_);
    ReplaceAll(*text, "@EXT@", language_ == "c" ? "c" : "cpp");
    ReplaceAll(*text, "@JUECE_DIR@", kit_.package.string());
    ReplaceAll(*text, "@JUECE@", kit_.program.string());
    if (const auto kind = ParseFunctionKind(kind_)) {
      ReplaceAll(*text, "@KIND_ZH@", TitleOf(*kind).zh);
      ReplaceAll(*text, "@KIND_EN@", TitleOf(*kind).en);
      ReplaceAll(*text, "@USE@", UseOf(kind_, name_));
    }
    std::ofstream out(to, std::ios::binary);
    out << *text;
    return out.flush() ? Status::Ok() : Unwritable(to);
  }

  Kit kit_;
  std::string name_;
  std::string language_;
  std::string kind_;
  fs::path folder_;
};

}  // namespace

int NewPlugin(Session& session, const PluginArguments& arguments) {
  static const std::regex kName("[a-z][a-z0-9_]{0,49}");
  if (!std::regex_match(arguments.file, kName)) {
    session.Complain({fmt::format("名称应以小写字母开头,只用小写字母、数字和下划线,不超过 50 个,但为“{}”:juece plugin new site_visit。", arguments.file),
                      fmt::format("Expected a name of lower-case letters, digits and underscores that begins with a letter, at most 50, but it is "
                                  "'{}': juece plugin new site_visit.",
                                  arguments.file)});
    return kImpossible;
  }
  std::string kind = arguments.kind;
  std::replace(kind.begin(), kind.end(), '-', '_');
  if (kind != "step" && arguments.language == "c") {
    session.Complain({"规则检查、文书生成和通知的样板用 C++ 写;用 C 写的环节见 --kind step。",
                      "The templates of rule checks, renderers and notifiers are in C++; there is one in C for --kind step."});
    return kImpossible;
  }
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  auto kit = FindKit(*paths);
  if (!kit) {
    session.Complain({"应在程序旁找到插件开发包(template 和 lib/cmake/juece),但没有;请重新安装。",
                      "Expected the plugin kit (template and lib/cmake/juece) beside the program, but it is not there; install again."});
    return kImpossible;
  }
  const fs::path folder = arguments.to.empty() ? fs::path(arguments.file) : fs::path(arguments.to);
  const fs::path package = kit->package;
  if (const Status status = Project(*std::move(kit), arguments.file, arguments.language, kind, folder).Make(); !status.ok()) {
    return session.Fail(status);
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"name", arguments.file}, {"folder", folder.string()}, {"package", package.string()}}));
    return kDone;
  }
  const std::string at = folder.string();
  const std::string commands = fmt::format("  cmake -S {0} -B {0}/build -Djuece_DIR={1}\n  cmake --build {0}/build\n  ctest --test-dir {0}/build --output-on-failure\n", at, package.string());
  session.Print(session.In({fmt::format("已新建 {}。接下来:\n{}然后改 {}/descriptor.json 和规则,见 {}/README.md。\n", at, commands, at, at),
                            fmt::format("Made {}. Next:\n{}Then change {}/descriptor.json and the rules; see {}/README.md.\n", at, commands, at, at)}));
  return kDone;
}

}  // namespace juece::cli
