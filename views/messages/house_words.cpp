#include "views/messages/template.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::Topic;

// {places} of the catalogues as {{fields}} of a template.
std::string fields_of(const std::string& message) {
  std::string out;
  for (const char c : message) out += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
  return out;
}

std::string in_short(Topic topic, const Locale& l) {
  switch (topic) {
    case Topic::confirmation: return l.text("{shop}: order {order} is confirmed. {link}");
    case Topic::status_changed: return l.text("{shop}: order {order} is now: {status}. {link}");
    case Topic::quote_ready: return l.text("{shop}: the quote for order {order} is ready. {link}");
    case Topic::quote_reminder:
      return l.text("{shop}: the quote for order {order} waits for your answer. {link}");
    case Topic::ready: return l.text("{shop}: order {order} is ready to collect. {link}");
    case Topic::receipt: return l.text("{shop}: order {order} is completed. Thank you. {link}");
    case Topic::collection_reminder: return l.text("{shop}: order {order} still waits for you. {link}");
    case Topic::payment_reminder: return l.text("{shop}: a payment for order {order} is still open. {link}");
    case Topic::message: return l.text("{shop}: there is a message about order {order}. {link}");
    default: return l.text("{shop}: follow your order {order} here: {link}");
  }
}

std::string opening(Topic topic, const Locale& l) {
  switch (topic) {
    case Topic::confirmation: return l.text("Thank you for your order {order}: {device}.");
    case Topic::status_changed: return l.text("There is news of your order {order} ({device}): {status}.");
    case Topic::quote_ready:
      return l.text(
          "We have looked at your order {order} ({device}). The quote comes to {total}. We start when you "
          "have "
          "agreed.");
    case Topic::quote_reminder:
      return l.text("The quote for your order {order} ({device}) still waits for your answer: {total}.");
    case Topic::ready: return l.text("Your order {order} ({device}) is ready to collect.");
    case Topic::receipt:
      return l.text("Your order {order} ({device}) is completed. Thank you. Your receipt is attached.");
    case Topic::collection_reminder:
      return l.text("Your order {order} ({device}) is ready and still waits to be collected.");
    case Topic::payment_reminder:
      return l.text("For your order {order} ({device}) a payment of {total} is still open.");
    case Topic::message: return l.text("There is a new message from us about your order {order} ({device}).");
    default: return l.text("Here you can follow your order {order} ({device}).");
  }
}

// What is worth a line of its own; each is left out where it has nothing to say.
std::vector<std::string> facts(Topic topic, const Locale& l) {
  switch (topic) {
    case Topic::confirmation:
    case Topic::invite: return {l.text("Expected to be ready: {ready_at}")};
    case Topic::status_changed:
      return {l.text("Expected to be ready: {ready_at}"), l.text("Why the day moved: {reason}")};
    case Topic::ready:
    case Topic::collection_reminder: return {l.text("To pay: {total}"), l.text("Opening hours: {hours}")};
    default: return {};
  }
}

std::string letter(Topic topic, const Locale& l) {
  std::string text = l.text("Hello {customer},") + "\n\n" + opening(topic, l) + "\n\n";
  for (const auto& line : facts(topic, l)) text += line + "\n\n";
  return text + "{link}";
}

}  // namespace

std::string message_news(Topic topic, const MessageValues& values, const Locale& l) {
  switch (topic) {
    case Topic::confirmation: return l.text("confirmed");
    case Topic::status_changed: return values.status;
    case Topic::quote_ready: return l.text("your quote is ready");
    case Topic::quote_reminder: return l.text("your quote waits for an answer");
    case Topic::ready: return l.text("ready to collect");
    case Topic::receipt: return l.text("completed, your receipt");
    case Topic::collection_reminder: return l.text("still waiting to be collected");
    case Topic::payment_reminder: return l.text("a payment is still open");
    case Topic::message: return l.text("a message for you");
    default: return l.text("follow it online");
  }
}

orders::MessageTemplate house_words(Topic topic, orders::Route route, const Locale& l) {
  orders::MessageTemplate words{.topic = topic, .route = route, .locale = l.tag(), .version = 0};
  if (route != orders::Route::email) {
    words.body = fields_of(in_short(topic, l));
    return words;
  }
  const MessageValues as_field{.status = "{status}"};
  words.subject = fields_of(
      l.text("Order {number}: {news}", {{"number", "{order}"}, {"news", message_news(topic, as_field, l)}}));
  words.body = fields_of(letter(topic, l));
  return words;
}

orders::MessageTemplate words_for(const std::vector<orders::MessageTemplate>& own, Topic topic,
                                  orders::Route route, const Locale& l) {
  const auto meant = [&](const orders::MessageTemplate& words) {
    return words.topic == topic && words.route == route && Locale::find(words.locale) == &l;
  };
  // "de" before "de-AT", which is told apart nowhere else.
  const orders::MessageTemplate* best = nullptr;
  for (const auto& words : own)
    if (meant(words) && (!best || words.locale == l.tag())) best = &words;
  if (best) return *best;
  return house_words(topic, route, l);
}

}  // namespace views
