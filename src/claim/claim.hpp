// A case after elaboration for one choice of dimensions: every expression scalar and exact, every claim with its function, region and point.
// The meaning of each kind is the table in cases/README.md; what proves it is src/check/FORMAT.md.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "symbolic/abstract.hpp"
#include "symbolic/relation.hpp"

namespace losscert::claim {

using symbolic::Expr;
using symbolic::Relation;
using symbolic::Substitution;
using symbolic::Symbol;

enum class Kind {
  Always, Value, CriticalPoint, NoCriticalPoint, CriticalPointsSatisfy, NoLocalMinimum, LocalMinimum, LocalMaximum, Saddle, Suboptimal,
  LowerBound, Infimum, Minimizers, CriticalSet, Limit, DivergencePath
};
std::string to_string(Kind k);  ///< the name used in cases: "no-local-minimum"

/// An exact number, or vector, known as the only solution of equations in a box (rational ends).
struct Root {
  std::string name;
  std::vector<Symbol> symbols;    ///< the root's own symbols: t1, or t1[1], t1[2]
  std::vector<Symbol> unknowns;   ///< the variables in the equations, same length
  std::vector<Expr> equations;    ///< in the unknowns, each = 0
  std::vector<std::pair<GiNaC::numeric, GiNaC::numeric>> box;
};

enum class LimitSort { Finite, PlusInfinity, MinusInfinity };
using Set = std::vector<Relation>;  ///< conjunction

/// What must hold for expressions to be defined as they are written, before anything cancels: arguments of logarithms > 0, of roots >= 0, divisors != 0. `fix` is put in, `at` only in `where`.
struct Domains {
  std::vector<Relation> function, where, at;  ///< `at`: or the path
  std::vector<Relation> own;                  ///< statement, condition, value, sets
  std::vector<Relation> path;                 ///< of what is followed along the path
};

struct Claim {
  std::string id;
  Kind kind{};
  bool expect_proved = true;
  std::string says, printed, correction, note;  ///< as in the case; may be empty
  int line = 0;

  Expr function;                  ///< `fix` put in
  std::vector<Symbol> over;       ///< scalar components, in declaration order
  std::vector<Relation> where;    ///< `fix` and then `at` put in
  Substitution at;                ///< the point; variables in `over` that are missing are free
  std::map<std::string, std::string> at_text;  ///< for reports

  std::vector<Relation> statement;     ///< Always
  std::optional<Relation> condition;   ///< CriticalPointsSatisfy
  Expr value;                          ///< Value, LowerBound, Infimum, Minimizers, Limit/DivergencePath (finite limit)
  bool strict = false, attained = false, decreasing = true;
  std::vector<Set> sets;               ///< Minimizers, CriticalSet
  std::optional<Substitution> path;    ///< variable -> expression in eps
  Expr of;                             ///< Limit: the expression whose limit is claimed, path not yet put in
  LimitSort limit = LimitSort::Finite;
  std::vector<Expr> diverges;          ///< DivergencePath, path not yet put in
  Domains domains;
};

/// One case for one choice of dimensions.
struct Instance {
  std::map<std::string, int> dimensions;
  std::vector<Symbol> parameters, variables;  ///< scalar components, in declaration order
  std::vector<symbolic::Abstract> functions;  ///< every claim is meant for all functions of these classes
  std::vector<Relation> assumptions;
  std::vector<Root> roots;
  std::map<std::string, Substitution> points, paths;  ///< all of the case, for infimum claims
  Expr objective;
  std::vector<Claim> claims;
};

/// "no-local-minimum[d=2]", or the bare id if the case has no dimensions.
std::string instance_id(const Claim& c, const Instance& i);

}  // namespace losscert::claim
