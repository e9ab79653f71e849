// What an expression in eps tends to as eps -> 0+ (FORMAT.md, section 5.4), as the checker finds it; and what it must be told for that.
#pragma once
#include <map>

#include "prove/goal/search.hpp"
#include "symbolic/terms.hpp"

namespace losscert::prove {

class Asymptotics {
public:
  struct Limit {
    claim::LimitSort sort = claim::LimitSort::Finite;
    Expr value = 0;
  };

  /// `order`: of the Taylor polynomials by which functions with convergent arguments are replaced.
  Asymptotics(Search& search, const LimitGoal& goal, std::optional<int> order) : search_(search), goal_(goal), order_(order) {}

  std::optional<Limit> of(const Expr& e);

  const std::vector<proof::Part>& lemmas() const { return lemmas_; }
  const std::vector<proof::Limit::Scale>& scales() const { return scales_; }
  /// The sign that `of` gave up on; 0 if there was none.
  const Expr& open_sign() const { return open_sign_; }

private:
  /// eps^(-k) (-log(eps))^l exp(sum p_j eps^(-j)) times a coefficient that tends to `limit`.
  struct Group {
    GiNaC::numeric k;
    int l = 0;
    std::map<GiNaC::numeric, Expr> p;
    Expr limit = 1;
    bool exact = true;    ///< the coefficient is free of eps
    bool tower = false;   ///< unbounded by an exponential of more than powers
    bool wavers = false;  ///< with sines or cosines whose limit is not known
    Expr wave = 0;        ///< the size of these summands
  };
  using Groups = std::vector<Group>;

  bool moves(const Expr& e) const;
  bool log_of_eps(const Expr& base) const;
  std::optional<Signs> sign_of(const Expr& e);
  bool is_strict(const Expr& e);

  Expr rescaled(const Expr& e);
  Expr rescaled_power(const symbolic::PowerFactor& f);
  std::optional<Expr> scale_of(const Expr& h);
  static Expr power_of_scale(const Expr& scale, const GiNaC::numeric& exponent);

  Expr expanded(const Expr& e);
  Expr expanded_power(const symbolic::PowerFactor& f);
  Expr expanded_exp(const Expr& exponent);
  std::optional<Expr> taylor(const Expr& phi, const Expr& argument, Signs wanted, const std::string& name);

  std::optional<Limit> limit(const Expr& expanded);
  std::optional<Expr> atom_limit(const symbolic::PowerFactor& f);
  std::optional<Groups> groups(const Expr& expanded);
  std::optional<std::pair<std::map<GiNaC::numeric, Expr>, Expr>> by_powers(const Expr& exponent);
  claim::LimitSort exponent_limit(const Expr& exponent, const GiNaC::numeric& k, int l, bool below);
  std::optional<Signs> group_sign(const Group& g);
  int growth(const std::map<GiNaC::numeric, Expr>& p);  ///< 1, -1, 0; 2 if a sign stays open
  int size(const Group& g);                             ///< of its factor: 1 unbounded, 0 constant, -1 vanishing, 2 open
  bool dominates(const Group& a, const Group& b);

  Search& search_;
  const LimitGoal& goal_;
  std::optional<int> order_;
  Symbol eps_ = symbolic::symbol("eps");
  Symbol u_ = symbolic::symbol("_u");
  std::map<std::string, Expr> remainders_;                  // symbol -> its limit
  std::map<std::string, std::optional<Expr>> expansions_;   // of atoms and exponentials
  std::map<std::string, std::optional<Expr>> known_scales_;
  std::map<std::string, std::optional<Signs>> known_signs_;
  std::vector<proof::Limit::Scale> scales_;
  std::vector<proof::Part> lemmas_;
  Expr open_sign_ = 0;
  int depth_ = 0, names_ = 0;
};

}  // namespace losscert::prove
