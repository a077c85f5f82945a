// Metadata of an archived dossier as XML, named after the elements of DA/T 46 and GB/T 39362. What an archive assigns (fonds number,
// retention period, classification) stands there empty.
#include <fmt/format.h>

#include <set>

#include "report/dossier_page.h"
#include "report/event_words.h"
#include "report/html.h"

namespace juece {
namespace {

// XML 1.0 has no place for most control characters; a title may hold them all the same.
std::string Xml(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    clean += byte < 0x20 && c != '\n' && c != '\t' ? '?' : c;
  }
  return Escape(clean);
}

std::string Element(int depth, std::string_view name, std::string_view value) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  if (value.empty()) return fmt::format("{}<{}/>\n", indent, name);
  return fmt::format("{}<{}>{}</{}>\n", indent, name, Xml(value), name);
}

std::string FormatOf(const std::string& file_name) {
  const std::size_t dot = file_name.rfind('.');
  return dot == std::string::npos ? "" : file_name.substr(dot + 1);
}

std::string Whole(const ArchivedDossier& dossier, const DossierOpened& opened) {
  const Event& first = dossier.events.front();
  const Event& last = dossier.events.back();
  std::string xml = "  <案卷>\n" + Element(2, "聚合层次", "案卷") + Element(2, "立档单位名称", opened.organ) + Element(2, "全宗号", "") +
                    Element(2, "电子文件号", first.dossier) + Element(2, "题名", opened.title) + Element(2, "保管期限", "") + Element(2, "密级", "");
  xml += Element(2, "起始日期", first.occurred_at.LocalDate().ToString()) + Element(2, "终止日期", last.occurred_at.LocalDate().ToString());
  xml += Element(2, "卷数", fmt::format("{}", dossier.catalogue.volumes.size())) + Element(2, "件数", fmt::format("{}", dossier.catalogue.items));
  xml += Element(2, "页数", dossier.catalogue.pages ? fmt::format("{}", *dossier.catalogue.pages) : "");
  xml += fmt::format("    <业务依据 编码=\"{}\" 版本=\"{}\" 摘要=\"{}\"/>\n", Xml(opened.procedure), Xml(opened.procedure_version), Xml(opened.procedure_digest));
  xml += fmt::format("    <数字摘要 算法=\"{}\" 对象=\"末条记录\">{}</数字摘要>\n", Xml(dossier.algorithm), Xml(last.hash));
  std::set<std::pair<std::string, std::string>> people;
  for (const Event& event : dossier.events) {
    if (!event.actor.name.empty()) people.emplace(event.actor.name, event.actor.role);
  }
  for (const auto& [name, role] : people) xml += fmt::format("    <机构人员 角色=\"{}\">{}</机构人员>\n", Xml(role), Xml(name));
  for (const CatalogueNote& note : dossier.catalogue.notes) xml += fmt::format("    <附注 种类=\"{}\">{}</附注>\n", note.code, Xml(note.text.zh));
  return xml + "  </案卷>\n";
}

std::string ItemXml(const CatalogueVolume& volume, const CatalogueItem& item) {
  std::string xml = "  <文件>\n" + Element(2, "聚合层次", "文件") + Element(2, "件号", fmt::format("{}", item.number)) +
                    Element(2, "卷号", fmt::format("{}", volume.number)) + Element(2, "顺序号", fmt::format("{}", item.order)) +
                    Element(2, "题名", item.material.title.empty() ? item.material.file_name : item.material.title);
  xml += fmt::format("    <文种 编码=\"{}\">{}</文种>\n", Xml(item.material.kind), Xml(item.kind.zh));
  xml += Element(2, "责任者", item.maker) + Element(2, "日期", item.date) + Element(2, "页数", item.pages ? fmt::format("{}", *item.pages) : "");
  xml += Element(2, "载体", item.material.carrier == "paper" ? "纸质" : "电子") + Element(2, "计算机文件名", item.material.file_name) +
         Element(2, "计算机文件大小", fmt::format("{}", item.material.size)) + Element(2, "格式信息", FormatOf(item.material.file_name)) +
         Element(2, "存储位置", item.file);
  const std::size_t colon = std::min(item.material.digest.find(':'), item.material.digest.size());
  xml += fmt::format("    <数字摘要 算法=\"{}\">{}</数字摘要>\n", Xml(item.material.digest.substr(0, colon)),
                     Xml(item.material.digest.substr(std::min(colon + 1, item.material.digest.size()))));
  xml += Element(2, "记录序号", fmt::format("{}", item.position));
  return xml + "  </文件>\n";
}

std::string ActsXml(const ArchivedDossier& dossier) {
  std::string xml = "  <业务实体>\n";
  for (const Event& event : dossier.events) {
    xml += fmt::format("    <业务行为 序号=\"{}\" 类型=\"{}\" 时间=\"{}\" 登记时间=\"{}\" 人员=\"{}\" 角色=\"{}\">{}</业务行为>\n", event.position,
                       NameOf(event.body), event.occurred_at.ToString(), event.recorded_at.ToString(), Xml(event.actor.name), Xml(event.actor.role),
                       Xml(EventWords(event, dossier.definition, Language::kChinese)));
  }
  return xml + "  </业务实体>\n";
}

}  // namespace

std::string ArchiveMetadata(const ArchivedDossier& dossier) {
  const auto* opened = std::get_if<DossierOpened>(&dossier.events.front().body);
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<电子档案元数据 xmlns=\"urn:juece:archive-metadata:1\" 参照=\"GB/T 39362-2020;DA/T 46-2009;DA/T 48-2009\">\n";
  xml += Whole(dossier, opened == nullptr ? DossierOpened() : *opened);
  for (const CatalogueVolume& volume : dossier.catalogue.volumes) {
    for (const CatalogueItem& item : volume.items) xml += ItemXml(volume, item);
  }
  return xml + ActsXml(dossier) + "</电子档案元数据>\n";
}

}  // namespace juece
