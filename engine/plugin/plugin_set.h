// The installed plugins: their step types as a catalogue, and the factory that makes their
// handlers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "plugin/crash_book.h"
#include "plugin/hosting.h"
#include "plugin/plugin.h"
#include "step/handler.h"

namespace juece {

// Which plugin handles which step type. Immutable once it is filled; thread-safe then.
class StepOffers : public StepFactory {
 public:
  void Add(const std::shared_ptr<const Plugin>& plugin);
  [[nodiscard]] const Plugin* Find(std::string_view step_type) const;
  [[nodiscard]] std::shared_ptr<const StepCatalog> Catalog() const;
  std::vector<Text> CheckConfiguration(std::string_view step_type, const Data& configuration) override;
  // The handler of an unknown type is nullptr.
  std::shared_ptr<StepHandler> Create(std::string_view step_type, const Data& configuration) override;
  [[nodiscard]] std::string SignerOf(std::string_view plugin_digest) const override;

 private:
  struct Offer {
    std::shared_ptr<const Plugin> plugin;
    const StepType* type;  // inside the plugin
  };
  std::map<std::string, Offer, std::less<>> offers_;
};

// Filled at start by one thread, then only read; making handlers is thread-safe.
class PluginSet : public StepFactory, public FunctionHost {
 public:
  // Everything in this process, signed or not: for tests and tools.
  PluginSet();
  // Each file as the policy says; what it does not trust is refused before any of its code runs.
  PluginSet(HostingPolicy policy, std::shared_ptr<Clock> clock);

  // Loads every *.so of the folder, in the order of their names. What does not load is a finding
  // `plugin`, and the others serve on. A copy of one that serves already is passed over.
  void AddFolder(const std::string& folder, std::vector<Finding>& findings);
  // Several builds of one plugin serve side by side: new dossiers get the newest version (of equal versions the first), and those
  // that are pinned to another one keep it. The same bytes twice, or a step type that another plugin offers, is refused (Conflict)
  // and adds nothing.
  Status AddFile(const std::string& path);
  // One that a person named, to look at it: where nobody vouches for it, it runs in a process of its own.
  Status AddNamedFile(const std::string& path);

  // What new dossiers get.
  [[nodiscard]] std::shared_ptr<const StepCatalog> catalog() const { return catalog_; }
  [[nodiscard]] bool ServesNewDossiers(const Plugin& plugin) const;
  [[nodiscard]] const std::vector<std::shared_ptr<const Plugin>>& plugins() const {
    return plugins_;
  }

  // The handler of an unknown type is nullptr.
  std::vector<Text> CheckConfiguration(std::string_view step_type,
                                       const Data& configuration) override;
  std::shared_ptr<StepHandler> Create(std::string_view step_type,
                                      const Data& configuration) override;
  [[nodiscard]] std::string SignerOf(std::string_view plugin_digest) const override { return offers_->SignerOf(plugin_digest); }
  std::optional<PinnedSteps> PinnedTo(const std::vector<PluginPin>& pins) override;

  [[nodiscard]] const FunctionType* FindFunction(std::string_view id) const override;
  [[nodiscard]] std::vector<const FunctionType*> Functions() const override;
  [[nodiscard]] std::vector<Text> CheckFunctionConfiguration(std::string_view id, const Data& configuration) const override;
  [[nodiscard]] FunctionAnswer RunFunction(std::string_view id, const FunctionCall& call) const override;

 private:
  struct FunctionOffer {
    std::shared_ptr<const Plugin> plugin;
    const FunctionType* function;  // inside the plugin
  };
  // Whether another plugin offers a function of the same id.
  [[nodiscard]] Status CheckFunctionsFree(const std::string& path, const Plugin& plugin) const;
  [[nodiscard]] Result<std::shared_ptr<const Plugin>> Load(std::shared_ptr<const PluginFile> file, PluginTrust trust, bool apart = false) const;
  Status AddJudged(const std::string& path, const FolderTrust& folder, bool pass_over_copies);
  [[nodiscard]] const Plugin* FindDigest(std::string_view digest) const;
  // Leaves the catalogue to whoever adds: it copies every type, so a folder makes it once.
  Status Add(std::shared_ptr<const Plugin> plugin);
  HostingPolicy policy_;
  std::shared_ptr<CrashBook> crashes_;
  std::shared_ptr<const StepCatalog> catalog_;
  std::vector<std::shared_ptr<const Plugin>> plugins_;
  std::map<std::string, std::shared_ptr<const Plugin>, std::less<>> serving_;  // by id: what new dossiers get
  std::shared_ptr<StepOffers> offers_ = std::make_shared<StepOffers>();
  std::map<std::string, FunctionOffer, std::less<>> functions_;  // of those that serve
};

// Negative, zero, positive: as "1.9.0" is older than, equal to, newer than "1.10.0". What is no number counts as text.
int CompareVersions(std::string_view a, std::string_view b);

// What `juece plugin describe` shows:
// {"id","version","titles","abi","digest","signer","signer_name","trust","hosting","steps":[…],"functions":[…]}; signer and its name are null where
// it is not signed.
Data DescribePlugin(const Plugin& plugin);

}  // namespace juece
