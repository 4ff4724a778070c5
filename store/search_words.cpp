#include "store/search_words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace store {

namespace {

constexpr std::size_t longest_word = 40;  // bytes
constexpr std::size_t most_words = 64;    // of an order
constexpr std::size_t most_terms = 8;
constexpr std::size_t shortest_tail = 4, longest_tail = 10;  // digits of a telephone number

using Words = std::vector<std::string>;

icu::UnicodeString folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto& fold = *icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto& decompose = *icu::Normalizer2::getNFKDInstance(status);
  const auto bytes = icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())};
  auto result = decompose.normalize(fold.normalize(icu::UnicodeString::fromUTF8(bytes), status), status);
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  return result;
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return '0' <= c && c <= '9'; });
  return digits;
}

// The end of a telephone number, backwards.
std::string tail(std::string_view digits) {
  digits.remove_prefix(digits.size() - std::min(digits.size(), longest_tail));
  return "~" + std::string(digits.rbegin(), digits.rend());
}

void add(Words& words, std::string_view text) {
  std::ranges::move(fold_words(text), std::back_inserter(words));
}

// The same in one piece, for what people write now with hyphens and now without.
void add_mark(Words& words, std::string_view text) {
  auto parts = fold_words(text);
  std::string whole;
  for (const auto& part : parts) whole += part;
  whole.resize(std::min(whole.size(), longest_word));
  if (parts.size() > 1) words.push_back(std::move(whole));
  std::ranges::move(parts, std::back_inserter(words));
}

void add_customer(Words& words, const orders::Customer& customer) {
  add(words, customer.name);
  add(words, customer.email);
  if (const auto digits = digits_of(customer.phone); !digits.empty()) words.push_back(tail(digits));
}

Words once_each(Words words) {
  words.resize(std::min(words.size(), most_words));
  std::ranges::sort(words);
  const auto twice = std::ranges::unique(words);
  words.erase(twice.begin(), twice.end());
  return words;
}

// 0xff is no byte of UTF-8: the range ends behind every word that begins so.
WordRange beginning(std::string word) { return {word, word + '\xff'}; }

Term term_of(const std::string& word) {
  Term term{beginning(word)};
  const bool digits = digits_of(word).size() == word.size();
  if (digits && word.size() >= shortest_tail) term.push_back(beginning(tail(word)));
  return term;
}

// A telephone number as people type it; nullopt-like empty for anything else.
std::string typed_phone(std::string_view typed) {
  if (typed.find_first_not_of("0123456789 +()-./") != typed.npos) return {};
  const auto digits = digits_of(typed);
  const bool dialled = typed.starts_with('+') || typed.starts_with('0');
  return digits.size() >= 7 || (dialled && digits.size() >= shortest_tail) ? digits : std::string{};
}

}  // namespace

Words fold_words(std::string_view text) {
  Words words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  const auto all = folded(text);
  for (std::int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1)) {
    const auto c = all.char32At(at);
    if (is_mark(c)) continue;
    if (!u_isalnum(c)) {
      close();
      continue;
    }
    std::string bytes;
    icu::UnicodeString{c}.toUTF8String(bytes);
    if (word.size() + bytes.size() <= longest_word) word += bytes;
  }
  close();
  return words;
}

Words words_of(const orders::Order& order) {
  Words words;
  add_mark(words, order.number);
  add_mark(words, order.external_id);
  add_customer(words, order.customer);
  for (const auto& device : order.devices) {
    add_mark(words, device.serial);
    for (const auto& text : {device.brand, device.model, device.kind}) add(words, text);
  }
  return once_each(std::move(words));
}

Words words_of(const orders::Customer& customer) {
  Words words;
  add_customer(words, customer);
  return once_each(std::move(words));
}

std::string contact_of(const orders::Customer& customer) {
  if (!customer.email.empty()) {
    std::string lower;
    folded(customer.email).toUTF8String(lower);
    return lower;
  }
  if (!customer.phone.empty()) return customer.phone;
  std::string name;
  for (const auto& word : fold_words(customer.name)) name += (name.empty() ? "" : " ") + word;
  return name;
}

std::vector<Term> terms_of(std::string_view typed) {
  if (const auto phone = typed_phone(typed); !phone.empty())
    return {{beginning(phone.substr(0, longest_word)), beginning(tail(phone))}};
  std::vector<Term> terms;
  for (const auto& word : fold_words(typed))
    if (terms.size() < most_terms) terms.push_back(term_of(word));
  return terms;
}

bool match(const Words& words, const std::vector<Term>& terms) {
  return std::ranges::all_of(terms, [&](const Term& term) {
    return std::ranges::any_of(term, [&](const WordRange& range) {
      return std::ranges::any_of(words, [&](const auto& word) { return range.has(word); });
    });
  });
}

}  // namespace store
