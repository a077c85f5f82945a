#include "report/archive_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/event_words.h"

namespace juece {
namespace {

std::string RoleTitle(const Definition* definition, const std::string& role) {
  if (definition == nullptr) return role;
  for (const RoleDeclaration& declared : definition->roles) {
    if (declared.id == role) return declared.title.zh;
  }
  return role;
}

std::string StepTitle(const Definition* definition, const std::string& step) {
  const StepNode* node = definition == nullptr ? nullptr : definition->FindStep(step);
  return node == nullptr || node->title.empty() ? step : node->title.zh;
}

class Builder {
 public:
  Builder(const CatalogueFacts& facts, const DocumentCatalog* documents, const Definition* definition)
      : facts_(facts), documents_(documents), definition_(definition) {}

  ArchiveCatalogue Build(const std::vector<Event>& events) {
    for (const Event& event : events) {
      header_ = &event;
      std::visit([this](const auto& body) { Take(body); }, event.body);
      if (event.late) late_.push_back(event.position);
      for (const PersonalValue& personal : event.personal) redacted_ += personal.value.empty() ? 1 : 0;
    }
    Number();
    Notes();
    return std::move(catalogue_);
  }

 private:
  template <typename Body>
  void Take(const Body& /*body*/) {}
  void Take(const ActionRecorded& body) {
    for (const MaterialRecord& material : body.materials) {
      CatalogueItem item;
      item.material = material;
      item.position = header_->position;
      item.step = body.step;
      const Actor& actor = header_->actor;
      item.maker = actor.name + (actor.role.empty() ? "" : fmt::format("({})", RoleTitle(definition_, actor.role)));
      item.date = header_->occurred_at.LocalDate().ToString();
      if (const auto file = facts_.files.find(material.id); file != facts_.files.end()) item.file = file->second;
      if (const auto pages = facts_.pages.find(material.id); pages != facts_.pages.end()) item.pages = pages->second;
      if (documents_ != nullptr) {
        if (const auto title = documents_->titles.find(material.kind); title != documents_->titles.end()) item.kind = title->second;
      }
      by_group_[GroupOf(material.kind)].push_back(std::move(item));
    }
  }
  void Take(const StepLeft& body) {
    if (body.outcome == "not_applicable") omitted_[body.step] = body.reason + (body.said_by.empty() ? "" : "(" + body.said_by + ")");
  }
  void Take(const StepEntered& body) { omitted_.erase(body.step); }
  void Take(const StepOverridden& body) { overridden_.push_back(fmt::format("第 {} 条 {}({})", header_->position, body.what, body.reason)); }
  void Take(const EntryCorrected& body) { corrected_.push_back(body.corrected); }
  void Take(const DossierClosed& /*body*/) { ended_ = true; }
  void Take(const DossierTerminated& /*body*/) { ended_ = true; }
  void Take(const DossierWithdrawn& /*body*/) { ended_ = true; }

  [[nodiscard]] std::size_t GroupOf(const std::string& kind) const {
    const std::size_t groups = documents_ == nullptr ? 0 : documents_->groups.size();
    for (std::size_t i = 0; i < groups; ++i) {
      const auto& kinds = documents_->groups[i].kinds;
      if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return i;
    }
    return groups;
  }

  void Number() {
    int pages = 0;
    bool all_known = true;
    for (auto& [group, items] : by_group_) {
      CatalogueVolume& volume = catalogue_.volumes.emplace_back();
      volume.number = static_cast<int>(catalogue_.volumes.size());
      const bool named = documents_ != nullptr && group < documents_->groups.size();
      volume.title = named ? documents_->groups[group].title : Text{"其他材料", "Other materials"};
      for (CatalogueItem& item : items) {
        item.number = ++catalogue_.items;
        item.order = static_cast<int>(volume.items.size()) + 1;
        all_known = all_known && item.pages.has_value();
        pages += item.pages.value_or(0);
        if (item.file.empty()) paper_.push_back(item.number);
        if (!item.pages) unknown_.push_back(item.number);
        volume.items.push_back(std::move(item));
      }
    }
    if (all_known) catalogue_.pages = pages;
  }

  void Note(const char* code, std::string zh, std::string en) { catalogue_.notes.push_back({code, {std::move(zh), std::move(en)}}); }
  template <typename T>
  static std::string Listed(const std::vector<T>& numbers) {
    std::string text;
    for (const T number : numbers) text += (text.empty() ? "" : "、") + fmt::format("{}", number);
    return text;
  }

  void Notes() {
    if (!ended_) Note("unfinished", "案卷尚未办结,本目录为导出时的情况。", "The dossier is not closed; this is its state at export.");
    if (!paper_.empty()) {
      Note("paper", fmt::format("第 {} 件为纸质,没有扫描件,包内只有其说明的摘要。", Listed(paper_)),
           fmt::format("Items {} are on paper without a scan; the package holds the digest of their description only.", Listed(paper_)));
    }
    if (!unknown_.empty()) {
      Note("pages-unknown", fmt::format("第 {} 件的页数不能由文件本身得出,装订时请补计。", Listed(unknown_)),
           fmt::format("The pages of items {} cannot be told from their files; count them when binding.", Listed(unknown_)));
    }
    for (const auto& [step, reason] : omitted_) {
      const std::string why = Readable(reason, definition_, Language::kChinese);
      Note("not-applicable", fmt::format("“{}”不适用,没有材料:{}。", StepTitle(definition_, step), why),
           fmt::format("{} did not apply and left no material: {}.", step, reason));
    }
    if (!late_.empty()) Note("late", fmt::format("第 {} 条记录为补录。", Listed(late_)), fmt::format("Entries {} were registered late.", Listed(late_)));
    if (!corrected_.empty()) {
      Note("corrected", fmt::format("第 {} 条记录已更正,原记录保留。", Listed(corrected_)),
           fmt::format("Entries {} were corrected; the old ones stay.", Listed(corrected_)));
    }
    for (const std::string& text : overridden_) Note("overridden", "软件规则经批准放行:" + text + "。", "A rule of the software was set aside: " + text + ".");
    if (redacted_ > 0) {
      Note("redacted", fmt::format("{} 处个人信息已删除,只留承诺值。", redacted_), fmt::format("{} personal values were redacted; their commitments stay.", redacted_));
    }
  }

  const CatalogueFacts& facts_;
  const DocumentCatalog* documents_;
  const Definition* definition_;
  const Event* header_ = nullptr;
  ArchiveCatalogue catalogue_;
  std::map<std::size_t, std::vector<CatalogueItem>> by_group_;
  std::map<std::string, std::string> omitted_;
  std::vector<std::string> overridden_;
  std::vector<std::int64_t> corrected_;
  std::vector<std::int64_t> late_;
  std::vector<int> paper_;
  std::vector<int> unknown_;
  int redacted_ = 0;
  bool ended_ = false;
};

Data TextData(const Text& text) { return Data::OfMembers({{"zh", text.zh}, {"en", text.en}}); }

}  // namespace

ArchiveCatalogue BuildCatalogue(const std::vector<Event>& events, const CatalogueFacts& facts, const DocumentCatalog* documents,
                                const Definition* definition) {
  return Builder(facts, documents, definition).Build(events);
}

Data ToData(const ArchiveCatalogue& catalogue) {
  Data volumes = Data::EmptyList();
  for (const CatalogueVolume& volume : catalogue.volumes) {
    Data items = Data::EmptyList();
    for (const CatalogueItem& item : volume.items) {
      items.Append(Data::OfMembers({{"number", item.number},
                                    {"order", item.order},
                                    {"material", item.material.id},
                                    {"kind", item.material.kind},
                                    {"kind_title", TextData(item.kind)},
                                    {"title", item.material.title},
                                    {"maker", item.maker},
                                    {"date", item.date},
                                    {"step", item.step},
                                    {"position", item.position},
                                    {"pages", item.pages ? Data(*item.pages) : Data()},
                                    {"carrier", item.material.carrier},
                                    {"digest", item.material.digest},
                                    {"file", item.file}}));
    }
    volumes.Append(Data::OfMembers({{"number", volume.number}, {"title", TextData(volume.title)}, {"items", std::move(items)}}));
  }
  Data notes = Data::EmptyList();
  for (const CatalogueNote& note : catalogue.notes) notes.Append(Data::OfMembers({{"code", note.code}, {"text", TextData(note.text)}}));
  return Data::OfMembers({{"items", catalogue.items},
                          {"pages", catalogue.pages ? Data(*catalogue.pages) : Data()},
                          {"volumes", std::move(volumes)},
                          {"notes", std::move(notes)}});
}

}  // namespace juece
