#include "check/rules/spot_check.hpp"

#include <algorithm>

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr long bits = 128;
constexpr std::uint64_t allowed_work = 20000;
constexpr int samples = 36;

// A point: a constant for each symbol that moves, exactly and enclosed.
struct Sample {
  Substitution values;
  Box box;
};

bool is_over(const Statement& st, AtomId a) { return std::count(st.over.begin(), st.over.end(), a) > 0; }

class Spot {
public:
  explicit Spot(const Verdict& v)
      : v_(v), st_(v.st), at_(v.st.at.values()), kind_(v.st.text->kind), eps_(symbol_id("eps")), inverse_eps_(symbol_id("1/eps")), t_(symbol_id("t of a ray")) {  // no names of the language
    for (const auto& r : st_.assumptions) hypotheses_.push_back(r);
    for (const auto& r : st_.where) hypotheses_.push_back({substitute(r.p, at_), r.rel});
    if (st_.on_path && kind_ == "value") hypotheses_.push_back({symbol(eps_), Rel::Greater});
    for (const Obligations* o : {&st_.where_domain, &st_.own_domain}) conditions_.merge(substitute(*o, at_));
    if (!st_.on_path || kind_ == "value") {
      for (const Obligations* o : {&st_.f.domain(), &st_.at_domain}) conditions_.merge(substitute(*o, at_));
    }
    const Guarded f = kind_ == "local-maximum" ? -st_.f : st_.f;
    f_ = f.unproved();  // where its conditions hold: they are looked at for each sample
    for (const Obligations& o : {f.opened().domain(), domain_of(f_)}) smooth_.merge(substitute(o, at_));
    at_point_ = substitute(f_, at_);
    collect_symbols();
  }

  std::optional<std::string> run() {
    for (int j = 0; j < samples; ++j) {
      const auto s = sample(j);
      if (!s) continue;
      std::string what = v_.proved ? of_proved(*s, j) : of_refuted(*s, j);
      if (what.empty()) continue;
      for (const auto& [id, p] : s->values) what += (id == s->values.begin()->first ? " at " : ", ") + atom(id).name + " = " + to_text(p);
      return what;
    }
    return {};
  }

private:
  // Certain: the sign of p at the sample is one of these; all three where p is not certainly defined.
  Signs look(const Poly& p, const Sample& s) const {
    try {
      const Signs e = enclose(p, s.box, bits).signs();
      if (e == positive || e == negative) return e;
      const Poly exact = substitute(p, s.values);
      return exact.is_rational() ? sign_of(exact) : e;
    } catch (const Reject&) {
      return any_sign;
    }
  }
  static Signs sign_of(const Poly& rational) { return rational.empty() ? zero : rational.rational().sign() > 0 ? positive : negative; }
  bool holds(const Relation& r, const Sample& s) const { return look(r.p, s).within(signs_of(r.rel)); }
  bool fails(const Relation& r, const Sample& s) const { return (look(r.p, s) & signs_of(r.rel)).empty(); }
  bool inside(const std::vector<Relation>& set, const Sample& s) const {
    return std::all_of(set.begin(), set.end(), [&](const Relation& r) { return holds(r, s); });
  }
  bool in_some_set(const Sample& s) const {
    return std::any_of(st_.sets.begin(), st_.sets.end(), [&](const auto& set) { return inside(set, s); });
  }
  bool in_no_set(const Sample& s) const {
    return std::all_of(st_.sets.begin(), st_.sets.end(), [&](const auto& set) { return std::any_of(set.begin(), set.end(), [&](const Relation& r) { return fails(r, s); }); });
  }

  // What moves: all symbols of the claim but roots and those that the point gives, and eps where it tends to 0.
  void collect_symbols() {
    std::set<AtomId> all(st_.over.begin(), st_.over.end());
    const auto take = [&](const Poly& p) { all.merge(atoms_of(p)); };
    for (const auto& r : hypotheses_) take(r.p);
    for (const auto& r : st_.statement) take(r.p);
    for (const auto& set : st_.sets)
      for (const auto& r : set) take(r.p);
    for (const Poly& p : {f_, at_point_, st_.value, st_.of.unproved()}) take(p);
    for (const auto& [v, e] : at_) take(e);
    for (const auto& d : st_.diverges) take(d.unproved());
    for (const AtomId a : all)
      if (atom(a).kind == Kind::Symbol && v_.roots.ranges.count(a) == 0 && at_.count(a) == 0 && (a != eps_ || kind_ == "value")) moving_.push_back(a);
  }

  // Symbols that equations give by the others, as far as they occur with a rational factor and nowhere else in their equation.
  Substitution solve(const std::vector<Relation>& rs) const {
    Substitution out;
    for (const auto& r : rs) {
      if (r.rel != Rel::Equal) continue;
      const Poly p = substitute(r.p, out);
      for (const AtomId id : moving_) {
        const auto term = p.terms().find(Monomial{{{id, 1}}, 0});
        if (term == p.terms().end()) continue;
        const Poly rest = p - symbol(id) * Poly(term->second);
        if (contains(rest, id)) continue;
        const Poly by = -rest * Poly(term->second.inverse());
        for (auto& [v, e] : out) e = substitute(e, {{id, by}});
        out[id] = by;
        break;
      }
    }
    return out;
  }

  // The j-th point, if it certainly satisfies all hypotheses and everything is defined there. The first is the model or the witness itself; a witness stays as it is.
  std::optional<Sample> sample(int j) const {
    static const std::vector<Rational> table = {0, 1, -1, Rational(1) / Rational(2), 2, Rational(-1) / Rational(3), -2, 3, Rational(1) / Rational(16), -5, Rational(3) / Rational(4), 10, Rational(-1) / Rational(32)};
    Sample s;
    s.box = v_.roots;
    try {
      for (std::size_t i = 0; i < moving_.size(); ++i) {
        const auto given = v_.constants.find(moving_[i]);
        const auto u = static_cast<std::size_t>(j);
        const Rational& q = table[(u * (1 + i % 5) + 3 * i) % table.size()];
        Poly& p = s.values[moving_[i]];
        if (given == v_.constants.end())
          p = j == 0 ? Poly() : Poly(q);
        else if (!v_.proved || j % 4 == 0)
          p = given->second;
        else
          p = j % 4 == 1 ? given->second * Poly(Rational(1) + q / Rational(4)) : j % 4 == 2 ? given->second + Poly(q) : Poly(q);
      }
      if (v_.proved && j > 0) {
        std::vector<Relation> equations = hypotheses_;
        if (!st_.sets.empty()) {
          const auto set = static_cast<std::size_t>(j) % (st_.sets.size() + 1);
          if (set < st_.sets.size()) equations.insert(equations.end(), st_.sets[set].begin(), st_.sets[set].end());
        }
        for (const auto& [v, e] : solve(equations)) s.values[v] = substitute(e, s.values);
      }
      for (const auto& [v, e] : s.values) {
        const Interval x = enclose(e, v_.roots, bits);
        s.box.ranges[v] = e.is_rational() ? Range{e.rational(), e.rational()} : Range{x.lower().rational(), x.upper().rational()};
      }
      for (const auto& r : hypotheses_)
        if (!holds(r, s)) return {};
      for (const auto& o : conditions_)
        if (!look(o.p, s).within(o.wanted)) return {};
    } catch (const Reject&) {  // undefined here
      return {};
    }
    return s;
  }

  // Inside the domain of every root, where the derivatives of the form are those of the function; kinks show by themselves, as step(0) is undefined.
  bool differentiable(const Sample& s) const {
    return std::all_of(smooth_.begin(), smooth_.end(), [&](const Obligation& o) { return look(o.p, s).within(o.wanted); });
  }

  // The gradient in `over` at the point.
  const std::vector<Poly>& gradient() {
    if (gradient_.empty())
      for (const AtomId v : st_.over) gradient_.push_back(substitute(derivative(f_, v), at_));
    return gradient_;
  }
  bool is_critical(const Sample& s) {
    return differentiable(s) && std::all_of(gradient().begin(), gradient().end(), [&](const Poly& p) { return look(p, s) == zero; });
  }
  bool is_not_critical(const Sample& s) {
    return differentiable(s) && std::any_of(gradient().begin(), gradient().end(), [&](const Poly& p) { return look(p, s).within(nonzero); });
  }

  // Of a symmetric matrix of enclosures: 1 positive, -1 negative definite, 0 not known. The pivots of LDL'.
  static int definite(std::vector<std::vector<Interval>> a) {
    int sign = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const Signs p = a[k][k].signs();
      const int pivot = p == positive ? 1 : p == negative ? -1 : 0;
      if (pivot == 0 || (sign != 0 && pivot != sign)) return 0;
      sign = pivot;
      for (std::size_t i = k + 1; i < a.size(); ++i)
        for (std::size_t j = k + 1; j < a.size(); ++j) a[i][j] = sub(a[i][j], mul(mul(a[i][k], inverse(a[k][k], bits), bits), a[k][j], bits), bits);
    }
    return sign;
  }

  // Of the Hessian at the point. With a vanishing gradient it tells a strict local extremum; undefined second derivatives tell nothing.
  int definiteness(const Sample& s) {
    if (st_.over.size() > 8 || !differentiable(s)) return 0;
    if (hessian_.empty())
      for (const AtomId v : st_.over) {
        hessian_.emplace_back();
        for (const AtomId w : st_.over) hessian_.back().push_back(substitute(derivative(derivative(f_, v), w), at_));
      }
    try {
      std::vector<std::vector<Interval>> h;
      for (const auto& row : hessian_) {
        h.emplace_back();
        for (const auto& p : row) h.back().push_back(enclose(p, s.box, bits));
      }
      return definite(std::move(h));
    } catch (const Reject&) {
      return 0;
    }
  }

  // What f does from the point in one direction and against it.
  struct Course {
    bool falls = false, rises = false, constant = false;
  };
  // t -> f(s + t d), by the first of its derivatives at 0 that is not certainly 0.
  Course course(const std::vector<int>& d, const Sample& s) const {
    Course c;
    try {
      Substitution line = s.values;
      for (std::size_t i = 0; i < d.size(); ++i) {
        const AtomId v = st_.over[i];
        const auto given = at_.find(v);
        line[v] = (given == at_.end() ? s.values.at(v) : substitute(given->second, s.values)) + symbol(t_) * Poly(d[i]);
      }
      Poly phi = substitute(f_, line);
      c.constant = !contains(phi, t_) && domain_of(phi).empty();
      for (int order = 1; order <= 4 && !c.constant; ++order) {
        phi = derivative(phi, t_);
        const Poly here = substitute(phi, {{t_, Poly()}});
        if (here.empty()) continue;
        const Signs sign = here.is_rational() ? sign_of(here) : enclose(here, v_.roots, bits).signs();
        if (!sign.within(nonzero)) break;
        c.falls = order % 2 != 0 || sign == negative;
        c.rises = order % 2 != 0 || sign == positive;
        break;
      }
    } catch (const Reject&) {  // a kink, or the border of a domain
    }
    return c;
  }
  Course courses(const Sample& s, int j) const {
    Course all;
    if (!differentiable(s)) return all;
    const std::size_t n = st_.over.size();
    const std::size_t count = j == 0 ? 16 : 4;
    for (std::size_t k = 0; k < count; ++k) {
      std::vector<int> d(n, 0);
      if (k < n && k < count / 2)
        d[k] = 1;
      else
        for (std::size_t i = 0; i < n; ++i) d[i] = static_cast<int>((i * i + (k + 1) * (i + 1) + static_cast<std::size_t>(j)) % 5) - 2;
      if (std::all_of(d.begin(), d.end(), [](int x) { return x == 0; })) d[k % n] = 1;
      const Course c = course(d, s);
      all.falls = all.falls || c.falls, all.rises = all.rises || c.rises, all.constant = all.constant || c.constant;
    }
    return all;
  }

  // Enclosures of p along the path for all eps in (0, 1/n], n growing; nothing where there is none.
  template <class Wrong>
  bool on_a_tail(const Poly& along, const Sample& s, Wrong wrong) const {
    try {
      const Poly p = substitute(along, {{eps_, inverse(symbol(inverse_eps_))}});
      for (const long n : {8L, 1000L, 1L << 30, 1L << 60}) {
        Box box = s.box;
        box.ranges[inverse_eps_] = {Rational(n), {}};
        if (wrong(enclose(p, box, bits))) return true;
      }
    } catch (const Reject&) {  // not defined by enclosure
    }
    return false;
  }
  bool is_no_limit(const Poly& along, const Sample& s) const {
    const std::string& end = st_.text->infinity;
    if (!end.empty()) return on_a_tail(along, s, [&](const Interval& x) { return end == "oo" ? x.upper().finite() : x.lower().finite(); });
    return on_a_tail(along - st_.value, s, [](const Interval& x) { return x.signs().within(nonzero); });
  }
  bool is_the_limit(const Poly& along, const Sample& s) const { return st_.text->infinity.empty() && substitute(along - st_.value, s.values).empty(); }

  // The point that the proof names, put into p.
  Poly at_named_point(const Poly& p) const {
    Substitution point;
    for (const auto& [name, n] : v_.proof.at("point").members())
      if (const auto id = v_.builder.known_symbol(name)) point[*id] = substitute(v_.builder.certificate_expression(*parse_expression(n.text()), false).unproved(), at_);
    return substitute(p, point);
  }

  std::string of_proved(const Sample& s, int j) {
    const ClaimText& c = *st_.text;
    const Poly gap = at_point_ - st_.value;
    if (kind_ == "always") return std::any_of(st_.statement.begin(), st_.statement.end(), [&](const Relation& r) { return fails(r, s); }) ? "a relation fails" : "";
    if (kind_ == "value") return look(gap, s).within(nonzero) ? "the value is another one" : "";
    if (kind_ == "critical-point") return is_not_critical(s) ? "a derivative is not 0" : "";
    if (kind_ == "no-critical-point") return is_critical(s) ? "all derivatives are 0" : "";
    if (kind_ == "critical-points-satisfy") return fails(st_.statement[0], s) && is_critical(s) ? "a critical point fails the condition" : "";
    if (kind_ == "no-local-minimum") return is_critical(s) && definiteness(s) > 0 ? "there is a local minimum" : "";
    if (kind_ == "local-minimum" || kind_ == "local-maximum") {
      const Course all = courses(s, j);
      return all.falls ? "the function passes the value to the wrong side" : c.strict && all.constant ? "the function is constant along a line" : "";
    }
    if (kind_ == "saddle") return is_not_critical(s) ? "a derivative is not 0" : definiteness(s) != 0 ? "the Hessian is definite" : "";
    if (kind_ == "suboptimal") return look(at_named_point(f_) - at_point_, s).within(nonnegative) ? "the better point is none" : "";
    if (kind_ == "lower-bound") return look(gap, s).within(c.strict ? nonpositive : negative) ? "the value is below the bound" : "";
    if (kind_ == "infimum") {
      if (look(gap, s).within(c.attained ? negative : nonpositive)) return "the value is below the infimum";
      return c.attained && look(at_named_point(f_ - st_.value), s).within(nonzero) ? "the infimum is not attained at the named point" : "";
    }
    if (kind_ == "minimizers") {
      const Signs g = look(gap, s);
      if (g == negative) return "the value is below the minimum";
      if (g == zero && in_no_set(s)) return "a minimizer lies in no set";
      if (g == positive && in_some_set(s)) return "a point of a set is no minimizer";
      return look(at_named_point(f_ - st_.value), s).within(nonzero) ? "the named point is no minimizer" : "";
    }
    if (kind_ == "critical-set") return is_critical(s) ? (in_no_set(s) ? "a critical point lies in no set" : "") : in_some_set(s) && is_not_critical(s) ? "a point of a set is not critical" : "";
    const Poly along = substitute(kind_ == "limit" ? st_.of.unproved() : f_, at_);
    if (is_no_limit(along, s)) return "the limit is another one";
    if (kind_ != "divergence-path") return "";
    for (const auto& d : st_.diverges)
      if (on_a_tail(substitute(d.unproved(), at_), s, [](const Interval& x) { return x.finite(); })) return "what is said to diverge is bounded";
    if (c.decreasing && on_a_tail(derivative(along, eps_), s, [](const Interval& x) { return x.signs().within(nonpositive); })) return "the function does not decrease";
    return "";
  }

  // Contradictions of a refutation: the claim holds at the witness.
  std::string of_refuted(const Sample& s, int j) {
    const ClaimText& c = *st_.text;
    const Poly gap = at_point_ - st_.value;
    if (kind_ == "always") return inside(st_.statement, s) ? "all relations hold" : "";
    if (kind_ == "value") return look(gap, s) == zero ? "the value is the claimed one" : "";
    if (kind_ == "critical-point") return is_critical(s) ? "all derivatives are 0" : "";
    if (kind_ == "no-critical-point") return is_not_critical(s) ? "a derivative is not 0" : "";
    if (kind_ == "critical-points-satisfy") return is_not_critical(s) || holds(st_.statement[0], s) ? "the witness is no counterexample" : "";
    if (kind_ == "no-local-minimum") return courses(s, j).falls ? "the function falls below the value" : "";
    if (kind_ == "local-minimum" || kind_ == "local-maximum") return is_critical(s) && definiteness(s) > 0 ? "there is a strict local extremum" : "";
    if (kind_ == "saddle") {
      if (!is_critical(s)) return "";
      const Course all = courses(s, j);
      return all.falls && all.rises ? "there is a saddle" : "";
    }
    if (kind_ == "suboptimal") return look(substitute(f_, elsewhere(j, s)) - at_point_, s) == negative ? "there is a better point" : "";
    if (kind_ == "lower-bound") return look(gap, s).within(c.strict ? positive : nonnegative) ? "the bound holds" : "";
    if (kind_ == "infimum") {
      if (v_.proof.has("below")) return look(gap, s).within(nonnegative) ? "the value is not below" : "";
      if (v_.proof.has("attained")) return look(gap, s).within(nonzero) ? "the value is not attained" : "";
      const Substitution other = elsewhere(j, s);  // among those of whom the claim speaks?
      if (!std::all_of(hypotheses_.begin(), hypotheses_.end(), [&](const Relation& r) { return holds({substitute(r.p, other), r.rel}, s); })) return "";
      return look(substitute(f_, other) - st_.value, s).within(nonpositive) ? "a value is as low" : "";
    }
    if (kind_ == "minimizers") {
      const Signs g = look(gap, s);
      return (g == positive && in_no_set(s)) || (g == zero && in_some_set(s)) ? "the witness is no counterexample" : "";
    }
    if (kind_ == "critical-set") return (is_critical(s) && in_some_set(s)) || (is_not_critical(s) && in_no_set(s)) ? "the witness is no counterexample" : "";
    if (kind_ == "limit") return is_the_limit(substitute(st_.of.unproved(), at_), s) ? "the limit is the claimed one" : "";
    const Poly along = substitute(f_, at_);
    const std::string& part = v_.proof.at("part").text();
    if (part == "limit") return is_the_limit(along, s) ? "the limit is the claimed one" : "";
    if (part == "decreasing") return on_a_tail(derivative(along, eps_), s, [](const Interval& x) { return x.signs() == positive; }) ? "the function decreases" : "";
    return "";
  }

  // Another point of the space: the witness's parameters, other variables.
  Substitution elsewhere(int j, const Sample& s) const {
    Substitution other;
    for (std::size_t i = 0; i < st_.over.size(); ++i) {
      const Rational q = Rational(static_cast<long>((static_cast<std::size_t>(j) * (i + 2) + 2 * i) % 9) - 4) / Rational(1 + j % 3);
      other[st_.over[i]] = Poly(q);
    }
    for (const auto& [v, e] : s.values)
      if (!is_over(st_, v)) other[v] = e;
    return other;
  }

  const Verdict& v_;
  const Statement& st_;
  const Substitution& at_;
  const std::string& kind_;
  AtomId eps_, inverse_eps_, t_;
  std::vector<Relation> hypotheses_;
  Obligations conditions_;  // for what is said to be defined
  Obligations smooth_;      // for derivatives to be what their form says
  Poly f_, at_point_;
  std::vector<AtomId> moving_;
  std::vector<Poly> gradient_;
  std::vector<std::vector<Poly>> hessian_;
};

}  // namespace

std::optional<std::string> find_contradiction(const Verdict& v) {
  const Allowance allowance(allowed_work);
  try {
    return Spot(v).run();
  } catch (const LimitReached&) {
  } catch (const Reject&) {  // the point itself is not defined by its form
  }
  return {};
}

}  // namespace losscert::check
