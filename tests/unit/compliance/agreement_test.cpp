// Rules against their clauses and against each other: the shipped ones agree, and each kind of disagreement is found.
#include "compliance/agreement.h"

#include <filesystem>

#include <fmt/format.h>

#include "unit/compliance/support.h"
#include "xml/document.h"

using namespace juece;           // NOLINT: a test file
using namespace juece::testing;  // NOLINT

namespace {

std::shared_ptr<const Rulebook> Shipped(const std::string& file) {
  std::vector<Finding> findings;
  auto book = Rulebook::ReadFile(Source("workflows/rulebooks/" + file), Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return book;
}

// An invented statute of six clauses beside the rules that a test writes.
constexpr std::string_view kStatute = R"(<statute xmlns="urn:juece:statute:1" id="T" version="1" title-zh="试" title-en="T" number-zh="一"
    number-en="1" in-force="2020-01-01" articles="9" complete="false" text-not-held-zh="无" text-not-held-en="none">
  <governs from="2020-01-01" picked-by="act" zh="自施行之日起" en="From the first day"/>
  <fact id="technical" type="boolean" zh="专业" en="Technical"/>
  <fact id="congress_matter" type="boolean" zh="人大" en="Congress"/>
  <fact id="explained" type="boolean" recorded="consultation_opened/reason_for_shortening" zh="说明了" en="Explained"/>
  <parameter id="term" unit="calendar-days" zh="期限" en="Term">
    <value amount="30" from="2020-01-01" to="open" reference="1" checked="2026-01-01"/>
  </parameter>
  <parameter id="extended" unit="calendar-days" zh="延长后" en="Extended">
    <value amount="40" from="2020-01-01" to="open" reference="1" checked="2026-01-01"/>
  </parameter>
  <parameter id="persons" unit="persons" zh="人数" en="Persons">
    <value amount="9" from="2020-01-01" to="open" reference="2" checked="2026-01-01"/>
  </parameter>
  <parameter id="quorum" unit="part" zh="比例" en="Quorum">
    <value amount="2/3" from="2020-01-01" to="open" reference="2" checked="2026-01-01"/>
  </parameter>
  <clause article="1" kind="period" from="2020-01-01" version="2020-01-01" digest="" zh="期限" en="Term">
    <exception id="generally" target="T:1" kind="proviso" condition="explained" zh="一般" en="Generally"/>
    <period id="term" kind="minimum" step="public_participation" parameter="term" from="consultation_opened" to="consultation_closed"
            soft="true" except="generally" reason-in="notice"/>
  </clause>
  <clause article="2" kind="duty" from="2020-01-01" version="2020-01-01" digest="" zh="人数" en="Persons">
    <exception id="technical-matter" target="T:2" kind="carve-out" condition="technical" zh="专业的除外" en="Unless technical"/>
    <material kind="D313" condition="true" except="technical-matter"/>
  </clause>
  <clause article="3" kind="duty" from="2020-01-01" version="2020-01-01" digest="" zh="其他" en="Other">
    <none zh="无" en="none"/>
  </clause>
{}
</statute>)";

struct Found {
  std::vector<Finding> findings;
  [[nodiscard]] std::string Codes() const {
    std::string codes;
    for (const Finding& finding : findings) codes += (codes.empty() ? "" : " ") + finding.code;
    return codes;
  }
};

Found Agreement(const std::string& rules, const std::string& clauses = "", const std::string& head = std::string(kStatute)) {
  std::vector<Finding> findings;
  std::string text = head;
  text.replace(text.find("{}\n"), 3, clauses);
  auto statute = ReadStatute(text, "T.xml", findings);
  INFO(Explain(findings));
  REQUIRE(statute);
  StatuteBook statutes;
  statutes.Add(std::move(*statute));
  const auto book = Rulebook::Read("<rulebook xmlns=\"urn:juece:rulebook:1\" id=\"t\" version=\"1\" title-zh=\"试\" title-en=\"T\">" + rules + "</rulebook>",
                                   "t.xml", Law::Get().words, findings);
  INFO(Explain(findings));
  REQUIRE(book != nullptr);
  return {CheckAgreement({&statutes, {book.get()}, {}, {}})};
}

std::string RuleText(const std::string& id, const std::string& article, const std::string& body, const std::string& more = "") {
  return fmt::format(R"(<rule id="{}" article="{}" severity="error" title-zh="题" title-en="Title" {}>{}</rule>)", id, article, more, body);
}

std::string Term(const std::string& amount, const std::string& more = R"(soft="true" reason-in="consultation_opened/reason_for_shortening")") {
  return fmt::format(R"(<period kind="minimum" amount="{}" unit="calendar-days" from="consultation_opened" to="consultation_closed" {}/>)", amount, more);
}

const std::string kJudges = R"(judges="T#generally")";
const std::string kTerm = RuleText("term", "T:1", Term("30"), kJudges);
const std::string kHeard = R"(<occurs event="hearing_held" before="decision_issued"/>)";

}  // namespace

TEST_CASE("the shipped rules say what their clauses say and agree with each other") {
  const auto national = Shipped("cn-713.xml");
  const auto procedures = Shipped("cn-procedures.xml");
  const auto& statutes = *Law::Get().statutes;
  std::vector<const Rulebook*> all{national.get(), procedures.get()};
  std::vector<std::shared_ptr<const Rulebook>> local;
  for (const auto& entry : std::filesystem::directory_iterator(Source("workflows/rulebooks/local"))) {
    local.push_back(Shipped("local/" + entry.path().filename().string()));
    all.push_back(local.back().get());
  }
  REQUIRE(local.size() >= 6);
  // Whose exceptions anybody uses shows only where every rulebook is there; rules of two provinces never meet in one matter.
  for (const Finding& finding : CheckAgreement({&statutes, all, {}, {}})) {
    INFO(ToText(finding, Language::kEnglish));
    CHECK(finding.code == "undeclared-overlap");
  }
  const auto agree = [&](const std::string& name, const std::vector<const Rulebook*>& books, const std::vector<std::string>& only) {
    const std::vector<Finding> findings = CheckAgreement({&statutes, books, only, all});
    INFO(name << "\n" << Explain(findings));
    CHECK(findings.empty());
  };
  for (const auto& one : local) agree(one->id(), {national.get(), one.get()}, {});
  // Working documents of two places never meet either.
  const std::vector<std::string> law{"R713", "FC", "FCM", "GI", "CC", "NDM", "NDR", "OBE", "LGO"};
  for (const char* place : {"S000", "S002", "S003", "S004"}) {
    std::vector<std::string> only = law;
    only.emplace_back(place);
    agree(place, {national.get(), procedures.get()}, only);
  }
}

TEST_CASE("a number in a rule is one that its clause sets") {
  CHECK(Agreement(kTerm).Codes().empty());
  CHECK(Agreement(RuleText("term", "T:1", Term("31"), kJudges)).Codes() == "rule-departs-from-clause");
  CHECK(Agreement(RuleText("term", "T:1", Term("30", ""))).Codes() == "rule-departs-from-clause");  // the clause says "generally"
  CHECK(Agreement(RuleText("term", "T:3", Term("30"), kJudges)).Codes() == "rule-departs-from-clause");
  // A parameter of the clause that no period of it uses may be judged as it is.
  CHECK(Agreement(RuleText("longer", "T:1", Term("40", ""))).Codes().empty());
  const auto persons = [](const std::string& holds, const std::string& article = "T:2") {
    return Agreement(RuleText("persons", article, R"(<data event="hearing_participants_published" holds=")" + holds + "\"/>")).Codes();
  };
  CHECK(persons("participants_count &gt;= 9").empty());
  CHECK(persons("participants_count &gt;= 10") == "rule-departs-from-clause");
  CHECK(persons("participants_count &gt;= 30") == "rule-departs-from-clause");  // thirty days, not thirty persons
  CHECK(persons("participants_count * 3 &gt;= 2 * total").empty());
  CHECK(persons("participants_count * 3 &gt;= 4 * total") == "rule-departs-from-clause");
  CHECK(persons("participants_count &gt;= 9", "T:3") == "rule-departs-from-clause");
}

TEST_CASE("the same number in two rules needs a waiver that says why") {
  const std::string again = RuleText("again", "T:1", R"(<period kind="minimum" amount="30" unit="calendar-days" from="consultation_opened"
      to="consultation_closed" soft="true" reason-in="consultation_opened/reason_for_shortening"/>)", kJudges);
  const std::string agreeing = R"(<relation kind="agreeing" rules="term again" zh="同" en="same"/>)";
  CHECK(Agreement(kTerm + again + agreeing).Codes() == "number-repeated");
  const std::string waiver = R"(<same-number number="30 calendar-days" rules="term again" zh="同" en="same"/>)";
  CHECK(Agreement(kTerm + again + agreeing + waiver).Codes().empty());
  CHECK(Agreement(kTerm + again + agreeing + R"(<same-number number="31 calendar-days" rules="term again" zh="同" en="same"/>)").Codes() ==
        "number-repeated");
}

TEST_CASE("exceptions are named, used, and judged where the record shows them") {
  const auto applies = [](const std::string& what) { return RuleText("heard", "T:3", "<applies " + what + "/>" + kHeard); };
  CHECK(Agreement(kTerm + applies(R"(except="T#technical-matter")")).Codes().empty());
  CHECK(Agreement(kTerm + applies(R"(except="T#none")")).Codes() == "unknown-reference");
  CHECK(Agreement(kTerm + applies(R"(except="U#technical-matter")")).Codes() == "unknown-reference");
  CHECK(Agreement(kTerm + applies(R"x(when="not(technical)")x")).Codes() == "negated-exception");
  CHECK(Agreement(kTerm + applies(R"(when="congress_matter and technical = false")")).Codes() == "negated-exception");
  CHECK(Agreement(kTerm + applies(R"(when="technical")")).Codes().empty());
  // A rule that lets a reason shorten the period judges the proviso of that reason.
  CHECK(Agreement(RuleText("term", "T:1", Term("30"))).Codes() == "exception-not-judged");
  CHECK(Agreement(RuleText("term", "T:1", Term("30"), R"(judges="T#technical-matter")")).Codes() == "exception-not-judged");
  CHECK(Agreement(kTerm + RuleText("other", "T:3", kHeard, kJudges)).Codes() == "exception-not-judged");
  const std::string unused = R"(  <clause article="4" kind="duty" from="2020-01-01" version="2020-01-01" digest="" zh="四" en="Four">
    <exception id="idle" target="T:4 {}" kind="savings" condition="technical" zh="除外" en="Apart" {}/>
    <none zh="无" en="none"/>
  </clause>)";
  CHECK(Agreement(kTerm, fmt::format(fmt::runtime(unused), "", "")).Codes() == "exception-unused");
  CHECK(Agreement(kTerm, fmt::format(fmt::runtime(unused), "T:3", R"(reason-zh="因" reason-en="why")")).Codes().empty());
  CHECK(Agreement(kTerm, fmt::format(fmt::runtime(unused), "U:3", R"(reason-zh="因" reason-en="why")")).Codes() == "unknown-reference");
  const std::string off = R"(  <clause article="4" kind="duty" from="2020-01-01" version="2020-01-01" digest="" zh="四" en="Four">
    <material kind="D313" condition="true" except="technical-matter"/></clause>)";
  CHECK(Agreement(kTerm, off).Codes() == "exception-off-target");
}

TEST_CASE("a statute says which facts it governs and which event picks its version") {
  std::string text(kStatute);
  const std::size_t begin = text.find("  <governs");
  text.erase(begin, text.find("\n", begin) + 1 - begin);
  CHECK(Agreement(kTerm, "", text).Codes() == "governs-missing");
}

TEST_CASE("a local statute fills only a slot that is open for its level, and says so as its overlay does") {
  const auto made = [](const std::string& level, const std::string& under) {
    std::string text(kStatute);
    text.insert(text.find("  <fact"), "<made level=\"" + level + "\" region-zh=\"某地\" region-en=\"R\" by-zh=\"某机关\" by-en=\"A\" " + under +
                                          " zh=\"据此\" en=\"by it\"/>");
    return Agreement(kTerm, R"(  <clause article="4" kind="scope" from="2020-01-01" version="2020-01-01" digest="" zh="四" en="Four">
    <opens levels="province city"/><none zh="无" en="none"/></clause>)", text).Codes();
  };
  CHECK(made("province", R"(under="T:4")").empty());
  CHECK(made("city", R"(under="T:4")").empty());
  CHECK(made("county", R"(under="T:4")") == "slot-not-opened");
  CHECK(made("province", R"(under="T:3")") == "slot-not-opened");
  CHECK(made("province", R"(under="T:9")") == "slot-not-opened");
  CHECK(made("county", "").empty());
  int overlays = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Source("workflows/overlays"))) {
    if (entry.path().extension() != ".xml") continue;
    std::vector<Finding> findings;
    const auto document = ReadXmlFile(entry.path().string(), findings);
    REQUIRE(document != nullptr);
    const XmlElement& overlay = document->root();
    const Statute* statute = Law::Get().statutes->Find(overlay.Get("statutes"));
    INFO(entry.path().filename().string());
    REQUIRE(statute != nullptr);
    REQUIRE(statute->maker);
    CHECK(statute->maker->level == overlay.Get("level"));
    CHECK(statute->maker->region.zh == overlay.Get("region"));
    ++overlays;
  }
  CHECK(overlays >= 6);
}

TEST_CASE("two rules on one outcome need a relation, and it must be true") {
  const std::string one = RuleText("one", "T:3", "<applies when=\"technical\"/>" + kHeard);
  const std::string two = RuleText("two", "T:3", "<applies when=\"congress_matter\"/>" + kHeard);
  const std::string apart = RuleText("two", "T:3", "<applies except=\"T#technical-matter\"/>" + kHeard);
  const auto relation = [](const std::string& kind, const std::string& none_when = "", const std::string& rules = "one two") {
    return fmt::format(R"(<relation kind="{}" rules="{}" {} zh="因" en="why"/>)", kind, rules,
                       none_when.empty() ? "" : "none-when=\"" + none_when + "\"");
  };
  const Found undeclared = Agreement(kTerm + one + two);
  REQUIRE(undeclared.Codes() == "undeclared-overlap");
  CHECK(undeclared.findings[0].message.en == "Rules one and two both judge 'Hearing held': expected a <relation> (exclusive, agreeing, over), but found "
                                             "none. Both apply when: technical=true congress_matter=true");
  CHECK(undeclared.findings[0].place.line == 1);
  const std::string neither = "not(technical) and not(congress_matter)";
  CHECK(Agreement(kTerm + one + two + relation("agreeing", neither)).Codes().empty());
  CHECK(Agreement(kTerm + one + two + relation("exclusive", neither)).Codes() == "relation-fails");
  CHECK(Agreement(kTerm + one + two + relation("agreeing")).Codes() == "undeclared-gap");
  CHECK(Agreement(kTerm + one + two + relation("agreeing", "not(technical)")).Codes() == "undeclared-gap");
  CHECK(Agreement(kTerm + one + two + relation("agreeing", "not(congress_matter) and technical")).Codes() == "undeclared-gap");
  // Never both: nothing to declare; declared exclusive, it is so, and one of them always applies.
  CHECK(Agreement(kTerm + one + apart).Codes().empty());
  CHECK(Agreement(kTerm + one + apart + relation("exclusive")).Codes().empty());
  CHECK(Agreement(kTerm + one + apart + relation("exclusive", "congress_matter")).Codes() == "undeclared-gap");
}

TEST_CASE("relations between periods, and between what is asked and what is forbidden") {
  const std::string longer = RuleText("longer", "T:1", Term("40", ""));
  CHECK(Agreement(kTerm + longer).Codes() == "undeclared-overlap");
  CHECK(Agreement(kTerm + longer + R"(<relation kind="agreeing" rules="term longer" zh="因" en="why"/>)").Codes() == "relation-fails");
  CHECK(Agreement(kTerm + longer + R"(<relation kind="over" rules="longer term" zh="因" en="why"/>)").Codes().empty());
  CHECK(Agreement(kTerm + longer + R"(<relation kind="over" rules="term longer" zh="因" en="why"/>)").Codes() == "relation-fails");
  const std::string asked = RuleText("asked", "T:3", R"(<occurs event="hearing_held" before="decision_issued"/>)");
  const std::string forbidden = RuleText("forbidden", "T:3", R"(<never event="hearing_held"/>)");
  const std::string sometimes = RuleText("forbidden", "T:3", R"(<never event="hearing_held" where="open = false"/>)");
  CHECK(Agreement(kTerm + asked + forbidden).Codes() == "undeclared-overlap");
  CHECK(Agreement(kTerm + asked + forbidden + R"(<relation kind="agreeing" rules="asked forbidden" zh="因" en="why"/>)").Codes() == "relation-fails");
  CHECK(Agreement(kTerm + asked + sometimes).Codes().empty());
}
