// Archiving (R713:33): the file list names every document of the dossier with its maker and date;
// gaps are explained.
#include "juece/sdk/plugin.h"
#include "juece/sdk/words.h"

namespace juece::sdk {
namespace {

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

// A file list may know a day, a month or a year.
bool Readable(std::string_view date) {
  if (date.size() == 10) return Date::Parse(date).has_value();
  std::string full(date);
  if (date.size() == 4) full += "-01-01";
  if (date.size() == 7) full += "-01";
  return Date::Parse(full).has_value();
}

class Archiving : public Step {
 public:
  void Enter(const Request&, Effects& effects) override { effects.OpenTask("archive"); }

  void Submit(const Request& request, Effects& effects) override {
    if (const Answer refusal = Refused(request)) return effects.Reject(*refusal);
    effects.Complete("archived");
  }

 private:
  static Answer Refused(const Request& request) {
    const Value data = request.data();
    for (Value item : data["items"]) {
      if (Readable(item["date"].Text())) continue;
      const Sentence name = Quote(item["document"].Text());
      return Refusal{"archive-date-wrong",
                     "R713:33",
                     {"为每件材料写明日期(年-月-日、年-月或者年)",
                      "give every document a date (YYYY-MM-DD, YYYY-MM or YYYY)"},
                     {name.zh + "的日期是" + Quote(item["date"].Text()).zh,
                      "that of " + name.en + " is " + Quote(item["date"].Text()).en}};
    }
    for (std::string_view kind : request.MaterialKinds()) {
      if (Listed(data["items"], kind) || Listed(data["gaps"], kind) ||
          request.configuration()["unlisted_kinds"].Contains(kind))
        continue;
      const Sentence name = Quote(kind);
      return Refusal{"archive-incomplete",
                     "R713:33",
                     {"把案卷中的每种材料列入归档目录或者说明缺件原因",
                      "list every kind of document of the dossier, or explain its gap"},
                     {name.zh + "没有列入", name.en + " is not listed"}};
    }
    return std::nullopt;
  }

  static bool Listed(Value list, std::string_view kind) {
    for (Value item : list) {
      if (item["kind"].Text() == kind) return true;
    }
    return false;
  }
};

}  // namespace
}  // namespace juece::sdk

JUECE_PLUGIN(juece::sdk::kDescriptor, juece::sdk::MakeStep<juece::sdk::Archiving>("archiving"))
