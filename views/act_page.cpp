#include "orders/text.hpp"
#include "views/act_faults.hpp"
#include "views/act_fields.hpp"
#include "views/acting.hpp"
#include "views/markdown.hpp"
#include "views/words.hpp"

namespace views {
namespace {

// What is taken, line by line, as it would be after the decision.
Html taken_lines(const ActView& act, const Locale& l) {
  auto would = take(*act.quote, act.taken);
  if (!would) return {};
  would->decision = orders::Decision{.approved = true};
  std::erase_if(would->lines, [](const orders::QuoteLine& line) { return !line.approved; });
  auto table = quote_table(*would, would->state, l);
  if (act.quote->deposit > 0)
    table += html("<p>{}</p>\n", l.text("Deposit on approval: {amount}",
                                        {{"amount", l.money({act.quote->deposit, act.quote->currency})}}));
  return table;
}

Html document_text(const orders::Document& document, const Locale& l) {
  const auto mark = l.text("Version {n}, fingerprint {digits}", {{"n", std::to_string(document.version)},
                                                                 {"digits", document.sha256.substr(0, 12)}});
  return html(R"html(<details><summary>{} <span class="quiet"><bdi>{}</bdi></span></summary>
<div class="text" dir="auto">
{}</div>
<p class="quiet">{}</p>
</details>
)html",
              l.text("Read the text again"), document.title, markdown(document.body, 2), mark);
}

Html files(const std::vector<orders::Attachment>& attached, const Locale& l) {
  if (attached.empty()) return {};
  return html(R"html(<p>{}</p>
<ul class="files">
{}</ul>
)html",
              l.text("These files go with it:"), each(attached, [&](const orders::Attachment& file) {
                return html("<li><bdi>{}</bdi> <span class=\"quiet\">{}</span></li>\n", file.name,
                            file_size(file.bytes, l));
              }));
}

// What is read before the name is asked.
Html about(const ActView& act, const ActForm& form, const Locale& l) {
  Html out;
  if (form.difference && act.quote) out += difference_table(*form.difference, act.quote->currency, l);
  switch (act.act) {
    case Act::approve: return out += taken_lines(act, l);
    case Act::sign: return out += document_text(*act.document, l);
    case Act::pay:
      return out += html("<p>{}</p>\n",
                         act.provider == "paypal"
                             ? l.text("You pay on PayPal's own page. Card numbers are entered there only.")
                             : l.text("You pay on Stripe's own page. Card numbers are entered there only."));
    case Act::rotate:
      return out +=
             html("<p>{}</p>\n",
                  l.text("Do this if somebody else has your link or your phone is gone. Every link that was "
                         "sent to you stops working, on every device; nothing else of the order changes."));
    default: return out;
  }
}

Html fields(const ActView& act, const ActForm& form, const Locale& l) {
  switch (act.act) {
    case Act::decline: {
      const bool asked = act.order.shop.decline_needs_reason;
      return text_field({.name = "reason",
                         .label = asked ? l.text("Why") : l.text("Why (you may leave this empty)"),
                         .value = form.input.reason,
                         .fault = fault_of(form, "reason", l),
                         .longest = orders::longest_note,
                         .required = asked});
    }
    case Act::message:
      return html("{}{}",
                  text_field({.name = "text",
                              .label = l.text("Your message"),
                              .value = form.input.text,
                              .fault = fault_of(form, "text", l),
                              .longest = orders::longest_note}),
                  files(form.input.files, l));
    case Act::name_delegate:
      return line_field(
          {.name = "delegate",
           .label = l.text("Who may collect"),
           .hint = l.text("Their name as it stands in a document they can show. Empty: only you."),
           .value = form.input.delegate,
           .fault = fault_of(form, "delegate", l),
           .longest = orders::longest_name});
    case Act::sign: return pad_field(form, l);
    default: return {};
  }
}

}  // namespace

std::string act_page(const ActView& act, const ActForm& form, const Locale& l, const PageAssets& assets) {
  const auto said = wording(act, l);
  const auto hidden =
      each(form.hidden, [](const auto& field) { return hidden_field(field.first, field.second); });
  const auto main = html(R"html(<form id="{}" class="card act" method="post" action="{}">
<p class="statement" dir="auto">{}</p>
{}{}{}{}{}{}{}</form>
)html",
                         act.act == Act::sign ? "sign" : "act", Url::local(form.action + "?lang=" + l.tag()),
                         said.statement, about(act, form, l), fields(act, form, l), name_field(form, l),
                         box_field(said.box, form, l), hidden_field("action_id", form.action_id), hidden,
                         submit_button(said.button, true));
  const auto title =
      form.faults.empty() ? said.title : l.text("Not done yet: {what}", {{"what", said.title}});
  return side_page(act.order,
                   {.title = title,
                    .heading = html("{}", said.title),
                    .lead = fault_summary(form, l),
                    .main = main,
                    .has_languages = false,
                    .has_pad = act.act == Act::sign},
                   l, assets);
}

}  // namespace views
