#include "views/console/order_parts.hpp"

#include <fmt/format.h>

namespace views {
namespace {

using orders::Duty;

std::string size_text(std::int64_t bytes) {
  if (bytes < 1024 * 1024) return fmt::format("{} KB", (bytes + 1023) / 1024);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / (1024 * 1024));
}

Html file(const OrderDesk& desk, const orders::Attachment& file) {
  return html(R"html(<li><a href="{}"><bdi>{}</bdi></a> <span class="quiet">{}</span></li>
)html",
              order_url(desk, "/attachments/" + file.id.text()), file.name, size_text(file.bytes));
}

Html one(const OrderDesk& desk, const orders::Message& message) {
  const bool theirs = message.from.kind == orders::ActorKind::customer;
  const auto who = !message.name.empty() ? message.name : actor_name(desk, message.from);
  const auto text = when(!message.text.empty(), [&] {
    return html(R"html(<p class="words" dir="auto">{}</p>
)html",
                message.text);
  });
  const auto files = when(!message.attachments.empty(), [&] {
    return html(R"html(<ul class="files">
{}</ul>
)html",
                each(message.attachments, [&](const auto& one_file) { return file(desk, one_file); }));
  });
  return html(R"html(<li class="{}" id="{}"><p class="quiet"><b><bdi>{}</bdi></b> {}</p>
{}{}</li>
)html",
              theirs ? "theirs" : "ours", message.id.text(), who, short_time(desk, message.at), text, files);
}

Html reply(const OrderDesk& desk) {
  const auto fields = html(R"html({}
<label for="message_file">Photos or files</label>
<input type="file" id="message_file" name="message_file" multiple>
{}{})html",
                           order_text(desk, {.label = "Message to the customer", .name = "message_text"}, 3),
                           fault_line(desk.retry.faults, "message_file"), press("Send", Weight::filled));
  return fold(desk,
              {.id = "reply",
               .summary = "Write to the customer",
               .key = "m",
               .fields = {"message_text", "message_file"}},
              order_file_form(desk, "/messages", fields));
}

}  // namespace

Html order_messages(const OrderDesk& desk) {
  const auto thread =
      desk.order.messages.empty()
          ? html(R"html(<p class="quiet">Nobody has written yet.</p>
)html")
          : html(R"html(<ol class="thread">
{}</ol>
)html",
                 each(desk.order.messages, [&](const auto& message) { return one(desk, message); }));
  const auto form = when(desk.console.may(Duty::work), [&] { return reply(desk); });
  return html(R"html(<section class="panel" id="messages" aria-labelledby="messages-h">
<h2 id="messages-h">Messages</h2>
{}{}</section>
)html",
              thread, form);
}

}  // namespace views
