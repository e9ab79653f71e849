// The case language is read twice: both readings of every case of the repository must be the same mathematics. So a report, which prints the prover's
// reading, says what the checker has checked.
#include <filesystem>

#include "check/text/reject.hpp"
#include "check/meaning/statement.hpp"
#include "check/enclosure/zero.hpp"
#include "objective/elaborate.hpp"
#include "problem/scratch.hpp"
#include "support/catch.hpp"

using namespace losscert;

namespace {

struct Counts {
  int expressions = 0, claims = 0, instances = 0, cases = 0;
};

class Comparison {
public:
  Comparison(check::Builder& b, Counts& counts) : b_(b), counts_(counts) {}

  void same(const symbolic::Expr& ours, const check::Poly& theirs, const std::string& what) {
    INFO(what << ": " << symbolic::to_text(ours) << " against " << check::to_text(theirs));
    const check::Poly read = b_.certificate_expression(*check::parse_expression(symbolic::to_text(ours)), true).unproved();
    CHECK(check::is_zero(read - theirs));
    ++counts_.expressions;
  }

  void same(const std::vector<symbolic::Relation>& ours, const std::vector<check::Relation>& theirs, const std::string& what) {
    INFO(what);
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t k = 0; k < ours.size(); ++k) {
      same(ours[k].expr, theirs[k].p, what);
      CHECK(symbolic::to_text(ours[k].rel) == std::string(check::to_text(theirs[k].rel)));
    }
  }

  void same(const symbolic::Substitution& ours, const check::Substitution& theirs, const std::string& what) {
    INFO(what);
    REQUIRE(ours.size() == theirs.size());
    for (const auto& [v, e] : ours) {
      const auto t = theirs.find(check::symbol_id(v.get_name()));
      REQUIRE(t != theirs.end());
      same(e, t->second, what);
    }
  }

  void same(const std::vector<symbolic::Symbol>& ours, const std::vector<check::AtomId>& theirs, const std::string& what) {
    INFO(what);
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t k = 0; k < ours.size(); ++k) CHECK(ours[k].get_name() == check::atom(theirs[k]).name);
  }

  void claim(const claim::Claim& ours, const check::ClaimText& text) {
    INFO(ours.id);
    const check::Statement theirs = check::read_statement(b_, text);
    CHECK(ours.id == text.id);
    CHECK(claim::to_string(ours.kind) == text.kind);
    CHECK(ours.expect_proved == text.expect_proved);
    same(ours.function, theirs.f.unproved(), "function");
    same(ours.over, theirs.over, "over");
    if (theirs.on_path)
      same(*ours.path, theirs.at.values(), "path");
    else
      same(ours.at, theirs.at.values(), "at");
    std::vector<check::Relation> where = theirs.where;
    if (!theirs.on_path)
      for (auto& r : where) r.p = check::AtPoint(r.p, theirs.at).poly();
    same(ours.where, where, "where");
    same(ours.condition ? std::vector{*ours.condition} : ours.statement, theirs.statement, "statement");
    same(ours.value, theirs.value, "value");
    if (ours.kind == claim::Kind::Limit) same(ours.of, theirs.of.unproved(), "of");
    REQUIRE(ours.diverges.size() == theirs.diverges.size());
    for (std::size_t k = 0; k < ours.diverges.size(); ++k) same(ours.diverges[k], theirs.diverges[k].unproved(), "diverges");
    REQUIRE(ours.sets.size() == theirs.sets.size());
    for (std::size_t k = 0; k < ours.sets.size(); ++k) same(ours.sets[k], theirs.sets[k], "sets");
    const std::string infinity = ours.limit == claim::LimitSort::PlusInfinity ? "oo" : ours.limit == claim::LimitSort::MinusInfinity ? "-oo" : "";
    CHECK(infinity == text.infinity);
    CHECK(ours.strict == text.strict);
    CHECK(ours.attained == text.attained);
    CHECK(ours.decreasing == text.decreasing);
    ++counts_.claims;
  }

private:
  check::Builder& b_;
  Counts& counts_;
};

void compare(const std::string& path, Counts& counts) {
  INFO(path);
  const problem::Case ours = problem::read_case(path);
  const check::CaseFile theirs = check::read_case(path);
  CHECK(ours.digest == theirs.digest);
  CHECK(ours.dimensions == theirs.dimensions);
  const auto instances = objective::elaborate(ours);
  for (const claim::Instance& i : instances) {
    check::reset_table();
    check::Builder b(theirs, i.dimensions);
    for (const auto& r : i.roots) b.admit_root(r.name);
    Comparison comparison(b, counts);
    comparison.same(i.variables, b.variables(), "variables");
    comparison.same(i.objective, b.objective().unproved(), "objective");
    check::Obligations ignored;
    std::vector<check::Relation> assumptions;
    for (const auto& r : theirs.assumptions)
      for (const auto& x : b.relations(r, ignored)) assumptions.push_back(x);
    comparison.same(i.assumptions, assumptions, "assumptions");
    REQUIRE(i.roots.size() == theirs.roots.size());
    for (const auto& r : i.roots) {
      const check::RootStatement& t = theirs.roots.at(r.name);
      comparison.same(r.symbols, b.root_symbols(r.name), "root");
      std::vector<check::AtomId> unknowns;
      for (const auto& u : t.unknowns) unknowns.push_back(check::symbol_id(check::component_name(*u)));
      comparison.same(r.unknowns, unknowns, "unknowns");
      for (std::size_t k = 0; k < r.equations.size(); ++k) {
        const bool given = !t.equations.empty();
        comparison.same(r.equations[k], given ? b.scalar(*t.equations[k], ignored) : check::derivative(b.objective().unproved(), unknowns[k]), "equation");
      }
      REQUIRE(r.box.size() == t.box.size());
      for (std::size_t k = 0; k < r.box.size(); ++k) {
        comparison.same(symbolic::Expr(r.box[k].first), check::Poly(t.box[k].first), "lower end");
        comparison.same(symbolic::Expr(r.box[k].second), check::Poly(t.box[k].second), "upper end");
      }
    }
    REQUIRE(i.claims.size() == theirs.claims.size());
    for (std::size_t k = 0; k < i.claims.size(); ++k) comparison.claim(i.claims[k], theirs.claims[k]);
    ++counts.instances;
  }
  ++counts.cases;
}

}  // namespace

TEST_CASE("prover and checker read every case alike") {
  Counts counts;
  for (const char* folder : {"cases", "tests/cases", "tests/agreement/cases"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(SOURCE_FOLDER) / folder))
      if (entry.path().extension() == ".toml") compare(entry.path().string(), counts);
  WARN("compared " << counts.expressions << " expressions of " << counts.claims << " claims, " << counts.instances << " instances, " << counts.cases
                   << " cases");
  CHECK(counts.cases >= 20);
  CHECK(counts.expressions > 1000);
}

TEST_CASE("prover and checker build the same networks") {
  const std::vector<std::string> activations = {"\"identity\"",
                                                "\"relu\"",
                                                "\"quadratic\"",
                                                "\"exp\"",
                                                "\"sin\"",
                                                "\"cos\"",
                                                "\"arctan\"",
                                                "\"abs\"",
                                                "\"sigmoid\"",
                                                "\"tanh\"",
                                                "\"softplus\"",
                                                "\"softplus2\"",
                                                "\"softsign\"",
                                                "\"swish\"",
                                                "\"selu\"",
                                                "{ name = \"leaky_relu\", argument = \"1/5\" }",
                                                "{ name = \"elu\", argument = \"p\" }",
                                                "{ name = \"softplus\", argument = 3 }",
                                                "{ name = \"power\", argument = \"3\" }",
                                                "{ expression = \"t^3 + p*t\" }"};
  const std::vector<std::string> losses = {"kind = \"squared\"",
                                           "kind = \"hinge\"\npower = 3",
                                           "kind = \"logistic\"",
                                           "kind = \"logistic2\"",
                                           "kind = \"exponential\"",
                                           "kind = \"cross_entropy\"",
                                           "expression = \"dot(q, y)^2 + normsq(q - y)\""};
  Counts counts;
  for (std::size_t a = 0; a < activations.size(); ++a)
    for (std::size_t l = 0; l < losses.size(); ++l) {
      if (l > 0 && a > 1 && (a + l) % 5 != 0) continue;  // every activation and every loss, not every pair
      const bool single = (a + l) % 2 == 0;
      const test::ScratchFile f(
          "title = \"t\"\nassumptions = [\"p > 0\"]\n[dimensions]\nk = [2, 1]\n[parameters]\np = \"scalar\"\n[variables]\na = \"scalar\"\n[network]\ninputs = "
          "2\nlayers = [\n{ units = \"k\", activation = " +
          activations[a] + ", weights = \"V\", bias = \"c\" },\n{ units = " + (single ? "1" : "2") + ", activation = \"identity\", weights = \"U\" } ]\n" +
          (single ? "extra = \"a*z[1] + exp(normsq(z))\"\n" : "") +
          "[data]\nx = [[1, \"p\"], [\"0\", \"-1/3\"]]\ny = " + (single ? "[[1], [\"p\"]]" : "[[1, 0], [\"0.5\", \"p\"]]") + "\n[loss]\n" + losses[l] +
          "\nreduction = \"" + (a % 2 == 0 ? "sum" : "mean") + "\"\n" + (l % 2 == 0 ? "[regulariser]\nexpression = \"p*(normsq(U) + a^2) + N1[1]\"\n" : "") +
          "[[claims]]\nid = \"c\"\nkind = \"lower-bound\"\nvalue = \"sum(N2)*c[1]\"\n");
      compare(f.path(), counts);
    }
  CHECK(counts.cases > 40);
}

TEST_CASE("the checker refuses to read every file of the corpus of bad input, or cannot prove from it") {
  // The checker need not explain mistakes; it must not crash on them. What it accepts here are mistakes of form only, which change no statement.
  int refused = 0, accepted = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SOURCE_FOLDER) / "tests/problem/bad")) {
    check::reset_table();
    try {
      const check::CaseFile c = check::read_case(entry.path().string());
      std::map<std::string, int> dimensions;
      for (const auto& [name, values] : c.dimensions) dimensions[name] = values.at(0);
      check::Builder b(c, dimensions);
      b.objective();
      for (const auto& claim : c.claims) check::read_statement(b, claim);
      ++accepted;
    } catch (const check::Reject&) {
      ++refused;
    } catch (const check::LimitReached&) {
      ++refused;
    } catch (const check::CaseError&) {
      ++refused;
    }
  }
  WARN("refused " << refused << ", accepted " << accepted);
  CHECK(refused > 100);
}
