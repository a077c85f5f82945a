#include "report/dossier_page.h"

#include <fmt/format.h>

#include <map>

#include "base/json.h"
#include "report/event_words.h"
#include "report/html.h"
#include "report/review_words.h"

namespace juece {
namespace {

constexpr std::string_view kStyle = R"(.digest { font: 11px monospace; overflow-wrap: anywhere; color: #444; }
.late { font-weight: 700; color: #7a5200; }
.violated { color: #a31515; }
.not_shown { color: #7a5200; }
.compliant { color: #1d5e2b; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.d { white-space: nowrap; }
dl { margin: 2px 0 2px 12px; font-size: 12px; color: #333; }
dt { float: left; clear: left; margin-right: 6px; color: #666; }
dd { margin: 0; }
h3 { font-size: 14px; margin: 10px 0 2px; }
)";

constexpr std::string_view kSystemRole = "system";  // what the engine itself records

// The latest round of one step.
struct StepLine {
  std::string entered;
  std::string left;
  std::string outcome;
  std::string reason;
  int round = 0;
  bool cancelled = false;
};

struct DeadlineLine {
  DeadlineStarted started;
  std::string due;
  std::string state = "进行中";
};

std::string StateTitle(const std::string& state) {
  static const std::map<std::string, std::string> kTitles = {{"running", "办理中"}, {"paused", "已暂停"}, {"closed", "已办结"},
                                                             {"terminated", "已终止"}, {"withdrawn", "已撤回"}};
  const auto found = kTitles.find(state);
  return found == kTitles.end() ? state : found->second;
}

std::string Moment(const Instant& instant) {
  std::string text = instant.ToString().substr(0, 16);
  if (text.size() == 16) text[10] = ' ';
  return text;
}

class Page {
 public:
  explicit Page(const ArchivedDossier& dossier) : dossier_(dossier) {
    for (const Event& event : dossier.events) {
      header_ = &event;
      std::visit([this](const auto& body) { Take(body); }, event.body);
    }
  }

  std::string Write() {
    std::string body = fmt::format("<h1>{}</h1>\n", Escape(opened_.title));
    body += Head() + Steps() + Facts() + Deadlines() + Catalogue() + Notes() + Review() + History() + Verification();
    return HtmlPage(header_->dossier + " " + opened_.title, kStyle, body, Language::kChinese);
  }

 private:
  template <typename Body>
  void Take(const Body& /*body*/) {}
  void Take(const DossierOpened& body) { opened_ = body; }
  void Take(const FactSet& body) { facts_[body.fact] = {&body, header_}; }
  void Take(const StepEntered& body) {
    const auto [found, fresh] = steps_.emplace(body.step, StepLine());
    if (fresh) order_.push_back(body.step);
    found->second = {header_->occurred_at.LocalDate().ToString(), "", "", "", body.round, false};
  }
  void Take(const StepLeft& body) {
    StepLine& line = steps_[body.step];
    line.left = header_->occurred_at.LocalDate().ToString();
    line.outcome = body.outcome;
    line.reason = body.reason;
  }
  void Take(const StepCancelled& body) {
    const auto found = steps_.find(body.step);
    if (found != steps_.end()) found->second.cancelled = true;
  }
  void Take(const DeadlineStarted& body) { deadlines_[body.deadline] = {body, body.due ? body.due->ToString() : "暂不能算", "进行中"}; }
  void Take(const DeadlineComputed& body) { deadlines_[body.deadline].due = body.due.ToString(); }
  void Take(const DeadlineMet& body) { deadlines_[body.deadline].state = "已满足" + (body.shortened_because.empty() ? "" : ":" + body.shortened_because); }
  void Take(const DeadlineMissed& body) { deadlines_[body.deadline].state = "已超过" + (body.note.empty() ? "" : ":" + body.note); }
  void Take(const DeadlineCancelled& body) { deadlines_[body.deadline].state = "已取消" + (body.reason.empty() ? "" : ":" + body.reason); }

  [[nodiscard]] std::string StepTitle(const std::string& step) const {
    const StepNode* node = dossier_.definition == nullptr ? nullptr : dossier_.definition->FindStep(step);
    return node == nullptr || node->title.empty() ? step : node->title.zh;
  }
  [[nodiscard]] std::string RoleTitle(const std::string& role) const {
    for (const RoleDeclaration& declared : dossier_.definition == nullptr ? std::vector<RoleDeclaration>() : dossier_.definition->roles) {
      if (declared.id == role) return declared.title.zh;
    }
    return role;
  }
  [[nodiscard]] std::string OutcomeTitle(const std::string& step, const std::string& outcome) const {
    if (outcome == kNotApplicableOutcome) return "不适用";
    const StepNode* node = dossier_.definition == nullptr ? nullptr : dossier_.definition->FindStep(step);
    const StepType* type = node == nullptr || dossier_.types == nullptr ? nullptr : dossier_.types->Find(node->type);
    const OutcomeType* found = type == nullptr ? nullptr : type->FindOutcome(outcome);
    return found == nullptr || found->title.empty() ? outcome : found->title.zh;
  }

  static std::string Row(std::string_view name, std::string_view value) { return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, Escape(value)); }

  [[nodiscard]] std::string Head() const {
    std::string html = "<table>\n" + Row("案卷编号", header_->dossier) + Row("决策机关", opened_.organ);
    html += Row("程序", (dossier_.definition == nullptr ? opened_.procedure : dossier_.definition->title.zh) + " " + opened_.procedure_version);
    for (const std::string& overlay : opened_.overlays) html += Row("地方规定", overlay.substr(0, overlay.find('@')));
    html += Row("状态", StateTitle(dossier_.state));
    html += Row("起止", dossier_.events.front().occurred_at.LocalDate().ToString() + " 至 " + header_->occurred_at.LocalDate().ToString());
    html += Row("记录", fmt::format("{} 条", dossier_.events.size()));
    html += fmt::format("<tr><th>末条哈希</th><td class=\"digest\">{}</td></tr>\n</table>\n", Escape(header_->hash));
    return html;
  }

  [[nodiscard]] std::vector<std::string> StepsInOrder() const {
    std::vector<std::string> ids;
    if (dossier_.definition != nullptr) {
      for (const StepNode* step : dossier_.definition->steps()) ids.push_back(step->id);
    }
    return ids.empty() ? order_ : ids;
  }
  [[nodiscard]] std::string Steps() const {
    std::string html = "<h2>程序履行情况表</h2>\n<table>\n<thead><tr><th>环节</th><th>进入</th><th>办结</th><th>结果</th><th>说明</th></tr></thead>\n<tbody>\n";
    for (const std::string& id : StepsInOrder()) {
      const auto found = steps_.find(id);
      const StepLine line = found == steps_.end() ? StepLine() : found->second;
      const std::string result = line.cancelled      ? "已取消"
                                 : line.round == 0   ? "未进入"
                                 : line.left.empty() ? "办理中"
                                                     : OutcomeTitle(id, line.outcome);
      std::string remark = Readable(line.reason, dossier_.definition, Language::kChinese);
      if (line.round > 1) remark = fmt::format("第 {} 次办理 {}", line.round, remark);
      html += fmt::format("<tr><td>{}</td><td class=\"d\">{}</td><td class=\"d\">{}</td><td>{}</td><td>{}</td></tr>\n", Escape(StepTitle(id)), line.entered,
                          line.left, Escape(result), Escape(remark));
    }
    return html + "</tbody>\n</table>\n";
  }

  [[nodiscard]] std::string Facts() const {
    if (facts_.empty()) return "";
    std::string html = "<h2>认定的事实</h2>\n<table>\n<thead><tr><th>事实</th><th>认定</th><th>认定人</th><th>理由</th></tr></thead>\n<tbody>\n";
    for (const auto& [id, fact] : facts_) {
      const FactDeclaration* declared = dossier_.definition == nullptr ? nullptr : dossier_.definition->FindFact(id);
      html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", Escape(declared == nullptr ? id : declared->title.zh),
                          Escape(Plain(fact.first->value)), Escape(fact.second->actor.name), Escape(fact.first->reason));
    }
    return html + "</tbody>\n</table>\n";
  }

  [[nodiscard]] std::string Deadlines() const {
    if (deadlines_.empty()) return "";
    std::string html = "<h2>期限</h2>\n<table>\n<thead><tr><th>环节</th><th>期限</th><th>起算</th><th>止于</th><th>依据</th><th>情况</th></tr></thead>\n<tbody>\n";
    for (const auto& [id, line] : deadlines_) {
      const std::string amount = fmt::format("{} {} 个{}", line.started.kind == "minimum" ? "不少于" : "不超过", line.started.amount,
                                             line.started.unit == "working-days" ? "工作日" : "自然日");
      html += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"d\">{}</td><td class=\"d\">{}</td><td>{}</td><td>{}</td></tr>\n",
                          Escape(StepTitle(line.started.step)), amount, line.started.start.ToString(), line.due, Escape(Cite(line.started.article, Language::kChinese)),
                          Escape(line.state));
    }
    return html + "</tbody>\n</table>\n";
  }

  [[nodiscard]] std::string Catalogue() const {
    std::string html = fmt::format("<h2>卷内目录</h2>\n<p>共 {} 卷 {} 件{}。</p>\n", dossier_.catalogue.volumes.size(), dossier_.catalogue.items,
                                   dossier_.catalogue.pages ? fmt::format(" {} 页", *dossier_.catalogue.pages) : "");
    for (const CatalogueVolume& volume : dossier_.catalogue.volumes) {
      html += fmt::format("<h3>第 {} 卷 {}</h3>\n<table>\n<thead><tr><th class=\"n\">件号</th><th>题名</th><th>责任者</th><th>日期</th><th class=\"n\">页数</th>"
                          "<th>备注</th></tr></thead>\n<tbody>\n",
                          volume.number, Escape(volume.title.zh));
      for (const CatalogueItem& item : volume.items) html += ItemRow(item);
      html += "</tbody>\n</table>\n";
    }
    return html;
  }

  // Links lead to files beside this page: the path below data/.
  static std::string ItemRow(const CatalogueItem& item) {
    const std::string title = item.material.title.empty() ? item.material.file_name : item.material.title;
    const std::string kind = item.material.kind + (item.kind.empty() ? "" : " " + item.kind.zh);
    std::string name = Escape(title.empty() ? kind : title);
    if (!item.file.empty()) name = fmt::format("<a href=\"{}\">{}</a>", Escape(item.file.substr(5)), name);
    return fmt::format("<tr><td class=\"n\">{}</td><td>{}<br><span class=\"evidence\">{}</span></td><td>{}</td><td class=\"d\">{}</td><td class=\"n\">{}</td>"
                       "<td>{}<div class=\"digest\">{}</div></td></tr>\n",
                       item.number, name, Escape(kind), Escape(item.maker), item.date, item.pages ? fmt::format("{}", *item.pages) : "—",
                       item.file.empty() ? "纸质" : Escape(item.material.file_name), Escape(item.material.digest));
  }

  [[nodiscard]] std::string Notes() const {
    std::string html = "<h2>备考表</h2>\n";
    if (dossier_.catalogue.notes.empty()) html += "<p>材料齐全,没有需要说明的情况。</p>\n";
    for (const CatalogueNote& note : dossier_.catalogue.notes) html += fmt::format("<p>{}</p>\n", Escape(note.text.zh));
    return html + "<table>\n<tr><th>立卷人</th><td></td><th>检查人</th><td></td><th>立卷时间</th><td></td></tr>\n</table>\n";
  }

  [[nodiscard]] std::string Review() const {
    if (dossier_.review == nullptr) return "";
    const ReviewReport& report = *dossier_.review;
    std::string html = fmt::format("<h2>合规审查</h2>\n<p><span class=\"verdict {}\">{}</span>({})</p>\n<p class=\"evidence\">{} {};截至 {}</p>\n",
                                   ToString(report.verdict), Escape(TitleOf(report.verdict).zh), Escape(CountsLine(report, Language::kChinese)),
                                   Escape(report.rulebook_title.zh), Escape(report.rulebook_version), Escape(report.as_of));
    for (const RuleReport& rule : report.rules) {
      if (rule.verdict != Verdict::kViolated && rule.verdict != Verdict::kNotShown) continue;
      html += fmt::format("<p><span class=\"{}\">{}</span> {} {}</p>\n", ToString(rule.verdict), Escape(TitleOf(rule.verdict).zh),
                          Escape(Cite(rule.article, Language::kChinese)), Escape(rule.title.zh));
    }
    return html;
  }

  static std::string Plain(const Data& value) {
    if (value.is_null()) return "未定";
    if (value.is_bool()) return value.AsBool() ? "是" : "否";
    if (value.is_text()) return value.AsText();
    return value.is_number() ? value.AsNumber().text() : ToJson(value);
  }
  // A payload with the titles of its members.
  static std::string Payload(const Data& data, const std::vector<MemberType>* types) {
    if (data.is_map() && data.AsMap().size() == 1 && data.Has("commitment")) return "(个人信息已删除)";
    if (data.is_map()) {
      std::string html = "<dl>\n";
      for (const Member& member : data.AsMap()) {
        const MemberType* type = nullptr;
        for (std::size_t i = 0; types != nullptr && i < types->size(); ++i) {
          if ((*types)[i].name == member.name) type = &(*types)[i];
        }
        html += fmt::format("<dt>{}:</dt><dd>{}</dd>\n", Escape(type == nullptr || type->title.empty() ? member.name : type->title.zh),
                            Payload(member.value, type == nullptr ? nullptr : &type->items));
      }
      return html + "</dl>\n";
    }
    if (!data.is_list()) return Escape(Plain(data));
    std::string html;
    for (const Data& item : data.AsList()) html += (html.empty() || item.is_map() ? "" : "、") + Payload(item, types);
    return html.empty() ? "无" : html;
  }

  [[nodiscard]] std::string FactWords(const FactSet& fact) const {
    const FactDeclaration* declared = dossier_.definition == nullptr ? nullptr : dossier_.definition->FindFact(fact.fact);
    return Escape("认定事实 " + (declared == nullptr ? fact.fact : declared->title.zh) + ":" + Plain(fact.value) + (fact.reason.empty() ? "" : ",理由:" + fact.reason));
  }
  [[nodiscard]] std::string Words(const Event& event) const {
    if (const auto* fact = std::get_if<FactSet>(&event.body); fact != nullptr) return FactWords(*fact);
    const auto* action = std::get_if<ActionRecorded>(&event.body);
    const auto* correction = std::get_if<EntryCorrected>(&event.body);
    if (correction != nullptr) return Escape(EventWords(event, dossier_.definition, Language::kChinese)) + Payload(correction->data, nullptr);
    const auto* left = std::get_if<StepLeft>(&event.body);
    if (left != nullptr) {
      std::string text = StepTitle(left->step) + " 办结:" + OutcomeTitle(left->step, left->outcome);
      if (!left->reason.empty()) text += ",理由:" + Readable(left->reason, dossier_.definition, Language::kChinese);
      return Escape(text);
    }
    if (action == nullptr) return Escape(EventWords(event, dossier_.definition, Language::kChinese));
    const EventType* type = dossier_.vocabulary == nullptr ? nullptr : dossier_.vocabulary->Find(action->event);
    std::string html = Escape(StepTitle(action->step) + ":" + (type == nullptr || type->title.empty() ? action->event : type->title.zh));
    if (!action->data.AsMap().empty()) html += Payload(action->data, type == nullptr ? nullptr : &type->members);
    std::string materials;
    for (const MaterialRecord& material : action->materials) materials += (materials.empty() ? "材料:" : "、") + material.id + " " + material.title;
    return html + (materials.empty() ? "" : "<div>" + Escape(materials) + "</div>");
  }

  [[nodiscard]] std::string History() const {
    std::string html = "<h2>全过程记录</h2>\n<table>\n<thead><tr><th class=\"n\">序号</th><th>时间</th><th>经办</th><th>内容</th></tr></thead>\n<tbody>\n";
    int left_out = 0;
    for (const Event& event : dossier_.events) {
      if (std::holds_alternative<TaskOpened>(event.body) || std::holds_alternative<TaskClosed>(event.body)) {
        ++left_out;
        continue;
      }
      std::string actor = event.actor.name + (event.actor.role.empty() ? "" : "(" + RoleTitle(event.actor.role) + ")");
      if (event.actor.role == kSystemRole) actor = "系统";
      if (!event.actor.on_behalf_of.empty()) actor += ",受 " + event.actor.on_behalf_of + " 委托";
      std::string late;
      if (event.late) late = fmt::format("<div class=\"late\">补录:{}(确认人 {})</div>", Escape(event.late->reason), Escape(event.late->confirmed_by));
      std::string time = Moment(event.occurred_at);
      if (Moment(event.recorded_at) != time) time += "<br><span class=\"evidence\">登记 " + Moment(event.recorded_at) + "</span>";
      html += fmt::format("<tr><td class=\"n\">{}</td><td class=\"d\">{}</td><td>{}</td><td>{}{}</td></tr>\n", event.position, time, Escape(actor), Words(event),
                          late);
    }
    html += "</tbody>\n</table>\n";
    return left_out == 0 ? html : html + fmt::format("<p class=\"evidence\">待办的产生和了结({} 条)从略,在 data/history/events.jsonl 中。</p>\n", left_out);
  }

  [[nodiscard]] std::string Verification() const {
    return fmt::format(
        "<h2>怎样查验</h2>\n<p>本页由记录生成,供阅读;有证明力的是同一归档包里的记录(data/history)、哈希链和各材料文件。</p>\n"
        "<p>查验整个归档包:juece verify-package 归档包文件夹;或者按 docs/package-format.md 的格式说明自行核对。</p>\n"
        "<p>摘要算法:{}。末条哈希应与机关在别处保存的一致。</p>\n",
        Escape(dossier_.algorithm));
  }

  const ArchivedDossier& dossier_;
  const Event* header_ = nullptr;
  DossierOpened opened_;
  std::map<std::string, std::pair<const FactSet*, const Event*>> facts_;
  std::map<std::string, StepLine> steps_;
  std::vector<std::string> order_;
  std::map<std::string, DeadlineLine> deadlines_;
};

}  // namespace

std::string DossierPage(const ArchivedDossier& dossier) { return Page(dossier).Write(); }

}  // namespace juece
