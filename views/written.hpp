#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

namespace views {

// What was written before: ICU takes microseconds for what a shop shows again and again, such as days, times
// of day and prices. Each value has its one place, which it takes from whoever had it before. From any
// thread.
template <class Text = std::string>
class Written {
 public:
  // A copy of it, or what `use` makes of it.
  auto get(std::int64_t value, auto write, auto use) const {
    const auto place = static_cast<std::uint64_t>(value) % places;
    {
      const std::shared_lock reading{lock_};
      if (!kept_.empty() && kept_[place].known && kept_[place].value == value) return use(kept_[place].text);
    }
    auto text = write();
    const std::unique_lock writing{lock_};
    kept_.resize(places);
    auto& kept = kept_[place];
    kept = {value, true, std::move(text)};
    return use(kept.text);
  }
  Text get(std::int64_t value, auto write) const {
    return get(value, write, [](const Text& text) { return text; });
  }

 private:
  static constexpr std::size_t places = 2039;  // a prime: round prices must not meet
  struct Kept {
    std::int64_t value = 0;
    bool known = false;
    Text text{};
  };
  mutable std::shared_mutex lock_;
  mutable std::vector<Kept> kept_;
};

}  // namespace views
