#pragma once

#include "orders/link.hpp"
#include "orders/notify.hpp"
#include "orders/order.hpp"
#include "orders/strokes.hpp"
#include "views/console/frame.hpp"
#include "views/locale.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace views {

// What was typed into a form that was refused, to be shown again where it stood. A field's name is its own on
// the whole page, so that each value finds back to its place; fields of a list repeat theirs.
struct Retry {
  Faults faults = {};
  std::vector<std::pair<std::string, std::string>> typed = {};

  bool empty() const { return faults.empty() && typed.empty(); }
  bool holds(std::string_view name) const;
  // As it was typed, or as the order has it where nothing was.
  std::string_view value(std::string_view name, std::string_view otherwise) const;
  bool ticked(std::string_view name, bool otherwise) const;
};

// A link of the order and what became of it.
struct LinkRow {
  struct View {
    orders::Instant at{};
    std::string device = {};  // phone, tablet, computer
  };
  orders::Link link{};
  orders::Standing standing{};
  std::vector<View> views = {};  // by people, newest first
  std::int64_t previews = 0;     // by chat programs and scanners
};

// What the evidence keeps of a signature.
struct SignatureRow {
  orders::SignatureId id{};
  std::optional<orders::Strokes> strokes = {};
  std::string ip = {};
  std::int64_t seq = 0;  // of its entry; 0: there is none
  bool proven = false;   // the document's bytes, the entry and its seal agree
};

struct EvidenceRow {
  std::int64_t seq = 0;
  std::string type = {};  // "quote_sent"
  orders::Instant at{};
  std::string hash = {};  // 64 hex digits
};

// A text of the shop's that can be given to be signed.
struct TermsRow {
  orders::TermsId id{};
  orders::Purpose purpose = orders::Purpose::terms;
  std::string title = {};
};

// All that the page of one order shows. References live as long as the call.
struct OrderDesk {
  const ConsoleView& console;
  const orders::Order& order;
  const orders::Location& location;
  const orders::StatusTable& statuses;
  const Locale& locale;
  std::string operation;  // one for each time the page is rendered: what a form does counts once under it
  std::vector<LinkRow> links = {};
  std::vector<orders::NoticeRecord> notices = {};
  std::vector<SignatureRow> signatures = {};
  std::vector<EvidenceRow> evidence = {};
  std::vector<TermsRow> terms = {};
  std::map<std::string, std::string> names = {};  // of staff, by id
  Retry retry = {};
  std::string conflict = {};  // why nothing was done, when something else came first
  std::size_t seen = 0;       // how many events the page had that was posted from, beside a conflict
};

// The page's main part and its title.
Html order_main(const OrderDesk& desk);
std::string order_title(const OrderDesk& desk);

}  // namespace views
