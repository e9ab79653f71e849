// The table of the sign room: names that can be told apart, relations to strategies that exist, and guards that hold.
#include <algorithm>
#include <set>

#include "prove/claim/rooms.hpp"
#include "prove/sign/table.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::prove;

namespace {

const SignStrategy& row(const std::string& name) {
  const auto& rows = sign::table();
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const SignStrategy& r) { return r.name == name; });
  REQUIRE(it != rows.end());
  return *it;
}

struct Attempt {
  explicit Attempt(const Expr& e, Signs wanted, int splits = 2) : best(e, wanted), a{{g, e, wanted, splits, {}}, e, best} {}
  Context g{128};
  Best best;
  SignAttempt a;
};

}  // namespace

TEST_CASE("names of sign strategies are unique, and those they are not inside exist") {
  std::set<std::string> names{"contradiction"};  // the frame of a search for one
  for (const auto& r : sign::table()) {
    INFO(r.name);
    CHECK(names.insert(r.name).second);
    CHECK(r.attempt != nullptr);
  }
  for (const auto& r : sign::table())
    for (const auto& i : r.not_inside) {
      INFO(r.name << " not inside " << i.name);
      CHECK(names.count(i.name) == 1);
      CHECK(i.times >= 1);
    }
  for (const char* name : sign::without_samples()) CHECK(names.count(name) == 1);
}

TEST_CASE("what is instant comes first") {
  bool later = false;
  for (const auto& r : sign::table()) {
    later |= r.cost != Cost::Instant;
    CHECK((r.cost == Cost::Instant) == !later);
  }
  CHECK(later);
}

TEST_CASE("a strategy is not tried inside those that its row names") {
  const Symbol x = symbolic::symbol("x");
  Attempt t(x * x - x, kPositive);
  CHECK(row("mean-value").may_run(t.a));
  CHECK(row("relation-and-rest").may_run(t.a));
  const Frame mean{"mean-value"}, once{"relation-and-rest", &mean}, twice{"relation-and-rest", &once};
  t.a.scope.active = &once;
  CHECK_FALSE(row("mean-value").may_run(t.a));
  CHECK_FALSE(row("line").may_run(t.a));
  CHECK(row("relation-and-rest").may_run(t.a));
  t.a.scope.active = &twice;
  CHECK_FALSE(row("relation-and-rest").may_run(t.a));
}

TEST_CASE("conditions of rows: zero, splits, small cells, length") {
  const Symbol x = symbolic::symbol("x");
  Attempt zero(x * x - x, kZero), strict(x * x - x, kPositive, 0);
  CHECK(row("linear-equations").may_run(zero.a));
  CHECK_FALSE(row("terms").may_run(zero.a));
  CHECK_FALSE(row("linear-equations").may_run(strict.a));
  CHECK(row("terms").may_run(strict.a));
  CHECK_FALSE(row("cases").may_run(strict.a));
  CHECK(row("rewriting").may_run(strict.a));
  CHECK_FALSE(row("rewriting-long").may_run(strict.a));
  strict.a.scope.small_cell = true;
  CHECK_FALSE(row("terms").may_run(strict.a));
  CHECK_FALSE(row("rewriting").may_run(strict.a));
  CHECK(row("mean-value").may_run(strict.a));
}
