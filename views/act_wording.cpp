#include "views/acting.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

// Who, what and which: named in every statement, so that it can be read alone years later.
struct Named {
  std::string order = {}, shop = {}, round = {}, quoted_on = {}, total = {};
};

Named named(const ActView& act, const Locale& l) {
  Named names{.order = act.order.order.number, .shop = act.order.shop.name};
  if (!act.quote) return names;
  names.round = std::to_string(act.quote->round);
  names.quoted_on = l.date(act.quote->sent_at.value_or(act.quote->created_at), act.order.zone);
  names.total = l.money({act.total.gross, act.quote->currency});
  return names;
}

// What was chosen beyond the lines that come anyway.
std::string chosen(const ActView& act, const Locale& l) {
  std::vector<std::string> names;
  bool any_choice = false;
  for (const auto& line : act.quote->lines) {
    if (line.kind == orders::LineKind::required) continue;
    any_choice = true;
    if (std::ranges::find(act.taken, line.id) != act.taken.end()) names.push_back(line.description);
  }
  if (!any_choice) return {};
  if (names.empty()) return " " + l.text("I take none of the optional lines.");
  return " " + l.text("Of the lines to choose from I take: {lines}.", {{"lines", l.list(names)}});
}

Wording approve(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  return {
      .title = l.text("Approve the quote"),
      .statement = l.text("I approve quote {n} of {date} for order {order} at {shop}: {total} in all, tax "
                          "included.",
                          {{"n", n.round},
                           {"date", n.quoted_on},
                           {"order", n.order},
                           {"shop", n.shop},
                           {"total", n.total}}) +
                   chosen(act, l),
      .button = l.text("Approve for {total}", {{"total", n.total}}),
      .box = l.text("I have read the quote and agree to pay this amount for the work it names.")};
}

Wording decline(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  return {.title = l.text("Decline the quote"),
          .statement = l.text("I decline quote {n} of {date} for order {order} at {shop}.",
                              {{"n", n.round}, {"date", n.quoted_on}, {"order", n.order}, {"shop", n.shop}}),
          .button = l.text("Decline the quote"),
          .box = l.text("I understand that the work in this quote will not be done.")};
}

Wording undo(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  const auto answered = act.quote->decision ? act.quote->decision->at : act.quote->created_at;
  return {.title = l.text("Take your answer back"),
          .statement = l.text("I take back my answer of {date} to quote {n} for order {order} at {shop}.",
                              {{"date", l.date_time(answered, act.order.zone)},
                               {"n", n.round},
                               {"order", n.order},
                               {"shop", n.shop}}),
          .button = l.text("Take it back"),
          .box = l.text("I understand that the shop then waits for a new answer from me.")};
}

Wording sign(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  return {.title = l.text("Sign the document"),
          .statement = l.text("I sign {title}, version {n} of {date}, for order {order} at {shop}.",
                              {{"title", act.document->title},
                               {"n", std::to_string(act.document->version)},
                               {"date", l.date(act.document->created_at, act.order.zone)},
                               {"order", n.order},
                               {"shop", n.shop}}),
          .button = l.text("Sign"),
          .box = l.text("I have read the text and agree to it.")};
}

Wording pay(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  const auto amount = l.money(act.amount);
  return {.title = act.deposit ? l.text("Pay the deposit") : l.text("Pay what is left"),
          .statement = act.deposit ? l.text("I pay {shop} the deposit of {amount} for order {order}.",
                                            {{"shop", n.shop}, {"amount", amount}, {"order", n.order}})
                                   : l.text("I pay {shop} what is left of order {order}: {amount}.",
                                            {{"shop", n.shop}, {"order", n.order}, {"amount", amount}}),
          .button = l.text("Go on to pay {amount}", {{"amount", amount}})};
}

}  // namespace

Wording wording(const ActView& act, const Locale& l) {
  const auto n = named(act, l);
  switch (act.act) {
    case Act::approve: return approve(act, l);
    case Act::decline: return decline(act, l);
    case Act::undo: return undo(act, l);
    case Act::sign: return sign(act, l);
    case Act::pay: return pay(act, l);
    case Act::message:
      return {.title = l.text("Send your message"),
              .statement = l.text("I send this message to {shop} about order {order}.",
                                  {{"shop", n.shop}, {"order", n.order}}),
              .button = l.text("Send the message")};
    case Act::share:
      return {
          .title = l.text("Make a link to pass on"),
          .statement = l.text("I make a link to order {order} at {shop} for somebody else. It shows where "
                              "the repair stands, and no prices, names or documents.",
                              {{"order", n.order}, {"shop", n.shop}}),
          .button = l.text("Make the link")};
    case Act::rotate:
      return {
          .title = l.text("Replace this link"),
          .statement = l.text("I ask {shop} to end the links to order {order} and to send a new one to the "
                              "contact on file.",
                              {{"shop", n.shop}, {"order", n.order}}),
          .button = l.text("End the links"),
          .box = l.text("I understand that this page closes at once and only the new link opens it.")};
    case Act::name_delegate: break;
  }
  return {.title = l.text("Name who may collect"),
          .statement = l.text("I let the person named here collect order {order} from {shop} for me.",
                              {{"order", n.order}, {"shop", n.shop}}),
          .button = l.text("Save the name")};
}

}  // namespace views
