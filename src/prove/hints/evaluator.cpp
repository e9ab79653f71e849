#include "prove/hints/evaluator.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "symbolic/stored.hpp"

namespace losscert::prove {

using GiNaC::numeric;
using symbolic::Expr;
using symbolic::Head;
using symbolic::Symbol;

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// What a part says, as a number that is the same in every run: it orders operands and finds equal parts. Two parts with one number would spoil a hint.
using Key = std::uint64_t;
Key mixed(Key a, Key b) {
  Key x = a + 0x9e3779b97f4a7c15ULL + (b ^ (b >> 31)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}
Key mixed(Key a, const std::string& text) {
  for (const char c : text) a = mixed(a, static_cast<unsigned char>(c));
  return a;
}

double double_of(const numeric& q) { return q.is_integer() && q.int_length() < 32 ? static_cast<double>(q.to_long()) : q.to_double(); }

double step(double z) { return z > 0 ? 1 : z < 0 ? 0 : kUndefined; }

/// The example that the number stands for, at z.
double example_value(const symbolic::AbstractPart& part, int more, double number, double z) {
  if (!(number >= 0) || !std::isfinite(z)) return kUndefined;
  const Expr* f = symbolic::example(part.function, static_cast<std::size_t>(number), part.order + more);
  if (!f) return kUndefined;
  const auto p = programs().terms(*f);
  if (p->inputs().size() > 1) return kUndefined;
  double v = 0;
  for (const double x : p->values({z})) v += x;
  return std::isfinite(v) ? v : kUndefined;
}

}  // namespace

class Compiler {
public:
  Compiler(Program& p, bool open) : p_(p), open_(open) {
    for (std::size_t k = 0; k < p_.inputs_.size(); ++k) numbers_.emplace(p_.inputs_[k].name, k);
    p_.input_register_.assign(p_.inputs_.size(), kNone);
  }

  std::uint32_t compile(const Expr& e) {
    const Head h = symbolic::head(e);
    switch (h) {
      case Head::Number: return constant(double_of(GiNaC::ex_to<numeric>(e)));
      case Head::Symbol: return input(symbolic::name_inside(GiNaC::ex_to<Symbol>(e)), false);
      case Head::Sum: return several(Op::Sum, double_of(symbolic::number_beside(e)), summands(e));
      case Head::Product: return product(1, e);
      default: break;
    }
    if (const auto it = seen_.find(e); it != seen_.end()) return it->second;
    const std::uint32_t r = h == Head::Power ? power(compile(e.op(0)), double_of(GiNaC::ex_to<numeric>(e.op(1)))) : function(h, e);
    seen_.emplace(e, r);
    return r;
  }

  /// The terms, or e itself, in the order of their keys.
  std::vector<std::uint32_t> terms(const Expr& e) {
    if (symbolic::head(e) != Head::Sum) return {compile(e)};
    std::vector<std::uint32_t> out = summands(e);
    if (const auto& c = symbolic::number_beside(e); !c.is_zero()) out.push_back(constant(double_of(c)));
    sort(out);
    return out;
  }

private:
  using Op = Program::Op;
  using Instruction = Program::Instruction;
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  void sort(std::vector<std::uint32_t>& registers) {
    std::sort(registers.begin(), registers.end(), [&](std::uint32_t a, std::uint32_t b) { return keys_[a] < keys_[b]; });
  }

  std::uint32_t registered(Key key, Program::Kind kind, double value) {
    p_.kinds_.push_back(kind);
    p_.constants_.push_back(value);
    keys_.push_back(key);
    return known_[key] = static_cast<std::uint32_t>(keys_.size() - 1);
  }

  std::uint32_t constant(double x) {
    const Key key = mixed(1, std::bit_cast<Key>(x));
    const auto it = known_.find(key);
    return it != known_.end() ? it->second : registered(key, Program::Kind::Constant, x);
  }
  std::optional<double> constant_of(std::uint32_t r) const { return p_.kinds_[r] == Program::Kind::Constant ? std::optional(p_.constants_[r]) : std::nullopt; }

  std::uint32_t input(const std::string& name, bool is_function) {
    auto it = numbers_.find(name);
    if (it == numbers_.end()) {
      if (!open_) return constant(kUndefined);
      it = numbers_.emplace(name, p_.inputs_.size()).first;
      p_.inputs_.push_back({name, is_function});
      p_.input_register_.push_back(kNone);
    }
    auto& r = p_.input_register_[it->second];
    return r != kNone ? r : r = registered(mixed(2, name), Program::Kind::Input, 0);
  }

  std::uint32_t instruction(Op op, double number, const std::vector<std::uint32_t>& arguments, const symbolic::AbstractPart& part = {}) {
    Key key = mixed(mixed(3, static_cast<Key>(op)), std::bit_cast<Key>(number));
    for (const std::uint32_t a : arguments) key = mixed(key, keys_[a]);
    if (part.function) key = mixed(mixed(key, part.function->name), static_cast<Key>(part.order));
    if (const auto it = known_.find(key); it != known_.end()) return it->second;
    Instruction i{op, registered(key, Program::Kind::Computed, 0), static_cast<std::uint32_t>(p_.arguments_.size()), static_cast<std::uint32_t>(arguments.size()), number, part};
    p_.arguments_.insert(p_.arguments_.end(), arguments.begin(), arguments.end());
    p_.code_.push_back(i);
    return i.target;
  }

  /// number * the factors, or number + the terms.
  std::uint32_t several(Op op, double number, const std::vector<std::uint32_t>& operands) {
    std::vector<std::uint32_t> parts;
    for (const std::uint32_t r : operands) {
      if (const auto c = constant_of(r)) number = op == Op::Sum ? number + *c : number * *c;
      else parts.push_back(r);
    }
    if (parts.empty() || std::isnan(number)) return constant(number);
    if (parts.size() == 1 && number == (op == Op::Sum ? 0 : 1)) return parts.front();
    sort(parts);
    return instruction(op, number, parts);
  }

  std::uint32_t product(double number, const Expr& e) {
    std::vector<std::uint32_t> factors;
    for (const auto& p : symbolic::pairs_of(e)) factors.push_back(power(compile(p.rest), double_of(GiNaC::ex_to<numeric>(p.coeff))));
    return several(Op::Product, number * double_of(symbolic::number_beside(e)), factors);
  }

  std::vector<std::uint32_t> summands(const Expr& e) {
    std::vector<std::uint32_t> out;
    for (const auto& p : symbolic::pairs_of(e)) {
      const double c = double_of(GiNaC::ex_to<numeric>(p.coeff));
      out.push_back(symbolic::head(p.rest) == Head::Product ? product(c, p.rest) : several(Op::Product, c, {compile(p.rest)}));
    }
    return out;
  }

  std::uint32_t power(std::uint32_t base, double exponent) {
    if (const auto c = constant_of(base)) return constant(std::pow(*c, exponent));
    if (exponent == 1) return base;
    if (exponent == 2) return instruction(Op::Square, 0, {base});
    if (exponent == 3) return instruction(Op::Product, 1, {base, base, base});
    if (exponent == 4) return power(power(base, 2), 2);
    if (exponent == 0.5) return instruction(Op::Root, 0, {base});
    if (exponent < 0 && exponent >= -4 && exponent == std::floor(exponent)) return instruction(Op::Inverse, 0, {power(base, -exponent)});
    return instruction(Op::Power, exponent, {base});
  }

  std::uint32_t function(Head h, const Expr& e) {
    const std::uint32_t z = compile(e.op(0));
    if (h == Head::Abstract) {
      const symbolic::AbstractPart part = symbolic::abstract_part(e);
      const std::uint32_t number = input(part.function->name, true);
      return constant_of(number) ? number : instruction(Op::Abstract, 0, {z, number}, part);
    }
    if (const auto c = constant_of(z)) return constant(of_number(h, *c));
    switch (h) {
      case Head::Exp: return instruction(Op::Exp, 0, {z});
      case Head::Log: return instruction(Op::Log, 0, {z});
      case Head::Sin: return instruction(Op::Sin, 0, {z});
      case Head::Cos: return instruction(Op::Cos, 0, {z});
      case Head::Arctan: return instruction(Op::Arctan, 0, {z});
      case Head::Relu: return instruction(Op::Relu, 0, {z});
      case Head::Step: return instruction(Op::Step, 0, {z});
      default: throw std::domain_error("no function of one argument");
    }
  }

  static double of_number(Head h, double z) {
    switch (h) {
      case Head::Exp: return std::exp(z);
      case Head::Log: return std::log(z);
      case Head::Sin: return std::sin(z);
      case Head::Cos: return std::cos(z);
      case Head::Arctan: return std::atan(z);
      case Head::Relu: return z < 0 ? 0 : z;
      case Head::Step: return step(z);
      default: throw std::domain_error("no function of one argument");
    }
  }

  Program& p_;
  bool open_;  ///< inputs are added as they occur
  std::unordered_map<std::string, std::size_t> numbers_;
  std::unordered_map<Expr, std::uint32_t, symbolic::ExprHash, symbolic::ExprEqual> seen_;
  std::unordered_map<Key, std::uint32_t> known_;
  std::vector<Key> keys_;  ///< by register
};

Program::Program(const std::vector<Expr>& outputs, const std::vector<Symbol>& inputs) {
  for (const auto& v : inputs) inputs_.push_back({v.get_name(), false});
  Compiler c(*this, false);
  for (const auto& e : outputs) outputs_.push_back(c.compile(e));
  out_.resize(outputs_.size());
}

Program::Program(const std::vector<Expr>& outputs) {
  Compiler c(*this, true);
  for (const auto& e : outputs) outputs_.push_back(c.compile(e));
  out_.resize(outputs_.size());
}

Program Program::of_terms(const Expr& e) {
  Program p;
  p.outputs_ = Compiler(p, true).terms(e);
  p.out_.resize(p.outputs_.size());
  return p;
}

template <std::size_t W>
Program::Registers<W>& Program::ready() {
  auto& r = [&]() -> Registers<W>& {
    if constexpr (W == 1) return one_;
    else return many_;
  }();
  if (r.value.empty()) {
    r.value.resize(kinds_.size() * W);
    for (std::size_t k = 0; k < kinds_.size(); ++k) std::fill_n(r.value.begin() + static_cast<long>(k * W), W, constants_[k]);
  }
  return r;
}

template <std::size_t W>
void Program::forward(Registers<W>& r) const {
  double* const value = r.value.data();
  for (const Instruction& i : code_) {
    const std::uint32_t* const a = arguments_.data() + i.first;
    const double* const z = value + a[0] * W;
    std::array<double, W> v;
    const auto each = [&](const auto& f) {
      for (std::size_t l = 0; l < W; ++l) v[l] = f(z[l]);
    };
    switch (i.op) {
      case Op::Sum:
        v.fill(i.number);
        for (std::uint32_t j = 0; j < i.count; ++j)
          for (std::size_t l = 0; l < W; ++l) v[l] += value[a[j] * W + l];
        break;
      case Op::Product:
        v.fill(i.number);
        for (std::uint32_t j = 0; j < i.count; ++j)
          for (std::size_t l = 0; l < W; ++l) v[l] *= value[a[j] * W + l];
        break;
      case Op::Square: each([](double x) { return x * x; }); break;
      case Op::Inverse: each([](double x) { return 1 / x; }); break;
      case Op::Root: each([](double x) { return std::sqrt(x); }); break;
      case Op::Power: each([&](double x) { return std::pow(x, i.number); }); break;
      case Op::Exp: each([](double x) { return std::exp(x); }); break;
      case Op::Log: each([](double x) { return std::log(x); }); break;
      case Op::Sin: each([](double x) { return std::sin(x); }); break;
      case Op::Cos: each([](double x) { return std::cos(x); }); break;
      case Op::Arctan: each([](double x) { return std::atan(x); }); break;
      case Op::Relu: each([](double x) { return x < 0 ? 0 : x; }); break;  // keeps NaN
      case Op::Step: each([](double x) { return step(x); }); break;
      case Op::Abstract:
        for (std::size_t l = 0; l < W; ++l) v[l] = example_value(i.part, 0, value[a[1] * W + l], z[l]);
        break;
    }
    std::copy(v.begin(), v.end(), value + i.target * W);
  }
}

template <std::size_t W>
void Program::backward(Registers<W>& r, std::size_t output) const {
  const double* const value = r.value.data();
  r.adjoint.assign(r.value.size(), 0.0);
  double* const adjoint = r.adjoint.data();
  std::fill_n(adjoint + outputs_[output] * W, W, 1.0);
  for (std::size_t k = code_.size(); k-- > 0;) {
    const Instruction& i = code_[k];
    const double* const d = adjoint + i.target * W;
    if (std::all_of(d, d + W, [](double x) { return x == 0; })) continue;
    const std::uint32_t* const a = arguments_.data() + i.first;
    const double* const z = value + a[0] * W;
    const double* const v = value + i.target * W;
    double* const dz = adjoint + a[0] * W;
    // What does not count has no slope, even where the slope is infinite.
    const auto each = [&](const auto& slope) {
      for (std::size_t l = 0; l < W; ++l)
        if (d[l] != 0) dz[l] += d[l] * slope(z[l], v[l]);
    };
    switch (i.op) {
      case Op::Sum:
        for (std::uint32_t j = 0; j < i.count; ++j)
          for (std::size_t l = 0; l < W; ++l) adjoint[a[j] * W + l] += d[l];
        break;
      case Op::Product:
        for (std::uint32_t j = 0; j < i.count; ++j) {
          std::array<double, W> rest;
          for (std::size_t l = 0; l < W; ++l) rest[l] = d[l] * i.number;
          for (std::uint32_t m = 0; m < i.count; ++m)
            if (m != j)
              for (std::size_t l = 0; l < W; ++l) rest[l] *= value[a[m] * W + l];
          for (std::size_t l = 0; l < W; ++l)
            if (d[l] != 0) adjoint[a[j] * W + l] += rest[l];
        }
        break;
      case Op::Square: each([](double x, double) { return 2 * x; }); break;
      case Op::Inverse: each([](double, double y) { return -y * y; }); break;
      case Op::Root: each([](double, double y) { return 0.5 / y; }); break;
      case Op::Power: each([&](double x, double) { return i.number * std::pow(x, i.number - 1); }); break;
      case Op::Exp: each([](double, double y) { return y; }); break;
      case Op::Log: each([](double x, double) { return 1 / x; }); break;
      case Op::Sin: each([](double x, double) { return std::cos(x); }); break;
      case Op::Cos: each([](double x, double) { return -std::sin(x); }); break;
      case Op::Arctan: each([](double x, double) { return 1 / (1 + x * x); }); break;
      case Op::Relu: each([](double x, double) { return x > 0 ? 1.0 : 0.0; }); break;
      case Op::Step: break;
      case Op::Abstract:
        for (std::size_t l = 0; l < W; ++l)
          if (d[l] != 0) dz[l] += d[l] * example_value(i.part, 1, value[a[1] * W + l], z[l]);
        break;
    }
  }
}

const std::vector<double>& Program::values(const std::vector<double>& x) {
  auto& r = ready<1>();
  for (std::size_t k = 0; k < inputs_.size(); ++k)
    if (input_register_[k] < kinds_.size()) r.value[input_register_[k]] = x[k];
  forward(r);
  for (std::size_t k = 0; k < outputs_.size(); ++k) out_[k] = r.value[outputs_[k]];
  return out_;
}

std::vector<double> Program::gradient(std::size_t k) {
  auto& r = ready<1>();
  backward(r, k);
  std::vector<double> g(inputs_.size(), 0.0);
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    if (input_register_[i] < kinds_.size() && !inputs_[i].is_function) g[i] = r.adjoint[input_register_[i]];
  return g;
}

void Program::load(const std::vector<const double*>& x, std::size_t from, std::size_t points) {
  auto& r = ready<kLanes>();
  for (std::size_t k = 0; k < inputs_.size(); ++k) {
    if (input_register_[k] >= kinds_.size()) continue;
    double* const lanes = r.value.data() + input_register_[k] * kLanes;
    for (std::size_t l = 0; l < kLanes; ++l) lanes[l] = x[k][std::min(from + l, points - 1)];  // the last point fills what is left over
  }
  forward(r);
}

void Program::values(const std::vector<const double*>& x, std::size_t points, std::vector<std::vector<double>>& out) {
  out.assign(outputs_.size(), std::vector<double>(points));
  for (std::size_t from = 0; from < points; from += kLanes) {
    load(x, from, points);
    for (std::size_t k = 0; k < outputs_.size(); ++k)
      for (std::size_t l = 0; l < kLanes && from + l < points; ++l) out[k][from + l] = many_.value[outputs_[k] * kLanes + l];
  }
}

void Program::sums(const std::vector<const double*>& x, std::size_t points, std::vector<ApproxSum>& out) {
  out.assign(points, {});
  for (std::size_t from = 0; from < points; from += kLanes) {
    load(x, from, points);
    for (const std::uint32_t k : outputs_) {
      const double* const term = many_.value.data() + k * kLanes;
      for (std::size_t l = 0; l < kLanes && from + l < points; ++l) out[from + l].sum += term[l], out[from + l].size += std::fabs(term[l]);
    }
  }
}

void Program::gradients(std::size_t k, const std::vector<const double*>& x, std::size_t points, std::vector<std::vector<double>>& out) {
  out.assign(inputs_.size(), std::vector<double>(points, 0.0));
  for (std::size_t from = 0; from < points; from += kLanes) {
    load(x, from, points);
    backward(many_, k);
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      if (input_register_[i] < kinds_.size() && !inputs_[i].is_function)
        for (std::size_t l = 0; l < kLanes && from + l < points; ++l) out[i][from + l] = many_.adjoint[input_register_[i] * kLanes + l];
  }
}

}  // namespace losscert::prove
