#include "server/import/import.hpp"

#include "orders/command.hpp"
#include "server/admin/request.hpp"
#include "server/clock.hpp"
#include "server/import/links_file.hpp"
#include "server/import/order_body.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace server {

namespace json = boost::json;

namespace {

constexpr std::size_t batch_rows = 500;
constexpr std::uint64_t batch_bytes =
    2 * 1024 * 1024;  // of the file: a request line must stay below its limit

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code unknown;  // of a pipe
  const auto size = std::filesystem::file_size(file, unknown);
  return unknown ? 0 : size;
}

// The value that a fault's member has in the body, for the message.
std::string value_of(const json::object& body, std::string_view member) {
  std::string pointer = "/";
  for (const char c : member)
    if (c != ']') pointer += c == '.' || c == '[' ? '/' : c;
  json::error_code error;
  const json::value whole = body;
  const auto* value = whole.find_pointer(pointer, error);
  if (!value) return {};
  return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

// One way through the file: every row is checked by the rules alone, then the store is asked batch by batch.
class Pass {
 public:
  Pass(const ImportRequest& wanted, const ImportHost& host, bool dry_run, LinksFile* links)
      : wanted_(wanted),
        host_(host),
        dry_run_(dry_run),
        links_(links),
        lines_(wanted.file),
        source_(open_source(wanted.format, lines_)),
        size_(size_of(wanted.file)) {}

  ImportReport run() {
    while (auto item = source_->next()) {
      if (auto* fault = std::get_if<Fault>(&*item))
        skip(*fault);
      else
        take(std::get<Record>(*item));
      if (batch_.size() == batch_rows || lines_.bytes_read() - sent_up_to_ > batch_bytes) send();
    }
    send();
    return report_;
  }

 private:
  void take(Record& record) {
    auto refusal = check(record);
    if (refusal) return skip(fault_of(record, *refusal));
    batch_.push_back(std::move(record));
  }

  std::optional<orders::Refusal> check(const Record& record) {
    using orders::Reason;
    const auto body = read_order(record.body);
    if (!body) return body.error();
    const auto at = now();
    // It is tomorrow already in the east.
    const auto today = std::chrono::floor<std::chrono::days>(at + std::chrono::hours{14});
    if (body->created_on && std::chrono::sys_days{*body->created_on} > today)
      return orders::Refusal{Reason::invalid, "created_on", "This day is still to come."};
    if (body->order.created_at && *body->order.created_at > at)
      return orders::Refusal{Reason::invalid, "created_at", "This day is still to come."};
    const auto made = orders::create(body->order, {}, rule_context(at));
    if (!made) return made.error();
    if (!seen_.insert(body->order.external_id).second) {
      const auto member = record.body.contains("external_id") ? "external_id" : "number";
      return orders::Refusal{Reason::conflict, member, "The file has it before, on another line."};
    }
    return std::nullopt;
  }

  Fault fault_of(const Record& record, const orders::Refusal& why) const {
    return {record.line, source_->column_of(why.field), value_of(record.body, why.field), why.detail};
  }

  void skip(const Fault& fault) {
    ++report_.skipped;
    host_.on_fault(fault);
  }

  void send() {
    sent_up_to_ = lines_.bytes_read();
    if (batch_.empty()) return;
    json::array rows;
    for (const auto& record : batch_) rows.push_back(record.body);
    auto answer = host_.ask({{"operation", "import_batch"},
                             {"shop", wanted_.shop},
                             {"dry_run", dry_run_},
                             {"links", links_ != nullptr},
                             {"rows", std::move(rows)}});
    report_.imported += answer.at("created").to_number<std::uint64_t>();
    report_.already_there += answer.at("already_there").to_number<std::uint64_t>();
    report_.locations += answer.at("locations").to_number<std::uint64_t>();
    for (const auto& entry : answer.at("faults").as_array()) {
      const auto& fault = entry.as_object();
      const orders::Refusal why{.field = json::value_to<std::string>(fault.at("field")),
                                .detail = json::value_to<std::string>(fault.at("detail"))};
      skip(fault_of(batch_.at(fault.at("row").to_number<std::size_t>()), why));
    }
    for (const auto& entry : answer.at("links").as_array())
      links_->add(entry.at("number").as_string(), entry.at("url").as_string());
    batch_.clear();
    const auto rows_done = report_.imported + report_.already_there + report_.skipped;
    host_.on_progress(
        static_cast<double>(sent_up_to_) / static_cast<double>(std::max<std::uint64_t>(size_, 1)), rows_done);
  }

  const ImportRequest& wanted_;
  const ImportHost& host_;
  const bool dry_run_;
  LinksFile* const links_;
  Lines lines_;
  std::unique_ptr<Source> source_;
  std::uint64_t size_, sent_up_to_ = 0;
  std::vector<Record> batch_;
  std::unordered_set<std::string>
      seen_;  // external ids: a second row of one would be told to be there already
  ImportReport report_;
};

}  // namespace

ImportReport import_file(const ImportRequest& wanted, const ImportHost& host) {
  if (wanted.strict) {
    const auto found = Pass{wanted, host, true, nullptr}.run();
    if (found.skipped > 0) return {.skipped = found.skipped};
  }
  if (wanted.links_file.empty()) return Pass{wanted, host, false, nullptr}.run();
  LinksFile links{wanted.links_file};
  const auto report = Pass{wanted, host, false, &links}.run();
  links.commit();
  return report;
}

}  // namespace server
