// What the search knows of the checker: boxes of roots, signs that show at once, and the members of section 6.
#include <nlohmann/json.hpp>

#include "prove/claim/kinds.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/region/roots.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::prove;
using GiNaC::numeric;

namespace {

const Symbol u = symbolic::symbol("u"), v = symbolic::symbol("v");

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

claim::Root root(const Expr& equation, const numeric& lo, const numeric& hi) { return {"r", {symbolic::symbol("r")}, {u}, {equation}, {{lo, hi}}}; }

}  // namespace

TEST_CASE("a box with one root, with none, with several, and one that stays open") {
  const auto one = isolate(root(u * u - 2, 1, 2), {});
  REQUIRE(one.evidence);
  CHECK_FALSE(one.absence);
  CHECK(one.enclosure.at(0).lower() < numeric(141422, 100000));
  CHECK(one.enclosure.at(0).upper() > numeric(141421, 100000));

  const auto none = isolate(root(u * u + numeric(1, 100), -1, 2), {});
  CHECK_FALSE(none.evidence);
  REQUIRE(none.absence);
  CHECK(has(none.reason, "holds no root"));
  CHECK(has(none.reason, "Newton's method"));
  CHECK(none.absence.value().json().dump().find("unique") == std::string::npos);

  const auto two = isolate(root(u * u - 2, -2, 2), {});
  CHECK_FALSE(two.evidence);
  CHECK_FALSE(two.absence);
  CHECK(has(two.reason, "holds 2 roots"));

  const auto double_root = isolate(root(GiNaC::pow(u - numeric(1, 3), 2), 0, 1), {});
  CHECK_FALSE(double_root.evidence);
  CHECK_FALSE(double_root.absence);
  CHECK(has(double_root.reason, "was not isolated"));
}

TEST_CASE("enclosures do not shrink faster than balls around a flat sine allow") {
  const auto r = isolate(root(symbolic::cos_of(u), 1, 2), {});
  REQUIRE(r.evidence);
  REQUIRE(r.evidence->refine.size() >= 2);
  for (std::size_t k = 1; k < r.evidence->refine.size(); ++k) {
    const auto width = [&](std::size_t n) { return numeric(r.evidence->refine[n][0].second - r.evidence->refine[n][0].first); };
    CHECK(width(k) > width(k - 1) * width(k - 1) / 2);
  }
}

TEST_CASE("signs that show at once") {
  Context g(128);
  g.add({u, Rel::Greater});
  CHECK(immediate_signs(g, u) == kPositive);
  CHECK(immediate_signs(g, 3 * u + u * u * symbolic::exp_of(v)) == kPositive);
  CHECK(immediate_signs(g, -u) == kNegative);
  CHECK(immediate_signs(g, u - v) == kAll);
  CHECK(immediate_signs(g, symbolic::relu_of(v)) == (kPositive | kZero));
  CHECK(immediate_signs(g, v * v) == (kPositive | kZero));
  CHECK(immediate_signs(g, symbolic::log_of(2) - numeric(2, 3)) == kPositive);
  CHECK(shows_at_once(g, {u + 1, Rel::GreaterEqual}, 128));
  CHECK_FALSE(shows_at_once(g, {u - 1, Rel::GreaterEqual}, 128));
  CHECK(shows_at_once(g, {GiNaC::pow(symbolic::sin_of(v), 2) + GiNaC::pow(symbolic::cos_of(v), 2) - 1, Rel::Equal}, 128));
}

TEST_CASE("the frame of a certificate") {
  proof::Certificate c;
  c.precision = 192;
  c.example = {{"p", Expr(2)}};
  c.domain = {{Expr(u), proof::assumption()}};
  const Json refuted = c.json(proof::refuted::always(1, proof::interval()));
  CHECK(refuted == Json::parse(R"({"verdict": "refuted", "precision": 192, "roots": {}, "witness": {"p": "2"}, "domain": [{"expr": "u", "proof": {"rule": "assumption"}}],
                                  "proof": {"index": 1, "proof": {"rule": "interval"}}})"));
  const Json proved = c.json(proof::proved::suboptimal({{u, Expr(1)}}, proof::interval()));
  CHECK(proved.at("verdict") == "proved");
  CHECK(proved.contains("model"));
  CHECK_FALSE(proved.contains("witness"));
  const auto tree = proof::Cover::split(0, numeric(1, 2), proof::Cover::exclude(0), proof::Cover::exclude(1, Expr(u * u)));
  CHECK(proof::refuted::no_root("r", tree).value().json() ==
        Json::parse(R"({"no-root": {"name": "r", "tree": {"split": 0, "at": "1/2", "left": {"exclude": 0}, "right": {"exclude": 1, "form": "u^2"}}}})"));
}

TEST_CASE("every kind of claim has a row") {
  for (int k = 0; k <= static_cast<int>(claim::Kind::DivergencePath); ++k) {
    const auto& row = row_of(static_cast<claim::Kind>(k));
    CHECK(row.prove != nullptr);
    CHECK(row.refute != nullptr);
  }
}
