#include "server/routes.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/ready_page.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t api_body = 256 * 1024;
constexpr std::size_t form_body = 16 * 1024;
constexpr std::size_t signature_body = 256 * 1024;
constexpr std::size_t upload_body = 32 * 1024 * 1024;  // three photos of a modern phone

constexpr std::array table{
    Route{Method::get, "/", 0, show_front},
    Route{Method::get, "/demo", 0, show_example},
    Route{Method::get, "/t/demo", 0, show_example},  // what a message template is reviewed with
    Route{Method::get, "/t/{}", 0, show_order, true, ready_order},
    Route{Method::get, "/track/{}", 0, show_order, true, ready_order},
    Route{Method::post, "/t/{}/entry", form_body, enter},
    Route{Method::post, "/t/{}/entry/code", form_body, send_entry_code},
    Route{Method::get, "/t/{}/events", 0, watch_order},
    Route{Method::post, "/t/{}/quotes/{}/confirm", form_body, confirm_decision},
    Route{Method::post, "/t/{}/quotes/{}/decision", form_body, decide},
    Route{Method::post, "/t/{}/quotes/{}/undo", form_body, undo_decision},
    Route{Method::get, "/t/{}/documents/{}", 0, show_document},
    Route{Method::post, "/t/{}/documents/{}/sign", signature_body, sign_document},
    Route{Method::post, "/t/{}/pay", form_body, start_payment},
    Route{Method::get, "/t/{}/paid", 0, show_paid},
    Route{Method::post, "/t/{}/messages", upload_body, send_message},
    Route{Method::get, "/t/{}/attachments/{}", 0, send_attachment},
    Route{Method::post, "/t/{}/seen", form_body, note_seen},
    Route{Method::get, "/t/{}/link", 0, show_link},
    Route{Method::post, "/t/{}/link/share", form_body, share_link},
    Route{Method::post, "/t/{}/link/rotate", form_body, rotate_link},
    Route{Method::post, "/t/{}/resend", form_body, resend_link},
    Route{Method::get, "/t/{}/collect", 0, show_collect},
    Route{Method::post, "/t/{}/collect/delegate", form_body, name_delegate},
    Route{Method::get, "/t/{}/pickup.ics", 0, send_calendar},
    // A provider speaks from few addresses and in bursts; what is not signed by it is refused at once.
    Route{Method::post, "/hooks/stripe/{}", api_body, hear_stripe, false},
    Route{Method::post, "/hooks/paypal/{}", api_body, hear_paypal},
    Route{Method::post, "/hooks/twilio/{}/status", form_body, hear_twilio_status, false},
    Route{Method::post, "/hooks/twilio/{}/inbound", form_body, hear_twilio_message, false},
    Route{Method::get, "/unsubscribe/{}", 0, ask_unsubscribe},
    Route{Method::post, "/unsubscribe/{}", form_body, unsubscribe},
    Route{Method::get, "/t/{}/quotes/{}", 0, send_quote_pdf},
    Route{Method::get, "/t/{}/receipt.pdf", 0, send_receipt_pdf},
    Route{Method::get, "/t/{}/receipt.json", 0, send_receipt},
    Route{Method::get, "/t/{}/certificate.pdf", 0, send_certificate},
    Route{Method::get, "/.well-known/claimcheck-seal.json", 0, send_seal_keys},
    Route{Method::get, "/a/{}", 0, send_asset},
    Route{Method::get, "/robots.txt", 0, send_robots},
    Route{Method::get, "/favicon.ico", 0, send_icon},
};

}  // namespace

std::span<const Route> customer_routes() { return table; }

}  // namespace server
