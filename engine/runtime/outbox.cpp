#include "runtime/outbox.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "base/json.h"
#include "evidence/small_file.h"

namespace juece {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kLargestBook = 256U << 20U;

struct Entry {
  bool delivered = false;
  int attempts = 0;
  std::string file;
};

// What one notifier did with one notice; another notifier, or another folder, delivers for itself.
std::string KeyOf(const std::string& notifier, const std::string& folder, const std::string& notice) { return notifier + "\n" + folder + "\n" + notice; }

class Outbox {
 public:
  Outbox(const FunctionHost& functions, const OutboxRequest& request) : functions_(functions), request_(request) {
    std::error_code ignored;
    folder_ = fs::weakly_canonical(request.folder, ignored).string();
  }

  // One JSON object a line. A last line that was cut off by a crash is what was not remembered: its notice is delivered again.
  Status ReadBook() {
    auto bytes = ReadSmallFile(request_.book, kLargestBook);
    if (!bytes) return bytes.error().code() == StatusCode::kNotFound ? Status::Ok() : bytes.error();
    std::size_t number = 0;
    for (std::size_t at = 0; at < bytes->size();) {
      ++number;
      const std::size_t end = bytes->find('\n', at);
      if (end == std::string::npos) {
        torn_ = true;
        break;
      }
      const auto line = ParseJson(std::string_view(*bytes).substr(at, end - at));
      if (!line) return Unreadable(number, line.error().message());
      Entry& entry = entries_[KeyOf((*line)["notifier"].AsText(), (*line)["folder"].AsText(), (*line)["notice"].AsText())];
      ++entry.attempts;
      entry.delivered = entry.delivered || (*line)["state"].AsText() == "delivered";
      entry.file = (*line)["file"].AsText();
      at = end + 1;
    }
    return Status::Ok();
  }

  Result<Delivery> Deliver(const Notice& notice) {
    Entry& entry = entries_[KeyOf(request_.notifier, folder_, notice.id)];
    Delivery delivery;
    delivery.notice = notice;
    delivery.attempts = entry.attempts;
    delivery.file = entry.file;
    if (entry.delivered) {
      delivery.state = Delivery::State::kKnown;
      return delivery;
    }
    ++delivery.attempts;
    delivery.file.clear();
    Send(delivery);
    if (Status written = Remember(delivery); !written.ok()) return written;
    entry = {delivery.state == Delivery::State::kDelivered, delivery.attempts, delivery.file};
    return delivery;
  }

 private:
  Status Unreadable(std::size_t line, const Text& why) const {
    return Status::Corrupt({fmt::format("{} 第 {} 行应为投递记录,但{};请移走该文件,未投递的会再投递一次", request_.book, line, why.zh),
                            fmt::format("{} line {}: expected a record of a delivery, but {}; move the file away, and what it held is delivered once more",
                                        request_.book, line, why.en)});
  }

  void Send(Delivery& delivery) {
    const Data subject = ToData(delivery.notice);
    FunctionCall call;
    call.language = request_.language;
    call.now = request_.now;
    call.subject = &subject;
    call.configuration = &request_.configuration;
    const FunctionAnswer answer = functions_.RunFunction(request_.notifier, call);
    if (answer.failure) {
      delivery.reason = {*answer.failure, *answer.failure};
      return;
    }
    const std::string name = delivery.notice.id + fs::path(answer.name).extension().string();
    if (Status put = Put(name, answer.content); !put.ok()) {
      delivery.reason = put.message();
      return;
    }
    delivery.state = Delivery::State::kDelivered;
    delivery.file = name;
  }

  // Whole or not at all: who watches the folder never sees half a message. A file that is there already is the same notice, put there by
  // a run that ended before it could remember it.
  Status Put(const std::string& name, const std::string& bytes) const {
    const fs::path place = fs::path(folder_) / name;
    std::error_code error;
    if (fs::exists(place, error)) return Status::Ok();
    const fs::path working = fs::path(folder_) / ("." + name + ".part");
    fs::remove(working, error);
    if (Status written = WriteNewFile(working.string(), bytes, 0640); !written.ok()) return written;
    fs::rename(working, place, error);
    if (!error) return Status::Ok();
    const Text why = {fmt::format("应能写入 {},但失败:{}", place.string(), error.message()), fmt::format("expected to write {}, but that failed: {}", place.string(), error.message())};
    fs::remove(working, error);
    return Status::Unavailable(why);
  }

  Status Remember(const Delivery& delivery) {
    const bool delivered = delivery.state == Delivery::State::kDelivered;
    const Data line = Data::OfMembers({{"at", request_.now.ToString()}, {"notifier", request_.notifier}, {"folder", folder_}, {"notice", delivery.notice.id},
                                       {"state", delivered ? "delivered" : "failed"}, {"attempt", delivery.attempts}, {"file", delivery.file},
                                       {"reason", delivery.reason.en}});
    if (torn_) return EndTornLine(line);
    return AppendToFile(request_.book, ToJson(line) + "\n");
  }

  // The torn line is dropped, so that the book can be read again.
  Status EndTornLine(const Data& line) {
    auto bytes = ReadSmallFile(request_.book, kLargestBook);
    if (!bytes) return bytes.error();
    torn_ = false;
    return ReplaceFile(request_.book, bytes->substr(0, bytes->rfind('\n') + 1) + ToJson(line) + "\n");
  }

  const FunctionHost& functions_;
  const OutboxRequest& request_;
  std::string folder_;
  std::map<std::string, Entry> entries_;
  bool torn_ = false;
};

}  // namespace

Result<std::vector<Delivery>> DeliverNotices(const FunctionHost& functions, const OutboxRequest& request, const std::vector<Notice>& notices) {
  std::error_code error;
  if (!fs::is_directory(request.folder, error)) {
    return Status::NotFound({fmt::format("应为已有的目录,但 {} 不是", request.folder), fmt::format("expected a folder that is there, but {} is none", request.folder)});
  }
  Outbox outbox(functions, request);
  if (Status read = outbox.ReadBook(); !read.ok()) return read;
  std::vector<Delivery> deliveries;
  for (const Notice& notice : notices) {
    auto delivery = outbox.Deliver(notice);
    if (!delivery) return delivery.error();
    deliveries.push_back(*std::move(delivery));
  }
  return deliveries;
}

}  // namespace juece
