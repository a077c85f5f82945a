// The options of `juece plugin`.
#include "argument_builder.h"

namespace juece::cli {

void AddPlugin(Builder& b) {
  b.Command<PluginArguments>(
      "plugin", "步骤插件:list 列出,describe FILE 说明,new NAME 新建,test FILE 检验,sign FILE 签名,install FILE 安装,remove ID@VERSION 移除,quarantine 被隔离的,lift ID 解除隔离",
      "Step plugins: list, describe FILE, new NAME, test FILE, sign FILE, install FILE, remove ID@VERSION, quarantine (those that wait for a person), lift ID",
      [&b](CLI::App* c, PluginArguments& a) {
        c->add_option("ACTION", a.action, b.Tr("list、describe、new、test、sign、install、remove、quarantine 或 lift", "list, describe, new, test, sign, install, remove, quarantine or lift"))
            ->required()
            ->check(CLI::IsMember({"list", "describe", "new", "test", "sign", "install", "remove", "quarantine", "lift"}));
        c->add_option("FILE", a.file, b.Tr("插件文件(describe、test、sign、install);名称(new);插件标识(lift);标识@版本(remove)",
                                           "Plugin file (describe, test, sign, install); name (new); id of the plugin (lift); id@version (remove)"));
        c->add_option("MORE", a.more, b.Tr("更多插件文件(sign)", "Further plugin files (sign)"));
        c->add_option("--key", a.key, b.Tr("签名的私钥文件(sign),由 juece key new 生成", "File of the private key to sign with (sign); juece key new makes one"))->type_name("FILE");
        c->add_option("--to", a.to, b.Tr("新项目的目录(new,缺省为 ./名称)", "Folder of the new project (new; default ./NAME)"))->type_name("DIR");
        c->add_option("--language", a.language, b.Tr("新项目的语言(new):cpp 或 c", "Language of the new project (new): cpp or c"))
            ->check(CLI::IsMember({"cpp", "c"}));
        c->add_option("--kind", a.kind, b.Tr("新项目的种类(new):环节、规则检查、文书生成、通知", "Kind of the new project (new)"))
            ->check(CLI::IsMember({"step", "rule-check", "renderer", "notifier"}))->type_name("step|rule-check|renderer|notifier");
        c->add_option("--scripts", a.scripts, b.Tr("案卷脚本的目录(test)", "Folder of dossier scripts (test)"))->type_name("DIR");
        c->add_option("--actor", a.actor, b.Tr("谁解除隔离(lift)", "Who lifts it (lift)"))->type_name("NAME");
        c->add_option("--reason", a.reason, b.Tr("查明的原因(lift)", "What was found (lift)"))->type_name("TEXT");
        b.Format(c, {"text", "json"});
        b.Store(c);
      });
}

}  // namespace juece::cli
