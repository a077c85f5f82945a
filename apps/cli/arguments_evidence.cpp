// juece redact: its options.
#include "argument_builder.h"

namespace juece::cli {

void AddRedaction(Builder& b) {
  b.Command<RedactArguments>("redact", "删除个人信息:值离开案卷库,承诺值、哈希链和计数不变;须有依据和理由,本身是一条记录",
                             "Redact personal values: they leave the store; commitments, chain and counts stay. Needs authority and reason, and is itself recorded",
                             [&b](CLI::App* c, RedactArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"));
    c->add_option("--person", a.persons, b.Tr("谁的(记录中的写法);同一项中的电话、地址一并删除", "Whose (as written in the record); telephone and address of the same item go with it"))->type_name("NAME");
    c->add_option("--position", a.positions, b.Tr("哪条记录的全部个人信息", "All personal values of this entry"))->type_name("N");
    c->add_option("--field", a.fields, b.Tr("哪条记录的哪一项,如 12:/data/participants/0/name", "One value, e.g. 12:/data/participants/0/name"))->type_name("N:POINTER");
    CLI::Option* list = c->add_flag("--list", a.list, b.Tr("只列出案卷中的个人信息,不删除", "Only list the personal values of the dossier"));
    c->add_flag("--scrub", a.scrub, b.Tr("只清除库文件中残留的旧页(上次删除时另一进程占用)", "Only clear old pages from the store's files (after another process was in the way)"))->excludes(list);
    c->add_option("--authority", a.authority, b.Tr("依据(文号、批示、本人申请)", "Authority (document, instruction, request)"))->type_name("TEXT");
    c->add_option("--reason", a.reason, b.Tr("理由(不要写出要删除的内容)", "Reason (without the values themselves)"))->type_name("TEXT");
    c->footer(b.Tr("材料原件、先前的备份和已交出的归档包不受影响,须另行处理。", "Materials, earlier backups and packages already handed out are not touched; see to them yourself."));
    b.Acts(c, a.acting, false);
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

}  // namespace juece::cli
