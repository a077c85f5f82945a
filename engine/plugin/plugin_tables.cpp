#include "plugin/plugin_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <cstddef>
#include <filesystem>
#include <mutex>

#include "juece/abi/entry.h"
#include "plugin/c_views.h"
#include "plugin/elf_note.h"

namespace juece {
namespace {

constexpr const char* kSymbol = "juece_plugin_entry";

// The frozen prefix of the entry: enough to know the versions, whatever else has changed.
constexpr std::size_t kEntryPrefix = offsetof(juece_entry, id);

Status RefuseTable(const std::string& path, std::string_view zh, std::string_view en) {
  return Status::InvalidArgument(
      {fmt::format("插件 {}:{}", path, zh), fmt::format("plugin {}: {}", path, en)});
}

// Opened libraries stay open: handlers, descriptors and host tables may be in use anywhere, and
// code is never pulled away.
void KeepForEver(boost::dll::shared_library library) {
  static std::mutex mutex;
  static auto* kept = new std::vector<boost::dll::shared_library>();
  const std::lock_guard<std::mutex> lock(mutex);
  kept->push_back(std::move(library));
}

using EntryFunction = const juece_entry*();

Result<const juece_entry*> OpenEntry(const std::string& path, const std::string& file) {
  boost::system::error_code error;
  boost::dll::shared_library library;
  using boost::dll::load_mode::type;
  library.load(
      boost::dll::fs::path(std::filesystem::absolute(file).string()),
      static_cast<type>(boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local),
      error);
  if (error) {
    return RefuseTable(
        path,
        fmt::format("应是可以装入的共享库,但装入失败:{};请用本机的编译器重新构建", error.message()),
        fmt::format("expected a shared library that can be loaded, but loading failed: {}; build "
                    "it again for this machine",
                    error.message()));
  }
  if (!library.has(kSymbol)) {
    return RefuseTable(
        path, fmt::format("应导出函数 {},但没有这个符号;这不是决策插件", kSymbol),
        fmt::format(
            "expected the exported function {}, but there is no such symbol; this is no plugin",
            kSymbol));
  }
  const juece_entry* entry = library.get<EntryFunction>(kSymbol)();
  KeepForEver(std::move(library));
  return entry;
}

juece_text HostName() { return ToC("juece"); }
const void* HostExtension(const juece_host*, const char*) { return nullptr; }

const juece_host& Host() {
  static const juece_host host = {sizeof(juece_host), JUECE_VERSION_MAJOR, JUECE_VERSION_MINOR,
                                  HostName(), &HostExtension};
  return host;
}

bool Complete(const juece_step_factory& f) {
  return f.count && f.type_at && f.descriptor && f.check_config && f.create && f.destroy &&
         f.enter && f.submit && f.deadline && f.get_extension;
}


Status CheckEntry(const std::string& path, const juece_entry* entry) {
  if (entry == nullptr) {
    return RefuseTable(
        path, fmt::format("{} 应返回入口表,但返回了空指针", kSymbol),
        fmt::format("expected {} to return the entry table, but it returned a null pointer",
                    kSymbol));
  }
  if (entry->struct_size < kEntryPrefix) {
    return RefuseTable(
        path,
        fmt::format("入口表应至少有 {} 字节,但只有 {} 字节", kEntryPrefix, entry->struct_size),
        fmt::format("expected an entry table of at least {} bytes, but it has {}", kEntryPrefix,
                    entry->struct_size));
  }
  if (Status status = CheckAbiVersion(path, entry->major, entry->minor); !status.ok()) return status;
  if (entry->struct_size < sizeof(juece_entry)) {
    return RefuseTable(
        path,
        fmt::format("入口表应有 {} 字节,但只有 {} 字节", sizeof(juece_entry), entry->struct_size),
        fmt::format("expected an entry table of {} bytes, but it has {}", sizeof(juece_entry),
                    entry->struct_size));
  }
  return Status::Ok();
}

Result<const juece_step_factory*> FindFactory(const std::string& path, const juece_entry& entry) {
  if (entry.init == nullptr || entry.get_factory == nullptr) {
    return RefuseTable(path, "入口表应给出 init 和 get_factory,但有空指针",
                  "expected init and get_factory in the entry table, but one is a null pointer");
  }
  if (entry.init(&Host()) == 0) {
    return RefuseTable(path, "应能在本程序中初始化,但 init 拒绝了",
                  "expected to be initialised in this program, but init refused");
  }
  const auto* factory =
      static_cast<const juece_step_factory*>(entry.get_factory(JUECE_STEP_FACTORY_ID));
  if (factory == nullptr) return factory;
  if (factory->struct_size < sizeof(juece_step_factory)) {
    return RefuseTable(path,
                  fmt::format("步骤工厂表应有 {} 字节,但只有 {} 字节", sizeof(juece_step_factory),
                              factory->struct_size),
                  fmt::format("expected a step factory of {} bytes, but it has {}",
                              sizeof(juece_step_factory), factory->struct_size));
  }
  if (!Complete(*factory)) {
    return RefuseTable(path, "步骤工厂表的每个函数都应给出,但有空指针",
                  "expected every function of the step factory, but one is a null pointer");
  }
  return factory;
}

}  // namespace

Result<PluginTables> OpenPluginTables(const std::string& name, const std::string& file) {
  auto entry = OpenEntry(name, file);
  if (!entry) return entry.error();
  if (Status status = CheckEntry(name, *entry); !status.ok()) return status;
  auto factory = FindFactory(name, **entry);
  if (!factory) return factory.error();
  auto functions = OpenFunctionTable(name, **entry);
  if (!functions) return functions.error();
  if (*factory == nullptr && functions->factory == nullptr) {
    return RefuseTable(name, fmt::format("应提供步骤工厂 {} 或函数表 {},但都没有", JUECE_STEP_FACTORY_ID, JUECE_FUNCTION_FACTORY_ID),
                  fmt::format("expected the step factory {} or the function table {}, but there is neither", JUECE_STEP_FACTORY_ID,
                              JUECE_FUNCTION_FACTORY_ID));
  }
  PluginTables tables;
  tables.functions = *std::move(functions);
  tables.factory = *factory;
  tables.id = FromC((*entry)->id);
  tables.version = FromC((*entry)->version);
  tables.abi = fmt::format("{}.{}", (*entry)->major, (*entry)->minor);
  for (std::uint32_t i = 0; tables.factory != nullptr && i < tables.factory->count(); ++i)
    tables.offered.emplace_back(FromC(tables.factory->type_at(i)));
  tables.descriptor = tables.factory != nullptr ? FromC(tables.factory->descriptor()) : tables.functions.descriptor;
  return tables;
}

}  // namespace juece
