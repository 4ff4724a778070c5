#include "server/routes.hpp"

#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"

#include <array>

namespace server {

namespace {

constexpr std::size_t form_body = 16 * 1024;
constexpr std::size_t quote_body = 64 * 1024;
constexpr std::size_t document_body = 384 * 1024;      // of 100,000 bytes, each encoded as three
constexpr std::size_t upload_body = 32 * 1024 * 1024;  // three photos of a modern phone

constexpr std::array table{
    // An open page asks again by itself, and a whole shop shares one address.
    Route{Method::get, "/staff/orders/{}", 0, desk_show_order, false},
    Route{Method::post, "/staff/orders/{}/stage", form_body, desk_set_stage},
    Route{Method::post, "/staff/orders/{}/devices/{}/status", form_body, desk_set_status},
    Route{Method::post, "/staff/orders/{}/promise", form_body, desk_set_promise},
    Route{Method::post, "/staff/orders/{}/notes", form_body, desk_add_note},
    Route{Method::post, "/staff/orders/{}/edit", quote_body, desk_edit_order},

    Route{Method::post, "/staff/orders/{}/quotes", quote_body, desk_make_quote},
    Route{Method::get, "/staff/orders/{}/quotes/{}", 0, desk_quote_pdf},
    Route{Method::post, "/staff/orders/{}/quotes/{}/send", form_body, desk_change_quote},
    Route{Method::post, "/staff/orders/{}/quotes/{}/withdraw", form_body, desk_change_quote},
    Route{Method::post, "/staff/orders/{}/quotes/{}/extend", form_body, desk_change_quote},
    Route{Method::post, "/staff/orders/{}/quotes/{}/decision", form_body, desk_decide_quote},

    Route{Method::post, "/staff/orders/{}/documents", document_body, desk_add_document},
    Route{Method::post, "/staff/orders/{}/payments", form_body, desk_record_payment},
    Route{Method::post, "/staff/orders/{}/messages", upload_body, desk_send_message},
    Route{Method::get, "/staff/orders/{}/attachments/{}", 0, desk_send_attachment},
    Route{Method::get, "/staff/orders/{}/receipt.pdf", 0, desk_receipt_pdf},
    Route{Method::get, "/staff/orders/{}/certificate.pdf", 0, desk_certificate_pdf},
    Route{Method::get, "/staff/orders/{}/evidence.zip", 0, desk_evidence_pack},

    Route{Method::post, "/staff/orders/{}/links/copy", form_body, desk_copy_link},
    Route{Method::post, "/staff/orders/{}/links/send", form_body, desk_send_link},
    Route{Method::post, "/staff/orders/{}/links/new", form_body, desk_new_link},
    Route{Method::post, "/staff/orders/{}/links/qr", form_body, desk_print_link},
    Route{Method::post, "/staff/orders/{}/links/{}/revoke", form_body, desk_revoke_link},
    Route{Method::post, "/staff/orders/{}/notices/{}/retry", form_body, desk_retry_notice},
};

}  // namespace

std::span<const Route> order_routes() { return table; }

Task<Response> desk_show_order(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Desk>(opened);
  auto found = co_await order_at(services, desk, captures[0]);
  if (auto* refused = std::get_if<Response>(&found)) co_return std::move(*refused);
  Showing plain;
  co_return co_await show_order(services, desk, std::get<orders::Order>(found), std::move(plain));
}

}  // namespace server
