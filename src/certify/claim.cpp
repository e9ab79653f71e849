#include "certify/claim.hpp"

#include <cmath>
#include <cstdio>

#include "graph/build.hpp"

namespace losscert::certify {

using nlohmann::json;

std::string text_of(Real x) {
  char text[64];
  std::snprintf(text, sizeof text, "%.21Lg", std::abs(x) < 1e-300L ? 0 : x);
  return text;
}

namespace {

std::string short_text(double x) {
  char text[64];
  std::snprintf(text, sizeof text, "%.9g", x);
  return text;
}

// One significant digit, downwards.
double rounded_down(double x) {
  const double unit = std::pow(10.0, std::floor(std::log10(x)));
  return std::floor(x / unit) * unit;
}

std::string one_digit(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0e", rounded_down(x));
  return text;
}

// Three significant digits, downwards.
std::string three_digits(double x) {
  const double unit = std::pow(10.0, std::floor(std::log10(x)) - 2);
  char text[32];
  std::snprintf(text, sizeof text, "%.2e", std::floor(x / unit) * unit * (1 - 1e-12));
  return text;
}

json vector_json(const Point& x) {
  json out = json::array();
  for (const Real e : x) out.push_back(text_of(e));
  return out;
}

json directions_json(const Eigen::MatrixXd& u) {
  json out = json::array();
  for (Eigen::Index k = 0; k < u.cols(); ++k) {
    json column = json::array();
    for (Eigen::Index i = 0; i < u.rows(); ++i) column.push_back(short_text(u(i, k)));
    out.push_back(std::move(column));
  }
  return out;
}

json certificate(const problem::Case& c, const Claim& claim, bool proved, json proof) {
  json dimensions = json::object();
  for (const auto& [name, value] : claim.dimensions) dimensions[name] = value;
  return {{"format", "losscert-certificate"}, {"version", 1},          {"case", c.digest},         {"claim", claim.syntax->id},
          {"dimensions", dimensions},         {"precision", 128},      {"roots", json::object()},  {"verdict", proved ? "proved" : "refuted"},
          {proved ? "model" : "witness", json::object()},              {"proof", std::move(proof)}};
}

double certain(double gap) { return 0.999 * gap; }

// A ball around the critical point, within the claim's, on which the curvature shows.
std::optional<json> small_ball(const Claim& claim, const Located& at) {
  const double room = claim.radius - distance(at.x, claim.point);
  for (double radius = std::min(room * 0.99, 1.0); radius > 1e-14; radius /= 4) {
    const Curvature c = curvature_on(claim.function, at.x, radius, at.downward);
    if (c.gap <= 0 || at.gradient >= certain(c.gap) * radius) continue;
    return json{{"centre", vector_json(at.x)}, {"radius", short_text(radius)}, {"shift", short_text(c.shift)}, {"directions", directions_json(at.downward)}};
  }
  return std::nullopt;
}

std::string counted(std::size_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

std::string in_words(const Located& at) {
  if (at.downward.cols() == 0) return "a strict minimum";
  return "a critical point of index " + std::to_string(at.downward.cols());
}

// Towards larger gradients: no critical point on the ball, if it is not too large.
std::optional<Point> slope_direction(const Claim& claim) {
  const Point g = graph::Evaluation<Real>(claim.function, claim.point).gradient();
  return slope_on(claim.function, claim.point, claim.radius, g) > 0 ? std::optional(g) : std::nullopt;
}

class Decision {
public:
  Decision(const problem::Case& c, const Claim& claim) : case_(c), claim_(claim), at_(locate(claim.function, claim.point)), wants_critical_(claim.syntax->kind == "critical-point-within") {}

  Outcome decide() {
    if (at_.converged && at_.nearly_zero > 0) return undecided("the Hessian is singular, as far as can be seen: " + counted(at_.nearly_zero, "eigenvalue") + " near 0");
    const bool inside = at_.converged && distance(at_.x, claim_.point) < claim_.radius;
    if (!inside) return no_critical_point();
    if (!wants_critical_) {
      if (auto ball = small_ball(claim_, at_)) return {Verdict::Refuted, "", certificate(case_, claim_, false, {{"point", std::move(*ball)}})};
      return undecided("there seems to be " + in_words(at_) + " in the ball, but no ball around it was found on which its curvature shows");
    }
    if (at_.downward.cols() != claim_.syntax->index) {
      if (auto ball = small_ball(claim_, at_)) return {Verdict::Refuted, "", certificate(case_, claim_, false, {{"points", json::array({std::move(*ball)})}})};
      return undecided("there seems to be " + in_words(at_) + " in the ball, but no ball around it was found on which its curvature shows");
    }
    return critical_point();
  }

private:
  Outcome undecided(std::string reason) const { return {Verdict::Undecided, std::move(reason), {}}; }

  Outcome no_critical_point() {
    if (const auto u = slope_direction(claim_))
      return {wants_critical_ ? Verdict::Refuted : Verdict::Proved, "", certificate(case_, claim_, !wants_critical_, {{"direction", vector_json(*u)}})};
    return undecided(std::string("Newton's method ") + (at_.converged ? "leads out of the ball" : "did not converge") + ", and the gradient (" + short_text(gradient_norm(claim_.function, claim_.point)) +
                     " at the centre) is not shown to be other than 0 throughout; a smaller radius may help");
  }

  Outcome critical_point() {
    const Curvature c = curvature_on(claim_.function, claim_.point, claim_.radius, at_.downward);
    if (!c.smooth) return undecided("the argument of a relu (abs, max, min) may be 0 somewhere in the ball; a smaller radius may help");
    if (c.gap <= 0) return undecided("the Hessian varies too much on the ball: its least eigenvalue (" + short_text(at_.gap) + " at the critical point) is not shown to stay away from 0; a smaller radius may help");
    if (c.gap < claim_.curvature) return undecided("the least eigenvalue is at least about " + short_text(c.gap) + " on the ball, which is less than the claimed curvature; a smaller radius may help");
    if (at_.gradient >= certain(c.gap) * (claim_.radius - distance(at_.x, claim_.point))) return undecided("the critical point is too near to the ball's boundary");
    return {Verdict::Proved, "", certificate(case_, claim_, true, {{"centre", vector_json(at_.x)}, {"shift", short_text(c.shift)}, {"directions", directions_json(at_.downward)}})};
  }

  const problem::Case& case_;
  const Claim& claim_;
  Located at_;
  bool wants_critical_;
};

std::vector<std::map<std::string, int>> choices(const problem::Case& c) {
  std::vector<std::map<std::string, int>> all{{}};
  for (const auto& [name, values] : c.dimensions) {
    std::vector<std::map<std::string, int>> longer;
    for (const auto& choice : all)
      for (const int v : values) longer.push_back(choice), longer.back()[name] = v;
    all = std::move(longer);
  }
  return all;
}

// The largest radius of the form 1, 2, 5 * 10^k on which `holds`, at most `most`; 0 if there is none.
template <class F>
double largest_radius(double most, F holds) {
  for (int k = 0; k >= -12; --k)
    for (const double digit : {1.0, 0.5, 0.2}) {
      const double r = digit * std::pow(10.0, k);
      if (r <= most && holds(r)) return r;
    }
  return 0;
}

// a = "1", w = "[1, 2]"
std::string values(const problem::Case& c, const Point& x) {
  std::string out;
  std::size_t k = 0;
  for (const auto& d : c.variables) {
    const int rows = d.rows.empty() ? 1 : std::stoi(d.rows), cols = d.cols.empty() ? 1 : std::stoi(d.cols);
    std::string v;
    for (int i = 0; i < rows; ++i) {
      std::string row;
      for (int j = 0; j < cols; ++j) row += (j > 0 ? ", " : "") + text_of(x[k++]);
      if (d.shape == problem::Declaration::Shape::Matrix) row = "[" + row + "]";
      v += (i > 0 ? ", " : "") + row;
    }
    if (d.shape != problem::Declaration::Shape::Scalar) v = "[" + v + "]";
    out += (out.empty() ? "" : ", ") + d.name + " = \"" + v + "\"";
  }
  return out;
}

}  // namespace

std::string text_of(const Proposal& p, const std::string& id, const std::string& near, const problem::Case& c) {
  std::string text = "\n[[claims]]\nid = \"" + id + "\"\nkind = \"" + p.kind + "\"\nradius = \"" + p.radius + "\"\n";
  if (p.kind == "critical-point-within") text += "index = " + std::to_string(p.index) + "\ncurvature = \"" + p.curvature + "\"\n";
  return text + "near = " + (near.empty() ? "{ " + values(c, p.centre) + " }" : "\"" + near + "\"") + "\n";
}

bool is_about_a_ball(const problem::ClaimSyntax& c) { return c.kind == "critical-point-within" || c.kind == "no-critical-point-within"; }

std::vector<Claim> claims_of(const problem::Case& c) {
  std::vector<Claim> out;
  for (const auto& dimensions : choices(c))
    for (const auto& syntax : c.claims) {
      if (!is_about_a_ball(syntax)) continue;
      if (!c.assumptions.empty() || !c.functions.empty()) throw InputError(c.file, syntax.line, "a claim about a ball stands in a case with assumptions or [functions]; put it into a case without");
      graph::Builder b(c, dimensions);
      Claim claim;
      claim.syntax = &syntax;
      claim.dimensions = dimensions;
      claim.id = syntax.id;
      for (const auto& [name, value] : dimensions) claim.id += (claim.id == syntax.id ? "[" : ",") + name + "=" + std::to_string(value);
      if (!dimensions.empty()) claim.id += "]";
      const auto root = syntax.function ? b.scalar(syntax.function) : b.objective();
      claim.point = b.point(syntax.near, syntax.line);
      claim.radius = static_cast<double>(b.constant(syntax.radius, "'radius'"));
      if (!(claim.radius > 0)) throw InputError(c.file, syntax.line, "the radius is not positive; give a positive one");
      if (syntax.curvature) claim.curvature = static_cast<double>(b.constant(syntax.curvature, "'curvature'"));
      if (syntax.curvature && !(claim.curvature > 0)) throw InputError(c.file, syntax.line, "the curvature is not positive; give a positive one, or leave it out");
      claim.function = {b.take(), root};
      if (static_cast<std::size_t>(syntax.index) > claim.point.size()) throw InputError(c.file, syntax.line, "the index is larger than the number of unknowns, " + std::to_string(claim.point.size()));
      out.push_back(std::move(claim));
    }
  return out;
}

Outcome decide(const problem::Case& c, const Claim& claim) { return Decision(c, claim).decide(); }

Finding classify(const graph::Function& f, const Point& given) {
  Finding found;
  found.gradient = gradient_norm(f, given);
  if (!std::isfinite(found.gradient)) {
    found.open = "the function or its gradient is not defined, or no number in floating point, at the point";
    return found;
  }
  Located at = locate(f, given);
  found.distance = at.converged ? distance(at.x, given) : 0;
  if (at.converged && at.nearly_zero == 0) {
    // `share`: of the curvature at the critical point itself, wanted on the whole ball.
    const auto shows = [&](const Point& centre, double away, double share) {
      Curvature best;
      const double r = largest_radius(1, [&](double radius) {
        if (radius <= 1.01 * away) return false;
        best = curvature_on(f, centre, radius, at.downward);
        return best.safe_gap > share * at.gap && at.gradient < certain(best.safe_gap) * (radius - away);
      });
      if (r > 0) found.proposals.push_back({"critical-point-within", centre, away > 0, static_cast<std::size_t>(at.downward.cols()), one_digit(r * 1.0001), three_digits(0.97 * best.safe_gap)});
      return r > 0;
    };
    const double away = std::max(found.distance, 1e-300);
    if (!shows(given, away, 0.3) && !shows(given, away, 0.1)) shows(at.x, 0, 0.3);
  }
  if (found.proposals.empty() || !found.proposals.front().at_given) {
    const Point g = graph::Evaluation<Real>(f, given).gradient();
    const double r = largest_radius(1, [&](double radius) { return slope_on(f, given, radius, g) > 0.3 * found.gradient * found.gradient; });
    if (r > 0) found.proposals.insert(found.proposals.begin(), {"no-critical-point-within", given, true, 0, one_digit(r * 1.0001), ""});
  }
  if (found.proposals.empty()) {
    if (at.nearly_zero > 0)
      found.open = "the Hessian is singular there, as far as can be seen: " + counted(at.nearly_zero, "eigenvalue") + " near 0 (flat directions: a symmetry, a unit that is off, or two equal ones)";
    else if (!(graph::Evaluation<Real>(f, given).kink_distance() > 1e-12))
      found.open = "a relu (abs, max, min) sits at its kink";
    else if (!at.converged)
      found.open = "Newton's method does not converge from there, and the gradient is too small to be shown to be other than 0 near the point";
    else
      found.open = "no ball was found on which the curvature shows: the least eigenvalue, " + short_text(at.gap) + ", is too small beside the largest";
  }
  found.located = std::move(at);
  return found;
}

}  // namespace losscert::certify
