#include "plugin/plugin_library.h"

#include <map>
#include <mutex>

#include "plugin/table_calls.h"

namespace juece {

// A step of a plugin in this process as the engine's StepHandler.
class LibraryHandler : public StepHandler {
 public:
  LibraryHandler(std::shared_ptr<const PluginLibrary> library, const StepType& type, juece_step* step)
      : library_(std::move(library)), type_(type), step_(step) {}
  ~LibraryHandler() override { library_->factory().destroy(step_); }
  LibraryHandler(const LibraryHandler&) = delete;
  LibraryHandler& operator=(const LibraryHandler&) = delete;

  Effects Enter(const StepRequest& request) override { return Run(StepCall::kEnter, request); }
  Effects Submit(const StepRequest& request) override { return Run(StepCall::kSubmit, request); }
  Effects Deadline(const StepRequest& request) override { return Run(StepCall::kDeadline, request); }

 private:
  Effects Run(StepCall call, const StepRequest& request) {
    return library_->Held(type_, CallStep(library_->factory(), step_, call, request, ShownOf(*request.dossier)));
  }

  std::shared_ptr<const PluginLibrary> library_;
  const StepType& type_;  // inside library_
  juece_step* step_;
};

namespace {

// A step that could not be made: every call is the same incident.
class UnmadeHandler : public StepHandler {
 public:
  explicit UnmadeHandler(Effects failed) : failed_(std::move(failed)) {}
  Effects Enter(const StepRequest&) override { return failed_; }
  Effects Submit(const StepRequest&) override { return failed_; }
  Effects Deadline(const StepRequest&) override { return failed_; }
  [[nodiscard]] bool made() const override { return false; }

 private:
  Effects failed_;
};

// The loader knows a library by the name it was opened under, and that name is a descriptor's: each file that was ever handed to it
// stays open for ever, so that the name never means another. By digest, so that the same bytes are one library.
Result<PluginTables> TablesOf(const std::shared_ptr<const PluginFile>& file) {
  static std::mutex mutex;
  static auto* loaded = new std::map<std::string, std::shared_ptr<const PluginFile>>();
  const std::lock_guard<std::mutex> lock(mutex);
  const auto& kept = loaded->emplace(file->digest(), file).first->second;
  return OpenPluginTables(file->path(), kept->LoadPath());
}

}  // namespace

Result<std::shared_ptr<const PluginLibrary>> PluginLibrary::Load(std::shared_ptr<const PluginFile> file, PluginTrust trust) {
  auto tables = TablesOf(file);
  if (!tables) return tables.error();
  if (Status status = file->Agrees(tables->id, tables->version, tables->abi); !status.ok()) return status;
  PluginDescription known;
  known.path = file->path();
  known.trust = std::move(trust);
  known.id = tables->id;
  known.version = tables->version;
  known.abi = tables->abi;
  known.digest = file->digest();
  auto description = ReadPluginDescription(std::move(known), tables->descriptor, {tables->offered, tables->functions.offered});
  if (!description) return description.error();
  return std::shared_ptr<const PluginLibrary>(new PluginLibrary(*std::move(description), *std::move(tables)));
}

std::vector<Text> PluginLibrary::CheckConfiguration(const StepType& type, const Data& configuration) const {
  return CheckStepConfiguration(factory(), type.id, configuration);
}

std::vector<Text> PluginLibrary::CheckFunction(const FunctionType& function, const Data& configuration) const {
  return CheckFunctionConfig(*tables_.functions.factory, function.id, configuration);
}

FunctionAnswer PluginLibrary::Run(const FunctionType& function, const FunctionCall& call) const {
  return HeldAnswer(function, CallFunction(*tables_.functions.factory, function.id, call));
}

std::shared_ptr<StepHandler> PluginLibrary::MakeHandler(const StepType& type, const Data& configuration) const {
  std::vector<Text> problems;
  juece_step* step = MakeStep(factory(), type.id, configuration, problems);
  const auto self = std::static_pointer_cast<const PluginLibrary>(shared_from_this());
  if (step != nullptr) return std::make_shared<LibraryHandler>(self, type, step);
  return std::make_shared<UnmadeHandler>(Failed(WhyUnmade(type.id, problems)));
}

}  // namespace juece
