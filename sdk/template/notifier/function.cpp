// Makes the message of one notice. The engine delivers it: it puts the file into the spool folder, remembers that, and tries again where it
// could not. Another program takes the files from there to the outside system.
#include "juece/sdk/plugin.h"

namespace {

using juece::sdk::Call;
using juece::sdk::CannotAnswer;
using juece::sdk::Document;
using juece::sdk::Value;

constexpr unsigned char kDescriptor[] = {
#include "descriptor_json.inc"
};

class Message : public juece::sdk::Notifier {
 public:
  // A notice may be composed more than once; its id is the same each time.
  [[nodiscard]] Document Compose(const Call& call) const override {
    const Value notice = call.subject()["notice"];
    if (!Concerns(notice["roles"], call.configuration()["only_roles"])) throw CannotAnswer("nobody to tell / 没有要提醒的人");
    return {"text/plain", "@NAME@.txt",
            std::string(notice["id"].Text()) + "\t" + std::string(notice["dossier"].Text()) + "\t" + std::string(call.In(notice["sentence"])) + "\n"};
  }

 private:
  static bool Concerns(Value roles, Value only) {
    if (only.empty()) return true;
    for (Value role : roles) {
      if (only.Contains(role.Text())) return true;
    }
    return false;
  }
};

}  // namespace

JUECE_PLUGIN(kDescriptor, juece::sdk::MakeFunction<Message>("@NAME@"))
