#include "coordinates.hpp"

namespace losscert::test {

Coordinates::Coordinates(Draw& draw, std::size_t n, bool curved) {
  for (std::size_t k = 0; k < n; ++k) {
    names_.push_back("x" + std::to_string(k + 1));
    const long p = draw.between(0, 3) == 0 ? draw.nonzero(3) : 0, q = draw.between(1, 2);
    point_.push_back(std::to_string(p) + (q > 1 && p % q != 0 ? "/" + std::to_string(q) : ""));
    shifted_.push_back(p == 0 ? names_[k] : "(" + names_[k] + (p < 0 ? " + " + point_[k].substr(1) : " - " + point_[k]) + ")");
    q_.push_back(IntegerPolynomial::variable(n, k));
  }
  for (std::size_t k = 1; k < n && curved; ++k)
    for (long t = draw.between(0, 2); t > 0; --t) {
      IntegerPolynomial term(n, draw.nonzero(2));
      for (long d = n > 2 ? 2 : draw.between(2, 3); d > 0; --d)
        term = term * IntegerPolynomial::variable(n, static_cast<std::size_t>(draw.between(0, static_cast<long>(k) - 1)));
      q_[k] = q_[k] + term;
    }
  if (n > 1 && draw.coin()) {
    const auto i = static_cast<std::size_t>(draw.between(0, static_cast<long>(n) - 1));
    const auto j = (i + static_cast<std::size_t>(draw.between(1, static_cast<long>(n) - 1))) % n;
    std::vector<IntegerPolynomial> by;
    for (std::size_t k = 0; k < n; ++k) by.push_back(IntegerPolynomial::variable(n, k));
    by[i] = by[i] + by[j] * draw.nonzero(2);
    for (auto& q : q_) q = q.compose(by);
  }
}

std::string Coordinates::sum(Draw& draw, const std::vector<Term>& terms) const {
  if (draw.coin()) {
    IntegerPolynomial p = constant(0);
    for (const auto& t : terms) {
      IntegerPolynomial f = constant(t.coefficient);
      for (std::size_t k = 0; k < t.powers.size(); ++k) f = f * q_[k].power(t.powers[k]);
      p = p + f;
    }
    return text(p);
  }
  std::string s;
  for (const auto& t : terms) {
    std::string f = std::to_string(t.coefficient < 0 ? -t.coefficient : t.coefficient);
    for (std::size_t k = 0; k < t.powers.size(); ++k)
      if (t.powers[k] > 0) f += "*" + text(k) + "^" + std::to_string(t.powers[k]);
    s += s.empty() ? (t.coefficient < 0 ? "-" : "") + f : (t.coefficient < 0 ? " - " : " + ") + f;
  }
  return s;
}

std::string Coordinates::variables() const {
  std::string s = "[variables]\n";
  for (const auto& n : names_) s += n + " = \"scalar\"\n";
  return s;
}

std::string Coordinates::at() const {
  std::string s;
  for (std::size_t k = 0; k < names_.size(); ++k) s += (k ? ", " : "") + names_[k] + " = \"" + point_[k] + "\"";
  return "{ " + s + " }";
}

std::string head(const Coordinates& c, const std::string& objective) { return c.variables() + "\n[objective]\nexpression = \"" + objective + "\"\n"; }

}  // namespace losscert::test
