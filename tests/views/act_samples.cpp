#include "tests/views/samples.hpp"
#include "views/acts.hpp"

#include <memory>

namespace samples {
namespace {

using namespace orders;
using namespace std::chrono;
using views::Act, views::ActForm, views::ActView, views::FaultKind, views::Locale, views::Stopped;

// Each keeps its own story, since views hold references.
template <class Render>
Notice page_of(std::string name, Story story, Render render) {
  auto kept = std::make_shared<const Story>(std::move(story));
  return {std::move(name), [kept, render](const Locale& l) { return render(*kept, l); }};
}

Notice act(std::string name, Story story, Act what, ActForm form = {}) {
  form.action_id = "a1.0123456789abcdef";
  form.action = story.path + "/act";
  return page_of(std::move(name), std::move(story), [what, form](const Story& of, const Locale& l) {
    ActView view{.order = view_of(of), .act = what};
    const auto& order = of.order;
    if (!order.quotes.empty()) {
      const auto& quote = order.quotes[0];
      view.quote = &quote;
      for (const auto& line : quote.lines)
        if (line.kind != LineKind::optional && line.id != quote.lines.back().id)
          view.taken.push_back(line.id);
      view.total = totals_if(quote, view.taken) ? *totals_if(quote, view.taken) : totals(quote);
    }
    if (!order.documents.empty()) view.document = &order.documents[0];
    view.amount = {5000, *Currency::of("GBP")};
    view.deposit = true;
    view.provider = "stripe";
    return act_page(view, form, l, assets());
  });
}

const QuoteDifference& moved() {
  static const QuoteDifference made{.lines = {{"Screen, Samsung 15.6 inch", 10799, 11999},
                                              {"Collection by courier", 1200, {}},
                                              {"Hinge, left", {}, 2400}},
                                    .total_from = 13918,
                                    .total_to = 16318};
  return made;
}

views::LinkEntry entry(Channel channel, Instant issued) { return {.channel = channel, .issued_at = issued}; }

std::vector<views::LinkEntry> diary() {
  auto sms = entry(Channel::sms, at(20, 9, 30)), mail = entry(Channel::email, at(21, 10, 15));
  auto shared = entry(Channel::share, at(23, 17, 0));
  sms.this_one = true;
  sms.views = {{at(24, 13, 50), "phone"}, {at(23, 16, 40), "tablet"}, {at(20, 9, 41), "computer"}};
  shared.address = "https://track.example/t/1zzzzzzzzzzzzzzzzzzzzzzzzzz0pmw";
  return {sms, mail, shared};
}

}  // namespace

std::vector<Notice> act_pages() {
  ActForm moved_form{.faults = {{"", FaultKind::quote_moved}}};
  moved_form.difference = &moved();
  auto asks_why = story("full");
  asks_why.shop.decline_needs_reason = true;
  const ActForm refused{.faults = {{"name", FaultKind::name_missing}, {"agree", FaultKind::not_agreed}}};
  const ActForm unreasoned{.faults = {{"reason", FaultKind::reason_missing}}};
  const ActForm early{.input = {.name = "Ana Ruiz", .agree = true},
                      .faults = {{"", FaultKind::asked_too_soon}}};
  const ActForm undrawn{.input = {.name = "Ana Ruiz", .method = "drawn", .agree = true},
                        .faults = {{"strokes", FaultKind::nothing_drawn}}};
  ActForm with_files{.input = {.text = "Here are two more pictures."}};
  with_files.input.files = story("full").order.messages[0].attachments;
  auto collected_by = story("ready");
  collected_by.order.delegate = "Bo Lindqvist";

  const auto stopped = [](std::string name, Stopped why) {
    return page_of("stopped-" + std::move(name), story("full"), [why](const Story& of, const Locale& l) {
      return stopped_page(view_of(of), why, l, assets());
    });
  };
  const auto read = [](const Story& of, const Locale& l) {
    return document_page(view_of(of), of.order.documents[0], l, assets());
  };
  const auto paid = [](bool confirmed) {
    return [confirmed](const Story& of, const Locale& l) {
      return paid_page(view_of(of), confirmed, l, assets());
    };
  };
  const auto collect = [](std::string code) {
    return [code](const Story& of, const Locale& l) { return collect_page(view_of(of), code, l, assets()); };
  };
  return {
      act("act-approve", story("full"), Act::approve),
      act("act-approve-options", story("options"), Act::approve),
      act("act-approve-refused", story("full"), Act::approve, refused),
      act("act-approve-too-soon", story("full"), Act::approve, early),
      act("act-approve-moved", story("full"), Act::approve, moved_form),
      act("act-decline", story("full"), Act::decline),
      act("act-decline-why", asks_why, Act::decline, unreasoned),
      act("act-undo", story("answered"), Act::undo),
      act("act-sign", story("to-sign"), Act::sign),
      act("act-sign-undrawn", story("to-sign"), Act::sign, undrawn),
      act("act-pay", story("answered"), Act::pay),
      act("act-message", story("full"), Act::message, with_files),
      act("act-share", story("full"), Act::share),
      act("act-rotate", story("full"), Act::rotate),
      act("act-delegate", story("ready"), Act::name_delegate, {.input = {.delegate = "Bo Lindqvist"}}),
      page_of("document", story("to-sign"), read),
      page_of("document-signed", story("ready"), read),
      page_of("document-receipt", story("no-forms"), read),
      page_of("link", story("full"),
              [](const Story& of, const Locale& l) { return link_page(view_of(of), diary(), l, assets()); }),
      page_of("collect", story("ready"), collect("7QK2-M4XD")),
      page_of("collect-delegate", collected_by, collect("7QK2-M4XD")),
      page_of("collect-not-ready", story("repairing"), collect("")),
      page_of("paid-waiting", story("answered"), paid(false)),
      page_of("paid", story("ready-paid"), paid(true)),
      stopped("decided-before", Stopped::decided_before),
      stopped("quote-over", Stopped::quote_over),
      stopped("nothing-to-undo", Stopped::nothing_to_undo),
      stopped("undo-over", Stopped::undo_over),
      stopped("not-allowed", Stopped::not_allowed),
      stopped("nothing-due", Stopped::nothing_due),
      stopped("payment-unavailable", Stopped::payment_unavailable),
      stopped("not-ready", Stopped::not_ready),
  };
}

}  // namespace samples
