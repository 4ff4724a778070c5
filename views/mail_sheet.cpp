#include "views/mail_sheet.hpp"

#include "views/words.hpp"

namespace views {
namespace {

// Mail programs read no style sheet and no custom properties; colours are left to them, which is what makes a
// dark screen dark.
Html page(const Locale& l, const std::string& title, const Html& body, const Html& shop) {
  return html(R"html(<!doctype html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{}</title>
</head>
<body style="margin:0;padding:1.5rem 1rem;font:17px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif">
<main style="max-width:34rem;margin:0 auto">
{}</main>
<footer style="max-width:34rem;margin:2rem auto 0;padding-top:1rem;border-top:1px solid #888;font-size:15px">{}</footer>
</body>
</html>
)html",
              l.tag(), l.right_to_left() ? "rtl" : "ltr", title, body, shop);
}

// In the colour of the text: a mail program's own for links does not always stand out from its dark ground.
Html telephone(const std::string& number) {
  const auto url = Url::tel(number);
  const auto text = phone_text(number);
  return url ? html(R"html(<a href="{}" style="color:inherit"><bdi dir="ltr">{}</bdi></a>)html", *url, text)
             : html("<bdi>{}</bdi>", text);
}

}  // namespace

MailSheet::MailSheet(std::string subject, const ShopContact& contact, const Locale& locale)
    : contact_(contact), locale_(locale) {
  mail_.subject = std::move(subject);
}

void MailSheet::headline(const std::string& text) {
  mail_.text += text + "\n\n";
  body_ += html(R"html(<h1 style="margin:0 0 1rem;font-size:22px;line-height:1.3">{}</h1>
)html",
                text);
}

void MailSheet::paragraph(const std::string& text) {
  end_facts();
  mail_.text += text + "\n\n";
  body_ += html(R"html(<p style="margin:0 0 1rem">{}</p>
)html",
                text);
}

void MailSheet::fact(const std::string& label, const std::string& value) {
  mail_.text += label + ": " + value + "\n";
  facts_ += html(
      R"html(<tr><th scope="row" style="padding:0 1rem 0 0;text-align:start;vertical-align:top;)html"
      R"html(font-weight:normal;opacity:.75">{}</th><td style="padding:0;vertical-align:top"><bdi>{}</bdi></td></tr>
)html",
      label, value);
}

void MailSheet::end_facts() {
  if (facts_.empty()) return;
  mail_.text += "\n";
  body_ += html(R"html(<table style="margin:0 0 1rem;border-collapse:collapse">
{}</table>
)html",
                facts_);
  facts_ = {};
}

void MailSheet::button(const std::string& label, const std::string& address) {
  end_facts();
  mail_.text += label + ":\n" + address + "\n\n";
  const auto url = Url::web(address);
  if (!url) return;  // the address was typed by nobody: a broken one stays in the text, where it does no harm
  body_ += html(
      R"html(<p style="margin:0 0 .5rem"><a href="{}" style="display:inline-block;padding:.75rem 1.25rem;)html"
      R"html(border-radius:.5rem;background:#0b57d0;color:#fff;text-decoration:none">{}</a></p>
<p style="margin:0 0 1rem;font-size:15px;overflow-wrap:anywhere"><bdi dir="ltr">{}</bdi></p>
)html",
      *url, label, address);
}

// The addresses stand in the text only where they do not stand above already.
Html MailSheet::foot_of(const MailFoot& foot) {
  Html page;
  const auto link = [&](const std::string& label, const std::string& address) {
    if (address.empty()) return;
    if (mail_.text.find(address) == std::string::npos) mail_.text += label + ":\n" + address + "\n\n";
    if (const auto url = Url::web(address))
      page += html(R"html(<p style="margin:0 0 .5rem"><a href="{}" style="color:inherit">{}</a></p>
)html",
                   *url, label);
  };
  if (!foot.words.empty()) {
    mail_.text += foot.words + "\n\n";
    page += html(R"html(<p style="margin:0 0 .5rem;white-space:pre-line" dir="auto">{}</p>
)html",
                 foot.words);
  }
  link(locale_.text("Where your order stands"), foot.link);
  link(locale_.text("No more of these mails"), foot.unsubscribe);
  return page;
}

MailText MailSheet::finish(const MailFoot& foot) && {
  end_facts();
  auto shop = foot_of(foot);
  const auto& contact = contact_.location.contact;
  const auto& name = contact_.shop.name;
  mail_.text += "--\n" + name + "\n";
  shop += html("<bdi>{}</bdi>", name);
  if (!contact.phone.empty()) {
    mail_.text += phone_text(contact.phone) + "\n";
    shop += html("<br>{}", telephone(contact.phone));
  }
  for (const auto& line : contact.address) {
    mail_.text += line + "\n";
    shop += html("<br><bdi>{}</bdi>", line);
  }
  mail_.html = page(locale_, mail_.subject, body_, shop).release();
  return std::move(mail_);
}

}  // namespace views
