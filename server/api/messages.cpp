#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/uploads.hpp"
#include "server/services.hpp"

#include <fmt/format.h>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

// A message as it was asked for; its attachments, named by their ids, are still to be found.
struct Wanted {
  orders::AddMessage message{};
  std::vector<std::string> attachments = {};
};

Outcome<Wanted> read_message(const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"text", "name", "attachments"});
  Wanted wanted{{.name = in.text("name"), .text = in.text("text")}, in.texts("attachments")};
  if (fault) return *fault;
  return wanted;
}

Task<Outcome<orders::Command>> with_attachments(const Call& call, Wanted wanted) {
  for (std::size_t place = 0; place < wanted.attachments.size(); ++place) {
    const auto id = orders::AttachmentId::parse(wanted.attachments[place]);
    std::optional<store::File> file;
    if (id) file = co_await call.store().find_file(call.shop(), call.order.id, *id);
    if (!file)
      co_return Refusal{orders::Reason::invalid, fmt::format("attachments[{}]", place),
                        "No such file was uploaded to this order."};
    wanted.message.attachments.push_back(std::move(file->attachment));
  }
  co_return orders::Command{std::move(wanted.message)};
}

std::string_view sentence(views::FaultKind fault) {
  switch (fault) {
    case views::FaultKind::file_too_large: return "A file has at most 10 MiB.";
    case views::FaultKind::file_unreadable: return "This picture cannot be read.";
    case views::FaultKind::too_many_files: return "The files of an order have at most 100 MiB.";
    default: return "This file cannot be taken.";
  }
}

}  // namespace

Task<Response> api_send_message(Call& call) {
  auto wanted = read_message(call.body);
  if (!wanted) co_return problem(wanted.error());
  auto command = co_await with_attachments(call, *std::move(wanted));
  const auto changed = co_await change(call, std::move(command));
  if (!changed) co_return refuse(call, changed.error());
  co_return json_answer(message_json(changed->messages.back()));
}

Task<Response> api_show_messages(Call& call) {
  json::array thread;
  for (const auto& message : call.order.messages) thread.push_back(message_json(message));
  co_return list_answer(std::move(thread));
}

// All of the files are taken or, for who asks, none: those kept of a refused call belong to no message and
// go.
Task<Response> api_add_attachments(Call& call) {
  auto form = read_form(call.request);
  if (!form || form->files.empty())
    co_return problem(422, "Invalid", "Send files of at most 10 MiB as multipart/form-data.", "file");
  auto taken = co_await take_files(call.services, call.shop(), call.order.id, std::move(form->files));
  if (!taken.faults.empty()) co_return problem(422, "Invalid", sentence(taken.faults.front().kind), "file");
  json::array files;
  for (const auto& file : taken.files) files.push_back(attachment_json(file));
  const json::object body{{"data", std::move(files)}};
  co_return json_answer(body);
}

Task<Response> api_send_attachment(Call& call) {
  std::optional<store::File> file;
  if (const auto id = orders::AttachmentId::parse(call.captures[1]))
    file = co_await call.store().find_file(call.shop(), call.order.id, *id);
  if (!file) co_return problem(404, "Not found", "This order has no such file.");
  co_return as_download(*std::move(file));
}

}  // namespace server
