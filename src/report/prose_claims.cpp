// FORMAT.md, section 6: what the certificate of each kind of claim holds, in words.
#include <algorithm>

#include "interval/enclosure.hpp"
#include "report/figures.hpp"
#include "report/notation.hpp"
#include "report/outline.hpp"
#include "report/sentence.hpp"

namespace losscert::report {
namespace {

using claim::Kind;

// The whole story of one certificate.
class Story {
public:
  Story(const ClaimResult& r, Outline& out) : r_(r), c_(*r.claim), certificate_(*r.evidence), proof_(certificate_.at("proof")), out_(out) {
    s_.f = function_name(c_, *r.instance);
    s_.strict = c_.strict;
    s_.variables = names_of(c_.over);
    if (c_.kind == Kind::LocalMaximum) s_.f = "-" + s_.f;
    value_ = symbolic::to_text(c_.value);
    excess_ = s_.f + " - (" + value_ + ")";
  }

  void tell() {
    tell_roots();
    if (certificate_.contains("domain"))
      for (const auto& d : certificate_.at("domain")) tell_sign(out_, d.at("proof"), "the functions are defined: the sign of " + code(member_text(d, "expr")));
    if (r_.verdict == Verdict::Proved) {
      tell_model();
      tell_instances();
      tell_proved();
    } else if (has("no-root")) {
      tell_no_root();
    } else {
      const std::string witness = text_of(certificate_.at("witness"));
      out_.say(witness.empty() ? "The negation is proved." : "The negation is proved by the witness " + code(witness) + ", which satisfies all assumptions.");
      tell_refuted();
    }
  }

private:
  bool has(const char* member) const { return proof_.contains(member); }
  const Json& part(const char* member) const { return proof_.at(member); }

  void tell_roots() {
    if (!certificate_.contains("roots")) return;
    const auto boxes = root_enclosures(*r_.instance, certificate_);
    for (const auto& root : r_.instance->roots) {
      if (!certificate_.at("roots").contains(root.name)) continue;
      std::vector<std::string> equations, places;
      for (const auto& e : root.equations) equations.push_back(symbolic::to_text(e) + " = 0");
      for (const auto& s : root.symbols)
        if (const auto b = boxes.find(s.get_name()); b != boxes.end()) places.push_back(s.get_name() + " in " + b->second.decimal(20));
      out_.say("`" + root.name + "` exists and is unique: bisection of its box, exclusion by interval evaluation, and the Krawczyk operator in one cell show that " + code(join(equations, ", ")) +
               " has exactly one solution there, with " + join(places, ", ") + ".");
    }
  }

  // A claim that says what a point is, made of a root that does not exist.
  void tell_no_root() {
    const std::string name = part("no-root").at("name");
    std::vector<std::string> equations, sides;
    for (const auto& root : r_.instance->roots) {
      if (root.name != name) continue;
      for (const auto& e : root.equations) equations.push_back(symbolic::to_text(e) + " = 0");
      for (std::size_t k = 0; k < root.box.size(); ++k)
        sides.push_back(symbolic::to_text(root.box[k].first) + " <= " + root.unknowns[k].get_name() + " <= " + symbolic::to_text(root.box[k].second));
    }
    out_.say("`" + name + "`, of which the point is made, does not exist: bisection of its box and exclusion by interval evaluation show that " + code(join(equations, ", ")) + " has no solution with " + code(join(sides, ", ")) +
             ". The claim says what the point is, so that there is one; it is false.");
  }

  std::string text_of(const Json& assigned) const {
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& [name, value] : assigned.items()) members.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    return assignment(members, *r_.instance);
  }

  void tell_model() {
    const auto model = certificate_.find("model");
    if (model == certificate_.end() || model->empty()) return;
    out_.say("the assumptions do not contradict each other: they hold for " + code(text_of(*model)) + ".");
  }

  // What is assumed besides, by claims that the certificate proves too.
  void tell_instances() {
    if (!certificate_.contains("instances")) return;
    for (const auto& i : certificate_.at("instances")) {
      out_.say("by the claim " + code(member_text(i, "lemma")) + ", proved above, whose hypotheses hold here" + (i.value("everywhere", false) ? " and at all points" : "") + ".");
      const Outline::Below below(out_);
      tell_hypotheses(out_, i);
    }
  }

  void tell_member(const Json& member, std::size_t set) {
    std::size_t k = 0;
    for (const auto& m : member) tell_sign(out_, m, "relation " + std::to_string(++k) + " of set " + std::to_string(set + 1) + " holds");
  }

  // Sets and the choices of one relation from each, as minimizers and critical-set have them.
  template <class On, class Off>
  void tell_sets(const On& on, const Off& off) {
    std::size_t k = 0;
    for (const auto& node : part("on")) {
      on(node, "in set " + std::to_string(k + 1) + ", {" + to_text(c_.sets.at(k)) + "}");
      ++k;
    }
    k = 0;
    const std::size_t n = part("off").size();
    for (const auto& node : part("off")) off(node, "outside all sets" + (n == 1 ? "" : " (way " + std::to_string(++k) + " of " + std::to_string(n) + " to be outside)"));
  }

  void tell_proved() {
    switch (c_.kind) {
      case Kind::Always: {
        std::size_t k = 0;
        for (const auto& node : part("proofs")) tell_sign(out_, node, relation(k++));
        return;
      }
      case Kind::Value: return tell_sign(out_, part("proof"), "the value minus `" + value_ + "` is 0");
      case Kind::CriticalPoint: return tell_gradient_part();
      case Kind::NoCriticalPoint: return tell_excluded(out_, part("tree"), s_, true);
      case Kind::CriticalPointsSatisfy:
        out_.say("suppose that the condition " + code(c_.condition ? to_text(*c_.condition) : "") + " fails.");
        return tell_excluded(out_, part("tree"), s_, true);
      case Kind::NoLocalMinimum: return tell_excluded(out_, part("tree"), s_, false);
      case Kind::LocalMinimum:
      case Kind::LocalMaximum: return tell_minimum(out_, part("minimum"), s_);
      case Kind::Saddle: {
        tell_gradient_part();
        tell_excluded(out_, part("lower"), s_, false);
        Subject opposite = s_;
        opposite.f = "-" + s_.f;
        return tell_excluded(out_, part("higher"), opposite, false);
      }
      case Kind::Suboptimal:
        out_.say("the point " + code(assignment_text(part("point"))) + " has a lower value:");
        return below(part("proof"), "the value there minus the value at the point of the claim is negative");
      case Kind::LowerBound: return tell_sign(out_, part("proof"), "`" + excess_ + "` is " + (c_.strict ? "positive" : "never negative"));
      case Kind::Infimum: return tell_infimum();
      case Kind::Minimizers:
        out_.say("the value `" + value_ + "` is attained at " + code(assignment_text(part("point"))) + ", which lies in the sets:");
        {
          const Outline::Below level(out_);
          tell_member(part("member"), part("set").get<std::size_t>());
        }
        return tell_sets([&](const Json& n, const std::string& where) { tell_sign(out_, n, where + ", `" + excess_ + "` is 0"); },
                         [&](const Json& n, const std::string& where) { tell_sign(out_, n, where + ", `" + excess_ + "` is positive"); });
      case Kind::CriticalSet:
        return tell_sets(
            [&](const Json& n, const std::string& where) {
              out_.say(where + ", every point is critical:");
              const Outline::Below level(out_);
              tell_pieces(out_, n);
              tell_gradient(out_, n, s_);
            },
            [&](const Json& n, const std::string& where) {
              out_.say(where + ":");
              const Outline::Below level(out_);
              tell_excluded(out_, n, s_, true);
            });
      case Kind::Limit: return tell_limit(out_, part("limit"), code(symbolic::to_text(c_.of)) + " tends to " + claimed_limit(c_));
      case Kind::DivergencePath: {
        tell_limit(out_, part("limit"), s_.f + " tends to " + claimed_limit(c_));
        std::size_t k = 0;
        for (const auto& d : part("diverges")) tell_limit(out_, d, code(symbolic::to_text(c_.diverges.at(k++))) + " tends to plus or minus infinity");
        if (has("decreasing")) tell_decreasing("positive, so the function falls as eps does");
        return;
      }
    }
  }

  std::string relation(std::size_t k) const { return "relation " + std::to_string(k + 1) + ", " + code(to_text(c_.statement.at(k))); }

  void tell_gradient_part() {
    out_.say("all partial derivatives vanish at the point:");
    const Outline::Below level(out_);
    tell_pieces(out_, proof_);
    tell_gradient(out_, proof_, s_);
  }

  void below(const Json& node, const std::string& goal) {
    const Outline::Below level(out_);
    tell_sign(out_, node, goal);
  }

  void tell_decreasing(const std::string& sign) {
    const auto& d = part("decreasing");
    out_.say("for 0 < eps <= `" + member_text(d, "eps0") + "` the derivative of " + s_.f + " along the path with respect to eps is " + sign + ":");
    const Outline::Below level(out_);
    tell_pieces(out_, d);
    tell_sign(out_, d.at("proof"), "the sign of this derivative");
  }

  void tell_infimum() {
    tell_sign(out_, part("bound"), "`" + excess_ + "` is " + (c_.attained ? "never negative" : "positive"));
    if (has("point")) {
      out_.say("the value is attained at " + code(assignment_text(part("point"))) + ":");
      below(part("proof"), "the value there minus `" + value_ + "` is 0");
    } else {
      out_.say("values come arbitrarily close along the path " + code(assignment_text(part("path"))) + ", eps -> 0+:");
      const Outline::Below level(out_);
      tell_limit(out_, part("limit"), s_.f + " tends to " + value_);
    }
  }

  // Where the negation has the shape of another claim's proof, the member says which.
  void tell_refuted() {
    if (has("tree")) {
      const bool critical = c_.kind == Kind::CriticalPoint || c_.kind == Kind::Saddle || c_.kind == Kind::CriticalSet;
      tell_excluded(out_, part("tree"), s_, critical);
    }
    if (has("minimum")) tell_minimum(out_, part("minimum"), s_);
    if (has("maximum")) {
      Subject opposite = s_;
      opposite.f = "-" + s_.f;
      tell_minimum(out_, part("maximum"), opposite);
    }
    if (has("path") && has("reach")) out_.say("the function is constant along the path " + code(assignment_text(part("path"))) + " for 0 <= eps <= `" + member_text(proof_, "reach") + "`, which starts at the point, so that is not strict.");
    if (has("gradient")) tell_gradient_part();
    if (has("condition")) tell_sign(out_, part("condition"), "the condition " + code(c_.condition ? to_text(*c_.condition) : "") + " fails at the witness");
    if (has("set") && has("member")) tell_member(part("member"), part("set").get<std::size_t>());
    if (has("outside")) {
      std::size_t k = 0;
      for (const auto& f : part("outside")) tell_sign(out_, f.at("proof"), "the witness lies outside set " + std::to_string(++k) + ": its relation " + std::to_string(f.at("index").get<std::size_t>() + 1) + " fails");
    }
    if (has("above")) {
      const auto& a = part("above");
      out_.say("the function never comes below `" + member_text(a, "value") + "`, which is above the claimed `" + value_ + "`:");
      below(a.at("bound"), s_.f + " - (" + member_text(a, "value") + ") is never negative");
      below(a.at("gap"), "`" + member_text(a, "value") + "` - (" + value_ + ") is positive");
    }
    if (has("below")) tell_sign(out_, part("below"), "at the witness `" + excess_ + "` is negative");
    if (has("attained")) tell_sign(out_, part("attained"), "at the witness `" + excess_ + "` is 0, so the value is attained");
    if (has("strict")) tell_sign(out_, part("strict"), "`" + excess_ + "` is positive everywhere, so the value is not attained");
    if (has("bound")) {
      out_.say("the value at the point is `" + member_text(proof_, "value") + "`, and no value is lower:");
      below(part("at"), "the value at the point minus `" + member_text(proof_, "value") + "` is 0");
      below(part("bound"), s_.f + " - (" + member_text(proof_, "value") + ") is never negative");
    }
    if (has("limit")) tell_limit(out_, part("limit"), refuted_limit());
    if (has("proof")) tell_sign(out_, part("proof"), refuted_sign());
  }

  std::string refuted_limit() const {
    if (has("index")) return code(symbolic::to_text(c_.diverges.at(part("index").get<std::size_t>()))) + " has a finite limit";
    return (c_.kind == Kind::Limit ? code(symbolic::to_text(c_.of)) : s_.f) + " does not tend to " + claimed_limit(c_);
  }

  std::string refuted_sign() const {
    switch (c_.kind) {
      case Kind::Always: return relation(part("index").get<std::size_t>()) + ", fails at the witness";
      case Kind::Value: return "the value at the witness minus `" + value_ + "` is not 0";
      case Kind::LowerBound: return "at the witness `" + excess_ + "` is " + (c_.strict ? "not positive" : "negative");
      case Kind::Minimizers: return has("outside") ? "yet `" + excess_ + "` is not positive there" : "`" + excess_ + "` is not 0 there";
      case Kind::DivergencePath: return "the derivative of " + s_.f + " along the path is never positive";
      default: return "the claim fails at the witness";
    }
  }

  const ClaimResult& r_;
  const claim::Claim& c_;
  const Json& certificate_;
  const Json& proof_;
  Outline& out_;
  Subject s_;
  std::string value_, excess_;
};

}  // namespace

std::vector<ProseItem> prose(const ClaimResult& r, std::size_t most) {
  Outline out(most, r.evidence->value("precision", 128U), r.evidence->contains("roots") && !r.evidence->at("roots").empty());
  Story(r, out).tell();
  return out.finish();
}

}  // namespace losscert::report
