// Documents made from a dossier: the catalogue of its volume, the notice of a consultation.
#include <string>

#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

// A4, black on white, no outside resources: printed and archived as it stands.
std::string Page(const Call& call, const std::string& title, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string(call.chinese() ? "zh-CN" : "en") + "\">\n<head><meta charset=\"utf-8\"><title>" + Html(title) +
         "</title>\n<style>@page{size:A4;margin:20mm}body{font-family:\"Noto Serif CJK SC\",\"FangSong\",serif;max-width:170mm;margin:8mm auto;line-height:1.7}"
         "h1{text-align:center;font-size:1.5em}h2{font-size:1.1em;margin-top:1.5em}table{border-collapse:collapse;width:100%}"
         "th,td{border:1px solid #333;padding:.2em .5em;text-align:left;vertical-align:top}th{background:#eee}.number{text-align:right}"
         "td:nth-child(4){white-space:nowrap}.sign{text-align:right;margin-top:3em}</style></head>\n<body>\n" +
         body + "</body>\n</html>\n";
}

// A cell of a Markdown table: what would end it is written otherwise.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '*' || c == '_' || c == '[' || c == '<' || c == '`') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

class VolumeCatalogue : public Renderer {
 public:
  [[nodiscard]] Document Render(const Call& call) const override {
    const bool html = call.configuration()["format"].Text() != "markdown";
    const std::string title = call.In(Sentence{"卷内目录", "Catalogue of the dossier"});
    const Value dossier = call.subject()["dossier"];
    std::string body = html ? "<h1>" + Html(title) + "</h1>\n<p>" + Html(dossier["title"].Text()) + "<br>" + Html(dossier["organ"].Text()) + " · " +
                                  Html(dossier["id"].Text()) + "</p>\n"
                            : "# " + title + "\n\n" + Cell(dossier["title"].Text()) + " · " + Cell(dossier["organ"].Text()) + " · " + Cell(dossier["id"].Text()) + "\n";
    const Value volumes = call.subject()["catalogue"]["volumes"];
    for (Value volume : volumes) body += Volume(call, volume, html);
    if (volumes.empty()) {
      const std::string none = call.In(Sentence{"案卷中没有材料。", "The dossier has no documents."});
      body += html ? "<p>" + none + "</p>\n" : "\n" + none + "\n";
    }
    if (html) return {"text/html", "catalogue.html", Page(call, title, body)};
    return {"text/markdown", "catalogue.md", body};
  }

 private:
  static std::string Volume(const Call& call, Value volume, bool html) {
    const std::string_view title = call.In(volume["title"]);
    std::string out = html ? "<h2>" + Html(title) + "</h2>\n<table>\n<tr>" : "\n## " + Cell(title) + "\n\n|";
    for (const Sentence& head : {Sentence{"顺序号", "No."}, Sentence{"责任者", "Maker"}, Sentence{"题名", "Title"}, Sentence{"日期", "Date"},
                                 Sentence{"页数", "Pages"}, Sentence{"材料种类", "Kind"}}) {
      out += html ? "<th>" + call.In(head) + "</th>" : " " + call.In(head) + " |";
    }
    out += html ? "</tr>\n" : "\n|---|---|---|---|---|---|\n";
    for (Value item : volume["items"]) out += Row(call, item, html);
    return out + (html ? "</table>\n" : "");
  }

  static std::string Row(const Call& call, Value item, bool html) {
    const std::string kind = std::string(item["kind"].Text()) + " " + std::string(call.In(item["kind_title"]));
    const std::string_view cells[] = {item["order"].Number(), item["maker"].Text(), item["title"].Text(), item["date"].Text(), item["pages"].Number(), kind};
    std::string out = html ? "<tr>" : "|";
    for (const std::string_view cell : cells) out += html ? "<td>" + Html(cell) + "</td>" : " " + Cell(cell) + " |";
    return out + (html ? "</tr>\n" : "\n");
  }
};

// The words of R713:15 for the channels that the step knows; any other stands as it was entered.
std::string ChannelName(const Call& call, std::string_view channel) {
  static const std::pair<std::string_view, Sentence> kNames[] = {
      {"website", {"政府网站", "the government's website"}}, {"new_media", {"政务新媒体", "government new media"}},
      {"gazette", {"政府公报", "the gazette"}},              {"newspaper", {"报刊", "newspapers"}},
      {"radio", {"广播", "radio"}},                          {"television", {"电视", "television"}},
      {"other", {"其他途径", "other channels"}}};
  for (const auto& [id, name] : kNames) {
    if (id == channel) return std::string(call.In(name));
  }
  return std::string(channel);
}

class ConsultationNotice : public Renderer {
 public:
  [[nodiscard]] Document Render(const Call& call) const override {
    Value opened;
    for (Value action : call.subject()["actions"]) {
      if (action["event"].Text() == "consultation_opened") opened = action;
    }
    if (opened.IsNull()) throw CannotAnswer("the dossier has no open consultation / 案卷没有公开征求意见的记录");
    const Value data = opened["data"];
    const Value dossier = call.subject()["dossier"];
    const std::string matter(dossier["title"].Text());
    const std::string title = call.In(Sentence{"关于公开征求《" + matter + "》意见的公告", "Notice: opinions are invited on “" + matter + "”"});
    std::string channels;
    for (Value channel : data["channels"]) channels += (channels.empty() ? "" : call.chinese() ? "、" : ", ") + ChannelName(call, channel.Text());
    const std::string until(data["until"].Text());
    std::string body = "<h1>" + Html(title) + "</h1>\n";
    const auto paragraph = [&](const Sentence& text) { body += "<p>" + Html(call.In(text)) + "</p>\n"; };
    paragraph({"为了科学、民主、依法作出决策,现就“" + matter + "”向社会公开征求意见。", "Before it is decided, everybody may give an opinion on “" + matter + "”."});
    paragraph({"征求意见的截止日期:" + until + "。", "Opinions are received until " + until + "."});
    paragraph({"公布的途径:" + channels + "。", "Published through: " + channels + "."});
    paragraph({"提出意见的方式:" + std::string(data["how_to_answer"].Text()) + "。", "How to answer: " + std::string(data["how_to_answer"].Text()) + "."});
    if (const std::string reason(data["reason_for_shortening"].Text()); !reason.empty()) {
      paragraph({"本次征求意见的期限缩短,理由:" + reason + "。", "The time is shorter than usual, because: " + reason + "."});
    }
    body += "<p class=\"sign\">" + Html(dossier["organ"].Text()) + "<br>" + Html(opened["date"].Text()) + "</p>\n";
    return {"text/html", "notice.html", Page(call, title, body)};
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeFunction<juece::sdk::VolumeCatalogue>("volume_catalogue"),
             juece::sdk::MakeFunction<juece::sdk::ConsultationNotice>("consultation_notice"))
