// FORMAT.md, section 5.4: limits along a path in words, with the terms that decide.
#include "report/notation.hpp"
#include "report/outline.hpp"
#include "symbolic/functions.hpp"
#include "symbolic/terms.hpp"

namespace losscert::report {
namespace {

using GiNaC::numeric;

// c_k/eps^k in an exponent, or eps^-k as a factor: coefficient of the highest power of 1/eps, where there is one of its own.
struct Leading {
  int power = 0;  ///< of 1/eps
  Expr coefficient;
};

std::optional<Leading> leading(const Expr& p, const Symbol& eps) {
  std::optional<Leading> top;
  for (const auto& t : symbolic::terms_of(p)) {
    int power = 0;
    Expr rest = t.coefficient;
    for (const auto& f : t.powers) {
      if (f.base.is_equal(eps)) {
        if (!f.exponent.is_integer()) return std::nullopt;
        power = -f.exponent.to_int();
      } else if (symbolic::contains(f.base, eps)) {
        return std::nullopt;
      } else {
        rest *= GiNaC::pow(f.base, f.exponent);
      }
    }
    if (symbolic::contains(t.exponent, eps)) return std::nullopt;
    rest *= symbolic::exp_of(t.exponent);
    if (!top || power > top->power) top = Leading{power, 0};
    if (power == top->power) top->coefficient += rest;
  }
  return top;
}

class Terms {
public:
  Terms(const Situation& g, const Json& node) : g_(g), eps_(symbolic::symbol("eps")) {
    if (!node.contains("signs")) return;
    for (const auto& l : node.at("signs")) {
      const Known e = g.read(member_text(l, "expr"));
      if (!e) continue;
      const Known c = g.work([&]() -> Known { return symbolic::canonical(*e); });
      Signs signs = kAnySign;
      lemmas.push_back(sign_step(g, l.at("proof"), c, "", kAnySign, &signs));
      if (c) known_.emplace_back(*c, signs);
    }
  }

  // "`exp(-2/eps) -> 0`", empty where its limit does not show here.
  std::string limit(const symbolic::TermParts& t) const {
    int power = 0;
    Expr rest = t.coefficient;
    for (const auto& f : t.powers) {
      if (f.base.is_equal(eps_) && f.exponent.is_integer()) {
        power = -f.exponent.to_int();
      } else if (symbolic::contains(f.base, eps_)) {
        return "";
      } else {
        rest *= GiNaC::pow(f.base, f.exponent);
      }
    }
    int growth = 0;  // of the exponential: -1 to 0, 1 to infinity
    if (symbolic::contains(t.exponent, eps_)) {
      const auto top = leading(t.exponent, eps_);
      if (!top || top->power <= 0) return "";
      const Signs s = sign(top->coefficient);
      if (s != kPositive && s != kNegative) return "";
      growth = s == kPositive ? 1 : -1;
    } else {
      rest *= symbolic::exp_of(t.exponent);
    }
    if (growth < 0) return "0";
    if (growth == 0 && power < 0) return "0";
    if (growth == 0 && power == 0) return g_.text(symbolic::canonical(rest), 4);
    const Signs s = sign(symbolic::canonical(rest));
    return s == kPositive ? "oo" : s == kNegative ? "-oo" : "";
  }

  std::vector<Step> lemmas;

private:
  Signs sign(const Expr& c) const {
    const Expr e = symbolic::canonical(c);
    if (GiNaC::is_a<numeric>(e)) return e.is_zero() ? kZero : GiNaC::ex_to<numeric>(e).is_positive() ? kPositive : kNegative;
    for (const auto& [known, signs] : known_)
      if (const auto q = symbolic::ratio(e, known)) return q->is_positive() ? signs : opposite(signs);
    Signs s = kAnySign;
    if (g_.matching(e, s) != nullptr) return s;
    return g_.enclosed(e);
  }

  const Situation& g_;
  Symbol eps_;
  std::vector<std::pair<Expr, Signs>> known_;
};

}  // namespace

Step limit_step(const Situation& g, const Json& node, const Known& e, const std::string& goal) {
  Step step;
  if (node.contains("branches")) {
    const std::string on = quoted(member_text(node, "on"));
    step.text = goal + " as `eps -> 0`, `eps > 0`: by the sign of " + on + ".";
    for (const auto& [key, branch] : node.at("branches").items()) {
      Step below = branch.contains("absurd") ? sign_step(g, branch.at("absurd").at("proof"), std::nullopt, "", kAnySign) : limit_step(g, branch, e, "the limit");
      below.text = "If " + on + " " + key + " 0" + (branch.contains("absurd") ? ", which cannot be" : "") + ": " + below.text;
      step.below.push_back(std::move(below));
    }
    return step;
  }
  Situation inner = g;
  const std::string eps0 = node.contains("eps0") ? member_text(node, "eps0") : "1";
  const Symbol eps = symbolic::symbol("eps");
  inner.assume({eps, symbolic::Rel::Greater});
  if (const auto q = rational(eps0)) inner.assume({Expr(eps) - *q, symbolic::Rel::LessEqual});
  Known along = e;
  std::vector<Step> pieces = pieces_steps(inner, node, &along);
  if (!pieces.empty()) {
    Step p{"", "", {}};
    p.text = gather(p.below, std::move(pieces), "For `0 < eps <= " + eps0 + "`: ", "For `0 < eps <= " + eps0 + "` the arguments of relu have these signs") + ".";
    step.below.push_back(std::move(p));
  }
  Terms terms(g, node);
  std::vector<std::string> parts;
  std::string all;
  if (along) {
    g.work([&]() -> Known {
      const Expr c = symbolic::canonical(*along);
      all = g.text(c, 8);
      const auto list = symbolic::terms_of(c);
      constexpr std::size_t kShown = 6;
      for (std::size_t k = 0; k < list.size() && k < kShown; ++k) {
        const std::string to = terms.limit(list[k]), term = g.text(symbolic::to_expr(list[k]), 4);
        if (!to.empty() && to != term) parts.push_back("`" + term + " -> " + to + "`");
      }
      if (list.size() > kShown) parts.push_back("...");
      return std::nullopt;
    });
  }
  step.text = goal + " as `eps -> 0`, `eps > 0`" + (all.empty() ? "" : ": along the path it is `" + all + "`") + (parts.empty() ? "" : ", where " + enumerate(parts)) + ".";
  if (!terms.lemmas.empty()) {
    Step lemmas{"", "", {}};
    lemmas.text = gather(lemmas.below, std::move(terms.lemmas), "Of the coefficients that decide: ", "The signs of the coefficients that decide") + ".";
    step.below.push_back(std::move(lemmas));
  }
  if (node.contains("scales"))
    for (const auto& s : node.at("scales"))
      step.below.push_back({"Out of logarithms, roots and the inverse of " + quoted(member_text(s, "argument")) + " the factor " + quoted(member_text(s, "scale")) + " is taken.", "", {}});
  if (node.contains("order")) step.below.push_back({"Functions whose arguments converge are replaced by their Taylor polynomials of order " + std::to_string(node.at("order").get<int>()) + " with Lagrange's remainder.", "", {}});
  for (const char* member : {"equal", "differs"})
    if (node.contains(member)) step.below.push_back(sign_step(g, node.at(member), std::nullopt, "the limit minus the claimed one", member == std::string("equal") ? kZero : kNegative | kPositive));
  return step;
}

}  // namespace losscert::report
