#include "commands/matters.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/json.h"
#include "runtime/rulebooks.h"

namespace juece::cli {
namespace fs = std::filesystem;
namespace {

bool ReadRecords(Session& session, const Chosen& chosen, const ReviewBooks& books, std::vector<Matter>& matters) {
  for (const std::string& file : chosen.records) {
    auto text = ReadFile(file);
    auto record = text ? ParseJson(*text) : Result<Data>(text.error());
    if (!record) {
      const Text& why = record.error().message();
      session.Complain({file + ":" + why.zh, file + ": " + why.en});
      return false;
    }
    std::vector<Finding> findings;
    auto subject = SubjectFromRecord(*record, *books.vocabulary, fs::path(file).stem().string(), findings);
    for (Finding& finding : findings) {
      finding.place.file = finding.place.file.empty() ? file : finding.place.file;
    }
    session.PrintFindings(findings, true);
    if (!subject) {
      return false;
    }
    for (const std::string& statute : subject->statutes) {
      if (books.statutes->Find(statute) == nullptr) {
        session.Complain({fmt::format("{}:statutes 应为已有的法规编号(如 R713),但没有“{}”。", file, statute),
                          fmt::format("{}: statutes: expected ids of known statutes (e.g. R713), but there is no \"{}\".", file, statute)});
        return false;
      }
    }
    Matter matter{std::move(*subject), {}};
    for (const std::string& overlay : matter.subject.overlays) {
      auto local = FindLocalRules(*session.paths(), overlay);
      if (!local) {
        session.Complain({fmt::format("{}:overlays 应为已安装的叠加层,但没有“{}”。", file, overlay),
                          fmt::format("{}: overlays: expected installed overlays, but there is no \"{}\".", file, overlay)});
        return false;
      }
      Join(matter.local, std::move(*local));
    }
    matters.push_back(std::move(matter));
  }
  return true;
}

bool ReadDossiers(Session& session, const Chosen& chosen, std::vector<Matter>& matters) {
  if (chosen.dossiers.empty() && !chosen.all) {
    return true;
  }
  EventStore* store = session.store(Session::Access::kRead);
  if (store == nullptr) {
    return false;
  }
  std::vector<std::string> ids = chosen.dossiers;
  if (chosen.all) {
    auto found = store->Dossiers();
    if (!found) {
      session.Fail(found.error());
      return false;
    }
    ids = *found;
  }
  for (const std::string& id : ids) {
    auto events = store->Read(id);
    if (!events) {
      session.Fail(events.error());
      return false;
    }
    matters.push_back(MatterOfDossier(*events, [store](const std::string& digest) { return store->FindPinned(digest); }));
  }
  return true;
}

}  // namespace

std::optional<ReviewBooks> ReadBooks(Session& session, const ReviewPlaces& places) {
  std::vector<Finding> findings;
  auto books = ReadReviewBooks(places, findings);
  session.PrintFindings(findings, true);
  if (!books) session.Complain({"没有可用的规则集。", "No rulebook could be used."});
  return books;
}

bool ReadLocal(Session& session, ReviewBooks& books, const Matter& matter) {
  std::vector<Finding> findings;
  const bool readable = ReadLocalRulebooks(books, matter, findings);
  session.PrintFindings(findings, true);
  return readable;
}

std::optional<std::vector<Matter>> ReadMatters(Session& session, const Chosen& chosen, ReviewBooks& books) {
  std::vector<Matter> matters;
  if (!ReadRecords(session, chosen, books, matters) || !ReadDossiers(session, chosen, matters)) {
    return std::nullopt;
  }
  for (const Matter& matter : matters) {
    if (!ReadLocal(session, books, matter)) {
      return std::nullopt;
    }
  }
  return matters;
}

Subject SeenBy(const ReviewBooks& books, const Matter& matter, const ReviewOptions& options) {
  return DatedByData(options.as_of ? AsOf(matter.subject, *options.as_of) : matter.subject, *books.vocabulary);
}

std::set<std::string> KnownRules(const ReviewBooks& books) {
  std::vector<std::shared_ptr<const Rulebook>> all = books.rulebooks;
  for (const auto& [id, rulebook] : books.local) all.push_back(rulebook);
  if (books.places.rulebooks.empty()) {
    std::vector<Finding> ignored;  // a local rulebook with a mistake is told where a matter is under it
    const auto installed = ReadRulebooks(books.places.paths, books.vocabulary, {}, RulePlaces::kAll, *books.statutes, ignored);
    all.insert(all.end(), installed.begin(), installed.end());
  }
  std::set<std::string> known;
  for (const auto& rulebook : all) {
    for (const Rule& rule : rulebook->rules()) known.insert(rule.id);
  }
  return known;
}

std::optional<ReviewOptions> ReadReviewOptions(Session& session, const std::string& as_of) {
  ReviewOptions options;
  if (as_of.empty()) {
    return options;
  }
  const auto range = DateRange::Parse(as_of);
  if (!range) {
    session.Complain({fmt::format("--as-of 应为日期或带时区的时间,但给出的是“{}”。", as_of),
                      fmt::format("--as-of: expected a date or a time with its offset, but found \"{}\".", as_of)});
    return std::nullopt;
  }
  options.as_of = range->last;
  return options;
}

}  // namespace juece::cli
