// `juece plugin test`: whether a built plugin keeps what its descriptor and the interface promise, said like a linter does.
// docs/writing-a-plugin.md lists the codes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/finding.h"
#include "plugin/plugin.h"

namespace juece {

// What has been seen of a plugin: "type/outcome", "type/refusal-code".
struct Observed {
  std::set<std::string> outcomes;
  std::set<std::string> refusals;
};

// The descriptor alone: titles in both languages, legal basis, forms that people can read, samples that its own schemas admit.
std::vector<Finding> CheckDescriptor(const Plugin& plugin);
// Drives every step type: entry, each action with sample and malformed payloads, a period that fell due; each call twice, because the
// engine may ask twice. On an empty dossier, so most actions are refused: that is an answer. Best with a hosted plugin, which
// may crash without harm.
std::vector<Finding> DrivePlugin(const Plugin& plugin, Observed& observed);
// One handler asked by several threads at once must answer each as it answers alone. In a process of its own where it matters:
// a plugin that is not safe may do anything.
std::vector<Finding> CheckThreads(const Plugin& plugin);
std::vector<Finding> CheckFunctionThreads(const Plugin& plugin);
// Asks every function in both languages: with a subject of its kind, with an empty one and with such as no engine would show; each call
// twice. That it cannot answer is an answer; that it crashes, or makes what its descriptor does not name, is not.
std::vector<Finding> DriveFunctions(const Plugin& plugin);
// One case of a function, of a plugin's own tests: {"function", "configuration", "subject", "language", "at", "expect": {"verdict", "contains",
// "fails"}}. Why it does not go as it says; nothing where it does.
std::vector<Text> RunFunctionCase(const Plugin& plugin, const Data& script);
// The refusal as the descriptor announces it, and its sentences in the form that people are used to.
std::vector<Finding> CheckRefusal(const StepType& type, const Rejection& rejection);
// Outcomes and refusals that nothing has shown: scripts are missing, or the step cannot say them.
std::vector<Finding> NotSeen(const Plugin& plugin, const Observed& observed);

}  // namespace juece
