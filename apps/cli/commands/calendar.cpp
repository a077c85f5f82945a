// juece calendar: which work calendar counts, and installing a newer one without a release of the software.
#include <fmt/format.h>

#include <filesystem>

#include "commands/commands.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

std::vector<int> YearsOf(const WorkCalendar& calendar) {
  std::vector<int> years;
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    if (calendar.Knows(year)) {
      years.push_back(year);
    }
  }
  return years;
}

int Show(Session& session, const WorkCalendar& calendar, const std::string& file) {
  const std::vector<int> years = YearsOf(calendar);
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const int year : years) {
      list.Append(year);
    }
    session.Print(Data::OfMembers({{"id", calendar.id()}, {"version", calendar.version()}, {"years", list}, {"file", file}}));
  } else {
    session.Print(session.In({fmt::format("工作日历 {} 版本 {}\n已公布年份:{}\n文件:{}\n", calendar.id(), calendar.version(), fmt::join(years, "、"), file),
                              fmt::format("work calendar {} version {}\nyears: {}\nfile: {}\n", calendar.id(), calendar.version(),
                                          fmt::join(years, ", "), file)}));
  }
  return kDone;
}

// A newer calendar adds years; it may not forget one that is in use.
Status CheckSuccessor(const WorkCalendar& now, const WorkCalendar& next, const std::string& file) {
  if (next.version() < now.version()) {
    return Status::InvalidArgument({fmt::format("应安装更新的日历,但 {} 的版本 {} 早于在用的 {}。", file, next.version(), now.version()),
                                    fmt::format("Expected a newer calendar, but {} has version {}, older than {} in use.", file,
                                                next.version(), now.version())});
  }
  for (const int year : YearsOf(now)) {
    if (!next.Knows(year)) {
      return Status::InvalidArgument({fmt::format("新日历应包含在用日历的全部年份,但 {} 缺少 {} 年。", file, year),
                                      fmt::format("Expected every year of the calendar in use, but {} lacks {}.", file, year)});
    }
  }
  return Status::Ok();
}

// Written beside and renamed, so that no half calendar is ever read.
Status Install(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directories(fs::path(to).parent_path(), error);
  const std::string part = to + ".part";
  fs::copy_file(from, part, fs::copy_options::overwrite_existing, error);
  if (!error) {
    fs::rename(part, to, error);
  }
  if (error) {
    return Status::Unavailable({fmt::format("日历写不到 {}:{}。请检查权限和磁盘空间。", to, error.message()),
                                fmt::format("Cannot write the calendar to {}: {}. Check permissions and disk.", to, error.message())});
  }
  return Status::Ok();
}

}  // namespace

int Run(Session& session, const CalendarArguments& arguments) {
  const auto paths = session.paths();
  if (!paths) {
    return kImpossible;
  }
  std::vector<Finding> findings;
  const std::string file = CalendarFileOf(*paths);
  const auto now = WorkCalendar::ReadFile(file, findings);
  if (!now || HasError(findings)) {
    session.PrintFindings(findings, true);
    return kImpossible;
  }
  if (arguments.action == "show") {
    return Show(session, *now, file);
  }
  if (arguments.file.empty()) {
    session.Complain({"应给出日历文件:juece calendar install FILE。", "Expected a calendar file: juece calendar install FILE."});
    return kImpossible;
  }
  const auto next = WorkCalendar::ReadFile(arguments.file, findings);
  if (!next || HasError(findings)) {
    session.PrintFindings(findings, true);
    return kImpossible;
  }
  if (Status status = CheckSuccessor(*now, *next, arguments.file); !status.ok()) {
    return session.Fail(status);
  }
  const std::string own = OfficeCalendarFile();
  if (Status status = Install(arguments.file, own); !status.ok()) {
    return session.Fail(status);
  }
  return Show(session, *next, own);
}

}  // namespace juece::cli
