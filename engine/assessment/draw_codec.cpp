#include "assessment/draw_codec.h"

#include "base/json.h"
#include "digest/digest.h"

namespace juece {
namespace {

constexpr std::string_view kListForm = "juece-review-list-1";
constexpr std::string_view kDrawForm = "juece-review-draw-1";
constexpr std::string_view kKey = "sha256(list.digest + \"\\n\" + seed + \"\\n\" + id)";

Data OfNames(const std::vector<std::string>& names) {
  Data list = Data::EmptyList();
  for (const std::string& name : names) list.Append(name);
  return list;
}
std::vector<std::string> NamesOf(const Data& list) {
  std::vector<std::string> names;
  for (const Data& name : list.AsList()) names.push_back(name.AsText());
  return names;
}

Data OfPlan(const DrawPlan& plan) {
  return Data::OfMembers({{"size", plan.size},
                          {"each", plan.each_organ ? "organ" : "all"},
                          {"own_units", OfNames(plan.own_units)},
                          {"reviewers", OfNames(plan.reviewers)},
                          {"seed_source", plan.seed_source},
                          {"made_by", plan.made_by},
                          {"made_at", plan.made_at.ToString()}});
}

std::optional<DrawPlan> PlanOf(const Data& data) {
  const auto at = Instant::Parse(data["made_at"].AsText());
  if (!at) return std::nullopt;
  return DrawPlan{static_cast<int>(data["size"].AsInteger()), data["each"].AsText() == "organ", NamesOf(data["own_units"]),
                  NamesOf(data["reviewers"]),
                  data["seed_source"].AsText(), data["made_by"].AsText(), *at};
}

Data Listed(const DrawList& list) {
  Data candidates = Data::EmptyList();
  for (const Candidate& one : list.candidates) {
    candidates.Append(Data::OfMembers({{"id", one.id}, {"title", one.title}, {"organ", one.organ}, {"units", OfNames(one.units)},
                                       {"kind", one.kind}, {"record", one.record}}));
  }
  Data excluded = Data::EmptyList();
  for (const Excluded& one : list.excluded) {
    excluded.Append(Data::OfMembers({{"id", one.id}, {"title", one.title},
                                     {"why", Data::OfMembers({{"zh", one.why.zh}, {"en", one.why.en}})}}));
  }
  return Data::OfMembers({{"form", kListForm}, {"plan", OfPlan(list.plan)}, {"candidates", candidates}, {"excluded", excluded}});
}

Data DrawnFrom(const Draw& draw) {
  Data ranked = Data::EmptyList();
  for (const Ranked& one : draw.ranked) {
    ranked.Append(Data::OfMembers({{"id", one.id}, {"group", one.group}, {"key", one.key}, {"drawn", one.drawn}}));
  }
  return Data::OfMembers({{"form", kDrawForm},
                          {"list", ToData(draw.list)},
                          {"seed", draw.seed},
                          {"drawn_by", draw.drawn_by},
                          {"drawn_at", draw.drawn_at.ToString()},
                          {"key", kKey},
                          {"ranked", ranked},
                          {"drawn", OfNames(draw.Drawn())}});
}

Status NoSuchFile(std::string zh, std::string en) { return Status::InvalidArgument({std::move(zh), std::move(en)}); }

}  // namespace

std::string DigestOfList(const DrawList& list) { return DigestOf(DigestAlgorithm::kSha256, ToCanonicalJson(Listed(list))); }
std::string DigestOfDraw(const Draw& draw) { return DigestOf(DigestAlgorithm::kSha256, ToCanonicalJson(DrawnFrom(draw))); }

Data ToData(const DrawList& list) { return Listed(list).Set("digest", list.digest); }
Data ToData(const Draw& draw) { return DrawnFrom(draw).Set("digest", draw.digest); }

Result<DrawList> ListFromData(const Data& data) {
  const auto plan = PlanOf(data["plan"]);
  if (data["form"].AsText() != kListForm || !plan) {
    return NoSuchFile("应为抽取名单(juece review list 所写的 JSON 文件),但不是",
                      "Expected a list as juece review list writes it, but it is none");
  }
  DrawList list;
  list.plan = *plan;
  for (const Data& one : data["candidates"].AsList()) {
    list.candidates.push_back({one["id"].AsText(), one["title"].AsText(), one["organ"].AsText(), NamesOf(one["units"]), {},
                               one["kind"].AsText(), one["record"].AsBool()});
  }
  for (const Data& one : data["excluded"].AsList()) {
    list.excluded.push_back({one["id"].AsText(), one["title"].AsText(), {one["why"]["zh"].AsText(), one["why"]["en"].AsText()}});
  }
  list.digest = data["digest"].AsText();
  if (!(ToData(list) == data)) {
    return NoSuchFile("抽取名单中有不属于名单的内容,或缺少内容,可能被改动过", "The list holds what no list holds, or lacks something; it may have been "
                                                     "changed");
  }
  return list;
}

Result<Draw> DrawFromData(const Data& data) {
  const auto at = Instant::Parse(data["drawn_at"].AsText());
  if (data["form"].AsText() != kDrawForm || !at) {
    return NoSuchFile("应为抽取结果(juece review draw 所写的 JSON 文件),但不是",
                      "Expected a draw as juece review draw writes it, but it is none");
  }
  auto list = ListFromData(data["list"]);
  if (!list) return list.error();
  Draw draw;
  draw.list = *std::move(list);
  draw.seed = data["seed"].AsText();
  draw.drawn_by = data["drawn_by"].AsText();
  draw.drawn_at = *at;
  for (const Data& one : data["ranked"].AsList()) {
    draw.ranked.push_back({one["id"].AsText(), one["group"].AsText(), one["key"].AsText(), one["drawn"].AsBool()});
  }
  draw.digest = data["digest"].AsText();
  if (!(ToData(draw) == data)) {
    return NoSuchFile("抽取结果中有不属于它的内容,或缺少内容,可能被改动过", "The draw holds what no draw holds, or lacks something; it may have been "
                                                    "changed");
  }
  return draw;
}

}  // namespace juece
