#include "orders/text.hpp"
#include "views/acting.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

namespace views {
namespace {

Html attachment(const orders::Attachment& file, const OrderView& view, const Locale& l) {
  const auto size = file_size(file.bytes, l);
  const auto measure = file.width > 0 ? l.text("picture, {size}", {{"size", size}}) : size;
  if (!leads(view))
    return html(R"html(<li><bdi>{}</bdi> <span class="quiet">{}</span></li>
)html",
                file.name, measure);
  return html(R"html(<li><a href="{}"><bdi>{}</bdi></a> <span class="quiet">{}</span></li>
)html",
              Url::local(std::string(view.path) + "/attachments/" + file.id.text()), file.name, measure);
}

Html one_message(const orders::Message& message, const OrderView& view, const Locale& l) {
  const bool ours = message.from.kind != orders::ActorKind::customer;
  const auto text = when(!message.text.empty(), [&] {
    return html(R"html(<p class="words" dir="auto">{}</p>
)html",
                message.text);
  });
  const auto files = when(!message.attachments.empty(), [&] {
    return html(R"html(<ul class="files">
{}</ul>
)html",
                each(message.attachments, [&](const auto& file) { return attachment(file, view, l); }));
  });
  const auto who = ours ? html("<bdi>{}</bdi>", view.shop.name) : html("{}", l.text("You"));
  return html(R"html(<li class="{}"><p class="quiet"><b>{}</b> {}</p>
{}{}</li>
)html",
              ours ? "theirs" : "mine", who, moment(message.at, l.date_time(message.at, view.zone), true),
              text, files);
}

// Folded, so that the page stays calm for those who have nothing to say.
Html write_form(const OrderView& view, const Locale& l) {
  if (!acts(view, orders::Power::message)) return {};
  return html(R"html(<details><summary>{}</summary>
<form id="write" method="post" action="{}" enctype="multipart/form-data">
<label for="text">{}</label>
<textarea id="text" name="text" rows="4" maxlength="{}"></textarea>
<label for="file">{}</label>
<p class="quiet" id="file-hint">{}</p>
<input type="file" id="file" name="file" aria-describedby="file-hint" multiple>
{}</form>
</details>
)html",
              l.text("Write to the shop"), below(view, "/messages", l), l.text("Your message"),
              orders::longest_note, l.text("Photos or files"), l.text("Up to ten, each up to 10 MB."),
              submit_button(l.text("Check and send"), false));
}

}  // namespace

Html messages(const OrderView& view, const Locale& l) {
  if (!view.link.rights.prices) return {};
  const auto form = write_form(view, l);
  if (form.empty() && view.order.messages.empty()) return {};
  const auto thread = when(!view.order.messages.empty(), [&] {
    return html(
        R"html(<ol class="thread">
{}</ol>
)html",
        each(view.order.messages, [&](const auto& message) { return one_message(message, view, l); }));
  });
  return html(R"html(<section id="messages" aria-labelledby="messages-h" class="card">
<h2 id="messages-h">{}</h2>
{}{}</section>
)html",
              l.text("Messages"), thread, form);
}

}  // namespace views
