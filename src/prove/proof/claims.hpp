// FORMAT.md, sections 1 and 6: what the certificate of each kind of claim holds, for verdict proved and for verdict refuted, and the frame around it.
#pragma once
#include "prove/proof/limit.hpp"
#include "prove/proof/minimum.hpp"
#include "prove/proof/roots.hpp"
#include "support/verdict.hpp"

namespace losscert::prove::proof {

/// Member `proof` of a certificate with that verdict, or none.
template <Verdict verdict>
class Evidence {
public:
  Evidence() = default;
  explicit Evidence(Object members) : value_(Value(std::move(members))) {}
  explicit operator bool() const { return value_.has_value(); }
  Value value() const { return *value_; }

private:
  std::optional<Value> value_;
};
using Proved = Evidence<Verdict::Proved>;
using Refuted = Evidence<Verdict::Refuted>;

/// All partial derivatives are 0, of the function with the pieces put in.
struct Gradient {
  Pieces pieces;
  ByVariable gradient;
};
/// For each relation that fails, one of a set: its number there, and that it fails.
struct Failure {
  int index;
  Sign proof;
};
/// d/deps of the function along the path has a sign for 0 < eps <= eps0.
struct Decreasing {
  GiNaC::numeric eps0;
  Sign proof;
};

namespace proved {
Proved always(const std::vector<Sign>& proofs);
Proved value(const Sign& proof);
Proved critical_point(const Gradient& gradient);
Proved excluded(const Exclusion& tree, const Pieces& pieces = {});  ///< no-critical-point, critical-points-satisfy (which may have pieces), no-local-minimum
Proved extremum(const Minimum& minimum);
Proved saddle(const Gradient& gradient, const Exclusion& lower, const Exclusion& higher);
Proved suboptimal(const Assignment& point, const Sign& proof);
Proved lower_bound(const Sign& proof);
Proved infimum_attained(const Sign& bound, const Assignment& point, const Sign& proof);
Proved infimum_approached(const Sign& bound, const Assignment& path, const Limit& limit);
Proved minimizers(const Assignment& point, int set, const std::vector<Sign>& member, const std::vector<Sign>& on, const std::vector<Sign>& off);
Proved critical_set(const std::vector<Gradient>& on, const std::vector<Exclusion>& off);
Proved limit(const Limit& limit);
Proved divergence_path(const Limit& limit, const std::vector<Limit>& diverges, const std::optional<Decreasing>& decreasing);
}  // namespace proved

namespace refuted {
Refuted always(int index, const Sign& proof);
Refuted value(const Sign& proof);  ///< lower-bound, too
Refuted excluded(const Exclusion& tree);  ///< critical-point, local-minimum, local-maximum, saddle
Refuted critical_point(const Gradient& gradient);  ///< of a claim no-critical-point
Refuted critical_point(const Gradient& gradient, const Sign& condition);
Refuted minimum(const Minimum& minimum);  ///< no-local-minimum, saddle
Refuted maximum(const Minimum& minimum);  ///< saddle
Refuted constant_path(const Assignment& path, const GiNaC::numeric& reach, const Sign& proof);
Refuted suboptimal(Value value, const Sign& at, const Sign& bound);
Refuted below(const Sign& proof);  ///< infimum, minimizers
Refuted above(Value value, const Sign& bound, const Sign& gap);
Refuted attained(const Sign& proof);
Refuted strict(const Sign& proof);
Refuted inside(int set, const std::vector<Sign>& member, const Sign& proof);
Refuted inside(int set, const std::vector<Sign>& member, const Exclusion& tree);
Refuted outside(const std::vector<Failure>& failures, const Sign& proof);
Refuted outside(const std::vector<Failure>& failures, const Gradient& gradient);
Refuted limit(const Limit& limit);
Refuted path_limit(const Limit& limit);
Refuted path_diverges(int index, const Limit& limit);
Refuted path_decreasing(const Decreasing& rising);
Refuted no_root(const std::string& name, const Cover& tree);
}  // namespace refuted

/// Constants for symbols and expressions in t for abstract functions, by name: a model or a witness.
using Constants = std::vector<std::pair<std::string, Value>>;

/// A certificate but for what names the case and the claim.
struct Certificate {
  unsigned precision = 128;
  std::vector<std::pair<std::string, Root>> roots;
  Constants example;         ///< the model of what is proved, the witness of what is refuted
  std::vector<Part> domain;  ///< that functions are defined
  Json json(const Proved& proof) const;
  Json json(const Refuted& proof) const;

private:
  Json frame(bool proved, const Value& proof) const;
};

}  // namespace losscert::prove::proof
