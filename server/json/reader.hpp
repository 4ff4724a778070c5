#pragma once

#include "orders/id.hpp"
#include "orders/money.hpp"
#include "orders/outcome.hpp"
#include "orders/time.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

// Reads the members of one JSON object, each as what it must be. One that is absent or null reads as empty.
// Every fault is kept, its field named by the whole path ("devices[0].kind"): the first, and the others as
// `more` beside it.
class Reader {
 public:
  Reader(const boost::json::object& object, std::optional<orders::Refusal>& fault, std::string path = {})
      : object_(object), fault_(fault), path_(std::move(path)) {}

  void known(std::initializer_list<std::string_view> names);  // any other member is a fault
  void needs(std::initializer_list<std::string_view> names);  // absent, null and "" are faults
  void fits(std::string_view name, std::size_t longest);      // bytes; a longer text is a fault
  bool given(std::string_view name) const;                    // be it as null
  bool has(std::string_view name) const;                      // and not as null

  std::string text(std::string_view name);  // plain text, its lines ended by LF
  bool flag(std::string_view name, bool otherwise = false);
  std::int64_t integer(std::string_view name);
  int between(std::string_view name, int least, int most, int otherwise = 0);
  std::optional<orders::Money> money(std::string_view name);      // {"amount": minor units, "currency"}
  std::optional<orders::Instant> instant(std::string_view name);  // RFC 3339
  std::optional<orders::Date> date(std::string_view name);        // "2026-05-01"

  // One of the words that `parse` knows; `why` says which there are.
  template <class Parse>
  auto word(std::string_view name, Parse parse, std::string_view why) -> decltype(parse(std::string_view{})) {
    const auto written = text(name);
    auto value = parse(written);
    if (!value && !written.empty()) fail(name, why);
    return value;
  }

  const boost::json::object* object(std::string_view name);
  // Calls `read` with a reader of each object of a list.
  void each(std::string_view name, const std::function<void(Reader&)>& read);
  std::vector<std::string> texts(std::string_view name);

  void fail(std::string_view name, std::string_view why);

 private:
  const boost::json::value* find(std::string_view name) const;  // nullptr for null, too
  const boost::json::array* array(std::string_view name);

  const boost::json::object& object_;
  std::optional<orders::Refusal>& fault_;
  std::string path_;
};

}  // namespace server
