// juece form …: their options.
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
}

}  // namespace juece::cli
