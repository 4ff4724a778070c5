#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Texts to sign that a shop keeps for many orders, inside the transaction of the caller.

std::vector<Terms> terms(Connection& connection, orders::ShopId shop);
std::vector<Terms> terms_versions(Connection& connection, orders::ShopId shop, orders::TermsId id);
orders::Outcome<Terms> put_terms(Connection& connection, Terms terms);
// A new order gets the texts that every order of its shop gets.
void attach_terms(Connection& connection, orders::Order& order);

}  // namespace store
