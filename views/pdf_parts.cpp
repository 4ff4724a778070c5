#include "views/pdf_parts.hpp"

#include "views/url.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

constexpr Colour paper_white{0xff, 0xff, 0xff}, dark_ink{0x14, 0x17, 0x1a};
constexpr Style quiet{.size = 8.5, .tone = Tone::quiet, .own = true};

Style quiet_at_end() {
  auto style = quiet;
  style.edge = Edge::end;
  return style;
}

// "harbour.example" of "https://harbour.example/".
std::string site_name(std::string_view url) {
  if (const auto scheme = url.find("//"); scheme != url.npos) url.remove_prefix(scheme + 2);
  if (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

std::string telephone(const orders::ContactDetails& contact) {
  return contact.phone.empty() ? std::string{} : left_to_right(phone_text(contact.phone));
}

void addresses(Sheet& sheet, const orders::ContactDetails& contact) {
  const auto line = [&](const std::string& text, const std::optional<Url>& url) {
    if (!text.empty())
      sheet.row({{.from = 0.55,
                  .text = text,
                  .style = quiet_at_end(),
                  .link = std::string(url ? url->str() : "")}});
  };
  line(telephone(contact), Url::tel(contact.phone));
  line(contact.email, Url::mailto(contact.email));
  line(site_name(contact.website), Url::web(contact.website));
}

}  // namespace

std::string left_to_right(const std::string& text) { return "\u2066" + text + "\u2069"; }

Paper paper(std::string title, const std::string& reference, const orders::Shop& shop,
            const orders::Location& location, orders::Instant created_at) {
  const auto wanted = Colour::parse(effective_branding(shop, location).colour).value_or(house_colour);
  auto footer = shop.name;
  if (const auto phone = telephone(location.contact); !phone.empty()) footer += " · " + phone;
  return {.title = std::move(title),
          .reference = reference,
          .footer = std::move(footer),
          .accent = surface(wanted, paper_white, dark_ink).fill,
          .created_at = created_at};
}

void letterhead(Sheet& sheet, const orders::Shop& shop, const orders::Location& location) {
  const double top = sheet.y();
  sheet.row({{.to = 0.55, .text = shop.name, .style = {.size = 13, .bold = true, .own = true}}});
  for (const auto& line : location.contact.address) sheet.row({{.to = 0.55, .text = line, .style = quiet}});
  const double bottom = sheet.y();
  sheet.go_to(top + 3);
  addresses(sheet, location.contact);
  sheet.go_to(std::max(bottom, sheet.y()) + 10);
  sheet.accent_line();
  sheet.space(22);
}

void title(Sheet& sheet, const std::string& text, const std::string& below) {
  sheet.heading(text, 1);
  sheet.paragraph(below, {.size = 10, .tone = Tone::quiet});
  sheet.space(12);
}

void fact(Sheet& sheet, const Fact& fact) {
  if (fact.value.empty()) return;
  sheet.row({{.to = 0.25, .text = fact.label, .style = {.size = 9.5, .tone = Tone::quiet}},
             {.from = 0.26,
              .text = fact.value,
              .style = {.size = fact.hash ? 8.5 : 9.5, .own = fact.own || fact.hash},
              .note = fact.note}},
            1.5);
}

void sum(Sheet& sheet, const std::string& label, const std::string& amount, bool strong) {
  const Style style{.size = strong ? 11.5 : 9.5, .bold = strong, .edge = Edge::end};
  sheet.row({{.from = 0.2, .to = 0.76, .text = label, .style = style},
             {.from = 0.76, .text = amount, .style = style}},
            strong ? 4 : 2.5);
}

}  // namespace views
