#pragma once

#include "orders/order.hpp"
#include "store/act.hpp"
#include "store/evidence.hpp"

#include <boost/json/object.hpp>

#include <optional>

// What the events of an order say as evidence: plain JSON, before it gets its place in the chain.
namespace store {

// What an order's event proves; nullopt for one that is no evidence, such as a note.
std::optional<EvidenceType> evidence_type(const orders::Event& event);

// The members of the event that stem from the order: order, location, actor, doc, total, signature, provider.
boost::json::object evidence_of(const orders::Order& order, const orders::Event& event);
// Those that stem from the act behind a link: link, intent; and the drawing's size.
void add_act(boost::json::object& event, const CustomerAct& act, const orders::Link& link);
boost::json::object link_json(const orders::Link& link);

// Who acted, for sealing and for the commitment; empty when nothing of it is known.
boost::json::object person_json(const Person& person);

// The stored row that an event is about, for the commitment that gives away a changed row: the decision on a
// quote, a signature, a payment. nullopt when the order has no such row.
std::optional<boost::json::object> row_json(const orders::Order& order, EvidenceType type,
                                            const orders::Uuid& subject);

// "2026-01-02T03:04:05.678Z"
std::string evidence_time(orders::Instant when);
std::optional<orders::Instant> parse_evidence_time(std::string_view text);

}  // namespace store
