#pragma once

#include "store/open.hpp"
#include "store/sqlite_connection.hpp"

#include <span>
#include <string_view>

namespace store {

// One numbered step of the schema, from store/migrations.
struct Script {
  int number;  // from 1, without gaps
  std::string_view name;
  std::string_view text;
};

std::span<const Script> scripts();

// What of `scripts` the database has. Throws Damaged when it is another program's or a script that was
// applied has since been changed, NewerSchema when it has one that is not among them.
std::vector<Migration> inspect(Connection& connection, std::span<const Script> scripts);

// Applies what is missing, each script in one transaction with the row that records it, so that a process
// killed half way leaves the schema as it was before or after, never between.
void apply(Connection& writer, std::span<const Script> scripts);

}  // namespace store
