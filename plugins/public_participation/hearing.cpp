// R713:16 and 17: notice, selection, list, service, the hearing in its order, signatures. The days
// before it are the definition's.
#include "checks.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

bool IsParticipant(const Action& list, std::string_view name) {
  for (Value participant : list.data["participants"]) {
    if (participant["name"].Text() == name) return true;
  }
  return false;
}

Answer NoNotice(const Request& request) {
  if (request.Has("hearing_notice_published")) return std::nullopt;
  return Refusal{
      "hearing-notice-missing",
      "R713:16-2",
      {"提前公布听证会的时间、地点等信息", "announce time and place of the hearing in advance"},
      {"没有听证公告", "there is no notice"}};
}

Answer NoList(const Request& request) {
  if (request.Has("hearing_participants_published")) return std::nullopt;
  return Refusal{"participant-list-missing",
                 "R713:16-3",
                 {"提前公布听证参加人名单", "publish the participants in advance"},
                 {"没有名单", "there is no list"}};
}

bool Served(const Request& request, std::string_view name) {
  for (const Action& service : request.All("hearing_materials_served")) {
    for (Value receipt : service.data["receipts"]) {
      if (receipt["participant"].Text() == name) return true;
    }
  }
  return false;
}

Answer NotServed(const Request& request, const Action& list) {
  for (Value participant : list.data["participants"]) {
    const std::string_view name = participant["name"].Text();
    if (Served(request, name)) continue;
    return Refusal{"hearing-materials-not-served",
                   "R713:16-3",
                   {"在会前向每名听证参加人送达材料",
                    "serve the materials on every participant before the hearing"},
                   {Quote(name).zh + "没有送达", Quote(name).en + " was not served"}};
  }
  return std::nullopt;
}

// The configured stages must appear in this order; further ones may stand between them.
Answer WrongOrder(const Request& request) {
  const Value held = request.data()["stages"];
  std::size_t at = 0;
  for (Value stage : request.configuration()["hearing_stages"]) {
    while (at < held.size() && held[at].Text() != stage.Text()) ++at;
    if (at++ < held.size()) continue;
    const Sentence order = QuoteAll(Texts(request.configuration()["hearing_stages"]));
    return Refusal{"hearing-order-broken",
                   "R713:17",
                   {"依次进行" + order.zh, "hold the stages " + order.en + " in this order"},
                   {Quote(stage.Text()).zh + "没有进行或者次序不对",
                    Quote(stage.Text()).en + " is missing or out of order"}};
  }
  return std::nullopt;
}

Answer Unsigned(const Request& request, const Action& list) {
  const Value data = request.data();
  for (Value participant : list.data["participants"]) {
    const std::string_view name = participant["name"].Text();
    bool settled = data["absent"].Contains(name);
    for (Value signature : data["signatures"]) {
      if (signature["name"].Text() != name) continue;
      settled = settled || signature["signed"].IsTrue() || !signature["refusal"].Text().empty();
    }
    if (settled) continue;
    return Refusal{"signature-missing",
                   "R713:17",
                   {"由到会的听证参加人在笔录上签字,拒绝的注明",
                    "have the participants who came sign the record, or note their refusal"},
                   {Quote(name).zh + "没有签字,也没有注明拒签或者未到会",
                    Quote(name).en + " neither signed nor is noted as refusing or absent"}};
  }
  return std::nullopt;
}

}  // namespace

Answer RefusedNotice(const Request& request) {
  const Value data = request.data();
  if (data["draft_published"].IsFalse()) {
    return Refusal{
        "hearing-draft-not-published",
        "R713:16-2",
        {"在听证公告中公布草案及其说明", "publish the draft and its explanation with the notice"},
        {"没有公布", "they are not published"}};
  }
  if (data["hearing_on"].Text() > request.today()) return std::nullopt;
  return Refusal{"hearing-notice-missing",
                 "R713:16-2",
                 {"在听证会之前公告", "announce the hearing before it is held"},
                 {"听证会日期为" + std::string(data["hearing_on"].Text()),
                  "it is on " + std::string(data["hearing_on"].Text())}};
}

Answer RefusedList(const Request& request) {
  if (const Answer refusal = NoNotice(request)) return refusal;
  if (!request.Last("hearing_notice_published")->data["selection"].IsTrue() ||
      request.Has("hearing_selection_published"))
    return std::nullopt;
  return Refusal{"selection-method-missing",
                 "R713:16-3",
                 {"先公布听证参加人遴选办法", "publish how participants are selected first"},
                 {"没有公布", "it was not published"}};
}

Answer RefusedReceipts(const Request& request) {
  if (const Answer refusal = NoList(request)) return refusal;
  const auto list = request.Last("hearing_participants_published");
  for (Value receipt : request.data()["receipts"]) {
    const std::string_view name = receipt["participant"].Text();
    if (IsParticipant(*list, name)) continue;
    return Refusal{"unknown-participant",
                   "R713:16-3",
                   {"向公布的听证参加人送达", "serve the published participants"},
                   {Quote(name).zh + "不在名单中", Quote(name).en + " is not on the list"}};
  }
  return std::nullopt;
}

Answer RefusedHearing(const Request& request) {
  if (const Answer refusal = NoNotice(request)) return refusal;
  if (const Answer refusal = NoList(request)) return refusal;
  const auto list = request.Last("hearing_participants_published");
  if (const Answer refusal = NotServed(request, *list)) return refusal;
  if (!request.data()["open"].IsTrue()) {
    return Refusal{"hearing-not-public",
                   "R713:17",
                   {"公开举行听证会", "hold the hearing in public"},
                   {"没有公开举行", "it was not public"}};
  }
  if (const Answer refusal = WrongOrder(request)) return refusal;
  return Unsigned(request, *list);
}

}  // namespace juece::sdk
