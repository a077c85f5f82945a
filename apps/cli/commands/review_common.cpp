#include "commands/review_common.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands/files.h"
#include "runtime/plugin_checks.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> CriteriaFiles(Session& session, const std::vector<std::string>& named) {
  if (!named.empty()) return named;
  std::vector<std::string> files;
  const auto paths = session.paths();
  std::error_code error;
  if (paths) {
    fs::directory_iterator entry(paths->workflows + "/criteria", error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() == ".xml") files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Complains that the file is no such thing.
void NoSuch(Session& session, const std::string& path, const Status& why) {
  session.Complain({path + ":" + why.message().zh + "。", path + ": " + why.message().en + "."});
}

void Changed(Session& session, const std::string& path, const Text& what) {
  session.Complain({fmt::format("{}:核对不通过,{}。请向制作人索取原件。", path, what.zh),
                    fmt::format("{}: does not verify, {}. Ask its maker for the original.", path, what.en)});
}

}  // namespace

std::optional<Judgement> Judge(Session& session, const Choosing& choosing) {
  if (choosing.dossiers.empty() && !choosing.all && choosing.records.empty()) {
    session.Complain({"应给出案卷编号、--all 或 --record 文件。用 --help 查看用法。",
                      "Expected dossier ids, --all, or --record FILE. See --help."});
    return std::nullopt;
  }
  const auto options = ReadReviewOptions(session, choosing.as_of);
  const auto paths = session.paths();
  auto books = options && paths ? ReadBooks(session, {*paths, CalendarFileOf(*paths), choosing.rules, InstalledChecks(*paths, std::make_shared<SystemClock>())}) : std::nullopt;
  const Chosen chosen{choosing.all ? std::vector<std::string>{} : choosing.dossiers, choosing.all, choosing.records};
  const auto matters = books ? ReadMatters(session, chosen, *books) : std::nullopt;
  if (!matters) return std::nullopt;
  Judgement judgement{*std::move(books), {}, {}, choosing.records.size()};
  for (const Matter& matter : *matters) {
    judgement.subjects.push_back(SeenBy(judgement.books, matter, *options));
    judgement.reports.push_back(JudgeMatter(judgement.books, matter, *options));
  }
  return judgement;
}

std::optional<CriteriaSets> ReadCriteria(Session& session, const ReviewBooks& books, const std::vector<std::string>& named) {
  CriteriaSets sets;
  std::vector<Finding> findings;
  const std::set<std::string> known = KnownRules(books);
  for (const std::string& file : CriteriaFiles(session, named)) {
    if (auto criteria = Criteria::ReadFile(file, books.vocabulary, findings)) {
      CheckRules(*criteria, known, findings);
      sets.push_back(std::move(criteria));
    }
  }
  session.PrintFindings(findings, true);
  if (HasError(findings) || sets.empty()) {
    session.Complain({"没有可用的评查标准,原因见上。", "No criteria could be used; see above."});
    return std::nullopt;
  }
  return sets;
}

const Criteria* CriteriaFor(const CriteriaSets& sets, const std::string& kind) {
  for (const auto& criteria : sets) {
    if (std::find(criteria->kinds().begin(), criteria->kinds().end(), kind) != criteria->kinds().end()) return criteria.get();
  }
  return nullptr;
}

std::optional<Instant> ReadAt(Session& session, const std::string& at) {
  if (at.empty()) return Session::Now();
  auto instant = Instant::Parse(at);
  if (!instant) {
    session.Complain({fmt::format("--at 应为带时区的时间,如 2026-03-01T09:00:00+08:00,但给出的是“{}”。", at),
                      fmt::format("--at: expected a time with its offset, e.g. 2026-03-01T09:00:00+08:00, but found \"{}\".",
                                  at)});
  }
  return instant;
}

Text ReasonOf(const std::pair<int, std::string>& broken) {
  if (broken.first == 0) return {"自动预评部分被改动", "the automatic part was changed"};
  return broken.second == "changed" ? Text{fmt::format("第 {} 条记载被改动", broken.first), fmt::format("entry {} was changed",
                                                                                                 broken.first)}
                                    : Text{fmt::format("第 {} 条记载与前一条不相连,其前有删除、插入或改动", broken.first),
                                           fmt::format("entry {} does not follow the one before: something before it was "
                                                       "removed, inserted or changed", broken.first)};
}

std::optional<DrawList> ReadListFile(Session& session, const std::string& path, int& status) {
  status = kImpossible;
  const auto data = ReadJsonFile(path);
  if (!data) {
    session.Fail(data.error());
    return std::nullopt;
  }
  auto list = ListFromData(*data);
  if (!list) {
    NoSuch(session, path, list.error());
    return std::nullopt;
  }
  if (const Text wrong = VerifyList(*list); !wrong.empty()) {
    Changed(session, path, wrong);
    status = kWrong;
    return std::nullopt;
  }
  return *std::move(list);
}

std::optional<Draw> ReadDrawFile(Session& session, const std::string& path, int& status) {
  status = kImpossible;
  const auto data = ReadJsonFile(path);
  if (!data) {
    session.Fail(data.error());
    return std::nullopt;
  }
  auto draw = DrawFromData(*data);
  if (!draw) {
    NoSuch(session, path, draw.error());
    return std::nullopt;
  }
  if (const Text wrong = VerifyDraw(*draw); !wrong.empty()) {
    Changed(session, path, wrong);
    status = kWrong;
    return std::nullopt;
  }
  return *std::move(draw);
}

std::optional<Sheet> ReadSheetFile(Session& session, const std::string& path, int& status) {
  status = kImpossible;
  const auto data = ReadJsonFile(path);
  if (!data) {
    session.Fail(data.error());
    return std::nullopt;
  }
  auto sheet = SheetFromData(*data);
  if (!sheet) {
    NoSuch(session, path, sheet.error());
    return std::nullopt;
  }
  if (const auto broken = VerifySheet(*sheet); !broken.empty()) {
    Changed(session, path, ReasonOf(broken.front()));
    status = kWrong;
    return std::nullopt;
  }
  return *std::move(sheet);
}

}  // namespace juece::cli
