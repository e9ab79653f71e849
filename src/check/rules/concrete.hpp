// Concrete functions in the place of abstract ones: what a model or a witness gives (FORMAT.md, section 3).
#pragma once
#include "check/meaning/statement.hpp"
#include "check/rules/sign.hpp"

namespace losscert::check {

class ConcreteFunctions {
public:
  /// From the members of `node` that are named like the functions of the case; each must have one. An expression in t is taken only if it is shown to be defined
  /// for every real t, C^class on all of R, and to have the properties. Throws Reject.
  ConcreteFunctions(const Session& session, const Node& node);

  Poly put_in(const Poly& p) const { return substitute(p, values(atoms_of(p))); }
  Statement put_in(Statement st) const;

private:
  Obligations put_in(const Obligations& o) const;
  Guarded put_in(const Guarded& e) const { return {put_in(e.unproved()), put_in(e.domain())}; }
  void put_in(std::vector<Relation>& rs) const;
  void put_in(Substitution& s) const;
  Substitution values(const std::set<AtomId>& atoms) const;  ///< of the abstract ones among them

  AtomId t_;
  std::map<std::string, std::vector<Poly>> derivatives_;  ///< name -> orders 0 .. class, in t_
};

}  // namespace losscert::check
