#pragma once

#include "store/sqlite_connection.hpp"

#include <tuple>
#include <type_traits>

namespace store {

template <class T>
concept Named = std::is_enum_v<T>;

// Text that is stored as a blob.
template <class Text>
struct Blob {
  Text& bytes;
};
template <class Text>
Blob(Text&) -> Blob<Text>;

// Binds values to a statement's parameters from left to right. A composite takes as many as it has columns,
// in the order of the schema; `Row` reads them back in the same order, so one std::tie serves both ways.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) {}

  void put(std::int64_t value) { statement_.bind(next_++, value); }
  void put(int value) { statement_.bind(next_++, value); }
  void put(bool value) { statement_.bind(next_++, value ? 1 : 0); }
  void put(const std::string& text) { statement_.bind(next_++, text); }
  void put(std::string_view text) { put(std::string(text)); }
  void put(const char* text) { statement_.bind(next_++, text); }
  template <std::size_t N>
  void put(const std::array<std::uint8_t, N>& bytes) {
    statement_.bind(next_++, bytes.data(), int{N});
  }
  template <class Text>
  void put(Blob<Text> blob) {
    statement_.bind(next_++, blob.bytes.data(), static_cast<int>(blob.bytes.size()));
  }
  template <class Kind>
  void put(const orders::Id<Kind>& id) {
    put(id.uuid);
  }
  void put(orders::Instant when) { put(std::int64_t{when.time_since_epoch().count()}); }
  void put(orders::Date date);
  void put(const orders::Currency& currency) { put(currency.code()); }
  void put(orders::Quantity quantity) { put(quantity.thousandths); }
  void put(Named auto word) { put(name(word)); }
  void put(const orders::Money& money) { put(money.amount), put(money.currency); }
  void put(const orders::Rights& rights);
  void put(const orders::Actor& actor) { put(actor.kind), put(actor.id); }
  void put(const orders::ContactDetails& contact);
  void put(const orders::OpeningHours& hours);
  void put(const orders::Branding& branding);
  void put(const std::vector<orders::TaxRate>& rates);
  void put(const std::optional<orders::Decision>& decision);
  void put(const std::optional<orders::PreAuthorisation>& allowed);
  template <class T>
  void put(const std::optional<T>& value) {
    value ? put(*value) : put_null();
  }
  template <class... T>
  void put(const std::tuple<T...>& columns) {
    std::apply([this](const auto&... column) { (put(column), ...); }, columns);
  }

 private:
  void put_null() { statement_.bind(next_++); }

  SQLite::Statement& statement_;
  int next_ = 1;
};

// Reads the columns of a row from left to right. Throws Damaged for a value that this program would not have
// written.
class Row {
 public:
  explicit Row(SQLite::Statement& statement) : statement_(statement) {}

  void take(std::int64_t& value) { value = next().getInt64(); }
  void take(int& value) { value = next().getInt(); }
  void take(bool& value) { value = next().getInt() != 0; }
  void take(std::string& text) { text = next().getString(); }
  template <std::size_t N>
  void take(std::array<std::uint8_t, N>& bytes) {
    take_bytes(bytes.data(), N);
  }
  template <class Text>
  void take(Blob<Text> blob) {
    take(blob.bytes);
  }
  template <class Kind>
  void take(orders::Id<Kind>& id) {
    take(id.uuid);
  }
  void take(orders::Instant& when) { when = orders::Instant{std::chrono::milliseconds{next().getInt64()}}; }
  void take(orders::Date& date);
  void take(orders::Currency& currency);
  void take(orders::Quantity& quantity) { take(quantity.thousandths); }
  void take(Named auto& word) { parse(next().getString(), word); }
  void take(orders::Money& money) { take(money.amount), take(money.currency); }
  void take(orders::Rights& rights);
  void take(orders::Actor& actor) { take(actor.kind), take(actor.id); }
  void take(orders::ContactDetails& contact);
  void take(orders::OpeningHours& hours);
  void take(orders::Branding& branding);
  void take(std::vector<orders::TaxRate>& rates);
  void take(std::optional<orders::Decision>& decision);
  void take(std::optional<orders::PreAuthorisation>& allowed);
  template <class T>
  void take(std::optional<T>& value) {
    if (skip_null()) return value.reset();
    take(value.emplace());
  }
  template <class... T>
  void take(std::tuple<T...> columns) {
    std::apply([this](auto&&... column) { (take(column), ...); }, columns);
  }

 private:
  SQLite::Column next() { return statement_.getColumn(next_++); }
  bool skip_null();  // whether the next column is NULL, stepping over it if it is
  void take_bytes(std::uint8_t* out, std::size_t size);

  static void parse(const std::string& word, orders::Channel& out);
  static void parse(const std::string& word, orders::ActorKind& out);
  static void parse(const std::string& word, orders::EventKind& out);
  static void parse(const std::string& word, orders::Purpose& out);
  static void parse(const std::string& word, orders::PaymentKind& out);
  static void parse(const std::string& word, orders::LineKind& out);
  static void parse(const std::string& word, orders::QuoteState& out);
  static void parse(const std::string& word, orders::DecisionMethod& out);
  static void parse(const std::string& word, orders::Route& out);
  static void parse(const std::string& word, orders::Topic& out);
  static void parse(const std::string& word, orders::When& out);
  static void parse(const std::string& word, orders::NoticeState& out);
  static void parse(const std::string& word, orders::News& out);
  static void parse(const std::string& word, orders::DeliveryState& out);
  static void parse(const std::string& word, orders::Role& out);
  static void parse(const std::string& word, orders::KeyScope& out);
  static void parse(const std::string& word, orders::Stage& out);
  static void parse(const std::string& word, orders::QuoteStanding& out);
  static void parse(const std::string& word, orders::Entry& out);

  SQLite::Statement& statement_;
  int next_ = 0;
};

// One run of a prepared statement.
class Query {
 public:
  template <class... Values>
  Query(Connection& connection, Sql sql, const Values&... values) : statement_(connection.prepared(sql)) {
    statement_.reset();  // the run before it may have thrown half way
    Binder binder{statement_};
    (binder.put(values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() { statement_.tryReset(); }

  bool next() { return statement_.executeStep(); }
  template <class... Columns>
  void read(Columns&&... columns) {
    Row row{statement_};
    (row.take(columns), ...);
  }
  // One row, if there is one.
  template <class... Columns>
  bool one(Columns&&... columns) {
    if (!next()) return false;
    read(columns...);
    return true;
  }

 private:
  SQLite::Statement& statement_;
};

// Runs a statement that answers no rows; how many it changed.
template <class... Values>
int run(Connection& connection, Sql sql, const Values&... values) {
  Query{connection, sql, values...}.next();
  return connection.changes();
}

// Whether the statement finds a row.
template <class... Values>
bool found(Connection& connection, Sql sql, const Values&... values) {
  return Query{connection, sql, values...}.next();
}

}  // namespace store
