#include "views/acting.hpp"
#include "views/record_words.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace views {
namespace {

using orders::LineKind;

std::string round_path(const orders::Quote& quote, std::string_view rest) {
  return "/quotes/" + std::to_string(quote.round) + std::string(rest);
}

Html price(const orders::Quote& quote, const orders::QuoteLine& line, const Locale& l) {
  return html(
      R"html(<bdi>{}</bdi> <span class="quiet">{}</span>)html", line.description,
      l.text("{amount} with tax", {{"amount", l.money({amounts(quote, line).gross, quote.currency})}}));
}

Html optional_line(const orders::Quote& quote, const orders::QuoteLine& line, std::size_t n,
                   const Locale& l) {
  return html(R"html(<div class="check"><input type="checkbox" id="line-{}" name="line-{}" value="{}">)html"
              R"html(<label for="line-{}">{}</label></div>
)html",
              n, n, line.id.text(), n, price(quote, line, l));
}

Html radio(std::string_view group, const orders::QuoteLine& line, std::size_t n, bool first) {
  return first ? html(R"html(<input type="radio" id="line-{}" name="{}" value="{}" checked>)html", n, group,
                      line.id.text())
               : html(R"html(<input type="radio" id="line-{}" name="{}" value="{}">)html", n, group,
                      line.id.text());
}

// One line of each choice is taken; until somebody chooses, the first, as the total has it.
Html choice(const orders::Quote& quote, const std::string& group, const Locale& l) {
  Html ways;
  std::string name;
  for (std::size_t n = 0; n < quote.lines.size(); ++n) {
    const auto& line = quote.lines[n];
    if (line.kind != LineKind::choice || line.group != group) continue;
    const bool first = name.empty();
    if (first) name = "line-" + std::to_string(n);
    ways += html(R"html(<div class="check">{}<label for="line-{}">{}</label></div>
)html",
                 radio(name, line, n, first), n, price(quote, line, l));
  }
  return html(R"html(<fieldset>
<legend>{} <bdi>{}</bdi></legend>
{}</fieldset>
)html",
              l.text("Choose one:"), group, ways);
}

Html options(const orders::Quote& quote, const Locale& l) {
  Html extras, choices;
  std::vector<std::string_view> groups;
  for (std::size_t n = 0; n < quote.lines.size(); ++n) {
    const auto& line = quote.lines[n];
    if (line.kind == LineKind::optional) extras += optional_line(quote, line, n, l);
    if (line.kind == LineKind::choice && std::ranges::find(groups, line.group) == groups.end()) {
      groups.push_back(line.group);
      choices += choice(quote, line.group, l);
    }
  }
  if (!extras.empty())
    choices += html(R"html(<fieldset>
<legend>{}</legend>
{}</fieldset>
)html",
                    l.text("Add if you like:"), extras);
  if (!choices.empty())
    choices += html("<p class=\"quiet\">{}</p>\n", l.text("The total with what you choose comes next."));
  return choices;
}

}  // namespace

Html decision_form(const OrderView& view, const orders::Quote& quote, const Locale& l) {
  return html(R"html(<form method="post" action="{}">
{}{}<p><button type="submit" class="button" name="decision" value="approve">{}</button></p>
<p><button type="submit" class="go" name="decision" value="decline">{}</button></p>
<p class="quiet">{}</p>
</form>
)html",
              below(view, round_path(quote, "/confirm"), l), hidden_field("quote_sha256", quote.sha256),
              options(quote, l), l.text("Approve"), l.text("Decline"),
              l.text("You confirm it with your name on the next page."));
}

Html undo_form(const OrderView& view, const orders::Quote& quote, const Locale& l) {
  const auto until = undo_until(view.order, quote, view.undo_window);
  if (!until || *until <= view.now || !acts(view, orders::Power::decide)) return {};
  return html(R"html(<form method="post" action="{}">
<p>{}</p>
{}</form>
)html",
              below(view, round_path(quote, "/undo"), l),
              l.text("You can take this back until {date}.", {{"date", l.date_time(*until, view.zone)}}),
              submit_button(l.text("Take this back"), false));
}

Html decision_receipt(const OrderView& view, const orders::Quote& quote, const Locale& l) {
  const auto& made = *quote.decision;
  const auto row = [](const std::string& label, const Html& value) {
    return html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
                label, value);
  };
  const auto reference = view.order.number + "/" + std::to_string(quote.round);
  auto facts = row(l.text("Reference"), html("<bdi>{}</bdi>", reference));
  if (!made.name.empty()) facts += row(l.text("By"), html("<bdi>{}</bdi>", short_name(made.name)));
  facts += row(l.text("When"), moment(made.at, l.date_time(made.at, view.zone)));
  facts += row(l.text("How"), html("{}", decision_method(made.method, l)));
  const bool over = step(view.order, orders::StatusTable::standard()) >= orders::Step::ready;
  const auto next = when(!over && view.standing.access == orders::Access::full, [&] {
    return html("<p>{}</p>\n",
                made.approved
                    ? l.text("What happens next: the shop does what you approved, and this page shows "
                             "each step.")
                    : l.text("What happens next: the shop gets your device ready to go back to you, and "
                             "this page shows when."));
  });
  const auto copies = when(leads(view), [&] {
    const auto item = [&](const std::string& path, const std::string& said) {
      return html(R"html(<li><a href="{}">{}</a></li>
)html",
                  below(view, path, l), said);
    };
    return html(R"html(<ul class="copies">
{}{}{}{}</ul>
)html",
                item("/receipt.pdf", l.text("Receipt (PDF)")),
                item(round_path(quote, ".pdf"), l.text("Quote (PDF)")),
                item("/certificate.pdf", l.text("Certificate (PDF)")),
                item("/receipt.json", l.text("Signed receipt (JSON)")));
  });
  return html(R"html(<dl class="facts">
{}</dl>
{}{})html",
              facts, next, copies);
}

}  // namespace views
