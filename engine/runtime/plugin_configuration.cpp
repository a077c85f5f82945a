#include "runtime/plugin_configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>

#include "runtime/installation.h"
#include "xml/document.h"

namespace juece {
namespace {

constexpr std::string_view kNamespace = "urn:juece:plugins:1";

class ConfigurationReader {
 public:
  ConfigurationReader(const XmlDocument& document, std::vector<Finding>& findings) : document_(document), findings_(findings) {}

  HostingPolicy Read() {
    HostingPolicy policy;
    const XmlElement& root = document_.root();
    if (root.name != "plugins" || root.ns != kNamespace) {
      Say("unknown-element", root, fmt::format("应以 <plugins xmlns=\"{}\"> 为根元素,但根元素是 <{}>", kNamespace, root.name),
          fmt::format("Expected the root <plugins xmlns=\"{}\">, but found <{}>", kNamespace, root.name));
      return policy;
    }
    Known(root, {"hosting", "call-ms", "memory-mib", "crashes", "unsigned", "shipped"});
    policy.standard = Hosting(root, {});
    policy.trust.allow_unsigned = Unsigned(root) == "allow";
    policy.trust.shipped_must_be_signed = OneOf(root, "shipped", {"trusted", "signed"}) == "signed";
    for (const auto& child : root.children) ReadChild(*child, policy);
    return policy;
  }

 private:
  void ReadChild(const XmlElement& element, HostingPolicy& policy) {
    if (element.name == "signer") return ReadSigner(element, policy);
    if (element.name == "folder") {
      Known(element, {"path", "unsigned"});
      policy.folders.emplace_back(element.Get("path"));
      if (Unsigned(element) == "allow") policy.trust.unsigned_folders.insert(policy.folders.back());
      if (policy.folders.back().rfind('/', 0) == 0) return;
      Say("bad-configuration", element, fmt::format("属性 path 应是以 / 开头的目录,但为“{}”", policy.folders.back()),
          fmt::format("Expected path to be a folder that begins with /, but it is \"{}\"", policy.folders.back()));
      return;
    }
    if (element.name != "plugin") {
      Say("unknown-element", element, fmt::format("应为 <signer>、<folder> 或 <plugin>,但遇到 <{}>", element.name),
          fmt::format("Expected <signer>, <folder> or <plugin>, but found <{}>", element.name));
      return;
    }
    Known(element, {"file", "hosting", "call-ms", "memory-mib", "crashes", "unsigned"});
    const std::string file(element.Get("file"));
    if (file.empty() || file.find('/') != std::string::npos) {
      Say("bad-configuration", element, fmt::format("属性 file 应是插件文件的名称(不含目录),但为“{}”", file),
          fmt::format("Expected file to be the name of a plugin's file, without folders, but it is \"{}\"", file));
    }
    if (const std::string leave = UnsignedFile(element); leave != "refuse") policy.trust.unsigned_files[file] = leave == "allow" ? "" : leave;
    if (!policy.by_file.emplace(file, Hosting(element, policy.standard)).second) {
      Say("duplicate-id", element, fmt::format("每个插件文件应写一次,但“{}”写了两次", file),
          fmt::format("Expected each plugin file once, but \"{}\" stands here twice", file));
    }
  }

  void ReadSigner(const XmlElement& element, HostingPolicy& policy) {
    Known(element, {"key", "name"});
    const std::string key(element.Get("key"));
    const std::string name(element.Get("name"));
    if (!IsDigest(key) || name.empty()) {
      Say("bad-configuration", element, fmt::format("应写明签名人的钥匙(key,如 juece key show 所示的 sha256:…)和名称(name),但为“{}”和“{}”", key, name),
          fmt::format("Expected the signer's key (sha256:…, as juece key show tells it) and name, but they are \"{}\" and \"{}\"", key, name));
    }
    if (!policy.trust.signers.emplace(key, name).second) {
      Say("duplicate-id", element, fmt::format("每个签名人应写一次,但“{}”写了两次", key), fmt::format("Expected each signer once, but \"{}\" stands here twice", key));
    }
  }

  static bool IsDigest(std::string_view text) {
    constexpr std::string_view kPrefix = "sha256:";
    return text.size() == kPrefix.size() + 64 && text.rfind(kPrefix, 0) == 0 &&
           text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
  }

  std::string_view Unsigned(const XmlElement& element) { return OneOf(element, "unsigned", {"refuse", "allow"}); }

  // "refuse", "allow", or the digest of the one build that is meant.
  std::string UnsignedFile(const XmlElement& element) {
    const std::string_view value = element.Get("unsigned", "refuse");
    return std::string(IsDigest(value) ? value : Unsigned(element));
  }

  // The attribute's value, the first of the list where it is not there.
  std::string_view OneOf(const XmlElement& element, const char* name, std::initializer_list<std::string_view> values) {
    const std::string_view value = element.Get(name, *values.begin());
    if (std::find(values.begin(), values.end(), value) != values.end()) return value;
    Say("bad-configuration", element, fmt::format("属性 {} 应为 {},但为“{}”", name, fmt::join(values, " 或 "), value),
        fmt::format("Expected {} to be {}, but it is \"{}\"", name, fmt::join(values, " or "), value));
    return *values.begin();
  }

  PluginHosting Hosting(const XmlElement& element, PluginHosting hosting) {
    const std::string_view how = element.Get("hosting", hosting.child ? "child" : "in-process");
    hosting.child = how == "child";
    if (how != "child" && how != "in-process") {
      Say("bad-configuration", element, fmt::format("属性 hosting 应为 in-process 或 child,但为“{}”", how),
          fmt::format("Expected hosting to be in-process or child, but it is \"{}\"", how));
    }
    hosting.call_ms = Number(element, "call-ms", hosting.call_ms, 10, 600000);
    hosting.memory_mib = Number(element, "memory-mib", hosting.memory_mib, 64, 65536);
    hosting.crashes = Number(element, "crashes", hosting.crashes, 1, 1000);
    return hosting;
  }

  int Number(const XmlElement& element, std::string_view name, int otherwise, int least, int most) {
    const XmlAttribute* attribute = element.Attribute(name);
    if (attribute == nullptr) return otherwise;
    const std::string& text = attribute->value;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return value;
    Say("bad-configuration", element, fmt::format("属性 {} 应是 {} 至 {} 的整数,但为“{}”", name, least, most, text),
        fmt::format("Expected {} to be a whole number from {} to {}, but it is \"{}\"", name, least, most, text));
    return otherwise;
  }

  void Known(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (const XmlAttribute& attribute : element.attributes) {
      if (std::find(names.begin(), names.end(), std::string_view(attribute.name)) != names.end()) continue;
      Say("unknown-attribute", element, fmt::format("<{}> 的属性应为 {},但有“{}”", element.name, fmt::join(names, "、"), attribute.name),
          fmt::format("Expected the attributes {} of <{}>, but found \"{}\"", fmt::join(names, ", "), element.name, attribute.name));
    }
  }

  void Say(std::string code, const XmlElement& element, std::string zh, std::string en) {
    findings_.push_back({std::move(code), Severity::kError, {std::move(zh), std::move(en)}, document_.PlaceOf(element)});
  }

  const XmlDocument& document_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::string PluginConfigurationFile() {
  if (const char* named = std::getenv("JUECE_PLUGINS"); named != nullptr && *named != '\0') return named;
  return (std::filesystem::path(UserDataFolder()) / "plugins.xml").string();
}

std::optional<HostingPolicy> ReadPluginConfiguration(std::string bytes, std::string file, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  const auto document = ParseXml(std::move(bytes), std::move(file), findings);
  if (document == nullptr) return std::nullopt;
  HostingPolicy policy = ConfigurationReader(*document, findings).Read();
  if (findings.size() != before) return std::nullopt;
  return policy;
}

}  // namespace juece
