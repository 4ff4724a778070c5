#include "views/act_faults.hpp"

#include <algorithm>
#include <array>

namespace views {
namespace {

// Those that a page of the second step can show again, by their ids.
constexpr std::array<std::string_view, 6> fields{"name", "agree", "reason", "text", "delegate", "method"};

std::string_view sentence(FaultKind kind) {
  switch (kind) {
    case FaultKind::name_missing: return msg("Type your name.");
    case FaultKind::text_too_long: return msg("This is too long. Please shorten it.");
    case FaultKind::not_plain_text:
      return msg("There are signs in this that cannot be kept. Please type it anew.");
    case FaultKind::not_agreed: return msg("Tick the box if you agree.");
    case FaultKind::reason_missing: return msg("Tell the shop why.");
    case FaultKind::nothing_drawn: return msg("Draw your signature, or choose to type your name.");
    case FaultKind::strokes_unreadable:
      return msg("The drawing could not be read. Please draw it again, or choose to type your name.");
    case FaultKind::lines_impossible:
      return msg("These lines cannot be taken together. Go back to the order and choose again.");
    case FaultKind::text_missing: return msg("Write something, or bring a file.");
    case FaultKind::file_too_large: return msg("A file is larger than 10 MB and was not taken.");
    case FaultKind::file_unreadable: return msg("A picture could not be read and was not taken.");
    case FaultKind::too_many_files:
      return msg("These are more than ten files. Send the others in a second message.");
    case FaultKind::asked_too_soon:
      return msg("That was very quick. Read it in peace and confirm once more.");
    case FaultKind::asked_too_late:
      return msg("This page has been open for a long time. Read it again and confirm once more.");
    case FaultKind::quote_moved:
      return msg(
          "The shop has changed the quote since you opened it. Below is what changed; nothing was decided.");
    case FaultKind::document_moved:
      return msg("The shop has changed the text since you opened it. Read it again; nothing was signed.");
  }
  return {};
}

Html change_row(const orders::LineChange& line, const orders::QuoteDifference& moved,
                orders::Currency currency, const Locale& l) {
  const auto amount = [&](const std::optional<std::int64_t>& minor, bool shown) {
    return minor && shown ? l.money({*minor, currency}) : std::string{"–"};
  };
  const auto how = !line.from ? l.text("added") : !line.to ? l.text("removed") : l.text("changed");
  return html(
      R"html(<tr><th scope="row"><bdi>{}</bdi> <span class="tag">{}</span></th><td>{}</td><td>{}</td></tr>
)html",
      line.description, how, amount(line.from, moved.same_currency), amount(line.to, true));
}

}  // namespace

std::string fault_text(FaultKind kind, const Locale& l) { return l.text(sentence(kind)); }

Html fault_summary(const ActForm& form, const Locale& l) {
  if (form.faults.empty()) return {};
  const auto items = each(form.faults, [&](const FormFault& fault) {
    const auto said = fault_text(fault.kind, l);
    // A drawing has its place where the pad is.
    const auto target = fault.field == "strokes" ? std::string{"method"} : fault.field;
    const bool on_page = std::ranges::find(fields, target) != fields.end();
    return on_page ? html(R"html(<li><a href="{}">{}</a></li>
)html",
                          Url::local("#" + target), said)
                   : html("<li>{}</li>\n", said);
  });
  return html(R"html(<div class="faults" id="faults" role="alert" tabindex="-1">
<h2>{}</h2>
<ul>
{}</ul>
<p>{}</p>
</div>
)html",
              l.text("Please look at this again"), items, l.text("What you typed was kept."));
}

std::string fault_of(const ActForm& form, std::string_view field, const Locale& l) {
  const auto fault = std::ranges::find(form.faults, field, &FormFault::field);
  return fault == form.faults.end() ? std::string{} : fault_text(fault->kind, l);
}

Html difference_table(const orders::QuoteDifference& moved, orders::Currency currency, const Locale& l) {
  const auto rows = each(moved.lines, [&](const auto& line) { return change_row(line, moved, currency, l); });
  const auto before = moved.same_currency ? l.money({moved.total_from, currency}) : std::string{"–"};
  return html(R"html(<table class="money" id="difference"><caption>{}</caption>
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
<tfoot><tr class="total"><th scope="row">{}</th><td>{}</td><td>{}</td></tr></tfoot>
</table>
)html",
              l.text("What has changed"), l.text("Item"), l.text("Before"), l.text("Now"), rows,
              l.text("Total with tax"), before, l.money({moved.total_to, currency}));
}

}  // namespace views
