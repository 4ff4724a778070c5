#pragma once

#include "orders/strokes.hpp"
#include "views/certificate.hpp"
#include "views/pages.hpp"

#include <span>
#include <string>

namespace views {

// Documents to keep: A4, in the locale's direction, their text selectable in any script. Nothing about a
// person stands in their description (title, language, the given instant); the same content gives the same
// bytes. All throw std::runtime_error when there is no memory to draw in. They take some milliseconds, so not
// on an event loop.

// One round of a quote with the shop's head, its lines and totals, how it stands, and its SHA-256.
std::string quote_pdf(const OrderView& view, const orders::Quote& quote, const Locale& locale);

// The strokes under a signature; a typed one needs none.
struct DrawnSignature {
  orders::SignatureId signature{};
  orders::Strokes strokes{};
};

// What was approved, signed and paid, as of `view.now`.
std::string receipt_pdf(const OrderView& view, const Locale& locale,
                        std::span<const DrawnSignature> drawn = {});

std::string certificate_pdf(const CertificateView& view, const Locale& locale);

}  // namespace views
