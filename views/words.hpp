#pragma once

#include "orders/order.hpp"
#include "views/html.hpp"
#include "views/locale.hpp"

#include <string>
#include <string_view>

namespace views {

// How a page names things, and how much of a person it shows.

// "Samsung laptop", or "iPhone 13" when the model is a name that people use; never empty.
std::string device_name(const orders::Device& device, const Locale& locale);
// "Samsung Galaxy Book 2": brand and model, or as much as is known.
std::string device_in_full(const orders::Device& device, const Locale& locale);

std::string short_name(std::string_view full_name);  // "Ana Ruiz" -> "Ana R."
std::string last_four(std::string_view serial);      // "…91XK"; of a short one nothing
std::string masked_email(std::string_view email);    // "a…@example.org"
std::string masked_phone(std::string_view phone);    // "…123"

// An E.164 number in groups: "+44 1632 960 123".
std::string phone_text(std::string_view e164);

// <time> for machines and people. With `ago` the script adds "3 hours ago".
Html moment(orders::Instant when, const std::string& text, bool ago = false);
// A link that dials, kept left to right in any language; the bare text when the number cannot be dialled.
Html phone_link(std::string_view e164);

}  // namespace views
