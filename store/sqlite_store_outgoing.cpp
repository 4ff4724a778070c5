#include "store/sqlite_feed.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_opt_outs.hpp"
#include "store/sqlite_policy.hpp"
#include "store/sqlite_reminders.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_templates.hpp"
#include "store/sqlite_terms.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::queue_notice(Notice notice) {
  return write("queue_notice",
               [notice = std::move(notice)](Connection& db) { return store::add_notice(db, notice); });
}
Task<std::vector<Notice>> SqliteStore::lease_notices(Instant now, Instant until, int most) {
  return write("lease_notices",
               [now, until, most](Connection& db) { return store::lease_notices(db, now, until, most); });
}
Task<Done> SqliteStore::notice_sent(ShopId shop, NoticeId id, Instant at, std::string provider_id) {
  return write("notice_sent", [shop, id, at, provider_id = std::move(provider_id)](Connection& db) {
    return store::notice_sent(db, shop, id, at, provider_id);
  });
}
Task<Done> SqliteStore::notice_failed(ShopId shop, NoticeId id, std::string why,
                                      std::optional<Instant> again_at) {
  return write("notice_failed", [shop, id, why = std::move(why), again_at](Connection& db) {
    return store::notice_failed(db, shop, id, why, again_at);
  });
}
Task<Done> SqliteStore::notice_dropped(ShopId shop, NoticeId id, std::string why) {
  return write("notice_dropped", [shop, id, why = std::move(why)](Connection& db) {
    return store::notice_dropped(db, shop, id, why);
  });
}
Task<Done> SqliteStore::notice_waits(ShopId shop, NoticeId id, Instant until) {
  return write("notice_waits",
               [shop, id, until](Connection& db) { return store::notice_waits(db, shop, id, until); });
}
Task<Done> SqliteStore::notice_told(ShopId shop, std::string provider_id, bool delivered, std::string why) {
  return write("notice_told",
               [shop, provider_id = std::move(provider_id), delivered, why = std::move(why)](Connection& db) {
                 return store::notice_told(db, shop, provider_id, delivered, why);
               });
}
Task<Done> SqliteStore::retry_notice(ShopId shop, NoticeId id, Instant now) {
  return write("retry_notice",
               [shop, id, now](Connection& db) { return store::retry_notice(db, shop, id, now); });
}
Task<std::vector<NoticeRecord>> SqliteStore::notices(ShopId shop, OrderId order) {
  return read("notices", [shop, order](Connection& db) { return store::notices(db, shop, order); });
}
Task<Slice<NoticeRecord>> SqliteStore::failed_notices(ShopId shop, std::string cursor, int limit) {
  return read("failed_notices", [shop, cursor = std::move(cursor), limit](Connection& db) {
    return store::failed_notices(db, shop, cursor, limit);
  });
}
Task<std::int64_t> SqliteStore::paid_messages_since(ShopId shop, Instant since) {
  return read("paid_messages_since",
              [shop, since](Connection& db) { return store::paid_messages_since(db, shop, since); });
}
Task<std::vector<Outgoing::Reminder>> SqliteStore::due_reminders(ShopId shop, NotifyPolicy policy,
                                                                 Instant now, int most) {
  return read("due_reminders", [this, shop, policy = std::move(policy), now, most](Connection& db) {
    return store::due_reminders(db, *keys_, shop, policy, now, most);
  });
}

Task<NotifyPolicy> SqliteStore::notify_policy(ShopId shop) {
  return read("notify_policy", [shop](Connection& db) { return store::notify_policy(db, shop); });
}
Task<Outcome<NotifyPolicy>> SqliteStore::set_notify_policy(ShopId shop, NotifyPolicy policy) {
  return write("set_notify_policy", [shop, policy = std::move(policy)](Connection& db) {
    return store::set_notify_policy(db, shop, policy);
  });
}
Task<std::vector<MessageTemplate>> SqliteStore::templates(ShopId shop) {
  return read("templates", [shop](Connection& db) { return store::templates(db, shop); });
}
Task<Done> SqliteStore::set_template(ShopId shop, MessageTemplate words) {
  return write("set_template", [shop, words = std::move(words)](Connection& db) {
    return store::set_template(db, shop, words);
  });
}
Task<Done> SqliteStore::drop_template(ShopId shop, Topic topic, Route route, std::string locale) {
  return write("drop_template", [shop, topic, route, locale = std::move(locale)](Connection& db) {
    return store::drop_template(db, shop, topic, route, locale);
  });
}
Task<std::vector<Terms>> SqliteStore::terms(ShopId shop) {
  return read("terms", [shop](Connection& db) { return store::terms(db, shop); });
}
Task<std::vector<Terms>> SqliteStore::terms_versions(ShopId shop, TermsId id) {
  return read("terms_versions", [shop, id](Connection& db) { return store::terms_versions(db, shop, id); });
}
Task<Outcome<Terms>> SqliteStore::put_terms(Terms terms) {
  return write("put_terms",
               [terms = std::move(terms)](Connection& db) { return store::put_terms(db, terms); });
}
Task<Done> SqliteStore::set_opt_out(ShopId shop, Route route, std::string contact, bool out,
                                    std::string source, Instant now) {
  return write("set_opt_out", [this, shop, route, contact = std::move(contact), out,
                               source = std::move(source), now](Connection& db) {
    return store::set_opt_out(db, *keys_, shop, route, contact, out, source, now);
  });
}
Task<std::vector<Route>> SqliteStore::opted_out(ShopId shop, Customer customer) {
  return read("opted_out", [this, shop, customer = std::move(customer)](Connection& db) {
    return store::opted_out(db, *keys_, shop, customer);
  });
}
Task<std::size_t> SqliteStore::opt_out_everywhere(Route route, std::string contact, std::string source,
                                                  Instant now) {
  return write("opt_out_everywhere",
               [this, route, contact = std::move(contact), source = std::move(source), now](Connection& db) {
                 return store::opt_out_everywhere(db, *keys_, route, contact, source, now);
               });
}

Task<std::vector<FeedEntry>> SqliteStore::feed(ShopId shop, std::optional<LocationId> location,
                                               std::int64_t after, int limit) {
  return read("feed", [shop, location, after, limit](Connection& db) {
    return store::feed(db, shop, location, after, limit);
  });
}
Task<Lists::NewsPage> SqliteStore::news(ShopId shop, StaffId staff, std::optional<LocationId> location,
                                        int limit) {
  return read("news", [shop, staff, location, limit](Connection& db) {
    return store::news(db, shop, staff, location, limit);
  });
}
Task<std::monostate> SqliteStore::mark_news_seen(ShopId shop, StaffId staff, std::int64_t seq) {
  return write("mark_news_seen", [shop, staff, seq](Connection& db) {
    store::mark_news_seen(db, shop, staff, seq);
    return std::monostate{};
  });
}

}  // namespace store
