// juece form, render, notify, script: their options.
#include "argument_builder.h"

namespace juece::cli {

void AddKinds(Builder& b) {
  b.Command<FormArguments>("form", "看一个动作的表单:填什么、谁来填、依据哪一条,并给出例子", "Show the form of an action: what it asks, of whom, by which article, with an example",
                           [&b](CLI::App* c, FormArguments& a) {
    c->add_option("STEP", a.step, b.Tr("环节类型;写了 --procedure 时可为其步骤", "Step type; with --procedure also a step of it"))->required();
    c->add_option("ACTION", a.action, b.Tr("动作(默认全部)", "Action id (default: all of them)"));
    c->add_option("--procedure", a.procedure, b.Tr("程序的编号或文件,表单按其绑定的角色显示", "Procedure (id or file) whose roles are shown"))->type_name("ID|FILE");
    c->add_option("--overlay", a.overlays, b.Tr("地方规则的编号或文件", "Local rules (id or file)"))->type_name("ID|FILE");
    c->add_option("--check", a.check, b.Tr("核对一份内容:JSON 或 @文件", "Hold a payload against the form: JSON, or @FILE"))->type_name("JSON|@FILE");
    c->add_flag("--example", a.example, b.Tr("只输出例子(JSON),可存为文件再改", "Print the example alone (JSON), to begin a file with"));
    b.Format(c, {"text", "json"});
  });
  b.Command<RenderArguments>("render", "用插件从案卷生成文书(卷内目录、公告等)", "Make a document of a dossier by a plugin (catalogue, notice …)",
                             [&b](CLI::App* c, RenderArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    c->add_option("--with", a.renderer, b.Tr("文书生成函数(见 juece plugin list)", "Renderer (see juece plugin list)"))->required()->type_name("ID");
    c->add_option("--configuration", a.configuration, b.Tr("配置:JSON 或 @文件", "Configuration: JSON, or @FILE"))->type_name("JSON|@FILE");
    c->add_option("--output", a.output, b.Tr("写入的文件(默认标准输出)", "File (default: standard output)"))->type_name("FILE");
    c->add_option("--at", a.at, b.Tr("文书的时间(默认案卷最后一次记录的时间)", "The document's moment (default: the last one recorded)"))->type_name("TIME");
    b.Store(c);
  });
  b.Command<NotifyArguments>("notify", "用插件生成提醒(期限将至、已过、待办),放进投递目录;没有投递的下次再投", "Compose notices by a plugin (periods near or over, open tasks) and put them into a spool folder; what fails is tried again next time",
                             [&b](CLI::App* c, NotifyArguments& a) {
    c->add_option("--with", a.notifier, b.Tr("通知函数(见 juece plugin list)", "Notifier (see juece plugin list)"))->required()->type_name("ID");
    c->add_option("--to", a.to, b.Tr("投递目录", "Spool folder"))->type_name("DIR");
    c->add_option("--configuration", a.configuration, b.Tr("配置:JSON 或 @文件", "Configuration: JSON, or @FILE"))->type_name("JSON|@FILE");
    c->add_option("--days-ahead", a.days_ahead, b.Tr("提前几天提醒期限(默认 3)", "How many days ahead of a period's end (default 3)"))->type_name("N")->check(CLI::Range(0, 366));
    c->add_option("--at", a.at, b.Tr("按哪一时间(默认现在)", "For which moment (default now)"))->type_name("TIME");
    c->add_flag("--dry-run", a.dry_run, b.Tr("只列出,不投递", "Only list them"));
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<ScriptArguments>("script", "把办过的案卷写成案卷脚本,juece run 或者 juece plugin test 可以照样再办", "Turn a recorded dossier into a script that juece run or juece plugin test does again",
                             [&b](CLI::App* c, ScriptArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"));
    c->add_option("--package", a.package, b.Tr("归档包的文件夹(代替案卷库中的案卷)", "Folder of an archive package, instead of a dossier of the store"))->type_name("DIR");
    c->add_option("--output", a.output, b.Tr("脚本文件;流程定义等写在旁边", "File of the script; the definition and the like are written beside it"))->required()->type_name("FILE.json");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

}  // namespace juece::cli
