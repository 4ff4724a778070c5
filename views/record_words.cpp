#include "views/record_words.hpp"

namespace views {

std::string payment_kind(orders::PaymentKind kind, const Locale& l) {
  switch (kind) {
    case orders::PaymentKind::deposit: return l.text("Deposit");
    case orders::PaymentKind::final: return l.text("Payment");
    case orders::PaymentKind::refund: return l.text("Refund");
    case orders::PaymentKind::dispute: return l.text("Taken back by the bank");
    case orders::PaymentKind::dispute_won: return l.text("Given back by the bank");
    case orders::PaymentKind::refund_failed: return l.text("Refund that did not arrive");
  }
  return {};
}

std::string payment_method(std::string_view method, const Locale& l) {
  if (method == "cash") return l.text("cash");
  if (method == "card") return l.text("card");
  if (method == "bank_transfer") return l.text("bank transfer");
  if (method == "stripe") return l.text("card, online");
  if (method == "paypal") return "PayPal";
  return std::string(method);
}

std::string decision_method(orders::DecisionMethod method, const Locale& l) {
  switch (method) {
    case orders::DecisionMethod::link: return l.text("Answered on the order's page");
    case orders::DecisionMethod::phone: return l.text("Answered by telephone");
    case orders::DecisionMethod::email: return l.text("Answered by e-mail");
    case orders::DecisionMethod::in_store: return l.text("Answered in the shop");
    case orders::DecisionMethod::pre_authorised: return l.text("Within the limit you agreed beforehand");
  }
  return {};
}

}  // namespace views
