#include "exchange/package_index.h"

#include <fmt/format.h>

#include <functional>

#include "base/json.h"

namespace juece {
namespace {

Data HeadData(const ChainHead& head) { return Data::OfMembers({{"position", head.position}, {"hash", head.hash}}); }

Data MaterialData(const PackageMaterial& material) {
  const MaterialRecord& record = material.record;
  return Data::OfMembers({{"id", record.id},
                          {"kind", record.kind},
                          {"title", record.title},
                          {"digest", record.digest},
                          {"size", record.size},
                          {"file_name", record.file_name},
                          {"carrier", record.carrier},
                          {"position", material.position},
                          {"file", material.file}});
}

// Reads members that must be there and be of their kind; remembers the first that is not.
class Reader {
 public:
  std::string Text(const Data& map, std::string_view name, const std::string& at) {
    const Data* member = map.Find(name);
    if (member == nullptr || !member->is_text()) return Wrong(name, at), "";
    return member->AsText();
  }
  std::int64_t Number(const Data& map, std::string_view name, const std::string& at) {
    const Data* member = map.Find(name);
    if (member == nullptr || !member->is_number()) return Wrong(name, at), 0;
    return member->AsInteger(-1);
  }
  ChainHead Head(const Data& map, std::string_view name) {
    const Data& head = map[name];
    const std::string at = "/" + std::string(name);
    ChainHead read{Number(head, "position", at), Text(head, "hash", at)};
    Members(head, 2, at);
    return read;
  }
  void List(const Data& map, std::string_view name, std::size_t members, const std::function<void(const Data&, const std::string&)>& take) {
    const Data* list = map.Find(name);
    if (list == nullptr || !list->is_list()) return Wrong(name, "");
    std::size_t number = 0;
    for (const Data& item : list->AsList()) {
      const std::string at = fmt::format("/{}/{}", name, number++);
      Members(item, members, at);
      take(item, at);
    }
  }
  // A member too many would be a statement that nobody checks.
  void Members(const Data& map, std::size_t count, const std::string& at) {
    if (map.AsMap().size() != count) Wrong("", at);
  }
  void Wrong(std::string_view name, const std::string& at) {
    if (wrong_.empty()) wrong_ = at + "/" + std::string(name);
  }
  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  std::string wrong_;
};

MaterialRecord RecordFrom(Reader& reader, const Data& item, const std::string& at) {
  MaterialRecord record;
  record.id = reader.Text(item, "id", at);
  record.kind = reader.Text(item, "kind", at);
  record.title = reader.Text(item, "title", at);
  record.digest = reader.Text(item, "digest", at);
  record.size = reader.Number(item, "size", at);
  record.file_name = reader.Text(item, "file_name", at);
  record.carrier = reader.Text(item, "carrier", at);
  return record;
}

void ReadLists(Reader& reader, const Data& data, PackageIndex& index) {
  reader.List(data, "plugins", 3, [&](const Data& item, const std::string& at) {
    index.plugins.push_back({reader.Text(item, "id", at), reader.Text(item, "version", at), reader.Text(item, "digest", at)});
  });
  reader.List(data, "documents", 4, [&](const Data& item, const std::string& at) {
    index.documents.push_back({reader.Text(item, "digest", at), reader.Text(item, "kind", at), reader.Text(item, "name", at), reader.Text(item, "file", at)});
  });
  reader.List(data, "materials", 9, [&](const Data& item, const std::string& at) {
    index.materials.push_back({RecordFrom(reader, item, at), reader.Number(item, "position", at), reader.Text(item, "file", at)});
  });
  reader.List(data, "files", 3, [&](const Data& item, const std::string& at) {
    index.files.push_back({reader.Text(item, "file", at), reader.Text(item, "digest", at), reader.Number(item, "size", at)});
  });
}

std::optional<Data> CanonicalLine(std::string_view line, std::size_t members) {
  auto data = ParseJson(line);
  if (!data || data->AsMap().size() != members || ToCanonicalJson(*data) != line) return std::nullopt;
  return *std::move(data);
}

}  // namespace

Data ToData(const PackageIndex& index) {
  Data plugins = Data::EmptyList();
  for (const PluginPin& pin : index.plugins) plugins.Append(Data::OfMembers({{"id", pin.id}, {"version", pin.version}, {"digest", pin.digest}}));
  Data documents = Data::EmptyList();
  for (const PackageDocument& document : index.documents) {
    documents.Append(Data::OfMembers({{"digest", document.digest}, {"kind", document.kind}, {"name", document.name}, {"file", document.file}}));
  }
  Data materials = Data::EmptyList();
  for (const PackageMaterial& material : index.materials) materials.Append(MaterialData(material));
  Data files = Data::EmptyList();
  for (const PackageFile& file : index.files) {
    files.Append(Data::OfMembers({{"file", file.file}, {"digest", file.digest}, {"size", file.size}}));
  }
  return Data::OfMembers({{"format", kPackageFormat},
                          {"version", kPackageVersion},
                          {"dossier", index.dossier},
                          {"title", index.title},
                          {"organ", index.organ},
                          {"state", index.state},
                          {"algorithm", ToString(index.algorithm)},
                          {"events", HeadData(index.events)},
                          {"attempts", HeadData(index.attempts)},
                          {"procedure", Data::OfMembers({{"id", index.procedure}, {"version", index.procedure_version}, {"digest", index.procedure_digest}})},
                          {"plugins", std::move(plugins)},
                          {"documents", std::move(documents)},
                          {"materials", std::move(materials)},
                          {"files", std::move(files)}});
}

Result<PackageIndex> IndexFromData(const Data& data) {
  Reader reader;
  const std::int64_t version = reader.Number(data, "version", "");
  if (reader.Text(data, "format", "") != kPackageFormat) reader.Wrong("format", "");
  if (reader.wrong().empty() && version > kPackageVersion) {
    return Status::Unsupported({fmt::format("归档包的格式应不高于第 {} 版,但为第 {} 版;请使用较新的程序", kPackageVersion, version),
                                fmt::format("expected a package of format {} at most, but it has format {}; use a newer program", kPackageVersion, version)});
  }
  if (version != kPackageVersion) reader.Wrong("version", "");
  PackageIndex index;
  index.dossier = reader.Text(data, "dossier", "");
  index.title = reader.Text(data, "title", "");
  index.organ = reader.Text(data, "organ", "");
  index.state = reader.Text(data, "state", "");
  const auto algorithm = ParseDigestAlgorithm(reader.Text(data, "algorithm", ""));
  if (algorithm) index.algorithm = *algorithm;
  if (!algorithm) reader.Wrong("algorithm", "");
  index.events = reader.Head(data, "events");
  index.attempts = reader.Head(data, "attempts");
  const Data& procedure = data["procedure"];
  index.procedure = reader.Text(procedure, "id", "/procedure");
  index.procedure_version = reader.Text(procedure, "version", "/procedure");
  index.procedure_digest = reader.Text(procedure, "digest", "/procedure");
  reader.Members(procedure, 3, "/procedure");
  ReadLists(reader, data, index);
  reader.Members(data, 14, "");
  if (reader.wrong().empty()) return index;
  return Status::Corrupt({fmt::format("{} 应符合归档包格式,但 {} 缺少、多余或类型不对", package_paths::kIndex, reader.wrong()),
                          fmt::format("expected {} as the package format says, but {} is missing, too much, or of another kind",
                                      package_paths::kIndex, reader.wrong())});
}

std::string ToLine(const ChainLine& line) {
  return ToCanonicalJson(Data::OfMembers({{"position", line.position}, {"previous", line.previous}, {"hash", line.hash}}));
}

std::optional<ChainLine> ChainLineFrom(std::string_view line) {
  const auto data = CanonicalLine(line, 3);
  if (!data || !(*data)["position"].is_number() || !(*data)["previous"].is_text() || !(*data)["hash"].is_text()) return std::nullopt;
  return ChainLine{(*data)["position"].AsInteger(), (*data)["previous"].AsText(), (*data)["hash"].AsText()};
}

std::string ToLine(const PersonalLine& line) {
  return ToCanonicalJson(Data::OfMembers({{"position", line.position},
                                          {"pointer", line.value.pointer},
                                          {"salt", line.value.salt},
                                          {"value", line.value.value},
                                          {"commitment", line.value.commitment}}));
}

std::optional<PersonalLine> PersonalLineFrom(std::string_view line) {
  const auto data = CanonicalLine(line, 5);
  if (!data || !(*data)["position"].is_number()) return std::nullopt;
  for (const char* name : {"pointer", "salt", "value", "commitment"}) {
    if (!(*data)[name].is_text()) return std::nullopt;
  }
  return PersonalLine{(*data)["position"].AsInteger(),
                      {(*data)["pointer"].AsText(), (*data)["salt"].AsText(), (*data)["value"].AsText(), (*data)["commitment"].AsText()}};
}

std::optional<std::vector<std::string_view>> StrictLines(std::string_view text) {
  std::vector<std::string_view> lines;
  if (text.find('\r') != std::string_view::npos || (!text.empty() && text.back() != '\n')) return std::nullopt;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace juece
