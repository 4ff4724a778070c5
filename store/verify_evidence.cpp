#include "store/verify_evidence.hpp"

#include "store/checkpoint_line.hpp"
#include "store/verify_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace store {

using namespace orders;

namespace {

using Checkpoints = std::map<ShopId, std::vector<Checkpoint>>;

SealKeys seal_keys(Connection& connection, const VerifyOptions& how, Verdict& verdict) {
  SealKeys all;
  for (Query rows{connection, "SELECT kid, public_key FROM seal_keys ORDER BY kid"}; rows.next();) {
    int kid = 0;
    tokens::PublicKey key{};
    rows.read(kid, key);
    // The owner's own keys have the last word on who signs here.
    if (how.keys && how.keys->has(kid) && tokens::public_key(*how.keys, kid) != key)
      verdict.faults.push_back(fmt::format("seal key {}: it is not the one of the key file", kid));
    all.emplace(kid, key);
  }
  return all;
}

Checkpoints read_checkpoints(const std::filesystem::path& file, Verdict& verdict) {
  Checkpoints all;
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    verdict.faults.push_back(file.string() + ": it cannot be read");
    return all;
  }
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (const auto checkpoint = parse_checkpoint(line))
      all[checkpoint->shop].push_back(*checkpoint);
    else if (in.eof())  // the power failed while it was written
      verdict.remarks.push_back(fmt::format("{}, line {}: it is cut off", file.string(), number));
    else
      verdict.faults.push_back(fmt::format("{}, line {}: it is no checkpoint", file.string(), number));
  }
  for (auto& [shop, list] : all) std::ranges::stable_sort(list, {}, &Checkpoint::seq);
  return all;
}

// All that have a chain, ought to have one or had one.
std::set<ShopId> shops_with_evidence(Connection& connection, const Checkpoints& checkpoints) {
  std::set<ShopId> all;
  for (Query rows{connection, "SELECT id FROM shops UNION SELECT DISTINCT shop FROM evidence"};
       rows.next();) {
    ShopId shop;
    rows.read(shop);
    all.insert(shop);
  }
  for (const auto& [shop, list] : checkpoints) all.insert(shop);
  return all;
}

std::string slug_of(Connection& connection, ShopId shop) {
  std::string slug = shop.text();
  Query{connection, "SELECT slug FROM shops WHERE id = ?", shop}.one(slug);
  return slug;
}

std::string sentence(Connection& connection, const std::string& slug, ShopId shop,
                     const EvidenceFault& fault) {
  std::string type, number = fault.order ? fault.order->text() : std::string{};
  if (fault.order)
    Query{connection, "SELECT number FROM orders WHERE shop = ? AND id = ?", shop, *fault.order}.one(number);
  if (fault.seq == EvidenceFault{}.seq)
    return fmt::format("shop {}, order {}: {}", slug, number, fault.matter);
  Query{
      connection,
      "SELECT e.type, coalesce(o.number, ?) FROM evidence e LEFT JOIN orders o ON o.shop = e.shop AND o.id = "
      "e.order_id WHERE e.shop = ? AND e.seq = ?",
      number, shop, fault.seq}
      .one(type, number);
  const auto about = number.empty() ? type : fmt::format("{}, order {}", type, number);
  return about.empty() ? fmt::format("shop {}, evidence {}: {}", slug, fault.seq, fault.matter)
                       : fmt::format("shop {}, evidence {} ({}): {}", slug, fault.seq, about, fault.matter);
}

}  // namespace

void check_evidence(Connection& connection, const VerifyOptions& how, Verdict& verdict) {
  const auto keys = seal_keys(connection, how, verdict);
  const bool outside = !how.checkpoints.empty();
  const auto checkpoints = outside ? read_checkpoints(how.checkpoints, verdict) : Checkpoints{};
  for (const auto& shop : shops_with_evidence(connection, checkpoints)) {
    const auto slug = slug_of(connection, shop);
    auto chain = check_chain(connection, shop, keys, how);
    if (outside) {
      const auto kept = checkpoints.find(shop);
      check_checkpoints(connection, chain,
                        kept == checkpoints.end() ? std::span<const Checkpoint>{} : std::span(kept->second),
                        keys);
    }
    // The chain's own faults first: rows are held against entries, which are worth no more than it is.
    for (auto faults : {std::move(chain.faults), check_records(connection, chain)}) {
      std::ranges::stable_sort(faults, {}, &EvidenceFault::seq);
      for (const auto& fault : faults) verdict.faults.push_back(sentence(connection, slug, shop, fault));
    }
    for (const auto& remark : chain.remarks)
      verdict.remarks.push_back(fmt::format("shop {}, {}", slug, remark));
  }
}

}  // namespace store
