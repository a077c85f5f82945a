// What every command's options are built with. Internal to the parsing of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "arguments.h"

namespace juece::cli {

// Chinese where the language is Chinese, else English. The texts stand where they are used: the command line is their catalogue.
class Builder {
 public:
  Builder(CLI::App& app, Arguments& arguments, Language language) : app_(app), arguments_(arguments), language_(language) {}

  [[nodiscard]] std::string Tr(const char* zh, const char* en) const { return language_ == Language::kChinese ? zh : en; }

  template <typename T>
  CLI::App* Command(const char* name, const char* zh, const char* en, std::function<void(CLI::App*, T&)> fill) {
    return Command<T>(&app_, name, zh, en, std::move(fill));
  }
  // A command under a group.
  template <typename T>
  CLI::App* Command(CLI::App* parent, const char* name, const char* zh, const char* en, std::function<void(CLI::App*, T&)> fill) {
    CLI::App* command = parent->add_subcommand(name, Tr(zh, en));
    auto data = std::make_shared<T>();
    AddCommon(command);
    fill(command, *data);
    Arguments& arguments = arguments_;
    command->final_callback([data, &arguments] { arguments.command = *data; });
    return command;
  }

  // A command that is nothing without one of its own commands.
  CLI::App* Group(const char* name, const char* zh, const char* en) {
    CLI::App* group = app_.add_subcommand(name, Tr(zh, en));
    group->set_help_flag("-h,--help", Tr("显示本命令的用法", "Show how to use this command"));
    group->require_subcommand(1);
    return group;
  }

  void AddCommon(CLI::App* command) const {
    command->set_help_flag("-h,--help", Tr("显示本命令的用法", "Show how to use this command"));
    command->add_option("--lang", lang_, Tr("界面语言", "Language of texts"))->check(CLI::IsMember({"zh", "en"}))->type_name("zh|en");
    command->add_flag("--verbose", arguments_.common.verbose, Tr("在标准错误上显示运行日志", "Log to standard error"));
  }
  void Format(CLI::App* command, std::vector<std::string> formats) const {
    std::string names;
    for (const auto& format : formats) {
      names += (names.empty() ? "" : "|") + format;
    }
    command->add_option("--format", arguments_.common.format, Tr("输出格式", "Output format"))
        ->check(CLI::IsMember(formats))->type_name(names);
  }
  void Store(CLI::App* command) const {
    command->add_option("--store", arguments_.common.store,
                        Tr("案卷库文件(默认 $JUECE_STORE,否则用户数据目录下 juece/juece.db)",
                           "Store file (default $JUECE_STORE, else juece/juece.db in the user's data directory)"))
        ->type_name("PATH");
  }
  void Acts(CLI::App* command, Acting& acting, bool required = true) const {
    command->add_option("--actor", acting.actor, Tr("经办人姓名", "Who acts"))->required(required)->type_name("NAME");
    command->add_option("--role", acting.role, Tr("以何种角色", "In which role"))->required(required)->type_name("ROLE");
    command->add_option("--at", acting.at, Tr("事情发生的时间,如 2024-03-01T09:00:00+08:00(默认现在)",
                                              "When it happened, e.g. 2024-03-01T09:00:00+08:00 (default now)"))->type_name("TIME");
    command->add_option("--late-reason", acting.late_reason, Tr("补录的理由", "Reason for late registration"))->type_name("TEXT");
    command->add_option("--confirmed-by", acting.confirmed_by, Tr("补录由谁确认", "Who confirmed the late registration"))->type_name("NAME");
    command->add_option("--key", acting.key, Tr("请求编号:不知上次是否办成时,用同一编号再办一次,只得到第一次的答复,不会重复登记",
                                                "Idempotency key: not sure whether it arrived, give it again with the same key and get the first answer"))
        ->type_name("KEY")
        ->check([zh = language_ == Language::kChinese](const std::string& value) -> std::string {
          return !value.empty() ? "" : zh ? "--key 应有内容,但是空的" : "--key: expected a text, but it is empty";  // an unset variable of a script
        });
  }
  void Authority(CLI::App* command, VerbArguments& verb) const {
    command->add_option("--authority", verb.authority, Tr("依据(文号、批示)", "Authority (document, instruction)"))->type_name("TEXT");
    command->add_option("--reason", verb.reason, Tr("理由", "Reason"))->type_name("TEXT");
    Acts(command, verb.acting);
    Format(command, {"text", "json"});
    Store(command);
  }
  std::string& lang() const { return lang_; }

 private:
  CLI::App& app_;
  Arguments& arguments_;
  Language language_;
  mutable std::string lang_;
};

// Each adds commands; in files of their own.
void AddReview(Builder& b);
void AddStoreCare(Builder& b);
void AddRedaction(Builder& b);
void AddPlugin(Builder& b);
void AddKinds(Builder& b);

}  // namespace juece::cli
