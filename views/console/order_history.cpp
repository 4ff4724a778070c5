#include "views/console/order_parts.hpp"

#include <algorithm>
#include <ranges>

namespace views {
namespace {

using orders::Duty;
using orders::EventKind;

Html event(const OrderDesk& desk, const orders::Event& what) {
  const auto words = event_words(desk, what);
  const bool for_all = what.visible && what.kind != EventKind::note && what.kind != EventKind::promise_moved;
  const auto note = when(!what.note.empty(), [&] {
    const auto read = when(
        for_all, [] { return html(R"html( <span class="quiet">(the customer reads this)</span>)html"); });
    return html(R"html(<p class="words" dir="auto">{}{}</p>
)html",
                what.note, read);
  });
  return html(R"html(<li><p>{} <span class="quiet">{} · {}</span></p>
{}</li>
)html",
              words, short_time(desk, what.at), actor_name(desk, what.actor), note);
}

Html note_form(const OrderDesk& desk) {
  return fold(desk, {.id = "write-note", .summary = "Write a note", .key = "i", .fields = {"note"}},
              order_form(desk, "/notes",
                         html("{}{}{}", order_text(desk, {.label = "Note", .name = "note"}, 3),
                              public_tick(desk, "note_public"), press("Keep", Weight::filled))));
}

Html evidence(const OrderDesk& desk) {
  if (desk.evidence.empty()) return {};
  const auto rows = each(desk.evidence, [&](const EvidenceRow& row) {
    return html(
        R"html(<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td class="code" title="{}">{}…</td></tr>
)html",
        row.seq, row.type, short_time(desk, row.at), row.hash, std::string_view(row.hash).substr(0, 16));
  });
  const auto pack = when(desk.console.may(Duty::manage), [&] {
    return html(
        R"html(<p><a href="{}" download>Dispute pack (zip)</a> <span class="quiet">everything that proves this order; holds personal data</span></p>
)html",
        order_url(desk, "/evidence.zip"));
  });
  return html(R"html(<details class="fold" id="evidence"><summary>Evidence</summary>
<div class="wide"><table><caption class="vh">Entries of the evidence chain</caption>
<thead><tr><th scope="col">Entry</th><th scope="col">What</th><th scope="col">When</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
{}</tbody></table></div>
{}</details>
)html",
              rows, pack);
}

}  // namespace

Html order_history(const OrderDesk& desk) {
  const auto is_note = [](const orders::Event& what) { return what.kind == EventKind::note; };
  const auto newest_first = desk.order.events | std::views::reverse;
  const auto notes =
      each(newest_first, [&](const auto& what) { return is_note(what) ? event(desk, what) : Html{}; });
  const auto list = when(!notes.empty(), [&] {
    return html(R"html(<ol class="notes">
{}</ol>
)html",
                notes);
  });
  const auto write = when(desk.console.may(Duty::work), [&] { return note_form(desk); });
  return html(R"html(<section class="panel" id="history" aria-labelledby="history-h">
<h2 id="history-h">Notes and history</h2>
{}{}<details class="fold" id="events"><summary>All that happened</summary>
<ol class="events">
{}</ol>
</details>
{}</section>
)html",
              list, write, each(newest_first, [&](const auto& what) { return event(desk, what); }),
              evidence(desk));
}

}  // namespace views
