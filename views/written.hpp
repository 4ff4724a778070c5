#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace views {

// What was written before: ICU takes microseconds for what a shop shows again and again, such as days, times
// of day and prices. Forgets all of it when it is full. From any thread.
template <class Text = std::string>
class Written {
 public:
  template <class Write>
  Text get(std::int64_t value, Write write) const {
    {
      const std::shared_lock reading{lock_};
      if (const auto known = texts_.find(value); known != texts_.end()) return known->second;
    }
    auto text = write();
    const std::unique_lock writing{lock_};
    if (texts_.size() == most) texts_.clear();
    return texts_.try_emplace(value, std::move(text)).first->second;
  }

 private:
  static constexpr std::size_t most = 2048;
  mutable std::shared_mutex lock_;
  mutable std::unordered_map<std::int64_t, Text> texts_;
};

}  // namespace views
