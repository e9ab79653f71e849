// Networks of one hidden layer, E = sum_n (sum_i v_i sigma(w_i x_n) - y_n)^2, and chains of weights. r_n: the residual at the point, phi(w) = sum_n r_n sigma(w x_n).
#include <algorithm>

#include "planted.hpp"

namespace losscert::test {

namespace {

using Longs = std::vector<long>;

std::string row(const Longs& v) {
  std::string s;
  for (const long x : v) s += (s.empty() ? "" : ", ") + std::to_string(x);
  return "[" + s + "]";
}

std::string column(const std::string& entry, std::size_t m) {
  std::string s;
  for (std::size_t k = 0; k < m; ++k) s += (k ? ", [" : "[") + entry + "]";
  return "[" + s + "]";
}

std::string column(const Longs& v) {
  std::string s;
  for (const long x : v) s += (s.empty() ? "[" : ", [") + std::to_string(x) + "]";
  return "[" + s + "]";
}

std::string network(std::size_t m, const std::string& activation, const Longs& x, const std::vector<std::string>& y) {
  std::string s = "[network]\ninputs = 1\nlayers = [\n  { units = " + std::to_string(m) + ", activation = \"" + activation +
                  "\", weights = \"W\" },\n  { units = 1, activation = \"identity\", weights = \"V\" },\n]\n[data]\nx = [";
  for (std::size_t n = 0; n < x.size(); ++n) s += (n ? ", [" : "[") + std::to_string(x[n]) + "]";
  s += "]\ny = [";
  for (std::size_t n = 0; n < y.size(); ++n) s += (n ? ", [\"" : "[\"") + y[n] + "\"]";
  return s + "]\n[loss]\nkind = \"squared\"\nreduction = \"sum\"\n";
}

std::string at(const std::string& W, const Longs& v) { return "{ W = \"" + W + "\", V = \"[" + row(v) + "]\" }"; }

long sum(const Longs& v) {
  long s = 0;
  for (const long x : v) s += x;
  return s;
}

/// sum_n r_n x_n^k
long moment(const Longs& r, const Longs& x, int k) {
  long s = 0;
  for (std::size_t n = 0; n < r.size(); ++n) {
    long p = r[n];
    for (int j = 0; j < k; ++j) p *= x[n];
    s += p;
  }
  return s;
}

Longs distinct(Draw& draw, std::size_t count, long low, long high) {
  Longs x;
  while (x.size() < count) {
    const long k = draw.between(low, high);
    if (k != 0 && std::find(x.begin(), x.end(), k) == x.end()) x.push_back(k);
  }
  return x;
}

std::vector<std::string> texts(const Longs& y) {
  std::vector<std::string> t;
  for (const long k : y) t.push_back(std::to_string(k));
  return t;
}

/// Output weights at a point where phi = phi' = 0 and phi'' has the sign S: with all v_i S > 0 it is a minimum of the tangent minorant, so of E.
struct OutputWeights {
  Longs v;
  std::string sort;
  bool minimum;
};
OutputWeights output_weights(Draw& draw, long S) {
  const auto m = static_cast<std::size_t>(draw.between(1, 3));
  OutputWeights o{{}, "signs as phi''", true};
  for (std::size_t k = 0; k < m; ++k) o.v.push_back(S * draw.between(1, 3));
  if (m < 2 || draw.coin()) return o;
  o.minimum = false;
  switch (draw.between(0, 2)) {
    // Along v_1 u_1 + v_2 u_2 = 0 the outputs keep to first order, and E changes by sum v_i u_i^2 phi'' < 0.
    case 0:
      o.v[0] = -S * draw.between(1, 3), o.v[1] = -S * draw.between(1, 3), o.sort = "two signs against phi''";
      break;
    // u = (v_2, -v_1): v_1 v_2 (v_1 + v_2) phi'' < 0.
    case 1:
      o.v[0] = -S * draw.between(1, 2), o.v[1] = S * draw.between(3, 4), o.sort = "one sign against phi'', outweighed";
      break;
    // v_1 = -S t, v_2 + S t, w_1 = t: the outputs keep to first order, E changes by -|phi''| t^3.
    default:
      o.v[0] = 0, o.sort = "one output weight 0";
  }
  return o;
}

// exp and softplus at w = 0, exp at w = log(2) (z_n = 2^x_n): r orthogonal to z and dz, made from three samples; a fourth may be fitted exactly.
Planted convex_activation(Draw& draw) {
  const bool at_log2 = draw.coin(), softplus = !at_log2 && draw.coin();
  const std::size_t samples = static_cast<std::size_t>(draw.between(3, 4));
  const Longs x = at_log2 ? distinct(draw, samples, 1, 4) : distinct(draw, samples, -2, 3);
  Longs z;
  for (const long k : x) z.push_back(at_log2 ? 1L << k : 1);
  // The cross product of (z) and (x z).
  Longs r{z[1] * z[2] * (x[2] - x[1]), z[2] * z[0] * (x[0] - x[2]), z[0] * z[1] * (x[1] - x[0])};
  r.resize(samples, 0);
  const long scale = draw.sign();
  for (long& k : r) k *= scale;
  long second = 0;
  for (std::size_t n = 0; n < samples; ++n) second += r[n] * x[n] * x[n] * z[n];
  auto o = output_weights(draw, second > 0 ? 1 : -1);
  const long spoil = draw.between(0, 5);  // 0: another value; 1: not orthogonal. Either way dE/dv_i is not 0.
  if (spoil == 0)
    for (std::size_t n = 0; n < samples; ++n) r[n] += z[n];
  if (spoil == 1) r[0] += 1;
  std::vector<std::string> y;
  for (std::size_t n = 0; n < samples; ++n)
    y.push_back(softplus ? std::to_string(sum(o.v)) + "*log(2) - (" + std::to_string(r[n]) + ")" : std::to_string(sum(o.v) * z[n] - r[n]));
  Truth t{known(o.minimum), known(o.minimum && o.v.size() == 1), known(!o.minimum), o.minimum ? Known::Nothing : Known::Yes};
  if (spoil < 2) t = {Known::No, Known::No, Known::No, Known::Yes};
  const std::string name = softplus ? "softplus at 0" : at_log2 ? "exp at log(2)" : "exp at 0";
  return {name + ", " +
              (spoil == 0   ? "residual with a part along the outputs"
               : spoil == 1 ? "residual not orthogonal"
                            : o.sort),
          network(o.v.size(), softplus ? "softplus" : "exp", x, y), at(column(at_log2 ? "log(2)" : "0", o.v.size()), o.v), claims_about(t)};
}

// sigma = t^2 at w = 0: E = sum (sum v_i w_i^2 x^2 + r)^2, flat in v; S = sum r x^2, y = -r.
Planted square_activation(Draw& draw) {
  const Longs x = distinct(draw, static_cast<std::size_t>(draw.between(1, 4)), -3, 3);
  Longs y;
  do {
    y.clear();
    for (std::size_t n = 0; n < x.size(); ++n) y.push_back(draw.between(-3, 3));
  } while (moment(y, x, 2) == 0);
  const long S = moment(y, x, 2) > 0 ? -1 : 1;
  const auto m = static_cast<std::size_t>(draw.between(1, 3));
  Longs v;
  for (std::size_t k = 0; k < m; ++k) v.push_back(S * draw.between(1, 3));
  const long spoil = draw.between(0, 3);
  if (spoil == 0) v[0] = -v[0];
  if (spoil == 1) v[0] = 0;
  // Against the sign: -2 |v_1 S| w_1^2. Zero: v_1 = t of either sign, w_1 = t. Higher values: by another unit, or by v_1 of the other sign if it is 0.
  const bool good = spoil > 1;
  return {good         ? "all signs right"
          : spoil == 0 ? "a sign turned"
                       : "an output weight 0",
          network(m, "quadratic", x, texts(y)), at(column("0", m), v),
          claims_about({known(good), Known::No, known(!good && (m > 1 || spoil == 1)), good ? Known::Nothing : Known::Yes})};
}

// relu with x_n > 0: units with w < 0 are dead, the others act as one linear unit of slope s = sum v_i w_i, best where sum r x = 0.
Planted relu_activation(Draw& draw) {
  const Longs x = distinct(draw, static_cast<std::size_t>(draw.between(1, 3)), 1, 4);
  const auto m = static_cast<std::size_t>(draw.between(1, 3));
  Longs w, v;
  long s = 0, active = 0;
  for (std::size_t k = 0; k < m; ++k) {
    w.push_back(draw.nonzero(3));
    v.push_back(draw.nonzero(3));
    if (w[k] > 0) s += v[k] * w[k], ++active;
  }
  Longs r(x.size(), 0);
  if (x.size() > 1) {
    const long c = draw.nonzero(2);
    r[0] = c * x[1], r[1] = -c * x[0];
  }
  const bool off = active > 0 && draw.coin();
  Longs y;
  for (std::size_t n = 0; n < x.size(); ++n) y.push_back((off ? s + 1 : active > 0 ? s : draw.between(-2, 2)) * x[n] - r[n]);
  // Off the best slope the gradient in v of an active unit is not 0. At it, or with all units dead, E does not change when v w is kept, or v of a dead unit moves.
  return {off          ? "active, not the best slope"
          : active > 0 ? "active, best slope"
                       : "all dead",
          network(m, "relu", x, texts(y)), at(column(w), v), claims_about({known(!off), Known::No, Known::No, off ? Known::Yes : Known::Nothing})};
}

// One relu unit at w = 0, x_n > 0: for w > 0 E changes by -2 v w sum x y + (v w)^2 sum x^2, else not at all.
Planted relu_kink(Draw& draw) {
  const Longs x = distinct(draw, static_cast<std::size_t>(draw.between(1, 3)), 1, 4);
  Longs y;
  do {
    y.clear();
    for (std::size_t n = 0; n < x.size(); ++n) y.push_back(draw.between(-3, 3));
  } while (moment(y, x, 1) == 0);
  const long v = draw.between(-2, 2), c = v * moment(y, x, 1);
  // v = 0: v = t of the sign of sum x y, w = t.
  return {c < 0   ? "the output weight against the targets"
          : c > 0 ? "the output weight with the targets"
                  : "output weight 0",
          network(1, "relu", x, texts(y)), at("[[0]]", {v}), claims_about({known(c < 0), Known::No, Known::Nothing, c < 0 ? Known::Nothing : Known::Yes})};
}

// tanh at w = 0, residual -y: E - E* = -2 sum_i v_i (w_i sum x y - w_i^3/3 sum x^3 y + ...) + (sum v_i w_i)^2 sum x^2 + ...
Planted tanh_activation(Draw& draw) {
  const bool orthogonal = draw.coin();
  Longs x = distinct(draw, 2, 1, 3), y;
  if (orthogonal) {
    const long c = draw.nonzero(2);
    y = {c * x[1], -c * x[0]};  // sum x y = 0, sum x^3 y = c x_1 x_2 (x_1^2 - x_2^2)
  } else {
    do y = {draw.between(-3, 3), draw.between(-3, 3)};
    while (moment(y, x, 1) == 0);
  }
  const bool zero = draw.coin(), two = draw.coin();
  Longs v{zero ? 0 : draw.nonzero(2)};
  if (two) v.push_back(zero ? 0 : (v[0] > 0 ? 1 : -1) * 3);
  const std::string where = zero ? "v = 0" : "v not 0";
  const auto net = network(v.size(), "tanh", x, texts(y));
  const auto point = at(column("0", v.size()), v);
  if (!orthogonal) {
    // v = 0: critical, order 2. Else the slope in w is not 0.
    return {where + ", targets not orthogonal to x", net, point, claims_about({Known::No, Known::No, known(zero), Known::Yes})};
  }
  // v = 0: along v_1 = +-t^2, w_1 = t the term of order 5 decides. One unit, v not 0: v^2 w^2 sum x^2 outweighs the rest; flat in v. Two units, |v_1| != |v_2|:
  // along w = (v_2, -v_1) t the outputs keep to order 2, and sum v_i w_i^3 = v_1 v_2 (v_2^2 - v_1^2) t^3 has either sign.
  const bool minimum = !zero && !two;
  return {where + (two ? ", two units" : ", one unit") + ", targets orthogonal to x", net, point,
          claims_about({known(minimum), Known::No, known(!minimum), minimum ? Known::Nothing : Known::Yes})};
}

// (w_1 ... w_k - s)^2 + c (w_1^2 + ... + w_j^2) at 0.
Planted chain(Draw& draw) {
  const long k = draw.between(2, 4), j = draw.between(0, k), s = draw.sign();
  const long percent = k == 2 && j == 2 ? draw.pick<long>({50, 99, 100, 101, 200}) : 100 * draw.between(1, 3);
  std::string variables = "[variables]\n", product, decay, point;
  for (long i = 1; i <= k; ++i) {
    const std::string w = "w" + std::to_string(i);
    variables += w + " = \"scalar\"\n";
    product += (i > 1 ? "*" : "") + w;
    point += (i > 1 ? ", " : "") + w + " = \"0\"";
    if (i <= j) decay += " + " + std::to_string(percent) + "/100*" + w + "^2";
  }
  // Without decay: -2 s w_1 ... w_k. One decaying weight: w_1 = s w_2 ... w_k/c gives -(w_2 ... w_k)^2/c. Two of two: the form c w_1^2 + c w_2^2 - 2 s w_1 w_2.
  // Two or more of more: the same form times a small factor before w_1 w_2; flat in what does not decay. All: definite.
  const bool minimum = j >= 2 && (k > 2 || percent >= 100), strict = minimum && j == k;
  return {std::to_string(k) + " weights, " + std::to_string(j) + " with decay",
          variables + "\n[objective]\nexpression = \"(" + product + (s > 0 ? " - 1)^2" : " + 1)^2") + decay + "\"\n", "{ " + point + " }",
          claims_about({known(minimum), known(strict), known(!minimum), minimum ? Known::Nothing : Known::Yes})};
}

}  // namespace

std::vector<NamedFamily> network_families() {
  return {{"exp and softplus", convex_activation},
          {"square activation", square_activation},
          {"relu activation", relu_activation},
          {"relu at its kink", relu_kink},
          {"tanh", tanh_activation},
          {"chain of weights", chain}};
}

}  // namespace losscert::test
