#include "store/snapshot.hpp"

#include "store/store.hpp"

#include <bit>
#include <cereal/cereal.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/chrono.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <concepts>
#include <cstring>

namespace store {
namespace {

using namespace orders;

static_assert(std::endian::native == std::endian::little, "snapshots hold numbers as this machine does");

constexpr char format = 1;  // raised with any change below: orders are then written anew when the store opens

[[noreturn]] void broken(const char* why) { throw Damaged(std::string("a snapshot ") + why); }

class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
 public:
  explicit Writer(std::string& out) : OutputArchive(this), out_(out) {}
  void put(const void* bytes, std::size_t size) { out_.append(static_cast<const char*>(bytes), size); }

 private:
  std::string& out_;
};

// Of bytes that may be anything: no length is believed before it is held against what is left.
class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
 public:
  explicit Reader(std::string_view bytes) : InputArchive(this), left_(bytes) {}
  std::size_t left() const { return left_.size(); }
  void take(void* bytes, std::size_t size) {
    if (size > left_.size()) broken("is cut off");
    std::memcpy(bytes, left_.data(), size);
    left_.remove_prefix(size);
  }

 private:
  std::string_view left_;
};

template <class T>
concept Archive = std::same_as<T, Writer> || std::same_as<T, Reader>;

template <class T>
concept Number = std::is_arithmetic_v<T>;

void save(Writer& to, const Number auto& number) { to.put(&number, sizeof number); }
void load(Reader& from, Number auto& number) { from.take(&number, sizeof number); }
void load(Reader& from, bool& flag) {
  std::uint8_t byte = 0;
  from.take(&byte, 1);
  if (byte > 1) broken("holds a flag that is neither up nor down");
  flag = byte == 1;
}

template <class T>
void save(Writer& to, const cereal::BinaryData<T>& data) {
  to.put(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
void load(Reader& from, cereal::BinaryData<T>& data) {
  from.take(data.data, static_cast<std::size_t>(data.size));
}

template <class Ar, class T>
  requires Archive<Ar>
void serialize(Ar& ar, cereal::NameValuePair<T>& pair) {
  ar(pair.value);
}

// Lengths take seven bits a byte, since nearly all are short.
template <class T>
void save(Writer& to, const cereal::SizeTag<T>& tag) {
  auto size = tag.size;
  for (; size >= 0x80; size >>= 7) save(to, static_cast<std::uint8_t>(size | 0x80));
  save(to, static_cast<std::uint8_t>(size));
}
template <class T>
void load(Reader& from, cereal::SizeTag<T>& tag) {
  std::uint64_t size = 0;
  std::uint8_t byte = 0x80;
  for (int shift = 0; byte & 0x80; shift += 7) {
    if (shift > 28) broken("holds an endless length");
    from.take(&byte, 1);
    size |= std::uint64_t{byte & 0x7fu} << shift;
  }
  if (size > from.left()) broken("is shorter than it says");
  tag.size = size;
}

template <class T>
void save(Writer& to, const std::vector<T>& list) {
  to(cereal::make_size_tag(list.size()));
  for (const auto& one : list) to(one);
}
template <class T>
void load(Reader& from, std::vector<T>& list) {
  constexpr std::size_t shortest = 16;  // nearly all take more; who is wrong here only grows the list later
  std::size_t size = 0;
  from(cereal::make_size_tag(size));
  list.clear();
  list.reserve(std::min(size, from.left() / shortest));
  for (; size > 0; --size) from(list.emplace_back());
}

template <class Word>
constexpr Word last_of = Word{};
template <>
constexpr auto last_of<ActorKind> = ActorKind::provider;
template <>
constexpr auto last_of<EventKind> = EventKind::edited;
template <>
constexpr auto last_of<Purpose> = Purpose::collection;
template <>
constexpr auto last_of<PaymentKind> = PaymentKind::refund_failed;
template <>
constexpr auto last_of<LineKind> = LineKind::choice;
template <>
constexpr auto last_of<QuoteState> = QuoteState::withdrawn;
template <>
constexpr auto last_of<DecisionMethod> = DecisionMethod::pre_authorised;
template <>
constexpr auto last_of<Channel> = Channel::share;
template <>
constexpr auto last_of<Entry> = Entry::login;

// One of a fixed set, as a byte.
template <class Enum>
struct Word {
  Enum& value;
};
template <class Enum>
void save(Writer& to, const Word<Enum>& word) {
  if (word.value > last_of<Enum>) throw std::logic_error("snapshots do not know this word yet");
  save(to, static_cast<std::uint8_t>(word.value));
}
template <class Enum>
void load(Reader& from, Word<Enum>& word) {
  std::uint8_t byte = 0;
  from.take(&byte, 1);
  if (byte > static_cast<std::uint8_t>(last_of<Enum>)) broken("holds an unknown word");
  word.value = static_cast<Enum>(byte);
}

void save(Writer& to, const Currency& currency) { to.put(currency.code().data(), 3); }
void load(Reader& from, Currency& currency) {
  char code[3];
  from.take(code, sizeof code);
  const auto known = Currency::of({code, sizeof code});
  if (!known) broken("holds an unknown currency");
  currency = *known;
}

void save(Writer& to, const Date& date) {
  to(std::int16_t(int{date.year()}), std::uint8_t(unsigned{date.month()}),
     std::uint8_t(unsigned{date.day()}));
}
void load(Reader& from, Date& date) {
  std::int16_t year = 0;
  std::uint8_t month = 0, day = 0;
  from(year, month, day);
  date = std::chrono::year{year} / month / day;
  if (!date.ok()) broken("holds no date");
}

// What follows names all members of each, so that one that is added does not compile before it is here.

template <class Ar, class Kind>
  requires Archive<Ar>
void serialize(Ar& ar, Id<Kind>& it) {
  ar(it.uuid);
}
void serialize(Archive auto& ar, Quantity& it) {
  auto& [thousandths] = it;
  ar(thousandths);
}
void serialize(Archive auto& ar, Money& it) {
  auto& [amount, currency] = it;
  ar(amount, currency);
}
void serialize(Archive auto& ar, Customer& it) {
  auto& [name, email, phone, locale] = it;
  ar(name, email, phone, locale);
}
void serialize(Archive auto& ar, Device& it) {
  auto& [id, kind, brand, model, serial, problem, status, public_status, status_at] = it;
  ar(id, kind, brand, model, serial, problem, status, public_status, status_at);
}
void serialize(Archive auto& ar, Actor& it) {
  auto& [kind, id] = it;
  ar(Word{kind}, id);
}
void serialize(Archive auto& ar, Event& it) {
  auto& [id, kind, at, device, status, note, visible, actor, subject] = it;
  ar(id, Word{kind}, at, device, status, note, visible, actor, subject);
}
void serialize(Archive auto& ar, QuoteLine& it) {
  auto& [id, description, quantity, unit_price, tax_bp, kind, group, approved] = it;
  ar(id, description, quantity, unit_price, tax_bp, Word{kind}, group, approved);
}
void serialize(Archive auto& ar, Decision& it) {
  auto& [approved, at, method, name, reason, reference] = it;
  ar(approved, at, Word{method}, name, reason, reference);
}
void serialize(Archive auto& ar, Quote& it) {
  auto& [id, round, state, currency, tax_included, lines, deposit, valid_until, expires_at, created_at,
         sent_at, decision, sha256, extended_until] = it;
  ar(id, round, Word{state}, currency, tax_included, lines, deposit, valid_until, expires_at, created_at,
     sent_at, decision, sha256, extended_until);
}
void serialize(Archive auto& ar, Document& it) {
  auto& [id, purpose, title, body, sha256, version, created_at] = it;
  ar(id, Word{purpose}, title, body, sha256, version, created_at);
}
void serialize(Archive auto& ar, Signature& it) {
  auto& [id, document, document_sha256, name, drawn, signed_at, locale] = it;
  ar(id, document, document_sha256, name, drawn, signed_at, locale);
}
void serialize(Archive auto& ar, Payment& it) {
  auto& [id, kind, amount, method, reference, received_at, provider, provider_object] = it;
  ar(id, Word{kind}, amount, method, reference, received_at, provider, provider_object);
}
void serialize(Archive auto& ar, Attachment& it) {
  auto& [id, name, media_type, bytes, sha256, width, height] = it;
  ar(id, name, media_type, bytes, sha256, width, height);
}
void serialize(Archive auto& ar, Message& it) {
  auto& [id, from, name, text, at, attachments] = it;
  ar(id, from, name, text, at, attachments);
}
void serialize(Archive auto& ar, PreAuthorisation& it) {
  auto& [limit, name, reference, at] = it;
  ar(limit, name, reference, at);
}
void serialize(Archive auto& ar, Order& it) {
  auto& [id, shop, location, number, external_id, customer, devices, promised_at, promise_reason, on_hold,
         cancelled, ended_at, created_at, updated_at, version, events, quotes, documents, signatures,
         payments, messages, pre_authorised, delegate] = it;
  ar(id, shop, location, number, external_id, customer, devices, promised_at, promise_reason, on_hold,
     cancelled, ended_at, created_at, updated_at, version, events, quotes, documents, signatures, payments,
     messages, pre_authorised, delegate);
}

void serialize(Archive auto& ar, Rights& it) {
  auto& [decide, sign, pay, message, prices] = it;
  ar(decide, sign, pay, message, prices);
}
void serialize(Archive auto& ar, Link& it) {
  auto& [id, key, shop, order, channel, label, rights, issued_at, revoked_at, version] = it;
  ar(id, key, shop, order, Word{channel}, label, rights, issued_at, revoked_at, version);
}

void serialize(Archive auto& ar, ContactDetails& it) {
  auto& [phone, email, website, address] = it;
  ar(phone, email, website, address);
}
void serialize(Archive auto& ar, Logo& it) {
  auto& [sha256, media_type, width, height] = it;
  ar(sha256, media_type, width, height);
}
void serialize(Archive auto& ar, Branding& it) {
  auto& [colour, logo, message] = it;
  ar(colour, logo, message);
}
void serialize(Archive auto& ar, TaxRate& it) {
  auto& [name, tax_bp] = it;
  ar(name, tax_bp);
}
void serialize(Archive auto& ar, Shop& it) {
  auto& [id, slug, name, locale, currency, branding, decline_needs_reason, portal_enabled, portal_redirect,
         entry, link_max_days, receipt_days, tax_rates, version] = it;
  ar(id, slug, name, locale, currency, branding, decline_needs_reason, portal_enabled, portal_redirect,
     Word{entry}, link_max_days, receipt_days, tax_rates, version);
}
void serialize(Archive auto& ar, orders::Span& it) {
  auto& [opens, closes] = it;
  ar(opens, closes);
}
void serialize(Archive auto& ar, HoursException& it) {
  auto& [spans, note] = it;
  ar(spans, note);
}
void serialize(Archive auto& ar, OpeningHours& it) {
  auto& [week, exceptions] = it;
  ar(week, exceptions);
}
void serialize(Archive auto& ar, Location& it) {
  auto& [id, shop, slug, name, contact, hours, zone, branding, version] = it;
  ar(id, shop, slug, name, contact, hours, zone, branding, version);
}

template <class T>
constexpr char mark = '\0';
template <>
constexpr char mark<Order> = 'o';
template <>
constexpr char mark<Link> = 'l';
template <>
constexpr char mark<Shop> = 's';
template <>
constexpr char mark<Location> = 'p';

}  // namespace

template <class T>
std::string to_snapshot(const T& entity) {
  std::string bytes;
  bytes.reserve(2048);
  Writer writer{bytes};
  writer(format, mark<T>, entity);
  return bytes;
}

template <class T>
T from_snapshot(std::string_view bytes) {
  if (!bytes.starts_with(format)) broken("is of a format that this program does not know");
  bytes.remove_prefix(1);
  if (!bytes.starts_with(mark<T>)) broken("is of something else");
  bytes.remove_prefix(1);
  T entity;
  Reader reader{bytes};
  reader(entity);
  if (reader.left() > 0) broken("goes on behind its end");
  return entity;
}

template std::string to_snapshot(const Order&);
template std::string to_snapshot(const Link&);
template std::string to_snapshot(const Shop&);
template std::string to_snapshot(const Location&);
template Order from_snapshot(std::string_view);
template Link from_snapshot(std::string_view);
template Shop from_snapshot(std::string_view);
template Location from_snapshot(std::string_view);

}  // namespace store
