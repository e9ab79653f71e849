#include "symbolic/abstract.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>

#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using GiNaC::ex_to;

// Never destroyed: GiNaC's own globals may go first.
struct Registry {
  std::deque<AbstractFunction> functions;
  std::map<std::pair<Abstract, int>, unsigned> serials;
  std::unordered_map<unsigned, AbstractPart> parts;
  std::map<Abstract, std::vector<std::vector<Expr>>> examples;  // by number, by order
};
Registry& registry() {
  static auto& r = *new Registry;
  return r;
}

bool equal(const AbstractFunction& a, const AbstractFunction& b) {
  return a.name == b.name && a.smoothness == b.smoothness &&
         std::equal(a.properties.begin(), a.properties.end(), b.properties.begin(), b.properties.end(),
                    [](const Property& p, const Property& q) { return p.order == q.order && p.rel == q.rel && p.bound.is_equal(q.bound); });
}

using Seen = std::unordered_set<Expr, ExprHash, ExprEqual>;

void collect(const Expr& e, Seen& seen, std::vector<Expr>& out) {
  const Head h = head(e);
  if (h == Head::Number || h == Head::Symbol) return;
  if (h != Head::Sum && h != Head::Product && !seen.insert(e).second) return;
  for_each_inside(e, [&](const Expr& part) { collect(part, seen, out); });
  if (h == Head::Abstract) out.push_back(e);
}

Expr rebuilt(const Expr& e, const Functions& f, std::unordered_map<Expr, Expr, ExprHash, ExprEqual>& done) {
  if (e.nops() == 0) return e;
  if (const auto found = done.find(e); found != done.end()) return found->second;
  GiNaC::exvector parts;
  for (std::size_t i = 0; i < e.nops(); ++i) parts.push_back(rebuilt(e.op(i), f, done));
  Expr out;
  switch (head(e)) {
    case Head::Sum: out = GiNaC::dynallocate<GiNaC::add>(parts); break;
    case Head::Product: out = GiNaC::dynallocate<GiNaC::mul>(parts); break;
    case Head::Power: out = power_of(parts[0], ex_to<GiNaC::numeric>(parts[1])); break;
    case Head::Abstract: {
      const AbstractPart a = abstract_part(e);
      const auto found = f.find(a.function);
      if (found == f.end()) {
        out = same_function(e, parts[0]);
        break;
      }
      Expr d = found->second;
      for (int j = 0; j < a.order; ++j) d = derivative(d, symbol("t"));
      out = substitute(d, {{symbol("t"), parts[0]}});
      break;
    }
    default: out = same_function(e, parts[0]);
  }
  return done.emplace(e, out).first->second;
}

}  // namespace

Abstract interned(const AbstractFunction& f) {
  for (const AbstractFunction& known : registry().functions)
    if (equal(known, f)) return &known;
  return &registry().functions.emplace_back(f);
}

unsigned serial_of(Abstract f, int order) {
  auto& r = registry();
  const auto found = r.serials.find({f, order});
  if (found != r.serials.end()) return found->second;
  const unsigned serial = GiNaC::function::register_new(GiNaC::function_options("abstract" + std::to_string(r.serials.size()), 1));
  r.serials.emplace(std::pair{f, order}, serial);
  r.parts.emplace(serial, AbstractPart{f, order});
  return serial;
}

Expr abstract_of(Abstract f, int order, const Expr& z) { return GiNaC::function(serial_of(f, order), z); }
bool is_abstract(unsigned serial) { return registry().parts.count(serial) != 0; }
AbstractPart abstract_part(unsigned serial) { return registry().parts.at(serial); }
AbstractPart abstract_part(const Expr& e) { return abstract_part(ex_to<GiNaC::function>(e).get_serial()); }
std::string name_of(const AbstractPart& a) { return a.function->name + (a.order == 0 ? "" : "_" + std::to_string(a.order)); }

std::vector<Expr> abstract_atoms(const Expr& e) {
  std::vector<Expr> out;
  if (registry().parts.empty()) return out;
  Seen seen;
  collect(e, seen, out);
  std::sort(out.begin(), out.end(), [](const Expr& a, const Expr& b) { return to_text(a) < to_text(b); });
  return out;
}

bool exists(const Expr& e) {
  for (const Expr& x : abstract_atoms(e))
    if (const AbstractPart a = abstract_part(x); a.order > a.function->smoothness) return false;
  return true;
}

bool is_constant(const Expr& e) { return symbols_of(e).empty() && abstract_atoms(e).empty(); }

std::pair<std::optional<GiNaC::numeric>, std::optional<GiNaC::numeric>> bounds(const AbstractPart& a) {
  std::optional<GiNaC::numeric> lo, hi;
  for (const Property& p : a.function->properties) {
    if (p.order != a.order) continue;
    if ((p.rel == Rel::Greater || p.rel == Rel::GreaterEqual) && (!lo || p.bound > *lo)) lo = p.bound;
    if ((p.rel == Rel::Less || p.rel == Rel::LessEqual) && (!hi || p.bound < *hi)) hi = p.bound;
  }
  return {lo, hi};
}

Expr put_in(const Expr& e, const Functions& f) {
  std::unordered_map<Expr, Expr, ExprHash, ExprEqual> done;
  return f.empty() ? e : rebuilt(e, f, done);
}

void set_examples(Abstract f, const std::vector<Expr>& in_t) {
  auto& all = registry().examples[f];
  all.clear();
  for (const Expr& e : in_t) all.push_back({canonical(e)});
}

const Expr* example(Abstract f, std::size_t k, int order) {
  auto& all = registry().examples[f];
  if (all.empty()) return nullptr;
  auto& derivatives = all[k % all.size()];
  while (derivatives.size() <= static_cast<std::size_t>(order)) derivatives.push_back(derivative(derivatives.back(), symbol("t")));
  return &derivatives[static_cast<std::size_t>(order)];
}

}  // namespace losscert::symbolic
