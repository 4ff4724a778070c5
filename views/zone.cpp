#include "views/zone.hpp"

#include <unicode/basictz.h>
#include <unicode/tzrule.h>
#include <unicode/tztrans.h>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace views {
namespace {

using namespace std::chrono;

std::optional<orders::Zone> from_icu(std::string_view name) {
  const auto id =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  UErrorCode code = U_ZERO_ERROR;
  UBool listed = false;
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(id, canonical, listed, code);
  if (U_FAILURE(code) || !listed) return std::nullopt;  // ICU would make up a zone for "GMT+5"
  const std::unique_ptr<icu::TimeZone> made{icu::TimeZone::createTimeZone(id)};
  const auto* rules = dynamic_cast<const icu::BasicTimeZone*>(made.get());
  if (!rules) return std::nullopt;

  const auto from = sys_days{year{2000} / 1 / 1}, to = sys_days{year{2041} / 1 / 1};
  const auto icu_time = [](sys_days day) {
    return static_cast<double>(milliseconds{day.time_since_epoch()}.count());
  };
  std::int32_t raw = 0, summer = 0;
  rules->getOffset(icu_time(from), false, raw, summer, code);
  const auto before = duration_cast<seconds>(milliseconds{raw + summer});

  std::vector<orders::Zone::Change> changes;
  icu::TimeZoneTransition next;
  for (double at = icu_time(from);
       rules->getNextTransition(at, false, next) && next.getTime() < icu_time(to);) {
    at = next.getTime();
    const auto offset = milliseconds{next.getTo()->getRawOffset() + next.getTo()->getDSTSavings()};
    changes.push_back(
        {orders::Instant{milliseconds{static_cast<std::int64_t>(at)}}, duration_cast<seconds>(offset)});
  }
  return orders::Zone{std::string(name), before, std::move(changes)};
}

}  // namespace

std::optional<orders::Zone> load_zone(std::string_view name) {
  static std::shared_mutex lock;
  static std::map<std::string, orders::Zone, std::less<>> known;  // names that ICU lists, so it stays small
  {
    const std::shared_lock reading{lock};
    if (const auto found = known.find(name); found != known.end()) return found->second;
  }
  auto made = from_icu(name);
  if (!made) return std::nullopt;
  const std::unique_lock writing{lock};
  return known.try_emplace(std::string(name), std::move(*made)).first->second;
}

}  // namespace views
