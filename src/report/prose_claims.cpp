// FORMAT.md, section 6: what the certificate of each kind of claim holds, in words.
#include <algorithm>

#include "interval/enclosure.hpp"
#include "report/figures.hpp"
#include "report/formula.hpp"
#include "report/notation.hpp"
#include "report/outline.hpp"
#include "report/sentence.hpp"

namespace losscert::report {
namespace {

using claim::Kind;

// The whole story of one certificate.
class Story {
public:
  Story(const CaseResult& c, const ClaimResult& r)
      : r_(r), c_(*r.claim), certificate_(*r.evidence), proof_(certificate_.at("proof")),
        g_(*r.instance, c.written.functions, root_enclosures(*r.instance, certificate_), certificate_.value("precision", 128U), std::make_shared<Effort>()) {
    s_.f = function_name(c_, *r.instance);
    s_.strict = c_.strict;
    s_.variables = names_of(c_.over);
    value_ = r.written.value.empty() ? symbolic::to_text(c_.value) : r.written.value;
    excess_ = minus(s_.f, value_);
    set_up(c);
    take_instances(c);
  }

  Proof tell() {
    Proof p;
    tell_roots(p.routine);
    if (certificate_.contains("domain"))
      for (const auto& d : certificate_.at("domain")) {
        Step step = sign_step(g_, d.at("proof"), g_.read(member_text(d, "expr")), quoted(member_text(d, "expr")));
        step.text = "The functions are defined: " + step.text;
        p.routine.push_back(std::move(step));
      }
    if (r_.verdict == Verdict::Proved) {
      tell_model(p.routine);
      tell_instances(p.steps);
      tell_proved();
    } else if (has("no-root")) {
      tell_no_root();
    } else {
      const std::string witness = witness_text();
      if (!witness.empty()) opening_ = "For " + quoted(witness) + ", where all assumptions hold: ";
      tell_refuted();
    }
    finish(p);
    return p;
  }

private:
  // "L - 1", "L - (a + b)"
  static std::string minus(const std::string& left, const std::string& right) {
    if (right == "0") return left;
    const auto f = parse_formula(right);
    const bool sum = !f || f->op == Formula::Op::Sum || f->op == Formula::Op::Negate;
    return left + " - " + (sum ? "(" + right + ")" : right);
  }
  bool has(const char* member) const { return proof_.contains(member); }
  const Json& part(const char* member) const { return proof_.at(member); }
  void add(Step s) { main_.push_back(std::move(s)); }
  void add(const std::string& text, std::vector<Step> below = {}) { main_.push_back({text, "", std::move(below)}); }

  // Context, function and point (FORMAT.md, section 3; for refutations section 6, with the witness put in).
  void set_up(const CaseResult& c) {
    g_.function = g_.work([&]() -> Known { return symbolic::canonical(c_.function); });
    g_.at = c_.at;
    const bool refuted = r_.verdict == Verdict::Refuted;
    for (const auto& root : r_.instance->roots) {
      Substitution names;
      for (std::size_t k = 0; k < root.unknowns.size() && k < root.symbols.size(); ++k) names[root.unknowns[k]] = root.symbols[k];
      for (const auto& e : root.equations) g_.assume({symbolic::substitute(e, names), symbolic::Rel::Equal}, "the equation of " + root.name);
    }
    if (!refuted) {
      const auto take = [&](const std::vector<Relation>& relations, const std::vector<std::string>& written) {
        const bool as_written = relations.size() == written.size();
        for (std::size_t k = 0; k < relations.size(); ++k) g_.assume(relations[k], as_written ? written[k] : "");
      };
      take(r_.instance->assumptions, c.written.assumptions);
      take(c_.where, r_.written.where);
      return;
    }
    if (!certificate_.contains("witness")) return;
    symbolic::Functions functions;
    for (const auto& [name, value] : certificate_.at("witness").items()) {
      const Known e = expression(value.is_string() ? value.get<std::string>() : value.dump(), r_.instance->functions);
      if (!e) continue;
      const auto f = std::find_if(r_.instance->functions.begin(), r_.instance->functions.end(), [&, &wanted = name](const auto a) { return a->name == wanted; });
      if (f != r_.instance->functions.end()) functions[*f] = *e;
      else witness_[symbolic::symbol(name)] = *e;
    }
    if (!functions.empty() && g_.function) g_.function = g_.work([&]() -> Known { return symbolic::canonical(symbolic::put_in(*g_.function, functions)); });
    for (auto& [v, e] : g_.at)
      if (const Known put = g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(e, witness_)); })) e = *put;
    for (const auto& [v, e] : witness_) g_.at.emplace(v, e);
  }

  // What claims above say, where they are used, is assumed.
  void take_instances(const CaseResult& c) {
    if (!certificate_.contains("instances")) return;
    for (const auto& i : certificate_.at("instances")) {
      const auto lemma = std::find_if(c.claims.begin(), c.claims.end(), [&](const ClaimResult& r) { return r.instance == r_.instance && r.claim->id == member_text(i, "lemma"); });
      if (lemma == c.claims.end()) continue;
      const claim::Claim& l = *lemma->claim;
      Substitution by;
      if (i.contains("by"))
        for (const auto& [name, e] : i.at("by").items())
          if (const Known x = g_.read(e.get<std::string>())) by[symbolic::symbol(name)] = *x;
      const auto assume = [&](const Expr& e, symbolic::Rel rel) {
        const Known put = g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(symbolic::substitute(e, by), g_.at)); });
        if (put) g_.assume({*put, rel}, "the claim " + l.id);
      };
      using symbolic::Rel;
      switch (l.kind) {
        case Kind::Always:
          for (const auto& r : l.statement) assume(r.expr, r.rel);
          break;
        case Kind::LowerBound: assume(l.function - l.value, l.strict ? Rel::Greater : Rel::GreaterEqual); break;
        case Kind::Infimum: assume(l.function - l.value, l.attained ? Rel::GreaterEqual : Rel::Greater); break;
        case Kind::Minimizers: assume(l.function - l.value, Rel::GreaterEqual); break;
        case Kind::Value: assume(symbolic::substitute(l.function, l.at) - l.value, Rel::Equal); break;
        default: break;
      }
    }
  }
  void tell_instances(std::vector<Step>& steps) {
    if (!certificate_.contains("instances")) return;
    for (const auto& i : certificate_.at("instances"))
      steps.push_back({"The claim " + member_text(i, "lemma") + ", proved above, is used" + where_by(i) + (i.value("everywhere", false) ? ", at all points" : "") + ".", "", hypotheses_steps(g_, i)});
  }

  std::string witness_text() const {
    if (!certificate_.contains("witness")) return "";
    return with_decimals(certificate_.at("witness"));
  }

  // "a = exp(-1/3) (about 0.716)"
  std::string with_decimals(const Json& assigned) const {
    std::vector<std::string> parts;
    for (const auto& [name, value] : assigned.items()) {
      const std::string text = value.is_string() ? value.get<std::string>() : value.dump(), d = decimals_of(text, *r_.instance);
      parts.push_back(assignment({{name, text}}, *r_.instance) + (d.empty() ? "" : d.front() == '[' ? " in " + d : " = " + d));
    }
    return join(parts, ", ");
  }

  void tell_roots(std::vector<Step>& steps) {
    if (!certificate_.contains("roots")) return;
    const auto boxes = root_enclosures(*r_.instance, certificate_);
    for (const auto& root : r_.instance->roots) {
      if (!certificate_.at("roots").contains(root.name)) continue;
      std::vector<std::string> places;
      for (const auto& s : root.symbols)
        if (const auto b = boxes.find(s.get_name()); b != boxes.end()) places.push_back("`" + s.get_name() + " in " + b->second.decimal(10) + "`");
      steps.push_back({"`" + root.name + "` exists and is unique: bisection of its box, exclusion by interval evaluation, and the Krawczyk operator in one cell show that its " +
                           (root.equations.size() == 1 ? "equation has" : "equations have") + " exactly one solution there, with " + enumerate(places) + ".",
                       "", {}});
    }
  }

  // A claim that says what a point is, made of a root that does not exist.
  void tell_no_root() {
    const std::string name = part("no-root").at("name");
    std::vector<std::string> equations, sides;
    for (const auto& root : r_.instance->roots) {
      if (root.name != name) continue;
      for (const auto& e : root.equations) equations.push_back("`" + g_.text(e) + " = 0`");
      for (std::size_t k = 0; k < root.box.size(); ++k)
        sides.push_back("`" + symbolic::to_text(root.box[k].first) + " <= " + root.unknowns[k].get_name() + " <= " + symbolic::to_text(root.box[k].second) + "`");
    }
    add("`" + name + "`, of which the point is made, does not exist: bisection of its box and exclusion by interval evaluation show that " + enumerate(equations) + " has no solution with " + enumerate(sides) +
        ". The claim says what the point is, so that there is one; it is false.");
  }

  void tell_model(std::vector<Step>& steps) {
    const auto model = certificate_.find("model");
    if (model == certificate_.end() || model->empty()) return;
    steps.push_back({"The assumptions do not contradict each other: they hold for " + quoted(with_decimals(*model)) + ".", "", {}});
  }

  Known excess() const {
    if (!g_.function) return std::nullopt;
    return g_.work([&]() -> Known { return symbolic::canonical(*g_.function - c_.value); });
  }
  Known excess_at_point() const { return g_.put_point(excess()); }
  std::string excess_label() const { return "`" + excess_ + "`"; }

  Situation in_set(std::size_t k) const {
    Situation g = g_;
    for (const auto& r : c_.sets.at(k)) g.assume(r);
    return g;
  }
  std::string set_text(std::size_t k) const { return "`" + (k < r_.written.sets.size() ? r_.written.sets[k] : to_text(c_.sets.at(k))) + "`"; }

  // The context of a choice of one relation from each set that fails, the first set slowest.
  Situation outside(std::size_t choice, std::vector<std::string>& fails) const {
    Situation g = g_;
    std::size_t rest = choice;
    std::vector<std::size_t> which(c_.sets.size());
    for (std::size_t k = c_.sets.size(); k-- > 0;) {
      which[k] = rest % c_.sets[k].size();
      rest /= c_.sets[k].size();
    }
    for (std::size_t k = 0; k < c_.sets.size(); ++k) {
      const auto& r = c_.sets[k].at(which[k]);
      g.assume({r.expr, symbolic::negate(r.rel)});
      fails.push_back("`" + g_.text(r.expr, 6) + " " + relation_text(signs_of(symbolic::negate(r.rel))) + "`");
    }
    return g;
  }

  Known along_path(const Expr& e) const {
    if (!c_.path) return std::nullopt;
    return g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(symbolic::substitute(e, *c_.path), witness_)); });
  }
  std::string path_text() const {
    std::vector<std::string> parts;
    for (const auto& [v, e] : r_.written.path) parts.push_back(v + " = " + e);
    return quoted(join(parts, ", "));
  }

  void tell_statement(std::size_t k, const Json& node, bool holds) {
    const auto& r = c_.statement.at(k);
    const bool as_written = c_.statement.size() == r_.written.statement.size();
    const std::string written = as_written ? r_.written.statement[k] : "";
    const Known e = g_.put_point(r.expr);
    const Signs wanted = holds ? signs_of(r.rel) : kAnySign & ~signs_of(r.rel);
    SignStory s = read_sign(g_, node, e);
    if (holds && r.rel == symbolic::Rel::Equal && s.rule == "zero") {
      add("`" + (as_written ? written : join(r_.written.statement, ", ")) + "`" + (as_written ? "" : ", relation " + std::to_string(k + 1)) + ": both sides are the same function, by exact arithmetic on their canonical forms.");
      return;
    }
    // Left minus right.
    std::string label;
    if (const auto f = as_written ? side_difference(written) : std::string(); !f.empty()) label = "`" + f + "`";
    Step step = told(g_, std::move(s), label, wanted);
    step.text = (as_written ? "`" + written + "`" : "Relation " + std::to_string(k + 1)) + (holds ? " holds: " : " fails: ") + step.text;
    add(std::move(step));
  }
  static std::string side_difference(const std::string& relation) {
    for (const char* sign : {" == ", " != ", " <= ", " >= ", " < ", " > "}) {
      const auto at = relation.find(sign);
      if (at == std::string::npos) continue;
      const std::string left = relation.substr(0, at), right = relation.substr(at + std::string(sign).size());
      return right.find_first_of("<>=") != std::string::npos ? "" : minus(left, right);
    }
    return "";
  }

  void tell_gradient(Situation g, const Json& node) {
    std::vector<Step> below = pieces_steps(g, node);
    std::vector<Step> deeper;
    const std::string text = gather(deeper, gradient_steps(g, node, s_), "the point is critical: ", "the point is critical, all partial derivatives of " + s_.f + " being 0 there");
    for (auto& d : deeper) below.push_back(std::move(d));
    add(capital(text) + ".", std::move(below));
  }

  static std::string capital(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
  }

  void tell_higher(const Json& node, const std::string& begin) {
    Situation opposite = g_;
    if (opposite.function) opposite.function = g_.work([&]() -> Known { return symbolic::canonical(-*g_.function); });
    Subject up = s_;
    up.up = true;
    Step step = excluded_step(opposite, node, up, false);
    step.text = begin + lower_case(step.text);
    add(std::move(step));
  }

  void tell_minimum(const Json& node, bool maximum) {
    Situation g = g_;
    Subject s = s_;
    if (maximum) {
      if (g.function) g.function = g_.work([&]() -> Known { return symbolic::canonical(-*g_.function); });
      s.f = "-" + s_.f;
    }
    add(minimum_step(g, node, s));
  }

  void tell_proved() {
    switch (c_.kind) {
      case Kind::Always: {
        const auto identity = [&](std::size_t k) { return c_.statement.at(k).rel == symbolic::Rel::Equal && member_text(part("proofs").at(k), "rule") == "zero"; };
        bool all = c_.statement.size() > 1;
        for (std::size_t k = 0; k < c_.statement.size() && all; ++k) all = identity(k);
        if (all) return add("Both sides are the same functions, by exact arithmetic on their canonical forms.");
        std::size_t k = 0;
        for (const auto& node : part("proofs")) tell_statement(k++, node, true);
        return;
      }
      case Kind::Value: return tell_value();
      case Kind::CriticalPoint: return tell_gradient(g_, proof_);
      case Kind::NoCriticalPoint: return add(excluded_step(g_, part("tree"), s_, true));
      case Kind::CriticalPointsSatisfy: {
        Situation g = g_;
        if (c_.condition) g.assume({c_.condition->expr, symbolic::negate(c_.condition->rel)});
        Step step = excluded_step(g, part("tree"), s_, true);
        step.text = "Suppose that `" + (r_.written.condition.empty() && c_.condition ? to_text(*c_.condition) : r_.written.condition) + "` fails. " + capital(step.text);
        return add(std::move(step));
      }
      case Kind::NoLocalMinimum: return add(excluded_step(g_, part("tree"), s_, false));
      case Kind::LocalMinimum: return tell_minimum(part("minimum"), false);
      case Kind::LocalMaximum: return tell_minimum(part("minimum"), true);
      case Kind::Saddle: {
        tell_gradient(g_, proof_);
        Step lower = excluded_step(g_, part("lower"), s_, false);
        lower.text = "Down: " + lower_case(lower.text);
        add(std::move(lower));
        return tell_higher(part("higher"), "Up: ");
      }
      case Kind::Suboptimal: return tell_suboptimal();
      case Kind::LowerBound: return add(sign_step(g_, part("proof"), excess(), excess_label(), c_.strict ? kPositive : kZero | kPositive));
      case Kind::Infimum: return tell_infimum();
      case Kind::Minimizers: {
        add("The value `" + value_ + "` is attained at " + quoted(assignment_text(part("point"))) + ", which lies in the set " + set_text(part("set").get<std::size_t>()) + ".");
        return tell_sets([&](const Situation& g, const Json& n) { return sign_step(g, n, excess(), excess_label(), kZero); },
                         [&](const Situation& g, const Json& n) { return sign_step(g, n, excess(), excess_label(), kPositive); });
      }
      case Kind::CriticalSet:
        return tell_sets(
            [&](const Situation& g, const Json& n) {
              Situation inner = g;
              Step step{"", "", pieces_steps(inner, n)};
              std::vector<Step> deeper;
              step.text = gather(deeper, gradient_steps(inner, n, s_), "every point is critical: ", "every point is critical, all partial derivatives of " + s_.f + " being 0") + ".";
              for (auto& d : deeper) step.below.push_back(std::move(d));
              return step;
            },
            [&](const Situation& g, const Json& n) { return excluded_step(g, n, s_, true); });
      case Kind::Limit: return add(limit_step(g_, part("limit"), along_path(c_.of), "`" + (r_.written.of.empty() ? s_.f : r_.written.of) + "` tends to " + limit_words()));
      case Kind::DivergencePath: {
        add(limit_step(g_, part("limit"), along_path(c_.function), s_.f + " tends to " + limit_words()));
        std::size_t k = 0;
        for (const auto& d : part("diverges")) {
          const std::string what = k < r_.written.diverges.size() ? r_.written.diverges[k] : symbolic::to_text(c_.diverges.at(k));
          add(limit_step(g_, d, along_path(c_.diverges.at(k)), "`" + what + "` tends to plus or minus infinity"));
          ++k;
        }
        if (has("decreasing")) tell_decreasing(part("decreasing"), kPositive, "positive, so that it falls as eps does");
        return;
      }
    }
  }

  std::string limit_words() const {
    switch (c_.limit) {
      case claim::LimitSort::PlusInfinity: return "plus infinity";
      case claim::LimitSort::MinusInfinity: return "minus infinity";
      case claim::LimitSort::Finite: break;
    }
    return "`" + (r_.written.limit.empty() || c_.kind == Kind::DivergencePath ? g_.text(c_.value) : r_.written.limit) + "`";
  }

  void tell_value() {
    const Known e = c_.path ? along_path(c_.function) : g_.put_point(g_.function);
    const std::string where = c_.path ? " along the path " + path_text() : " at the point";
    const Known difference = !e ? std::nullopt : g_.work([&]() -> Known { return symbolic::canonical(*e - c_.value); });
    Step step = sign_step(g_, part("proof"), difference, "the difference", kZero);
    const std::string is = e && g_.text(*e) != value_ ? ", `" + g_.text(*e) + "`," : "";
    if (member_text(part("proof"), "rule") == "zero") return add(s_.f + where + is + " is `" + value_ + "`, by exact arithmetic on the canonical forms.");
    step.text = s_.f + where + is + " is `" + value_ + "`: " + step.text;
    add(std::move(step));
  }

  void tell_suboptimal() {
    Situation g = g_;
    Substitution point;
    for (const auto& [v, e] : part("point").items())
      if (const Known x = g.read(e.get<std::string>())) point[symbolic::symbol(v)] = *x;
    Substitution there = witness_;
    for (const auto& [v, x] : point) there[v] = x;
    const Known lower = g_.function ? g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*g_.function, there)); }) : std::nullopt;
    const Known here = g_.put_point(g_.function);
    const Known difference = lower && here ? g_.work([&]() -> Known { return symbolic::canonical(*lower - *here); }) : std::nullopt;
    const auto value = [&](const Known& e) { return e ? " `" + number_text(*e) + "`" : std::string(" a value"); };
    Step step = sign_step(g_, part("proof"), difference, "their difference", kNegative);
    step.text = s_.f + " is" + value(here) + " at the point and" + value(lower) + " at " + quoted(with_decimals(part("point"))) + ". " + capital(step.text);
    add(std::move(step));
  }
  // "log(2) in [0.693147180559, 0.69314718056]": a constant that is no short number, with its decimals.
  std::string number_text(const Expr& e) const {
    const std::string d = symbolic::symbols_of(e).empty() ? decimal(e, {}) : "";
    const std::string text = g_.text(e);
    return d.empty() || d == text ? text : text + (d.front() == '[' ? " in " : " = ") + d;
  }

  template <class On, class Off>
  void tell_sets(const On& on, const Off& off) {
    std::size_t k = 0;
    for (const auto& node : part("on")) {
      Step step = on(in_set(k), node);
      step.text = "Where " + set_text(k) + ": " + step.text;
      add(std::move(step));
      ++k;
    }
    k = 0;
    for (const auto& node : part("off")) {
      std::vector<std::string> fails;
      const Situation g = outside(k++, fails);
      Step step = off(g, node);
      step.text = "Elsewhere, if " + enumerate(fails) + ": " + step.text;
      add(std::move(step));
    }
  }

  void tell_decreasing(const Json& d, Signs wanted, const std::string& words) {
    Situation g = g_;
    const Symbol eps = symbolic::symbol("eps");
    const std::string eps0 = d.contains("eps0") ? member_text(d, "eps0") : "1";
    g.assume({eps, symbolic::Rel::Greater});
    if (const auto q = rational(eps0)) g.assume({Expr(eps) - *q, symbolic::Rel::LessEqual});
    Known e = along_path(c_.function);
    std::vector<Step> below = pieces_steps(g, d, &e);
    Step step = sign_step(g, d.at("proof"), g.derivative(e, "eps"), "", wanted);
    step.text = "For `0 < eps <= " + eps0 + "` the derivative of " + s_.f + " along the path in `eps` is " + words + ": " + step.text;
    for (auto& b : step.below) below.push_back(std::move(b));
    step.below = std::move(below);
    add(std::move(step));
  }

  void tell_infimum() {
    add(sign_step(g_, part("bound"), excess(), excess_label(), c_.attained ? kZero | kPositive : kPositive));
    if (has("point")) {
      add("The value is attained at " + quoted(with_decimals(part("point"))) + ".");
      return;
    }
    Situation g = g_;
    Substitution path;
    for (const auto& [v, e] : part("path").items())
      if (const Known x = g.read(e.get<std::string>())) path[symbolic::symbol(v)] = *x;
    const Known along = g_.function ? g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*g_.function, path)); }) : std::nullopt;
    add(limit_step(g_, part("limit"), along, "Along " + quoted(assignment_text(part("path"))) + " " + s_.f + " tends to `" + value_ + "`"));
  }

  // Where the negation has the shape of another claim's proof, the member says which.
  void tell_refuted() {
    if (has("tree")) {
      const bool critical = c_.kind == Kind::CriticalPoint || c_.kind == Kind::Saddle || c_.kind == Kind::CriticalSet;
      if (c_.kind == Kind::LocalMaximum) tell_higher(part("tree"), "");
      else add(excluded_step(g_, part("tree"), s_, critical));
    }
    if (has("minimum")) tell_minimum(part("minimum"), false);
    if (has("maximum")) tell_minimum(part("maximum"), true);
    if (has("path") && has("reach")) add("The function is constant along the path " + quoted(assignment_text(part("path"))) + " for 0 <= eps <= `" + member_text(proof_, "reach") + "`, which starts at the point and leaves it, so the point is not strict.");
    if (has("gradient")) tell_gradient(g_, proof_);
    if (has("condition") && c_.condition)
      add(prefixed("Yet `" + r_.written.condition + "` fails: ", sign_step(g_, part("condition"), g_.put_point(c_.condition->expr), "", kAnySign & ~signs_of(c_.condition->rel))));
    if (has("set") && has("member")) add("The point lies in the set " + set_text(part("set").get<std::size_t>()) + ".");
    if (has("outside")) {
      std::size_t k = 0;
      for (const auto& f : part("outside")) {
        const auto& r = c_.sets.at(k).at(f.at("index").get<std::size_t>());
        add(prefixed("The point lies outside the set " + set_text(k) + ": ", sign_step(g_, f.at("proof"), g_.put_point(r.expr), "", kAnySign & ~signs_of(r.rel))));
        ++k;
      }
    }
    if (has("above")) {
      const auto& a = part("above");
      const std::string bound = member_text(a, "value");
      const Known b = g_.read(bound);
      const Known over = b && g_.function ? g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*g_.function - *b, witness_)); }) : std::nullopt;
      add(prefixed(s_.f + " never comes below `" + bound + "`, which is above the claimed `" + value_ + "`: ", sign_step(g_, a.at("bound"), over, "`" + minus(s_.f, bound) + "`", kZero | kPositive)));
    }
    if (has("below")) add(prefixed(value_words(), sign_step(g_, part("below"), excess_at_point(), excess_label(), kNegative)));
    if (has("attained")) add(prefixed(value_words(), sign_step(g_, part("attained"), excess_at_point(), excess_label(), kZero)));
    if (has("strict")) add(prefixed("The value is not attained: ", sign_step(g_, part("strict"), g_.work([&]() -> Known { const Known e = excess(); return e ? Known(symbolic::canonical(symbolic::substitute(*e, witness_))) : e; }), excess_label(), kPositive)));
    if (has("bound")) {
      const std::string value = member_text(proof_, "value");
      const Known b = g_.read(value);
      const Known over = b && g_.function ? g_.work([&]() -> Known { return symbolic::canonical(symbolic::substitute(*g_.function - *b, fixed_witness())); }) : std::nullopt;
      add(prefixed("The value at the point is `" + value + "`, and none is lower: ", sign_step(g_, part("bound"), over, "`" + minus(s_.f, value) + "`", kZero | kPositive)));
    }
    if (has("limit")) tell_refuted_limit();
    if (has("proof") && !has("reach")) tell_refuted_sign();
  }

  static Step prefixed(const std::string& begin, Step step) {
    step.text = begin + step.text;
    return step;
  }
  std::string value_words() const {
    const Known e = g_.put_point(g_.function);
    return e ? "There " + s_.f + " is `" + number_text(*e) + "`. " : "";
  }
  // Of the witness, what is no variable: the bound is for all of those.
  Substitution fixed_witness() const {
    Substitution s = witness_;
    for (const auto& v : c_.over) s.erase(v);
    return s;
  }

  void tell_refuted_limit() {
    if (has("index")) {
      const auto k = part("index").get<std::size_t>();
      const std::string what = k < r_.written.diverges.size() ? r_.written.diverges[k] : symbolic::to_text(c_.diverges.at(k));
      return add(limit_step(g_, part("limit"), along_path(c_.diverges.at(k)), "`" + what + "` has a finite limit"));
    }
    const bool limit = c_.kind == Kind::Limit;
    add(limit_step(g_, part("limit"), along_path(limit ? c_.of : c_.function), (limit && !r_.written.of.empty() ? "`" + r_.written.of + "`" : s_.f) + " does not tend to " + limit_words()));
  }

  void tell_refuted_sign() {
    switch (c_.kind) {
      case Kind::Always: return tell_statement(part("index").get<std::size_t>(), part("proof"), false);
      case Kind::Value: {
        const Known e = c_.path ? along_path(c_.function) : g_.put_point(g_.function);
        const Known difference = e ? g_.work([&]() -> Known { return symbolic::canonical(*e - symbolic::substitute(c_.value, witness_)); }) : std::nullopt;
        const std::string is = e ? s_.f + " is `" + number_text(*e) + "` there. " : "";
        return add(prefixed(is, sign_step(g_, part("proof"), difference, "`" + excess_ + "`", kNegative | kPositive)));
      }
      case Kind::LowerBound: return add(prefixed(value_words(), sign_step(g_, part("proof"), excess_at_point(), excess_label(), c_.strict ? kZero | kNegative : kNegative)));
      case Kind::Minimizers: return add(prefixed(value_words(), sign_step(g_, part("proof"), excess_at_point(), excess_label(), has("outside") ? kZero | kNegative : kNegative | kPositive)));
      case Kind::DivergencePath: return tell_decreasing(proof_, kZero | kNegative, "never positive");
      default: return add(sign_step(g_, part("proof"), std::nullopt, "the claimed sign"));
    }
  }

  // One main step is the reason, and what it rests on the proof; several are the reason together if they are short.
  void finish(Proof& p) {
    constexpr std::size_t kLongest = 700;
    for (auto& s : main_) s.text = capital(std::move(s.text));
    std::string all;
    for (const auto& s : main_) all += (all.empty() ? "" : " ") + s.text;
    if (main_.size() == 1) {
      p.reason = opening_ + no_longer_than(opening_.empty() ? main_[0].text : lower_case(main_[0].text), kLongest);
      for (auto& b : main_[0].below) p.steps.push_back(std::move(b));
      if (p.reason.size() < opening_.size() + main_[0].text.size()) p.steps.insert(p.steps.begin(), {main_[0].text, main_[0].rule, {}});
      return;
    }
    p.reason = opening_ + no_longer_than(opening_.empty() ? all : lower_case(all), kLongest);
    if (all.size() > kLongest) {
      for (auto& s : main_) p.steps.push_back(std::move(s));
      return;
    }
    // Said already, but for what they rest on.
    for (auto& s : main_)
      for (auto& b : s.below) p.steps.push_back(std::move(b));
  }
  static std::string lower_case(std::string text) {
    // Not a name such as L.
    if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
  }

  const ClaimResult& r_;
  const claim::Claim& c_;
  const Json& certificate_;
  const Json& proof_;
  Situation g_;
  Subject s_;
  Substitution witness_;
  std::string value_, excess_, opening_;
  std::vector<Step> main_;
};

}  // namespace

Proof prose(const CaseResult& c, const ClaimResult& r) { return Story(c, r).tell(); }

}  // namespace losscert::report
