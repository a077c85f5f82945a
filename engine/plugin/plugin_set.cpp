#include "plugin/plugin_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "plugin/child_plugin.h"
#include "plugin/plugin_file.h"
#include "plugin/plugin_library.h"

namespace juece {
namespace {

Finding PluginFinding(const std::string& file, Text message) {
  Finding finding;
  finding.code = "plugin";
  finding.message = std::move(message);
  finding.place.file = file;
  return finding;
}

std::vector<std::string> LibrariesIn(const std::string& folder, std::error_code& error) {
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".so") files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

PluginSet::PluginSet() : PluginSet({}, nullptr) { policy_.trust.allow_unsigned = true; }

PluginSet::PluginSet(HostingPolicy policy, std::shared_ptr<Clock> clock)
    : policy_(std::move(policy)),
      crashes_(std::make_shared<CrashBook>(policy_.crash_book, std::move(clock))),
      catalog_(std::make_shared<StepCatalog>()) {}

Result<std::shared_ptr<const Plugin>> PluginSet::Load(std::shared_ptr<const PluginFile> file, PluginTrust trust, bool apart) const {
  PluginHosting hosting = policy_.Of(file->name());
  hosting.child = hosting.child || apart;
  if (hosting.child) {
    auto hosted = ChildPlugin::Load(std::move(file), hosting, policy_.host_program, crashes_, std::move(trust));
    if (!hosted) return hosted.error();
    return std::shared_ptr<const Plugin>(*std::move(hosted));
  }
  auto library = PluginLibrary::Load(std::move(file), std::move(trust));
  if (!library) return library.error();
  return std::shared_ptr<const Plugin>(*std::move(library));
}

void PluginSet::AddFolder(const std::string& folder, std::vector<Finding>& findings) {
  std::error_code error;
  const std::vector<std::string> files = LibrariesIn(folder, error);
  if (error) {
    findings.push_back(PluginFinding(
        folder, {fmt::format("应能读取插件目录 {},但失败:{}", folder, error.message()),
                 fmt::format("expected to read the plugin folder {}, but it failed: {}", folder,
                             error.message())}));
  }
  const FolderTrust trust(policy_.trust, folder);
  for (const std::string& file : files) {
    if (Status status = AddJudged(file, trust, true); !status.ok())
      findings.push_back(PluginFinding(file, status.message()));
  }
  catalog_ = offers_->Catalog();
}

Status PluginSet::AddFile(const std::string& path) {
  Status status = AddJudged(path, FolderTrust(policy_.trust, std::filesystem::path(path).parent_path().string()), false);
  catalog_ = offers_->Catalog();
  return status;
}

const Plugin* PluginSet::FindDigest(std::string_view digest) const {
  const auto same = std::find_if(plugins_.begin(), plugins_.end(), [&](const auto& plugin) { return plugin->digest() == digest; });
  return same == plugins_.end() ? nullptr : same->get();
}

Status PluginSet::AddJudged(const std::string& path, const FolderTrust& folder, bool pass_over_copies) {
  auto file = PluginFile::Open(path);
  if (!file) return file.error();
  if (pass_over_copies && FindDigest((*file)->digest()) != nullptr) return Status::Ok();
  auto trust = folder.Judge(**file);
  if (!trust) return trust.error();
  auto loaded = Load(*std::move(file), *std::move(trust));
  return loaded ? Add(*std::move(loaded)) : loaded.error();
}

Status PluginSet::AddNamedFile(const std::string& path) {
  auto file = PluginFile::Open(path);
  if (!file) return file.error();
  auto trust = FolderTrust(policy_.trust, std::filesystem::path(path).parent_path().string()).Judge(**file);
  const bool apart = !trust;
  auto loaded = Load(*std::move(file), trust ? *std::move(trust) : PluginTrust(), apart);
  if (!loaded) return loaded.error();
  Status status = Add(*std::move(loaded));
  catalog_ = offers_->Catalog();
  return status;
}

Status PluginSet::Add(std::shared_ptr<const Plugin> plugin) {
  const std::string& path = plugin->path();
  if (const Plugin* other = FindDigest(plugin->digest()); other != nullptr) {
    return Status::Conflict({fmt::format("插件 {}:每个插件应只放一份,但 {} 是同一个文件", path, other->path()),
                             fmt::format("plugin {}: expected each plugin once, but {} is the same file", path, other->path())});
  }
  for (const StepType& type : plugin->types()) {
    for (const auto& other : plugins_) {
      const bool offers = std::any_of(other->types().begin(), other->types().end(), [&](const StepType& its) { return its.id == type.id; });
      if (!offers || other->id() == plugin->id()) continue;
      return Status::Conflict({fmt::format("插件 {}:步骤类型“{}”应只有一个插件提供,但 {} 已提供", path, type.id, other->path()),
                               fmt::format("plugin {}: expected the step type '{}' to be offered once, but {} offers it too", path, type.id, other->path())});
    }
  }
  if (Status status = CheckFunctionsFree(path, *plugin); !status.ok()) return status;
  auto& serving = serving_[plugin->id()];
  if (serving == nullptr || CompareVersions(plugin->version(), serving->version()) > 0) serving = plugin;
  plugins_.push_back(std::move(plugin));
  auto offers = std::make_shared<StepOffers>();
  functions_.clear();
  for (const auto& [id, one] : serving_) {
    offers->Add(one);
    for (const FunctionType& function : one->functions()) functions_.emplace(function.id, FunctionOffer{one, &function});
  }
  offers_ = std::move(offers);
  return Status::Ok();
}

bool PluginSet::ServesNewDossiers(const Plugin& plugin) const {
  const auto serving = serving_.find(plugin.id());
  return serving != serving_.end() && serving->second.get() == &plugin;
}

std::optional<PinnedSteps> PluginSet::PinnedTo(const std::vector<PluginPin>& pins) {
  auto chosen = serving_;
  for (const PluginPin& pin : pins) {
    const auto same = std::find_if(plugins_.begin(), plugins_.end(), [&](const auto& plugin) { return plugin->id() == pin.id && plugin->digest() == pin.digest; });
    if (same != plugins_.end()) chosen[pin.id] = *same;
  }
  if (chosen == serving_) return std::nullopt;
  auto offers = std::make_shared<StepOffers>();
  for (const auto& [id, plugin] : chosen) offers->Add(plugin);
  auto catalog = offers->Catalog();
  return PinnedSteps{std::move(catalog), std::move(offers)};
}

std::vector<Text> PluginSet::CheckConfiguration(std::string_view step_type, const Data& configuration) {
  return offers_->CheckConfiguration(step_type, configuration);
}

std::shared_ptr<StepHandler> PluginSet::Create(std::string_view step_type, const Data& configuration) { return offers_->Create(step_type, configuration); }

void StepOffers::Add(const std::shared_ptr<const Plugin>& plugin) {
  for (const StepType& type : plugin->types()) offers_.emplace(type.id, Offer{plugin, &type});
}

const Plugin* StepOffers::Find(std::string_view step_type) const {
  const auto offer = offers_.find(step_type);
  return offer == offers_.end() ? nullptr : offer->second.plugin.get();
}

std::shared_ptr<const StepCatalog> StepOffers::Catalog() const {
  auto catalog = std::make_shared<StepCatalog>();
  for (const auto& [id, offer] : offers_) (void)catalog->Add(*offer.type);
  return catalog;
}

std::vector<Text> StepOffers::CheckConfiguration(std::string_view step_type, const Data& configuration) {
  const auto offer = offers_.find(step_type);
  if (offer == offers_.end()) {
    return {{fmt::format("应是已安装的步骤类型,但没有“{}”", step_type), fmt::format("expected an installed step type, but there is no '{}'", step_type)}};
  }
  return offer->second.plugin->CheckConfiguration(*offer->second.type, configuration);
}

std::shared_ptr<StepHandler> StepOffers::Create(std::string_view step_type, const Data& configuration) {
  const auto offer = offers_.find(step_type);
  return offer == offers_.end() ? nullptr : offer->second.plugin->MakeHandler(*offer->second.type, configuration);
}

std::string StepOffers::SignerOf(std::string_view plugin_digest) const {
  for (const auto& [type, offer] : offers_) {
    const PluginTrust& trust = offer.plugin->trust();
    if (offer.plugin->digest() == plugin_digest) return trust.kind == "shipped" ? trust.kind : trust.signer;
  }
  return "";
}

int CompareVersions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const auto part = [](std::string_view& rest) {
      const std::size_t end = std::min(rest.find('.'), rest.size());
      const std::string_view found = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      return found;
    };
    const std::string_view left = part(a);
    const std::string_view right = part(b);
    long one = 0;
    long other = 0;
    const bool numbers = std::from_chars(left.data(), left.data() + left.size(), one).ptr == left.data() + left.size() &&
                         std::from_chars(right.data(), right.data() + right.size(), other).ptr == right.data() + right.size();
    const int order = numbers ? (one > other) - (one < other) : left.compare(right);
    if (order != 0) return order;
  }
  return 0;
}

Data DescribePlugin(const Plugin& plugin) {
  Data steps = Data::EmptyList();
  for (const StepType& type : plugin.types()) steps.Append(ToData(type));
  Data functions = Data::EmptyList();
  for (const FunctionType& function : plugin.functions()) functions.Append(ToData(function));
  return Data::OfMembers(
      {{"id", plugin.id()},
       {"version", plugin.version()},
       {"titles", Data::OfMembers({{"zh", plugin.title().zh}, {"en", plugin.title().en}})},
       {"abi", plugin.abi()},
       {"digest", plugin.digest()},
       {"signer", plugin.trust().signer.empty() ? Data() : Data(plugin.trust().signer)},
       {"signer_name", plugin.trust().signer.empty() ? Data() : Data(plugin.trust().signer_name)},
       {"trust", plugin.trust().kind},
       {"hosting", plugin.hosting()},
       {"steps", std::move(steps)},
       {"functions", std::move(functions)}});
}

}  // namespace juece
