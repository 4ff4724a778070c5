#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What is written beside each order, so that lists and pages need not read all of it: its card, its words and
// its snapshot. The order's own rows are the truth.

// Writes what the orders of a database from before there were any lack: not in SQL, which can make none of
// them. It runs once, in batches, so that a large database is not one long transaction, and a process killed
// meanwhile goes on where it was.
void fill_copies(Connection& writer);

// Of which orders a copy is not what it must be: one sentence each.
std::vector<std::string> check_copies(Connection& connection, std::size_t most);

// Store::mend_copies, inside the transaction of the caller.
Store::Mended mend_copies(Connection& connection, const std::string& cursor);

}  // namespace store
