#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace orders {

// Why something asked for was not done, in terms a person can be told. Never a bug and never a broken world.
enum class Reason {
  not_found,   // no such order, device, document… in this shop
  gone,        // the link or the quote has ended
  invalid,     // what was sent breaks a rule; `field` names the part
  conflict,    // it was decided, taken or moved on before
  forbidden,   // the link or key lacks the right
  unavailable  // cannot be done now; trying again later may work
};

// One more thing that is wrong with an input.
struct Fault {
  std::string field = {}, detail = {};  // as those of Refusal
  friend bool operator==(const Fault&, const Fault&) = default;
};

struct Refusal {
  Reason reason = Reason::invalid;
  std::string field = {};        // snake_case name of the input at fault, empty if it is none in particular
  std::string detail = {};       // one English sentence for integrators and logs; pages word their own
  std::vector<Fault> more = {};  // what else is invalid in the same input, where it was looked at whole
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// A value, or the refusal in its stead. Shaped like C++23's std::expected so that it can become one.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : held_(std::move(value)) {}
  Outcome(Refusal why) : held_(std::move(why)) {}

  bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  const T& operator*() const& {
    assert(has_value());
    return *std::get_if<0>(&held_);
  }
  T& operator*() & {
    assert(has_value());
    return *std::get_if<0>(&held_);
  }
  T&& operator*() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&held_));
  }
  const T* operator->() const { return &**this; }
  T* operator->() { return &**this; }
  const Refusal& error() const {
    assert(!has_value());
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, Refusal> held_;
};

// For what succeeds without a value.
using Done = Outcome<std::monostate>;

}  // namespace orders
