#include "orders/money.hpp"

#include <algorithm>

namespace orders {
namespace {

// ISO 4217, list one of January 2026, by decimals of the minor unit. Left out: metals, bond units and codes
// for tests, which have no minor unit and which nobody is paid in.
constexpr std::string_view no_decimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view two_decimals =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
    "CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
    "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
    "USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
constexpr std::string_view three_decimals = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view four_decimals = "CLF UYW";

constexpr bool lists(std::string_view codes, std::string_view code) {
  return codes.find(code) != std::string_view::npos;
}

std::optional<int> decimals(std::string_view code) {
  const bool letters =
      code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!letters) return std::nullopt;
  if (lists(two_decimals, code)) return 2;
  if (lists(no_decimals, code)) return 0;
  if (lists(three_decimals, code)) return 3;
  if (lists(four_decimals, code)) return 4;
  return std::nullopt;
}

}  // namespace

std::optional<Currency> Currency::of(std::string_view code) {
  const auto exponent = decimals(code);
  if (!exponent) return std::nullopt;
  Currency currency;
  std::ranges::copy(code, currency.code_.begin());
  currency.exponent_ = *exponent;
  return currency;
}

}  // namespace orders
