#pragma once

#include "orders/command.hpp"

#include <cstddef>
#include <string>
#include <string_view>

// What the rules behind `apply` and `create` share.
namespace orders {

enum class Changed { no, yes };

inline constexpr std::size_t most_devices = 100;  // of an order

// One rule a command. Each either changes the order and appends its events, or leaves it be, or refuses; what
// it did to a refused order is thrown away.
Outcome<Changed> change(Order& order, const SetStage& wanted, const Context& context);
Outcome<Changed> change(Order& order, const SetDeviceStatus& wanted, const Context& context);
Outcome<Changed> change(Order& order, const SetPromise& wanted, const Context& context);
Outcome<Changed> change(Order& order, const AddNote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const MakeQuote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const SendQuote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const WithdrawQuote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const ExtendQuote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const DecideQuote& wanted, const Context& context);
Outcome<Changed> change(Order& order, const UndoDecision& wanted, const Context& context);
Outcome<Changed> change(Order& order, const AddDocument& wanted, const Context& context);
Outcome<Changed> change(Order& order, const SignDocument& wanted, const Context& context);
Outcome<Changed> change(Order& order, const RecordPayment& wanted, const Context& context);
Outcome<Changed> change(Order& order, const ReportMismatch& wanted, const Context& context);
Outcome<Changed> change(Order& order, const AddMessage& wanted, const Context& context);
Outcome<Changed> change(Order& order, const PreAuthorise& wanted, const Context& context);
Outcome<Changed> change(Order& order, const NameDelegate& wanted, const Context& context);
Outcome<Changed> change(Order& order, const HandOver& wanted, const Context& context);
Outcome<Changed> change(Order& order, const EditOrder& wanted, const Context& context);

// Appends an event of this moment and this actor, to be completed by the caller.
Event& add_event(Order& order, EventKind kind, const Context& context);

// Puts the device on a status of the table and appends the event.
Event& move_device(Order& order, Device& device, std::string_view status, const Context& context);

// Sets or clears `ended_at` when the order completed or is no longer ended, and appends that event.
void settle_end(Order& order, const Context& context);

Refusal invalid(std::string field, std::string detail);
Refusal conflict(std::string detail);

// What is asked of a customer and of a device, new or corrected; `place` is what the fields are named under.
Done check_customer(const Customer& customer);
Done check_device(const Device& device, const std::string& place, const StatusTable& statuses);

// Refuses a text that is too long or not plain UTF-8; `field` names it.
Done check_text(std::string_view text, std::size_t longest, std::string field);

}  // namespace orders
