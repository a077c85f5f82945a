#include "arguments.h"

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>

#include "argument_builder.h"
#include "base/utf8.h"

namespace juece::cli {
namespace {

void AddDefinitions(Builder& b) {
  b.Command<VerifyArguments>("verify", "检查并证明流程定义:没有任何走法能绕过法定步骤",
                             "Check definitions and prove that no run avoids a mandatory step", [&b](CLI::App* c, VerifyArguments& a) {
    c->add_option("FILE", a.files, b.Tr("流程定义文件(XML)或流程编号", "Definition files (XML) or ids"))->required();
    c->add_option("--overlay", a.overlays, b.Tr("地方规定(只可从严)", "Local rule that tightens"))->type_name("ID|FILE");
    c->add_option("--cases", a.cases, b.Tr("逐件比较目录中的脚本和记录:用了地方规定,结论不得变轻",
                                           "Judge the scripts and records of a folder with and without the local rules: none may come out milder"))
        ->type_name("DIR");
    c->add_flag("--mutate", a.mutate,
                b.Tr("逐处试改定义,看每一处改坏是否都能查出", "Try every single edit that could break it, and see whether each is found"));
    b.Format(c, {"text", "json"});
  });
  b.Command<DiffArguments>("diff", "比较两个版本:什么放宽了、什么收紧了,附上一条走法",
                           "Compare two versions: what became looser or stricter, with a run that shows it", [&b](CLI::App* c, DiffArguments& a) {
    c->add_option("OLD", a.before, b.Tr("旧版:流程定义文件(XML)或流程编号", "Old version: definition file (XML) or id"))->required();
    c->add_option("NEW", a.after, b.Tr("新版;不写则与旧版是同一定义,用来看地方规定改了什么", "New version; left out: the same definition, to see what a local rule changes"));
    c->add_option("--overlay", a.after_overlays, b.Tr("新版的地方规定", "Local rule of the new version"))->type_name("FILE");
    c->add_option("--old-overlay", a.before_overlays, b.Tr("旧版的地方规定", "Local rule of the old version"))->type_name("FILE");
    c->footer(b.Tr("退出状态:0 没有放宽;1 有放宽,或者不能断定没有放宽;2 无法读取", "Exit status: 0 nothing became looser; 1 something did, or it cannot be shown that it did not; 2 unreadable"));
    b.Format(c, {"text", "json"});
  });
  b.Command<GraphArguments>("graph", "画出流程图;指定案卷时标明办到哪一步、卡在哪里",
                            "Draw the procedure; with a dossier, what is done, current, blocked and why", [&b](CLI::App* c, GraphArguments& a) {
    c->add_option("FILE", a.file, b.Tr("流程定义文件(XML)或流程编号(指定案卷时可省)", "Definition file or id (not needed with a dossier)"));
    c->add_option("--overlay", a.overlays, b.Tr("地方规定", "Local rule"))->type_name("ID|FILE");
    c->add_option("--dossier", a.dossier, b.Tr("案卷编号", "Dossier id"))->type_name("ID");
    c->add_option("--output", a.output, b.Tr("输出文件(默认标准输出)", "Output file (default standard output)"))->type_name("FILE");
    b.Format(c, {"svg", "pdf", "dot"});
    b.Store(c);
  });
  b.Command<LawArguments>("law", "逐条对照法律:每一条款由哪些环节、期限、材料、规则承担,或者为什么不需要",
                          "Each clause of the law with the steps, periods, documents and rules that carry it, or why none does",
                          [&b](CLI::App* c, LawArguments& a) {
    c->add_option("FILE", a.file, b.Tr("流程定义文件(XML)或流程编号", "Definition file (XML) or id"))->required();
    c->add_option("--overlay", a.overlays, b.Tr("地方规定(只可从严)", "Local rule that tightens"))->type_name("FILE");
    c->add_option("--rules", a.rules, b.Tr("规则集(XML,默认全部已安装的)", "Rulebook (XML; default: all that are installed)"))->type_name("FILE");
    c->add_option("--as-of", a.as_of, b.Tr("以哪一天施行的条文为准(默认所依据法规最近一次变动之日)",
                                           "The law in force on this day (default: the last day on which these statutes changed)"))
        ->type_name("DATE");
    CLI::Option* exceptions = c->add_flag("--exceptions", a.exceptions, b.Tr("改为列出例外:对哪一条、何种、什么条件,例外之例外", 
                                                                             "Instead: the exceptions as a tree, with kind and condition"));
    CLI::Option* parameters = c->add_flag("--parameters", a.parameters, b.Tr("改为列出数值:何时起、何时止、依据哪一条、何时核对",
                                                                             "Instead: the numbers of the law as dated series"));
    CLI::Option* relations = c->add_flag("--relations", a.relations, b.Tr("改为列出评判同一结果的规则和它们的关系",
                                                                          "Instead: rules on one outcome and their relation"));
    exceptions->excludes(parameters)->excludes(relations);
    parameters->excludes(relations);
    c->add_option("--checked-since", a.checked_since, b.Tr("列出数值时,标出这一天之前核对的", "With --parameters: mark those last checked before this day"))
        ->type_name("DATE")
        ->needs(parameters);
    b.Format(c, {"text", "json", "html"});
  });
}

void AddPlanning(Builder& b) {
  b.Command<PlanArguments>("plan", "推算依法最早的决定日;给出希望的决定日时倒排各环节最迟开始日",
                           "The earliest lawful decision date; for a wished date, when each step must begin at the latest",
                           [&b](CLI::App* c, PlanArguments& a) {
    c->add_option("FILE", a.file, b.Tr("流程定义文件(XML)或流程编号", "Definition file (XML) or id"))->required();
    c->add_option("--overlay", a.overlays, b.Tr("地方规定", "Local rule"))->type_name("FILE");
    c->add_option("--from", a.from, b.Tr("起始日;任何环节不早于这一天", "Start; no step begins before"))->type_name("DATE");
    c->add_option("--decide-on", a.decide_on, b.Tr("希望的决定日:倒排工期", "Wished decision date: plan backward"))->type_name("DATE");
    c->add_option("--fact", a.facts, b.Tr("已认定的事实,如 technical=true;没有给的按较严的安排",
                                          "A known fact, e.g. technical=true; unknown ones are planned for the stricter"))->type_name("K=V");
    c->add_option("--setting", a.settings, b.Tr("选定的设置,如 first_day=counted", "A named setting, e.g. first_day=counted"))->type_name("K=V");
    c->add_option("--duration", a.durations, b.Tr("办理一个环节自己要用的天数,如 drafting=20wd(工作日)、=20(日)",
                                                  "How long a step takes, e.g. drafting=20wd (working days), =20 (days)"))->type_name("STEP=N[wd|cd]");
    c->add_option("--outcome", a.outcomes, b.Tr("按这个结果安排,如 collective_deliberation=adopted", "Plan with this outcome of a step"))
        ->type_name("STEP=OUTCOME");
    c->add_option("--shorten", a.shortened, b.Tr("“一般”的最低期限说明理由后缩短", "A soft minimum that is cut short with a reason"))
        ->type_name("STEP/PERIOD=N");
    c->add_option("--without", a.without, b.Tr("引起该期限的事项不发生(如不举行听证会)", "What starts this period does not take place"))
        ->type_name("STEP/PERIOD");
    c->add_flag("--working-days-only", a.working_days_only, b.Tr("只在工作日办事", "Nothing happens on a day off"));
    b.Format(c, {"text", "json"});
  });
}

void AddRunning(Builder& b) {
  b.Command<OpenArguments>("open", "开立案卷,打印案卷编号", "Open a dossier and print its id", [&b](CLI::App* c, OpenArguments& a) {
    c->add_option("--procedure", a.procedure, b.Tr("流程编号或定义文件", "Procedure id or file"))->required()->type_name("ID|FILE");
    c->add_option("--overlay", a.overlays, b.Tr("地方规定", "Local rule"))->type_name("ID|FILE");
    c->add_option("--title", a.title, b.Tr("决策事项名称", "Title of the matter"))->required()->type_name("TEXT");
    c->add_option("--organ", a.organ, b.Tr("决策机关", "Decision-making organ"))->required()->type_name("TEXT");
    c->add_option("--fact", a.facts, b.Tr("事实,如 technical=true", "A fact, e.g. technical=true"))->type_name("K=V");
    c->add_option("--setting", a.settings, b.Tr("选定的设置,如 first_day=counted", "A named setting, e.g. first_day=counted"))->type_name("K=V");
    c->add_option("--office", a.office, b.Tr("机构名录(XML)", "Office directory (XML)"))->type_name("FILE");
    c->add_option("--reason", a.reason, b.Tr("认定这些事实的理由", "Why the facts are as stated"))->type_name("TEXT");
    b.Acts(c, a.acting);
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<SubmitArguments>("submit", "在某一步骤办理一个动作", "Submit one action of a step", [&b](CLI::App* c, SubmitArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    c->add_option("STEP", a.step, b.Tr("步骤", "Step id"))->required();
    c->add_option("ACTION", a.action, b.Tr("动作", "Action id"))->required();
    c->add_option("--data", a.data, b.Tr("内容:JSON 或 @文件", "Payload: JSON, or @FILE"))->type_name("JSON|@FILE");
    c->add_option("--material", a.materials, b.Tr("材料,如 D302=公告.pdf", "A material, e.g. D302=notice.pdf"))->type_name("KIND=FILE");
    b.Acts(c, a.acting);
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<RunArguments>("run", "按脚本依次办理整个案卷", "Run a dossier script", [&b](CLI::App* c, RunArguments& a) {
    c->add_option("SCRIPT", a.script, b.Tr("案卷脚本(JSON)", "Dossier script (JSON)"))->required();
    c->add_option("--clock", a.clock, b.Tr("登记时间:virtual 按脚本,system 按现在", "recorded_at: virtual = the script's, system = now"))
        ->check(CLI::IsMember({"virtual", "system"}))->type_name("virtual|system");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<TickArguments>("tick", "按给定时间触发已到期的期限", "Fire the deadlines that are due at a time", [&b](CLI::App* c, TickArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    c->add_option("--at", a.at, b.Tr("时间(默认现在)", "Time (default now)"))->type_name("TIME");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

struct VerbHelp {
  const char* verb;
  const char* zh;
  const char* en;
};

void AddVerbOperands(Builder& b, CLI::App* c, VerbArguments& a, const std::string& verb) {
  c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
  if (verb == "return") {
    c->add_option("--from", a.from, b.Tr("从哪一步退回", "Step that is left"))->required()->type_name("STEP");
    c->add_option("--to", a.to, b.Tr("退回到哪一步", "Step to go back to"))->required()->type_name("STEP");
  } else if (verb == "override") {
    c->add_option("STEP", a.step, b.Tr("步骤", "Step id"))->required();
    c->add_option("--what", a.what, b.Tr("放行的拒绝代码", "Rejection code that is set aside"))->type_name("CODE");
  } else if (verb == "set-fact") {
    c->add_option("FACT", a.fact, b.Tr("事实,如 technical=true", "k=v, e.g. technical=true"))->required();
  } else if (verb == "correct") {
    c->add_option("POSITION", a.position, b.Tr("要更正的记录序号", "Position of the entry to correct"))->required();
    c->add_option("--data", a.data, b.Tr("更正后的内容:JSON 或 @文件", "Corrected payload: JSON, or @FILE"))->required()->type_name("JSON|@FILE");
  } else if (verb == "resolve-incident") {
    c->add_option("INCIDENT", a.incident, b.Tr("事故编号", "Incident id"))->required();
  } else if (verb == "move-plugin") {
    c->add_option("BUILD", a.build, b.Tr("换用的构建:插件标识@版本 或 插件标识@摘要值", "The build to move to: id@version or id@digest"))->required()->type_name("ID@VERSION");
  }
}

void AddVerbs(Builder& b) {
  static constexpr VerbHelp kVerbs[] = {
      {"return", "退回:回到已办过的步骤", "Send back to an earlier step"},
      {"terminate", "终止决策程序", "End the procedure"},
      {"withdraw", "撤回案卷", "Withdraw the dossier"},
      {"pause", "暂停案卷", "Pause the dossier"},
      {"resume", "恢复案卷", "Resume the dossier"},
      {"override", "凭依据和理由放行一项软件规则(不能放行法定关口)", "Set aside a rule of the software with authority and reason"},
      {"set-fact", "认定或变更事实", "State or change a fact"},
      {"correct", "更正一条记录(原记录保留)", "Correct an entry (the old one stays)"},
      {"resolve-incident", "处理一起步骤插件事故并重试", "Resolve an incident and try again"},
      {"move-plugin", "为案卷换用插件的另一个构建", "Move a dossier to another build of a plugin"},
  };
  for (const VerbHelp& help : kVerbs) {
    b.Command<VerbArguments>(help.verb, help.zh, help.en, [&b, &help](CLI::App* c, VerbArguments& a) {
      a.verb = help.verb;
      AddVerbOperands(b, c, a, help.verb);
      b.Authority(c, a);
    });
  }
}

void AddLooking(Builder& b) {
  b.Command<ShowArguments>("show", "案卷现状;--why 说明还差什么", "State of a dossier; --why: what stands in the way", [&b](CLI::App* c, ShowArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    c->add_option("--why", a.why, b.Tr("这一步还差什么,逐条说明依据", "What this step still lacks, article by article"))->type_name("STEP");
    c->add_flag("--history", a.history, b.Tr("列出全过程记录", "List the whole record"));
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<ListArguments>("list", "案卷一览", "List dossiers", [&b](CLI::App* c, ListArguments&) {
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<TasksArguments>("tasks", "待办事项", "Open tasks", [&b](CLI::App* c, TasksArguments& a) {
    c->add_option("--role", a.role, b.Tr("只看该角色", "Of this role only"))->type_name("ROLE");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<DeadlinesArguments>("deadlines", "期限一览", "Deadlines", [&b](CLI::App* c, DeadlinesArguments&) {
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

void AddProving(Builder& b) {
  b.Command<CheckArguments>("check", "合规审查:逐条给出结论和证据", "Compliance review, rule by rule", [&b](CLI::App* c, CheckArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"));
    c->add_flag("--all", a.all, b.Tr("库中全部案卷", "Every dossier of the store"));
    c->add_option("--record", a.records, b.Tr("在别处办理的程序记录(JSON)", "Record of a procedure that ran elsewhere (JSON)"))->type_name("FILE");
    c->add_option("--package", a.package, b.Tr("归档包,只凭包内的法规、规则和日历审查", "An archive package, reviewed by its own law, rules and calendar"))
        ->type_name("DIR");
    c->add_option("--log", a.log, b.Tr("其他系统的事件日志(XES),与 --rules 并用", "Event log of another system (XES), with --rules"))
        ->type_name("FILE.xes");
    c->add_option("--rules", a.rules, b.Tr("规则集(XML)", "Rulebook (XML)"))->type_name("FILE");
    c->add_option("--as-of", a.as_of, b.Tr("截至时间(默认记录的最后时间)", "As of (default: the last recorded time)"))->type_name("TIME");
    c->add_flag("--sensitivity", a.sensitivity,
                b.Tr("逐处试改一处,列出每个结论依据什么", "Make every single edit and list what each verdict rests on"));
    b.Format(c, {"text", "json", "html"});
    b.Store(c);
  });
  b.Command<LogArguments>("log", "导出事件日志(XES 或 OCEL 2.0),供流程挖掘工具使用", "Export an event log (XES or OCEL 2.0) for tools of process mining",
                          [&b](CLI::App* c, LogArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"));
    c->add_flag("--all", a.all, b.Tr("库中全部案卷", "Every dossier of the store"));
    c->add_option("--output", a.output, b.Tr("写入文件(默认标准输出)", "Write to a file (default: standard output)"))->type_name("FILE");
    b.Format(c, {"xes", "ocel"});
    b.Store(c);
  });
  b.Command<ReplayArguments>("replay", "用存储的记录重新推演,与现状比对", "Fold the stored events again and compare", [&b](CLI::App* c, ReplayArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<AuditArguments>("audit", "重算哈希链,查验记录是否被动过", "Recompute the hash chain", [&b](CLI::App* c, AuditArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号(默认全部)", "Dossier id (default: all)"));
    c->add_option("--checkpoints", a.checkpoints, b.Tr("在别处保存的签名检查点", "Signed checkpoints that were kept elsewhere"))->type_name("FILE");
    c->add_option("--trust", a.trusted, b.Tr("信任的公钥、时间戳机构证书(PEM)", "Trusted public keys and time stamp authorities (PEM)"))->type_name("FILE");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

void AddSigning(Builder& b) {
  b.Command<KeyArguments>("key", "签名的钥匙:new FILE 生成,show FILE 显示公钥", "Signing keys: new FILE makes a pair, show FILE shows a public key",
                          [&b](CLI::App* c, KeyArguments& a) {
    c->add_option("ACTION", a.action, b.Tr("new 或 show", "new or show"))->required()->check(CLI::IsMember({"new", "show"}));
    c->add_option("FILE", a.file, b.Tr("私钥文件(公钥写在 FILE.pub);show 时为公钥文件", "The private key (its public key goes to FILE.pub); for show, a public key"))->required();
    c->add_option("--scheme", a.scheme, b.Tr("签名算法(默认 sm2)", "Scheme (default sm2)"))->check(CLI::IsMember({"sm2", "ed25519"}))->type_name("sm2|ed25519");
    b.Format(c, {"text", "json"});
  });
  b.Command<CheckpointArguments>("checkpoint", "签名检查点:证明此刻为止的全部记录,交外人保存", "A signed checkpoint of the whole history so far, to be kept elsewhere",
                                 [&b](CLI::App* c, CheckpointArguments& a) {
    c->add_option("--key", a.key, b.Tr("签名的私钥", "Private key to sign with"))->type_name("FILE");
    c->add_option("--to", a.copies, b.Tr("另写一份的文件(可多个)", "File that gets a copy of each (may be given more than once)"))->type_name("FILE");
    c->add_option("--every", a.every, b.Tr("记住:总账每增加 N 条签一次(0 不按数量)", "Remember: after N entries of the journal (0: not by number)"))->check(CLI::Range(0, 1000000000))->type_name("N");
    c->add_flag("--at-closing", a.at_closing, b.Tr("记住:每个案卷办结、终止、撤回时签", "Remember: whenever a dossier is closed, terminated or withdrawn"));
    c->add_option("--time-stamp-command", a.time_stamp_command,
                  b.Tr("时间戳命令:请求在 $JUECE_TS_REQUEST,应答写到 $JUECE_TS_RESPONSE(RFC 3161)",
                       "Time stamp command: request in $JUECE_TS_REQUEST, answer to $JUECE_TS_RESPONSE (RFC 3161)"))->type_name("COMMAND");
    c->add_flag("--remember", a.remember, b.Tr("记住以上设置,以后自动签", "Remember these settings and sign by itself from now on"));
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
}

void AddArchive(Builder& b) {
  b.Command<ExportArguments>("export", "导出归档包(BagIt 袋)", "Export an archive package (a BagIt bag)", [&b](CLI::App* c, ExportArguments& a) {
    c->add_option("DOSSIER", a.dossier, b.Tr("案卷编号", "Dossier id"))->required();
    c->add_option("--to", a.to, b.Tr("新建的文件夹", "Folder to create"))->required()->type_name("DIR");
    b.Format(c, {"text", "json"});
    b.Store(c);
  });
  b.Command<VerifyPackageArguments>("verify-package", "只凭归档包本身查验:袋、哈希链、签名、完整、合规",
                                    "Verify an archive package by itself: bag, chain, signatures, completeness, compliance",
                                    [&b](CLI::App* c, VerifyPackageArguments& a) {
    c->add_option("DIR", a.folder, b.Tr("归档包文件夹", "The package's folder"))->required();
    c->add_flag("--bag-only", a.bag_only, b.Tr("只查 BagIt 规则", "The BagIt rules alone"));
    c->add_option("--trust", a.trusted, b.Tr("信任的公钥、时间戳机构证书(PEM)", "Trusted public keys and time stamp authorities (PEM)"))->type_name("FILE");
    b.Format(c, {"text", "json"});
  });
}

void AddTools(Builder& b) {
  b.Command<DueArguments>("due", "推算期限并逐日说明", "Compute a date and explain the count day by day", [&b](CLI::App* c, DueArguments& a) {
    c->add_option("FROM", a.from, b.Tr("起算日 YYYY-MM-DD", "Start date YYYY-MM-DD"))->required();
    c->add_option("AMOUNT", a.amount, b.Tr("天数,+N 向后,-N 向前", "+N forward, -N backward"))->required();
    c->add_option("UNIT", a.unit, b.Tr("单位:工作日或日", "working-days or calendar-days"))->required()
        ->check(CLI::IsMember({"working-days", "calendar-days"}));
    c->add_option("--first-day", a.first_day, b.Tr("起算当日是否计入(民法典第201条:不计)", "Whether the first day counts (Civil Code 201: no)"))
        ->check(CLI::IsMember({"counted", "not-counted"}))->type_name("counted|not-counted");
    c->add_option("--roll", a.roll, b.Tr("末日为假日时是否顺延(民法典第203条)", "Whether a last day that is a holiday rolls (Civil Code 203)"))
        ->check(CLI::IsMember({"none", "next-working-day"}))->type_name("none|next-working-day");
    c->add_option("--calendar", a.calendar, b.Tr("工作日历文件", "Work calendar file"))->type_name("FILE");
    b.Format(c, {"text", "json"});
  });
  b.Command<CalendarArguments>("calendar", "工作日历:show 查看在用的日历,install FILE 安装新的一年", "Work calendar: show the one in use, install FILE a newer one",
                               [&b](CLI::App* c, CalendarArguments& a) {
    c->add_option("ACTION", a.action, b.Tr("show 或 install", "show or install"))->required()->check(CLI::IsMember({"show", "install"}));
    c->add_option("FILE", a.file, b.Tr("日历文件(install)", "Calendar file (install)"));
    b.Format(c, {"text", "json"});
  });
  AddPlugin(b);
  b.Command<BenchArguments>("bench", "内置性能测量", "The built-in benchmarks", [&b](CLI::App* c, BenchArguments& a) {
    c->add_option("--only", a.only, b.Tr("只测一项", "One of them only"))->type_name("NAME");
    c->add_option("--steps", a.steps, b.Tr("只测一个有这么多环节的随机程序的证明", "The proofs of one random procedure of so many steps"))
        ->type_name("N")
        ->check(CLI::Range(100, 10000000));
    c->add_option("--cases", a.cases, b.Tr("被测日志的案例数(默认 1000000,约 2 GB 临时文件)", "Cases of the measured log (default 1000000, a temporary file of about 2 GB)"))
        ->type_name("N")
        ->check(CLI::Range(100, 10000000));
    b.Format(c, {"text", "json"});
  });
}

int ReportUsage(const CLI::ParseError& error, const CLI::App& app, Language language) {
  std::string name = "juece";
  for (const CLI::App* used = &app; !used->get_subcommands().empty(); used = used->get_subcommands().front()) {
    name += " " + used->get_subcommands().front()->get_name();
  }
  if (language == Language::kChinese) {
    static const std::map<std::string, std::string> kinds = {
        {"RequiredError", "缺少必需的参数"},      {"ExtrasError", "有不认识的参数"},   {"ValidationError", "参数的值不合要求"},
        {"ArgumentMismatch", "参数的个数不对"},   {"ConversionError", "参数无法识别"}, {"InvalidError", "参数无法识别"}};
    const auto kind = kinds.find(error.get_name());
    std::cerr << "juece: 命令行有误:" << (kind == kinds.end() ? std::string("无法识别") : kind->second) << "(" << error.what()
              << ")。请执行 " << name << " --help 查看用法。\n";
  } else {
    std::cerr << "juece: usage: " << error.what() << ". See " << name << " --help.\n";
  }
  return 2;
}

int ReportUnknown(const char* command, Language language) {
  if (language == Language::kChinese) {
    std::cerr << "juece: 没有命令“" << command << "”。请执行 juece --help 查看全部命令。\n";
  } else {
    std::cerr << "juece: usage: there is no command \"" << command << "\". See juece --help.\n";
  }
  return 2;
}

// What is recorded must read back as it was written; a text in another encoding cannot.
int FirstInvalidArgument(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (FindInvalidUtf8(argv[i]) != std::string_view::npos) {
      return i;
    }
  }
  return 0;
}

int ReportEncoding(int position, Language language) {
  if (language == Language::kChinese) {
    std::cerr << "juece: 命令行参数应为 UTF-8 编码,但第 " << position << " 个不是(可能是 GBK)。请把终端或脚本改为 UTF-8 后重试。\n";
  } else {
    std::cerr << "juece: usage: arguments must be UTF-8, but number " << position << " is not. Set the terminal or script to UTF-8.\n";
  }
  return 2;
}

}  // namespace

Language LanguageOf(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--lang" && i + 1 < argc) {
      return std::string_view(argv[i + 1]) == "en" ? Language::kEnglish : Language::kChinese;
    }
    if (argument.rfind("--lang=", 0) == 0) {
      return argument.substr(7) == "en" ? Language::kEnglish : Language::kChinese;
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      // "C" and "POSIX" name no language: the system then speaks its own.
      return std::strncmp(value, "en", 2) == 0 ? Language::kEnglish : Language::kChinese;
    }
  }
  return Language::kChinese;
}

std::variant<Arguments, int> ParseArguments(int argc, char** argv) {
  const Language language = LanguageOf(argc, argv);
  if (const int bad = FirstInvalidArgument(argc, argv); bad > 0) {
    return ReportEncoding(bad, language);
  }
  Arguments arguments;
  arguments.common.language = language;
  CLI::App app;
  Builder b(app, arguments, language);
  app.name("juece");
  app.description(b.Tr("决策:重大行政决策程序引擎。流程定义先证明、后运行,事后可由任何人查验。",
                       "Juece: major administrative decisions, proved before they are run, verifiable afterwards."));
  app.set_help_flag("-h,--help", b.Tr("显示用法;各命令另有 --help", "Show this help; each command has its own --help"));
  app.set_version_flag("--version", std::string("juece ") + JUECE_VERSION);
  app.add_option("--lang", b.lang(), b.Tr("界面语言", "Language of texts"))->check(CLI::IsMember({"zh", "en"}))->type_name("zh|en");
  app.require_subcommand(1);
  if (language == Language::kChinese) {
    const auto formatter = app.get_formatter();
    for (const auto& [from, to] : {std::pair{"REQUIRED", "必需"}, {"Usage", "用法"}, {"OPTIONS", "选项"}, {"SUBCOMMAND", "命令"},
                                   {"Subcommands", "命令"}, {"Options", "选项"}, {"Positionals", "参数"}, {"TEXT", "文字"}}) {
      formatter->label(from, to);
    }
  }
  AddDefinitions(b);
  AddPlanning(b);
  AddRunning(b);
  AddVerbs(b);
  AddLooking(b);
  AddProving(b);
  AddSigning(b);
  AddRedaction(b);
  AddArchive(b);
  AddStoreCare(b);
  AddReview(b);
  AddKinds(b);
  AddTools(b);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    if (app.get_subcommands().empty() && argc > 1 && argv[1][0] != '-') {
      return ReportUnknown(argv[1], language);
    }
    const auto subcommands = app.get_subcommands();
    std::cout << (subcommands.empty() ? app.help() : subcommands.front()->help());
    return 0;
  } catch (const CLI::CallForVersion& version) {
    std::cout << version.what() << '\n';
    return 0;
  } catch (const CLI::ParseError& error) {
    if (app.get_subcommands().empty() && argc > 1 && argv[1][0] != '-') {
      return ReportUnknown(argv[1], language);
    }
    return ReportUsage(error, app, language);
  }
  return arguments;
}

}  // namespace juece::cli
