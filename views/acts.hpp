#pragma once

#include "orders/difference.hpp"
#include "views/pages.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace views {

// What a customer can do, each in two steps: a form that changes nothing leads to a page that says once more
// what is about to happen and asks for a name; only that page's form acts.
enum class Act { approve, decline, undo, sign, pay, message, share, rotate, name_delegate };

// What the act is about. References live as long as the call.
struct ActView {
  const OrderView& order;
  Act act = Act::approve;
  const orders::Quote* quote = nullptr;         // approve, decline, undo
  std::vector<orders::QuoteLineId> taken = {};  // approve
  orders::LineAmounts total{};                  // approve: of what is taken
  const orders::Document* document = nullptr;   // sign
  orders::Money amount{};                       // pay
  bool deposit = false;                         // pay: the deposit, else the balance
  std::string provider = {};                    // pay: "stripe", "paypal"
};

// What is put before the person and becomes evidence: hashed, it proves what they confirmed.
struct Wording {
  std::string title = {};      // the page's headline
  std::string statement = {};  // "I approve quote 2 of order R-1042 for £127.18 including tax."
  std::string button = {};     // "Approve for £127.18"
  std::string box = {};        // beside the box to tick; empty: the act has none
};
Wording wording(const ActView& view, const Locale& locale);

// What was typed, to be shown again.
struct FormInput {
  std::string name = {}, reason = {}, text = {};
  std::string method = {};   // of a signature: drawn, typed
  std::string strokes = {};  // JSON as the pad sent it
  std::string delegate = {};
  bool agree = false;
  std::vector<orders::Attachment> files = {};  // of a message, uploaded already
};

enum class FaultKind {
  name_missing,
  text_too_long,   // any field
  not_plain_text,  // control characters and the like
  not_agreed,      // the box is not ticked
  reason_missing,  // this shop asks why
  nothing_drawn,   // nor typed
  strokes_unreadable,
  lines_impossible,  // not exactly one of a choice, or nothing at all
  text_missing,      // of a message without a file
  file_too_large,    // above 10 MiB
  file_unreadable,   // a picture that is none
  too_many_files,
  asked_too_soon,  // posted faster than a person reads: asked once more
  asked_too_late,  // the page lay open for hours: asked once more
  quote_moved,     // the quote changed; `difference` says how
  document_moved
};
struct FormFault {
  std::string field = {};  // name of the input, empty for none in particular
  FaultKind kind = FaultKind::name_missing;
};

// The form of the second step.
struct ActForm {
  std::string action_id = {};                                    // one-shot, sealed by the server
  std::string action = {};                                       // where it posts to: a path
  std::vector<std::pair<std::string, std::string>> hidden = {};  // further fields, such as quote_sha256
  FormInput input{};
  std::vector<FormFault> faults = {};                   // shown as a summary, each by its field
  const orders::QuoteDifference* difference = nullptr;  // what moved since the page was opened
};

// The second step of every act, for `sign` with the pad. Also what a refused form comes back as.
std::string act_page(const ActView& view, const ActForm& form, const Locale& locale,
                     const PageAssets& assets);

// A document to read, with the way to sign it behind its end; what was signed shows its signature.
std::string document_page(const OrderView& view, const orders::Document& document, const Locale& locale,
                          const PageAssets& assets);

// One link of the order as its diary shows it.
struct LinkEntry {
  orders::Channel channel{};
  orders::Instant issued_at{};
  bool this_one = false;
  std::string address = {};  // of a link shared from here: to be passed on; else empty
  struct View {
    orders::Instant at{};
    std::string device = {};  // phone, tablet, computer
  };
  std::vector<View> views = {};  // newest first
};
// The link's diary, with the ways to share it and to replace it.
std::string link_page(const OrderView& view, const std::vector<LinkEntry>& links, const Locale& locale,
                      const PageAssets& assets);
// After *this was not me*: the link has ended, a new one is on its way. `route` is "email", "sms" or empty
// when the shop has no contact on file.
std::string rotated_page(const ShopContact& contact, std::string_view route, const Locale& locale,
                         const PageAssets& assets);
// After *send me a new link* on an ended one: the same words whatever came of it.
std::string resent_page(const ShopContact& contact, const Locale& locale, const PageAssets& assets);

// The code to show at the counter, as text and QR, and who else may collect. Without a code: not ready yet.
std::string collect_page(const OrderView& view, std::string_view code, const Locale& locale,
                         const PageAssets& assets);

// Where a payment provider sends the customer back to: being confirmed, or, once the provider has told us,
// received. Reloads itself only by the live script.
std::string paid_page(const OrderView& view, bool confirmed, const Locale& locale, const PageAssets& assets);

// An act that cannot be done (any more): decided otherwise before (409), the quote or link ended (410), not
// allowed here (403), taken by another. Says what stands now and leads back to the page.
enum class Stopped {
  decided_before,
  quote_over,
  nothing_to_undo,
  undo_over,
  not_allowed,
  nothing_due,
  payment_unavailable,
  not_ready
};
std::string stopped_page(const OrderView& view, Stopped why, const Locale& locale, const PageAssets& assets);

}  // namespace views
