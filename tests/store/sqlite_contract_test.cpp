#include "tests/store/sample.hpp"

#include <set>

namespace {

struct Subject {
  test::Folder folder;
  std::unique_ptr<store::Store> store = store::open(folder.options());
};

}  // namespace

TEST_SUITE_BEGIN("store/sqlite_store");
#include "tests/store/contract.hpp"
#include "tests/store/contract_acts.hpp"
#include "tests/store/contract_answers.hpp"
#include "tests/store/contract_changes.hpp"
#include "tests/store/contract_corrections.hpp"
#include "tests/store/contract_exports.hpp"
#include "tests/store/contract_links.hpp"
#include "tests/store/contract_lists.hpp"
#include "tests/store/contract_money.hpp"
#include "tests/store/contract_outgoing.hpp"
#include "tests/store/contract_people.hpp"
#include "tests/store/contract_telling.hpp"
#include "tests/store/contract_webhooks.hpp"
TEST_SUITE_END();
