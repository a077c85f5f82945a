#include "runtime/notices.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "digest/digest.h"

namespace juece {
namespace {

class Builder {
 public:
  Builder(const Dossier& dossier, const Definition* definition, Date today, int days_ahead)
      : dossier_(dossier), definition_(definition), today_(today), days_ahead_(days_ahead) {}

  std::vector<Notice> Build() {
    if (dossier_.status() != DossierStatus::kRunning) return {};
    for (const auto& [id, deadline] : dossier_.deadlines()) Deadline(id, deadline);
    for (const auto& [id, task] : dossier_.tasks()) {
      if (task.open) Task(id, task.opened);
    }
    return std::move(notices_);
  }

 private:
  void Deadline(const std::string& id, const DeadlineState& deadline) {
    const bool runs = deadline.status == DeadlineStatus::kRunning || deadline.status == DeadlineStatus::kMissed;
    if (!runs || !deadline.due || !IsOpen(deadline.started.step, deadline.started.round)) return;
    const bool minimum = deadline.started.kind == "minimum";
    const std::int64_t left = *deadline.due - today_;
    if (minimum ? left >= 0 : left > days_ahead_) return;
    const std::string what = minimum ? "period_over" : left < 0 ? "deadline_passed" : "deadline_near";
    Notice notice = Begin(what, id, deadline.started.step);
    notice.due = deadline.due->ToString();
    notice.article = deadline.started.article;
    for (const auto& [task, state] : dossier_.tasks()) {
      if (state.open && state.opened.step == notice.step) AddRoles(notice, state.opened.roles);
    }
    const Text& step = notice.step_title;
    const std::string ground = notice.article.empty() ? "" : notice.article;
    if (minimum) {
      notice.sentence = {fmt::format("“{}”的期限已于 {} 届满,可以继续办理", step.zh, notice.due), fmt::format("The period of “{}” was over on {}; it can go on", step.en, notice.due)};
    } else if (left < 0) {
      notice.sentence = {fmt::format("“{}”应在 {} 前办结,已经超过", step.zh, notice.due), fmt::format("“{}” was due by {}, which has passed", step.en, notice.due)};
    } else {
      notice.sentence = {fmt::format("“{}”应在 {} 前办结", step.zh, notice.due), fmt::format("“{}” is due by {}", step.en, notice.due)};
    }
    if (!ground.empty()) notice.sentence = {notice.sentence.zh + "(依据" + ground + ")", notice.sentence.en + " (" + ground + ")"};
    Add(std::move(notice));
  }

  void Task(const std::string& id, const TaskOpened& task) {
    Notice notice = Begin("task_open", id, task.step);
    notice.task = task.action;
    AddRoles(notice, task.roles);
    notice.sentence = {fmt::format("“{}”有待办:{}", notice.step_title.zh, task.title.In(Language::kChinese)),
                       fmt::format("“{}” waits for: {}", notice.step_title.en, task.title.In(Language::kEnglish))};
    Add(std::move(notice));
  }

  [[nodiscard]] bool IsOpen(const std::string& step, int round) const {
    const StepState* state = dossier_.FindStep(step);
    return state != nullptr && state->round == round && (state->status == StepStatus::kActive || state->status == StepStatus::kBlocked);
  }

  Notice Begin(const std::string& what, const std::string& source, const std::string& step) {
    Notice notice;
    notice.what = what;
    notice.dossier = dossier_.id();
    notice.title = dossier_.opened().title;
    notice.organ = dossier_.opened().organ;
    notice.step = step;
    const StepNode* node = definition_ == nullptr ? nullptr : definition_->FindStep(step);
    notice.step_title = node == nullptr ? Text{step, step} : Text{node->title.In(Language::kChinese), node->title.In(Language::kEnglish)};
    source_ = source;
    return notice;
  }

  static void AddRoles(Notice& notice, const std::vector<std::string>& roles) {
    for (const std::string& role : roles) {
      if (std::find(notice.roles.begin(), notice.roles.end(), role) == notice.roles.end()) notice.roles.push_back(role);
    }
  }

  // Of what it is about and nothing else: the words may change with a translation, the id must not. Two stores may both have a
  // dossier 1, so the moment of opening is part of it.
  void Add(Notice notice) {
    const Data about = Data::OfMembers({{"what", notice.what}, {"dossier", notice.dossier}, {"opened", dossier_.opened_at().ToString()},
                                        {"title", notice.title}, {"of", source_}, {"due", notice.due}});
    notice.id = DigestOf(DigestAlgorithm::kSha256, ToCanonicalJson(about)).substr(std::string_view("sha256:").size());
    notices_.push_back(std::move(notice));
  }

  const Dossier& dossier_;
  const Definition* definition_;
  Date today_;
  int days_ahead_;
  std::string source_;
  std::vector<Notice> notices_;
};

}  // namespace

std::vector<Notice> NoticesOf(const Dossier& dossier, const Definition* definition, Date today, int days_ahead) {
  return Builder(dossier, definition, today, days_ahead).Build();
}

Data ToData(const Notice& notice) {
  const auto text = [](const Text& of) { return Data::OfMembers({{"zh", of.zh}, {"en", of.en}}); };
  Data roles = Data::EmptyList();
  for (const std::string& role : notice.roles) roles.Append(role);
  return Data::OfMembers({{"notice", Data::OfMembers({{"id", notice.id}, {"what", notice.what}, {"dossier", notice.dossier}, {"title", notice.title},
                                                      {"organ", notice.organ}, {"step", notice.step}, {"step_titles", text(notice.step_title)},
                                                      {"task", notice.task}, {"due", notice.due}, {"article", notice.article},
                                                      {"roles", std::move(roles)}, {"sentence", text(notice.sentence)}})}});
}

}  // namespace juece
