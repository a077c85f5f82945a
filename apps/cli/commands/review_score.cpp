// juece review score, override, confirm, feedback, verify: from the rules' verdicts to the written feedback on a dossier.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "assessment/points.h"
#include "base/json.h"
#include "commands/commands.h"
#include "commands/files.h"
#include "commands/review_common.h"
#include "report/sheet_report.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

// Those of the draw: its dossiers from the store, its records among the files that are given.
std::optional<Choosing> DrawnFrom(Session& session, const Choosing& choosing, const Draw& draw) {
  Choosing drawn = choosing;
  drawn.all = false;
  drawn.dossiers.clear();
  for (const std::string& id : draw.Drawn()) {
    const auto found = std::find_if(draw.list.candidates.begin(), draw.list.candidates.end(),
                                    [&](const Candidate& one) { return one.id == id; });
    if (found != draw.list.candidates.end() && !found->record) drawn.dossiers.push_back(id);
  }
  if (drawn.dossiers.empty() && drawn.records.empty()) {
    session.Complain({"抽中的都是记录,应用 --record 给出其文件。", "Only records were drawn: expected their files with --record."});
    return std::nullopt;
  }
  return drawn;
}

// Leaves in what was drawn. False, after a complaint, where something drawn is not there.
bool KeepDrawn(Session& session, const Draw& draw, Judgement& judgement) {
  Judgement kept{judgement.books, {}, {}, 0};
  for (const std::string& id : draw.Drawn()) {
    const auto found = std::find_if(judgement.subjects.begin(), judgement.subjects.end(),
                                    [&](const Subject& one) { return one.id == id; });
    if (found == judgement.subjects.end()) {
      session.Complain({fmt::format("抽中的“{}”应在库中或者用 --record 给出,但没有。", id),
                        fmt::format("Expected the drawn \"{}\" in the store or with --record, but it is not there.", id)});
      return false;
    }
    const auto place = static_cast<std::size_t>(found - judgement.subjects.begin());
    kept.subjects.push_back(judgement.subjects[place]);
    kept.reports.push_back(judgement.reports[place]);
  }
  judgement = std::move(kept);
  return true;
}

std::string FileNameOf(const std::string& id) {
  std::string name;
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
    name += plain ? c : '_';
  }
  return name + ".sheet.json";
}

Status WriteSheets(const std::string& folder, const std::vector<Sheet>& sheets) {
  std::error_code error;
  fs::create_directories(folder, error);  // a failure shows when a sheet is written
  for (const Sheet& sheet : sheets) {
    Status written = WriteNewFile((fs::path(folder) / FileNameOf(sheet.subject)).string(), ToPrettyJson(ToData(sheet)) + "\n");
    if (!written.ok()) return written;
  }
  return Status::Ok();
}

void PrintSheets(Session& session, const std::vector<Sheet>& sheets) {
  const Language language = session.language();
  if (session.json()) {
    Data list = Data::EmptyList();
    for (const Sheet& sheet : sheets) list.Append(FeedbackData(sheet, language));
    session.Print(Data::OfMembers({{"sheets", std::move(list)}, {"summary", SummaryData(sheets, language)}}));
  } else if (session.common().format == "html") {
    session.Print(FeedbackHtml(sheets, language));
  } else {
    for (const Sheet& sheet : sheets) session.Print(FeedbackText(sheet, language) + "\n");
    session.Print(SummaryText(sheets, language));
  }
}

// One entry of a person; refused entries leave the file as it was.
int Enter(Session& session, const std::string& file, SheetEntry entry, const std::string& at) {
  for (const auto& [option, value] : {std::pair<const char*, const std::string&>{"--actor", entry.actor}, {"--unit", entry.unit},
                                      {"--reason", entry.reason}}) {
    // A blank reason is refused as an entry without one.
    const bool blank = value.find_first_not_of(" \t") == std::string::npos;
    const Status checked = blank && std::string_view(option) == "--reason" ? Status::Ok() : CheckName(option, value);
    if (!checked.ok()) return session.Fail(checked);
  }
  int status = kDone;
  auto sheet = ReadSheetFile(session, file, status);
  if (!sheet) return status;
  const auto when = ReadAt(session, at);
  if (!when) return kImpossible;
  entry.at = *when;
  const Status added = AddEntry(*sheet, std::move(entry));
  if (added.ok()) {
    const Status written = ReplaceFile(file, ToPrettyJson(ToData(*sheet)) + "\n");
    if (!written.ok()) return session.Fail(written);
  }
  if (session.json()) {
    const Data rejection = added.ok() ? Data()
        : Data::OfMembers({{"code", "review-refused"}, {"message", session.In(added.message())}});
    session.Print(Data::OfMembers({{"accepted", added.ok()}, {"rejection", rejection},
                                   {"sheet", FeedbackData(*sheet, session.language())}}));
  } else if (added.ok()) {
    session.Print(StandText(*sheet, session.language()));
  } else {
    session.Complain(added.message());
  }
  return added.ok() ? kDone : kWrong;
}

struct Verified {
  std::string form;
  Text wrong;  // empty where the file verifies
};

Result<Verified> Verify(const std::string& path) {
  const auto data = ReadJsonFile(path);
  if (!data) return data.error();
  if (auto list = ListFromData(*data)) return Verified{"list", VerifyList(*list)};
  if (auto draw = DrawFromData(*data)) return Verified{"draw", VerifyDraw(*draw)};
  auto sheet = SheetFromData(*data);
  if (sheet) {
    const auto broken = VerifySheet(*sheet);
    return Verified{"sheet", broken.empty() ? Text{} : ReasonOf(broken.front())};
  }
  const std::string& form = (*data)["form"].AsText();
  if (form.rfind("juece-review-", 0) == 0) {
    return Verified{form, {"有不属于这种文件的内容,或缺少内容", "it holds what no such file holds, or lacks something"}};
  }
  return Status::InvalidArgument({path + ":应为名单、抽取结果或者评查表,但都不是。",
                                  path + ": expected a list, a draw or a sheet, but it is none."});
}

}  // namespace

int Run(Session& session, const ReviewScoreArguments& arguments) {
  int status = kDone;
  std::optional<Draw> draw;
  std::optional<Choosing> choosing = arguments.choosing;
  if (!arguments.draw.empty()) {
    draw = ReadDrawFile(session, arguments.draw, status);
    if (!draw) return status;
    choosing = DrawnFrom(session, arguments.choosing, *draw);
  }
  auto judgement = choosing ? Judge(session, *choosing) : std::nullopt;
  const auto sets = judgement ? ReadCriteria(session, judgement->books, arguments.criteria) : std::nullopt;
  if (!sets || (draw && !KeepDrawn(session, *draw, *judgement))) return kImpossible;
  std::vector<Sheet> sheets;
  bool fails = false;
  for (std::size_t i = 0; i < judgement->subjects.size(); ++i) {
    const Subject& subject = judgement->subjects[i];
    const Criteria* criteria = CriteriaFor(*sets, subject.procedure_kind);
    if (criteria == nullptr) {
      session.Complain({fmt::format("{}:没有适用于这一类程序({})的评查标准,未评查。", subject.id, subject.procedure_kind),
                        fmt::format("{}: no criteria speak of this kind of procedure ({}); not scored.", subject.id,
                                    subject.procedure_kind)});
      continue;
    }
    sheets.push_back(PreScore(*criteria, *judgement->books.vocabulary, subject, judgement->reports[i], draw ? draw->digest : ""));
    const SheetTotal total = TotalOf(sheets.back());
    fails = fails || (total.best != nullptr && !Passes(sheets.back(), total.best));
  }
  if (sheets.empty()) {
    session.Complain({"没有可评查的案卷。", "There is no dossier to score."});
    return kImpossible;
  }
  if (!arguments.to.empty()) {
    if (const Status written = WriteSheets(arguments.to, sheets); !written.ok()) return session.Fail(written);
  }
  PrintSheets(session, sheets);
  return fails ? kWrong : kDone;
}

int Run(Session& session, const ReviewOverrideArguments& arguments) {
  SheetEntry entry;
  entry.target = arguments.target;
  entry.reason = arguments.reason;
  entry.actor = arguments.actor;
  entry.unit = arguments.unit;
  entry.kind = arguments.not_applicable ? SheetEntry::Kind::kNotApplicable
               : arguments.holds        ? SheetEntry::Kind::kCapHolds
               : arguments.lifted       ? SheetEntry::Kind::kCapLifted
                                        : SheetEntry::Kind::kPoints;
  if (entry.kind == SheetEntry::Kind::kPoints) {
    entry.points = ParsePoints(arguments.points);
    if (!entry.points) {
      session.Complain({fmt::format("--points 应为不小于 0、至多两位小数的数,但给出的是“{}”。", arguments.points),
                        fmt::format("--points: expected a number of at least 0 with at most two decimals, but found \"{}\".",
                                    arguments.points)});
      return kImpossible;
    }
  }
  return Enter(session, arguments.sheet, std::move(entry), arguments.at);
}

int Run(Session& session, const ReviewConfirmArguments& arguments) {
  SheetEntry entry;
  entry.kind = SheetEntry::Kind::kConfirmed;
  entry.actor = arguments.actor;
  entry.unit = arguments.unit;
  return Enter(session, arguments.sheet, std::move(entry), arguments.at);
}

int Run(Session& session, const ReviewFeedbackArguments& arguments) {
  std::vector<Sheet> sheets;
  for (const std::string& file : arguments.sheets) {
    int status = kDone;
    auto sheet = ReadSheetFile(session, file, status);
    if (!sheet) return status;
    sheets.push_back(*std::move(sheet));
  }
  PrintSheets(session, sheets);
  return kDone;
}

int Run(Session& session, const ReviewVerifyArguments& arguments) {
  Data files = Data::EmptyList();
  std::string text;
  bool ok = true;
  for (const std::string& file : arguments.files) {
    const auto verified = Verify(file);
    if (!verified) return session.Fail(verified.error());
    const bool good = verified->wrong.empty();
    ok = ok && good;
    files.Append(Data::OfMembers({{"file", file}, {"form", verified->form}, {"ok", good}, {"reason", good ? Data()
        : Data(session.In(verified->wrong))}}));
    text += good ? session.In({fmt::format("✔ {}:未被改动\n", file), fmt::format("✔ {}: unchanged\n", file)})
                 : session.In({fmt::format("✘ {}:{}\n", file, verified->wrong.zh), fmt::format("✘ {}: {}\n", file,
                                                                                               verified->wrong.en)});
  }
  if (session.json()) {
    session.Print(Data::OfMembers({{"ok", ok}, {"files", std::move(files)}}));
  } else {
    session.Print(text);
  }
  return ok ? kDone : kWrong;
}

}  // namespace juece::cli
