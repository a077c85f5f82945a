// juece backup, restore, doctor: their options.
#include "argument_builder.h"

namespace juece::cli {

void AddStoreCare(Builder& b) {
  b.Command<BackupArguments>("backup", "备份案卷库及其材料和检查点;可在使用中进行", "Back up the store with its materials and checkpoints, while it is in use",
                             [&b](CLI::App* c, BackupArguments& a) {
    c->add_option("--to", a.to, b.Tr("新建的文件夹", "Folder to create"))->required()->type_name("DIR");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<RestoreArguments>("restore", "先查验备份,再恢复到一个新的位置;从不覆盖", "Check a backup, then restore it to a new place; nothing is ever overwritten",
                              [&b](CLI::App* c, RestoreArguments& a) {
    c->add_option("DIR", a.from, b.Tr("备份文件夹", "The backup's folder"))->required();
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<DoctorArguments>("doctor", "全面检查案卷库:文件、哈希链、材料、程序和插件、检查点、权限,并说明怎么办",
                             "Examine everything: file, chains, materials, procedures and plugins, checkpoints, permissions; and say what to do",
                             [&b](CLI::App* c, DoctorArguments&) {
    c->footer(b.Tr("退出状态:0 没有问题(提示不算);1 有阻断或预警;2 无法检查", "Exit status: 0 nothing wrong (notes do not count); 1 an error or a warning; 2 could not be examined"));
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

}  // namespace juece::cli
