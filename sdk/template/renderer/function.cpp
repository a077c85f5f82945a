// Makes a document of a dossier. Whatever stands in a dossier may hold any characters: Html() writes them so that they are only text.
#include "juece/sdk/plugin.h"

namespace {

using juece::sdk::Call;
using juece::sdk::Document;
using juece::sdk::Html;
using juece::sdk::Value;

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Page : public juece::sdk::Renderer {
 public:
  // The same dossier always gives the same bytes: keep no state, ask no clock but call.now().
  [[nodiscard]] Document Render(const Call& call) const override {
    std::string rows;
    for (Value action : call.subject()["actions"]) {
      rows += "<li>" + Html(action["date"].Text()) + " " + Html(action["step"].Text()) + " " + Html(action["action"].Text()) + "</li>\n";
    }
    return {"text/html", "@NAME@.html",
            "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<h1>" + Html(call.configuration()["heading"].Text()) + "</h1>\n<p>" +
                Html(call.subject()["dossier"]["title"].Text()) + "</p>\n<ol>\n" + rows + "</ol>\n"};
  }
};

}  // namespace

JUECE_PLUGIN(kDescriptor, juece::sdk::MakeFunction<Page>("@NAME@"))
