#pragma once

#include "store/open.hpp"
#include "store/sqlite_query.hpp"

namespace store {

// Every shop's chain, what it vouches for and, if there is a file of them, the checkpoints. Each fault is one
// sentence: "shop harbour, evidence 17 (quote_approved, order R-1003): …", of each chain the first bad entry
// first.
void check_evidence(Connection& connection, const VerifyOptions& how, Verdict& verdict);

}  // namespace store
