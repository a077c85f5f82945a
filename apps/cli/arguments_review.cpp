// juece review …, juece indicators: their options.
#include "argument_builder.h"

namespace juece::cli {
namespace {

void Choose(Builder& b, CLI::App* c, Choosing& a) {
  c->add_option("DOSSIER", a.dossiers, b.Tr("案卷编号,可以多个", "Dossier ids"));
  c->add_flag("--all", a.all, b.Tr("库中全部案卷", "Every dossier of the store"));
  c->add_option("--record", a.records,
                b.Tr("在别处办理的程序记录(JSON)", "Record of a procedure that ran elsewhere (JSON)"))->type_name("FILE");
  c->add_option("--rules", a.rules, b.Tr("规则集(XML,默认已安装的)", "Rulebook (XML; default: the installed ones)"))->type_name("FILE");
  c->add_option("--as-of", a.as_of, b.Tr("截至时间(默认记录的最后时间)", "As of (default: the last recorded time)"))->type_name("TIME");
  b.Store(c);
}

void At(Builder& b, CLI::App* c, std::string& at) {
  c->add_option("--at", at, b.Tr("时间,如 2026-03-01T09:00:00+08:00(默认现在)",
                                 "Time, e.g. 2026-03-01T09:00:00+08:00 (default now)"))->type_name("TIME");
}

void Reviewer(Builder& b, CLI::App* c, std::string& actor, std::string& unit, std::string& at) {
  c->add_option("--actor", actor, b.Tr("评查员姓名", "The reviewer's name"))->required()->type_name("NAME");
  c->add_option("--unit", unit, b.Tr("评查员所在单位", "The reviewer's unit"))->required()->type_name("UNIT");
  At(b, c, at);
  b.Format(c, {"text", "json"});
}

void AddSampling(Builder& b, CLI::App* group) {
  b.Command<ReviewListArguments>(group, "list", "第一步:固定可抽取的案卷名单,事先说明随机数从哪里来",
                                 "First: fix what can be drawn, and say beforehand where the seed will come from",
                                     [&b](CLI::App* c, ReviewListArguments& a) {
    Choose(b, c, a.choosing);
    c->add_option("--size", a.size, b.Tr("抽取几件", "How many to draw"))->required()->type_name("N");
    c->add_flag("--each-organ", a.each_organ, b.Tr("每个决策机关各抽这么多", "So many of each organ"));
    c->add_option("--own-unit", a.own_units,
                  b.Tr("评查员自己的单位,其案卷回避", "The reviewers' own unit, whose dossiers are left out"))->required()->type_name("UNIT");
    c->add_option("--reviewer", a.reviewers,
                  b.Tr("评查员姓名,其办理过的案卷回避", "A reviewer, whose own work is left out"))->type_name("NAME");
    c->add_option("--seed-source", a.seed_source, b.Tr("随机数将取自何处,如某日某期公开摇奖号码",
                                                       "Where the seed will come from, e.g. a public drawing of a coming day"))
        ->required()->type_name("TEXT");
    c->add_option("--actor", a.actor, b.Tr("由谁制作", "Who makes the list"))->required()->type_name("NAME");
    c->add_flag("--running", a.running, b.Tr("尚未办结的案卷也列入", "Also dossiers that still run"));
    c->add_option("--criteria", a.criteria,
                  b.Tr("评查标准(XML,默认已安装的)", "Criteria (XML; default: the installed ones)"))->type_name("FILE");
    c->add_option("--output", a.output, b.Tr("名单文件(不得已存在)", "File of the list (must not exist)"))->required()->type_name("FILE");
    At(b, c, a.at);
    b.Format(c, {"text", "json"});
  });
  b.Command<ReviewDrawArguments>(group, "draw", "第二步:用公开的随机数抽取,任何人可以重做", "Second: draw by the public seed; anyone can draw again",
                                 [&b](CLI::App* c, ReviewDrawArguments& a) {
    c->add_option("LIST", a.list, b.Tr("名单文件", "File of the list"))->required();
    c->add_option("--seed", a.seed, b.Tr("随机数", "The seed"))->required()->type_name("TEXT");
    c->add_option("--actor", a.actor, b.Tr("抽取人", "Who draws"))->required()->type_name("NAME");
    c->add_option("--output", a.output,
                  b.Tr("抽取结果文件(不得已存在)", "File of the draw (must not exist)"))->required()->type_name("FILE");
    At(b, c, a.at);
    b.Format(c, {"text", "json"});
  });
}

void AddScoring(Builder& b, CLI::App* group) {
  b.Command<ReviewScoreArguments>(group, "score", "第三步:按规则结论自动预评,写出评查表",
                                  "Third: score by the rules' verdicts and write the sheets",
                                  [&b](CLI::App* c, ReviewScoreArguments& a) {
    Choose(b, c, a.choosing);
    c->add_option("--draw", a.draw, b.Tr("抽取结果文件:评查抽中的案卷", "File of the draw: score what was drawn"))->type_name("FILE");
    c->add_option("--criteria", a.criteria,
                  b.Tr("评查标准(XML,默认已安装的)", "Criteria (XML; default: the installed ones)"))->type_name("FILE");
    c->add_option("--to", a.to, b.Tr("把评查表写到此目录,每件一份", "Write the sheets into this folder, one each"))->type_name("DIR");
    c->footer(b.Tr("退出状态:0 没有肯定不合格的;1 有;2 无法评查", "Exit status: 0 none fails for certain; 1 some does; 2 could not be done"));
    b.Format(c, {"text", "json", "html"});
  });
  b.Command<ReviewOverrideArguments>(group, "override", "第四步:评查员认定一项,说明理由;原来的预评保留",
                                     "Fourth: a reviewer settles an item, with a reason; the automatic score stays",
                                     [&b](CLI::App* c, ReviewOverrideArguments& a) {
    c->add_option("SHEET", a.sheet, b.Tr("评查表文件", "File of the sheet"))->required();
    c->add_option("ITEM", a.target, b.Tr("细项或者限等事由的编号", "Id of the item or the cap"))->required();
    auto* what = c->add_option_group("what");
    what->add_option("--points", a.points, b.Tr("评为多少分", "So many points"))->type_name("N");
    what->add_flag("--not-applicable", a.not_applicable, b.Tr("该项不适用", "The item does not apply"));
    what->add_flag("--holds", a.holds, b.Tr("限等事由成立", "The cap holds"));
    what->add_flag("--lifted", a.lifted, b.Tr("限等事由不成立", "The cap does not hold"));
    what->require_option(1);
    c->add_option("--reason", a.reason, b.Tr("理由", "Reason"))->type_name("TEXT");
    Reviewer(b, c, a.actor, a.unit, a.at);
  });
  b.Command<ReviewConfirmArguments>(group, "confirm", "第五步:评查员确认全表(没有未认定的项目时)",
                                    "Fifth: a reviewer confirms the sheet, once nothing is open",
                                    [&b](CLI::App* c, ReviewConfirmArguments& a) {
    c->add_option("SHEET", a.sheet, b.Tr("评查表文件", "File of the sheet"))->required();
    Reviewer(b, c, a.actor, a.unit, a.at);
  });
  b.Command<ReviewFeedbackArguments>(group, "feedback", "第六步:每件案卷的书面反馈意见", "Sixth: the written feedback on each dossier",
                                     [&b](CLI::App* c, ReviewFeedbackArguments& a) {
    c->add_option("SHEET", a.sheets, b.Tr("评查表文件,可以多个", "Files of sheets"))->required();
    b.Format(c, {"text", "json", "html"});
  });
  b.Command<ReviewVerifyArguments>(group, "verify", "核对名单、抽取结果、评查表是否被动过;抽取重做一遍",
                                   "Check lists, draws and sheets for changes; draws are drawn again",
                                   [&b](CLI::App* c, ReviewVerifyArguments& a) {
    c->add_option("FILE", a.files, b.Tr("名单、抽取结果或者评查表文件", "Files of lists, draws or sheets"))->required();
    b.Format(c, {"text", "json"});
  });
}

}  // namespace

void AddReview(Builder& b) {
  CLI::App* group = b.Group("review", "案卷评查:随机抽取、预评、认定、反馈", "Case review: draw at random, score, settle, give feedback");
  AddSampling(b, group);
  AddScoring(b, group);
  b.Command<IndicatorsArguments>("indicators", "指标:审查率、评估率、备案率、公开率,逐件列出未达到的",
                                 "Indicators: rates of review, assessment, filing, publication, with what misses them",
                                 [&b](CLI::App* c, IndicatorsArguments& a) {
    Choose(b, c, a.choosing);
    c->add_option("--indicators", a.files,
                  b.Tr("指标文件(XML,默认已安装的)", "File of indicators (XML; default: the installed ones)"))->type_name("FILE");
    c->footer(b.Tr("退出状态:0 没有肯定未达标的;1 有;2 无法计算", "Exit status: 0 none is below its target for certain; 1 some is; 2 could not "
                                                 "be done"));
    b.Format(c, {"text", "json", "html"});
  });
}

}  // namespace juece::cli
