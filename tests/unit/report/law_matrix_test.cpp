// The law-to-step matrix of the national procedure: complete as it stands; nothing that is taken out of the definition raises a
// number, what alone carried a demand lowers it, and citing articles carries nothing.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "report/law_report.h"
#include "support/installed.h"
#include "unit/compliance/support.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

using test::Installed;

// A definition's matrix, with what it points into.
struct Judged {
  std::unique_ptr<Definition> definition;
  VerifyReport report;
  LawMatrix matrix;
};

Judged Judge(const std::string& bytes, std::optional<Date> as_of = {}, std::vector<std::shared_ptr<const Rulebook>> books = {Law::Get().book},
             const StatuteBook& statutes = *Law::Get().statutes) {
  Judged judged;
  std::vector<Finding> findings;
  judged.definition = ReadDefinition(bytes, "procedure.xml", findings);
  REQUIRE(judged.definition != nullptr);
  VerifyInput verify{judged.definition.get(), &Installed(), &statutes, {}};
  verify.as_of = as_of;
  judged.report = Verify(verify, findings);
  LawMatrixInput input;
  input.demands = {judged.definition.get(), &Installed(), &statutes, &judged.report, nullptr};
  input.rulebooks = std::move(books);
  input.as_of = as_of;
  judged.matrix = BuildLawMatrix(input);
  return judged;
}

const std::string& National() {
  static const std::string bytes = ReadAll(Source("workflows/cn/major-decision.xml"));
  return bytes;
}

using Scores = std::map<std::string, std::pair<int, int>>;  // "R713:25" -> carried, demanded

Scores ScoresOf(const LawMatrix& matrix) {
  Scores scores;
  for (const StatuteMatrix& statute : matrix.statutes) {
    for (const ArticleScore& score : statute.scores) {
      scores[statute.statute->id + ":" + std::to_string(score.article)] = {score.carried, score.demanded};
    }
  }
  return scores;
}

// "R713:16-3 #2" of every demand that is carried, with the ids of its carriers.
std::map<std::string, std::set<std::string>> CarriersOf(const LawMatrix& matrix) {
  std::map<std::string, std::set<std::string>> carriers;
  for (const StatuteMatrix& statute : matrix.statutes) {
    for (const ClauseRow& row : statute.rows) {
      for (std::size_t i = 0; i < row.demands.size(); ++i) {
        if (!row.demands[i].carried || row.demands[i].demand.kind == DemandKind::kReference) continue;
        auto& ids = carriers[row.clause->article.ToString() + " #" + std::to_string(i)];
        for (const Carrier& carrier : row.demands[i].demand.carriers) ids.insert(carrier.id);
      }
    }
  }
  return carriers;
}

// Every element that can be taken out alone and leave a readable definition: [begin, end) in the bytes.
std::vector<std::pair<std::size_t, std::size_t>> Elements(const std::string& bytes) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const std::regex leaf(R"(<(material kind|period|separation|action|reviews|changes|milestone|applies)\b[^>]*/>)");
  for (auto it = std::sregex_iterator(bytes.begin(), bytes.end(), leaf); it != std::sregex_iterator(); ++it) {
    found.emplace_back(it->position(), it->position() + it->length());
  }
  const std::regex configuration(R"(<configuration>[^<]*</configuration>)");
  for (auto it = std::sregex_iterator(bytes.begin(), bytes.end(), configuration); it != std::sregex_iterator(); ++it) {
    found.emplace_back(it->position(), it->position() + it->length());
  }
  return found;
}

// The national procedure without a step: who went to it goes where it goes first.
std::string WithoutStep(const std::string& step, const std::string& next) {
  std::string bytes = National();
  const std::size_t begin = bytes.find("<step id=\"" + step + "\"");
  REQUIRE(begin != std::string::npos);
  const std::string close = "</step>";
  const std::size_t end = bytes.find(close, begin) + close.size();
  bytes.erase(begin, end - begin);
  for (const std::string attribute : {" to=\"", " start=\""}) {
    const std::string old = attribute + step + "\"";
    for (std::size_t at = 0; (at = bytes.find(old, at)) != std::string::npos;) bytes.replace(at, old.size(), attribute + next + "\"");
  }
  return bytes;
}

void CheckNoneRaised(const Scores& before, const Scores& after) {
  REQUIRE(after.size() == before.size());
  for (const auto& [article, score] : after) {
    INFO(article);
    CHECK(score.first <= before.at(article).first);
    CHECK(score.second == before.at(article).second);
  }
}

bool Lowered(const Scores& before, const Scores& after) {
  return std::any_of(after.begin(), after.end(), [&](const auto& entry) { return entry.second.first < before.at(entry.first).first; });
}

std::string Gaps(const LawMatrix& matrix) {
  std::string text;
  for (const StatuteMatrix& statute : matrix.statutes) {
    for (const ClauseRow& row : statute.rows) {
      for (const DemandRow& demand : row.demands) {
        if (!demand.carried) text += row.clause->article.ToString() + ": " + demand.demand.text.en + "\n";
      }
    }
  }
  return text;
}

// A definition that claims the same statutes and does nothing.
std::string Empty() {
  return R"(<procedure xmlns="urn:juece:definition:1" id="empty" version="1.0.0" title-zh="空" title-en="Empty" statutes="R713 FC FCM GI">
<roles><role id="undertaking_unit" zh="承办" en="Unit"/></roles>
<flow start="archiving"><step id="archiving" type="archiving" zh="归档" en="Archiving">
<on outcome="archived" to="done"/></step><end id="done" outcome="done" zh="完" en="Done"/></flow></procedure>)";
}

void CompareMatrixWithGolden(const std::string& name, const std::string& found) {
  const std::string path = Source("tests/golden/law/" + name);
  if (std::getenv("JUECE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
  }
  CHECK((found == ReadAll(path)));
}

}  // namespace

TEST_CASE("the national procedure carries every binding clause of its statutes", "[law]") {
  const Judged judged = Judge(National());
  INFO(Gaps(judged.matrix));
  CHECK(judged.matrix.proved);
  CHECK(judged.matrix.Complete());
  CHECK(judged.matrix.findings.empty());
  CHECK(judged.matrix.as_of.ToString() == "2025-04-20");
  REQUIRE(judged.matrix.statutes.size() == 4);
  for (const auto& [article, score] : ScoresOf(judged.matrix)) {
    INFO(article);
    CHECK(score.first == score.second);
  }
}

TEST_CASE("rows are the clauses of the statutes, one each, whatever the definition says", "[law]") {
  for (const std::string& bytes : {National(), Empty()}) {
    const Judged judged = Judge(bytes);
    for (const StatuteMatrix& statute : judged.matrix.statutes) {
      REQUIRE(statute.rows.size() == statute.statute->clauses.size());
      for (std::size_t i = 0; i < statute.rows.size(); ++i) {
        const ClauseRow& row = statute.rows[i];
        CHECK(row.clause == &statute.statute->clauses[i]);
        INFO(row.clause->article.ToString());
        // Nothing to carry only with a reason; a demand only without.
        if (row.status == RowStatus::kReason) CHECK_FALSE(row.clause->no_requirement.empty());
        const bool other = !row.clause->SpeaksOf("decision");
        CHECK((row.status == RowStatus::kOther) == other);
        if (row.demands.empty() && !other) CHECK(row.status == RowStatus::kReason);
      }
    }
  }
}

TEST_CASE("a definition that does nothing scores nothing on what only steps, periods and people can carry", "[law]") {
  const Judged judged = Judge(Empty());
  CHECK_FALSE(judged.matrix.Complete());
  for (const StatuteMatrix& statute : judged.matrix.statutes) {
    for (const ClauseRow& row : statute.rows) {
      for (const DemandRow& demand : row.demands) {
        INFO(row.clause->article.ToString() << " " << demand.demand.text.en);
        // The one step that stands there files documents; everything else is bare.
        CHECK((!demand.carried || row.clause->article.ToString() == "R713:33"));
      }
    }
  }
}

TEST_CASE("taking an element out raises no number, and lowers what it alone carried", "[law]") {
  const Judged whole = Judge(National());
  const Scores before = ScoresOf(whole.matrix);
  const auto carriers = CarriersOf(whole.matrix);
  const auto elements = Elements(National());
  REQUIRE(elements.size() > 150);
  std::size_t lowered = 0;
  for (const auto& [begin, end] : elements) {
    std::string bytes = National();
    bytes.erase(begin, end - begin);
    INFO(National().substr(begin, end - begin));
    const Judged judged = Judge(bytes);
    const Scores after = ScoresOf(judged.matrix);
    CheckNoneRaised(before, after);
    // Demands that have lost their last carrier are exactly what the numbers lost.
    const auto left = CarriersOf(judged.matrix);
    int lost = 0;
    for (const auto& [article, score] : before) lost += score.first - after.at(article).first;
    CHECK(carriers.size() - left.size() == static_cast<std::size_t>(lost));
    for (const auto& [demand, ids] : left) CHECK(std::includes(carriers.at(demand).begin(), carriers.at(demand).end(), ids.begin(), ids.end()));
    lowered += Lowered(before, after) ? 1 : 0;
  }
  // Most documents are demanded twice, by the step and by the action that makes them.
  CHECK(lowered >= 12);
}

TEST_CASE("taking a step out lowers the number of its articles and raises none", "[law]") {
  const Judged whole = Judge(National());
  const Scores before = ScoresOf(whole.matrix);
  const std::vector<std::tuple<std::string, std::string, std::string>> steps{
      {"initiation", "drafting", "R713:10"},           {"coordination", "argumentation", "R713:13"},
      {"public_participation", "public_done", "R713:14"}, {"expert_argumentation", "experts_done", "R713:19"},
      {"risk_assessment", "risk_done", "R713:24"},     {"fair_competition_review", "legality_review", "FC:14"},
      {"legality_review", "submission", "R713:25"},    {"submission", "collective_deliberation", "R713:29"},
      {"collective_deliberation", "party_report", "R713:30"}, {"party_report", "congress_report", "R713:31"},
      {"congress_report", "issue", "R713:8"},          {"publication", "archiving", "R713:32"},
      {"archiving", "execution", "R713:33"},           {"post_evaluation", "completed", "R713:36"}};
  for (const auto& [step, next, article] : steps) {
    INFO(step);
    const Scores after = ScoresOf(Judge(WithoutStep(step, next)).matrix);
    CheckNoneRaised(before, after);
    CHECK(after.at(article).first < before.at(article).first);
  }
}

TEST_CASE("citing articles carries nothing, in an empty definition and in a broken one", "[law]") {
  std::string every;
  for (const std::string id : {"R713", "FC", "FCM", "GI"}) {
    const Statute& statute = *Law::Get().statutes->Find(id);
    for (const Clause& clause : statute.clauses) every += (every.empty() ? "" : " ") + clause.article.ToString();
  }
  const std::string cites = " article=\"" + every + "\"";
  std::vector<std::string> broken{Empty(), WithoutStep("legality_review", "submission"), WithoutStep("public_participation", "public_done")};
  std::string shorter = National();
  const std::size_t amount = shorter.find("amount=\"30\"");
  REQUIRE(amount != std::string::npos);
  broken.push_back(shorter.replace(amount, 11, "amount=\"29\""));
  for (const std::string& bytes : broken) {
    const Scores before = ScoresOf(Judge(bytes).matrix);
    std::string citing = std::regex_replace(bytes, std::regex(R"( article="[^"]*")"), "");
    for (const std::string tag : {"<step ", "<period ", "<material kind", "<role ", "<separation ", "<applies "}) {
      const std::string bare = tag.back() == ' ' ? tag.substr(0, tag.size() - 1) : "<material";
      for (std::size_t at = 0; (at = citing.find(tag, at)) != std::string::npos; at += bare.size() + cites.size()) {
        citing.insert(at + bare.size(), cites);
      }
    }
    const Judged judged = Judge(citing);
    CHECK_FALSE(judged.report.articles.empty());
    CHECK(ScoresOf(judged.matrix) == before);
  }
}

TEST_CASE("without rules nothing is judged, and without the statute's date nothing is in force", "[law]") {
  const Judged bare = Judge(National(), {}, {});
  CHECK_FALSE(bare.matrix.Complete());
  for (const StatuteMatrix& statute : bare.matrix.statutes) {
    for (const ClauseRow& row : statute.rows) {
      for (const DemandRow& demand : row.demands) {
        if (demand.demand.kind == DemandKind::kReference) continue;
        CHECK(demand.carried == (demand.demand.kind != DemandKind::kJudged));
      }
    }
  }
  const Judged early = Judge(National(), Date::Parse("2024-07-31"));
  CHECK(early.matrix.as_of_given);
  for (const StatuteMatrix& statute : early.matrix.statutes) {
    const bool there = statute.statute->id == "R713" || statute.statute->id == "GI";
    CHECK((statute.demanded() > 0) == there);
    for (const ClauseRow& row : statute.rows) CHECK((row.status == RowStatus::kNotYet) == !there);
  }
}

TEST_CASE("elements without a legal basis are listed", "[law]") {
  const Judged judged = Judge(National());
  std::vector<std::string> bare;
  for (const Basis& basis : judged.matrix.without_basis) bare.push_back(basis.element);
  CHECK(bare == std::vector<std::string>{"setting:pause_stops_minimums", "setting:pause_stops_limits"});
  std::string edited = National();
  const std::string demand = "<material kind=\"D202\" article=\"R713:12-2\"/>";
  REQUIRE(edited.find(demand) != std::string::npos);
  edited.replace(edited.find(demand), demand.size(), "<material kind=\"D202\"/>");
  CHECK(Judge(edited).matrix.without_basis.back().element == "material:drafting/D202");
}

TEST_CASE("a period in a rule that its clause does not set is a finding", "[law]") {
  std::string text = ReadAll(Source("workflows/rulebooks/cn-713.xml"));
  const std::string period = "<period kind=\"minimum\" amount=\"30\" unit=\"calendar-days\"";
  REQUIRE(text.find(period) != std::string::npos);
  text.replace(text.find(period), period.size(), "<period kind=\"minimum\" amount=\"15\" unit=\"calendar-days\"");
  std::vector<Finding> findings;
  const auto book = Rulebook::Read(text, "edited.xml", Law::Get().words, findings);
  REQUIRE(book != nullptr);
  const Judged judged = Judge(National(), {}, {book});
  REQUIRE(judged.matrix.findings.size() == 1);
  CHECK(judged.matrix.findings[0].code == "rule-departs-from-clause");
  CHECK(judged.matrix.findings[0].article == "R713:15-1");
}

TEST_CASE("the matrix of a small procedure with gaps, on three days, as people read it", "[law]") {
  std::vector<Finding> findings;
  auto statute = ReadStatute(ReadAll(Source("tests/golden/law/statute.xml")), "statute.xml", findings);
  INFO(Explain(findings));
  REQUIRE(statute.has_value());
  StatuteBook book;
  book.Add(*std::move(statute));
  const std::string bytes = ReadAll(Source("tests/golden/law/procedure.xml"));
  const auto on = [&](std::optional<Date> day) { return Judge(bytes, day, {Law::Get().book}, book); };
  const Judged now = on({});
  INFO(Explain(now.report.findings));
  CHECK_FALSE(now.matrix.Complete());
  CHECK(now.matrix.as_of.ToString() == "2022-07-01");
  CompareMatrixWithGolden("now.zh.txt", LawText(now.matrix, Language::kChinese));
  CompareMatrixWithGolden("now.en.txt", LawText(now.matrix, Language::kEnglish));
  CompareMatrixWithGolden("now.zh.html", LawHtml(now.matrix, Language::kChinese));
  CompareMatrixWithGolden("2021.en.txt", LawText(on(Date::Parse("2021-12-31")).matrix, Language::kEnglish));
  CompareMatrixWithGolden("2022.json", ToJson(ToData(on(Date::Parse("2022-01-01")).matrix, Language::kEnglish)) + "\n");
}

TEST_CASE("the matrix as data", "[law]") {
  const Judged judged = Judge(National());
  const Data data = ToData(judged.matrix, Language::kEnglish);
  CHECK(data["complete"].AsBool());
  CHECK(data["statutes"].AsList().size() == 4);
  const Data& first = data["statutes"].AsList()[0];
  CHECK(first["id"].AsText() == "R713");
  CHECK(first["demanded"] == first["carried"]);
}

TEST_CASE("the page of the matrix stands alone", "[law]") {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const std::string page = LawHtml(Judge(National()).matrix, language);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("src=") == std::string::npos);
    for (std::size_t at = page.find("href="); at != std::string::npos; at = page.find("href=", at + 1)) {
      CHECK(page.substr(at, 7) == "href=\"#");  // to another place of this page alone
    }
    CHECK(page.ends_with("</html>\n"));
  }
}
