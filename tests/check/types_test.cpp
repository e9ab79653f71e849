// What the types of src/check keep from compiling: conditions forgotten, or opened after a point was put in; a point not put in where G speaks of it.
#include <algorithm>

#include "check/rules/limit.hpp"
#include "check/rules/setting.hpp"
#include "check/text/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

template <class G, class E>
concept Judged = requires(const G& g, const E& e, const Node& n) { prove_sign_within(g, e, n, zero); };
template <class G, class E>
concept Shows = requires(const G& g, const E& e, const Node& n) { prove_sign(g, e, n); };
template <class G, class E>
concept Assumed = requires(G& g, const E& e) { g.assume(e, Rel::Greater); };
template <class G, class E>
concept SeenAtOnce = requires(const G& g, const E& e) { g.immediate(e); };
template <class G, class E>
concept Enclosed = requires(const G& g, const E& e) { g.enclosure(e); };
template <class G, class E>
concept Discharged = requires(const G& g, const E& e, const Node& n) { defined(g, e, n); };
template <class E>
concept Opened = requires(const E& e) { e.opened(); };
template <class E>
concept Differentiated = requires(const E& e, AtomId v) { derivative(e, v); };
template <class E, class S>
concept PutIn = requires(const E& e, const S& s) { substitute(e, s); };
template <class E, class S>
concept Composed = requires(const E& e, const S& s) { e.substitute(s); };
template <class E>
concept Limited = requires(const Context& g, const E& e, const Node& n) { prove_limit(g, e, n); };

bool asks(const Obligations& all, const Poly& p, Signs wanted) {
  return std::any_of(all.begin(), all.end(), [&](const Obligation& o) { return o.p == p && o.wanted == wanted; });
}

}  // namespace

TEST_CASE("an expression with conditions is no bare one") {
  STATIC_REQUIRE(Judged<Context, Poly>);
  STATIC_REQUIRE_FALSE(Judged<Context, Guarded>);
  STATIC_REQUIRE_FALSE(Judged<Context, GuardedAt>);
  STATIC_REQUIRE_FALSE(Differentiated<Guarded>);
  STATIC_REQUIRE_FALSE(Limited<Poly>);
  STATIC_REQUIRE_FALSE(Limited<AtPoint>);
  STATIC_REQUIRE(Limited<GuardedAt>);
  STATIC_REQUIRE(std::is_same_v<decltype(defined(std::declval<Context>(), std::declval<Guarded>(), std::declval<Node>())), Poly>);
  STATIC_REQUIRE(std::is_same_v<decltype(defined(std::declval<Context>(), std::declval<GuardedAt>(), std::declval<Node>())), AtPoint>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Setting, Frame>);  // only with the proof that f is defined at the point
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Frame, Setting>);
}

TEST_CASE("conditions are opened before a point is put in, or not at all") {
  STATIC_REQUIRE(Opened<Guarded>);
  STATIC_REQUIRE_FALSE(Opened<GuardedAt>);
  STATIC_REQUIRE_FALSE(Opened<Obligations>);
  STATIC_REQUIRE_FALSE(Differentiated<GuardedAt>);
  STATIC_REQUIRE_FALSE(Differentiated<AtPoint>);
  STATIC_REQUIRE(Composed<Guarded, Substitution>);
  STATIC_REQUIRE_FALSE(Composed<Guarded, Point>);
  STATIC_REQUIRE_FALSE(PutIn<Poly, Point>);
  STATIC_REQUIRE_FALSE(PutIn<Obligations, Point>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Point, Substitution>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Substitution, Point>);
}

TEST_CASE("in G of a point only what has the point put in is judged") {
  STATIC_REQUIRE_FALSE(Judged<PointContext, Poly>);
  STATIC_REQUIRE_FALSE(Shows<PointContext, Poly>);
  STATIC_REQUIRE_FALSE(Assumed<PointContext, Poly>);
  STATIC_REQUIRE_FALSE(SeenAtOnce<PointContext, Poly>);
  STATIC_REQUIRE_FALSE(Enclosed<PointContext, Poly>);
  STATIC_REQUIRE_FALSE(Discharged<PointContext, Guarded>);
  STATIC_REQUIRE(Judged<PointContext, AtPoint>);
  STATIC_REQUIRE(Shows<PointContext, AtPoint>);
  STATIC_REQUIRE(Assumed<PointContext, AtPoint>);
  STATIC_REQUIRE(SeenAtOnce<PointContext, AtPoint>);
  STATIC_REQUIRE(Enclosed<PointContext, AtPoint>);
  STATIC_REQUIRE(Discharged<PointContext, GuardedAt>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Context, PointContext>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Context, PointContext>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<AtPoint, Poly>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Poly, AtPoint>);
}

TEST_CASE("what a temporary holds is no reference into it") {  // for (const auto& o : f.opened().domain())
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<Guarded>().domain()), Obligations>);
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<Guarded>().unproved()), Poly>);
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<GuardedAt>().domain()), Obligations>);
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<GuardedAt>().unproved()), AtPoint>);
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<AtPoint>().poly()), Poly>);
  STATIC_REQUIRE(std::is_same_v<decltype(std::declval<Point>().values()), Substitution>);
}

TEST_CASE("conditions go along where something is put in or differentiated") {
  reset_table();
  const AtomId x = symbol_id("x"), y = symbol_id("y");
  const Guarded root(pow(symbol(x), Rational(1) / Rational(2)), {{symbol(x), nonnegative}});
  CHECK(asks(root.domain(), symbol(x), nonnegative));
  CHECK_FALSE(asks(root.domain(), symbol(x), positive));
  CHECK(asks(root.opened().domain(), symbol(x), positive));
  CHECK(asks(root.derivative(x).domain(), symbol(x), positive));
  CHECK(asks((-root).domain(), symbol(x), nonnegative));
  CHECK(asks(root.substitute({{x, symbol(y)}}).domain(), symbol(y), nonnegative));
  CHECK(asks(root.at(Point({{x, symbol(y)}})).domain(), symbol(y), nonnegative));
  CHECK(asks(root.opened().at(Point({{x, symbol(y)}})).domain(), symbol(y), positive));
  CHECK(root.at(Point({{x, Poly()}})).domain().empty());  // 0 >= 0: the value is defined
  CHECK_THROWS_AS(root.opened().at(Point({{x, Poly()}})), Reject);
  CHECK_THROWS_AS(root.derivative(x).at(Point({{x, Poly()}})), Reject);
  CHECK_THROWS_AS(root.at(Point({{x, Poly(-1)}})), Reject);
  const Guarded kink(relu_of(symbol(x)), {});
  CHECK(asks(kink.derivative(x).domain(), symbol(x), nonzero));  // step(x)
}
