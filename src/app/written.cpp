#include "app/written.hpp"

#include <algorithm>

#include "report/notation.hpp"

namespace losscert::app {
namespace {

using problem::Syntax;
using problem::SyntaxPtr;
using Op = Syntax::Op;
using Strings = std::vector<std::string>;

// level: 0 anything, 1 within a sum, 2 within a product, 3 base or exponent of a power
std::string text(const SyntaxPtr& s, int level = 0) {
  if (!s) return "";
  const auto& c = s->children;
  const auto bracketed = [](bool need, const std::string& t) { return need ? "(" + t + ")" : t; };
  const auto list = [&] {
    Strings parts;
    for (const auto& child : c) parts.push_back(text(child));
    return report::join(parts, ", ");
  };
  switch (s->op) {
    case Op::Number:
    case Op::Name: return s->text;
    case Op::Call: return s->text + "(" + list() + ")";
    case Op::Vector: return "[" + list() + "]";
    case Op::Index: {
      Strings indices;
      for (int i : s->indices) indices.push_back(std::to_string(i));
      return text(c[0], 3) + "[" + report::join(indices, ",") + "]";
    }
    case Op::Negate: return bracketed(level > 1, "-" + text(c[0], 2));
    case Op::Add: {
      std::string all;
      for (const auto& t : c) {
        const bool minus = t->op == Op::Negate && !all.empty();
        all += minus ? " - " + text(t->children[0], 2) : (all.empty() ? "" : " + ") + text(t, 1);
      }
      return bracketed(level > 1, all);
    }
    case Op::Multiply: {
      std::string all;
      for (const auto& f : c) all += (all.empty() ? "" : "*") + text(f, all.empty() || f->op != Op::Divide ? 2 : 3);
      return bracketed(level > 2, all);
    }
    case Op::Divide: return bracketed(level > 2, text(c[0], 2) + "/" + text(c[1], 3));
    case Op::Power: return bracketed(level > 2, text(c[0], 3) + "^" + text(c[1], 3));
  }
  return "";
}

std::string text(const problem::RelationSyntax& r) {
  std::string all = text(r.sides.at(0));
  for (std::size_t k = 0; k < r.relops.size(); ++k) all += " " + r.relops[k] + " " + text(r.sides[k + 1]);
  return all;
}

report::Assigned assigned(const problem::Assignment& a) {
  report::Assigned all;
  for (const auto& b : a) all.emplace_back(b.name, b.text.empty() ? text(b.value) : b.text);
  return all;
}

std::string shape(const problem::Declaration& d) {
  switch (d.shape) {
    case problem::Declaration::Shape::Scalar: return "";
    case problem::Declaration::Shape::Vector: return "a vector of " + d.rows;
    case problem::Declaration::Shape::Matrix: return "a matrix of " + d.rows + " by " + d.cols;
  }
  return "";
}

std::string rows(const std::vector<std::vector<SyntaxPtr>>& samples) {
  Strings all;
  for (const auto& sample : samples) {
    Strings entries;
    for (const auto& e : sample) entries.push_back(text(e));
    all.push_back(entries.size() == 1 ? entries[0] : "[" + report::join(entries, ", ") + "]");
  }
  return report::join(all, ", ");
}

// One sentence a part: layers, data, loss, regulariser.
Strings sentences(const problem::Network& n) {
  Strings all;
  std::string flow = n.inputs + (n.inputs == "1" ? " input" : " inputs");
  for (const auto& l : n.layers) {
    const std::string activation = l.activation_expression ? "t -> " + text(l.activation_expression) : l.activation + (l.argument ? " with " + text(l.argument) : "");
    flow += ", then " + l.units + (l.units == "1" ? " unit" : " units") + " with activation " + activation + " (weights `" + l.weights + "`" + (l.bias.empty() ? "" : ", bias `" + l.bias + "`") + ")";
  }
  all.push_back("L is the loss of a network: " + flow + (n.extra ? "; `" + text(n.extra) + "` is added to every output" : "") + ".");
  all.push_back(report::counted(n.x.size(), "sample", "samples") + ": inputs `" + rows(n.x) + "`, targets `" + rows(n.y) + "`.");
  all.push_back("The loss of a sample" + (n.loss_expression ? " is `" + text(n.loss_expression) + "`" : ": " + n.loss + (n.hinge_power ? ", power " + text(n.hinge_power) : "")) + "; L is their " +
                (n.mean ? "mean" : "sum") + (n.regulariser ? ", plus `" + text(n.regulariser) + "`" : "") + ".");
  return all;
}

void functions_in(const SyntaxPtr& s, std::set<std::string>& names) {
  if (!s) return;
  if (s->op == Op::Call) names.insert(s->text);
  for (const auto& c : s->children) functions_in(c, names);
}

}  // namespace

report::WrittenCase written(const problem::Case& c) {
  report::WrittenCase w;
  for (const auto* list : {&c.parameters, &c.variables})
    for (const auto& d : *list) w.shapes.emplace_back(d.name, shape(d));
  for (const auto& a : c.assumptions) w.assumptions.push_back(text(a));
  for (const auto& d : c.definitions) {
    w.definitions.push_back(d.name + (d.arguments.empty() ? "" : "(" + report::join(d.arguments, ", ") + ")") + " = " + text(d.body));
    functions_in(d.body, w.functions);
  }
  w.objective = text(c.objective);
  functions_in(c.objective, w.functions);
  if (c.network) {
    w.network = sentences(*c.network);
    for (const auto& l : c.network->layers) {
      w.functions.insert(l.activation);
      functions_in(l.activation_expression, w.functions);
    }
    functions_in(c.network->loss_expression, w.functions);
    functions_in(c.network->regulariser, w.functions);
  }
  for (const auto& claim : c.claims) {
    functions_in(claim.function, w.functions);
    for (const auto& r : claim.statement)
      for (const auto& side : r.sides) functions_in(side, w.functions);
  }
  for (const auto& r : c.roots) {
    report::WrittenCase::Root root{r.name, {}, {}};
    for (const auto& e : r.equations) root.equations.push_back(text(e) + " = 0");
    for (std::size_t k = 0; k < r.unknowns.size() && k < r.box.size(); ++k) root.box.push_back(text(r.box[k].first) + " <= " + r.unknowns[k] + " <= " + text(r.box[k].second));
    w.roots.push_back(std::move(root));
  }
  return w;
}

report::WrittenClaim written(const problem::Case& c, const problem::ClaimSyntax& s) {
  report::WrittenClaim w;
  w.function = text(s.function);
  w.value = text(s.value);
  w.of = text(s.of);
  w.limit = s.equals ? text(s.equals) : text(s.value);
  for (const auto& r : s.where) w.where.push_back(text(r));
  for (const auto& r : s.statement) w.statement.push_back(text(r));
  if (s.condition) w.condition = text(*s.condition);
  for (const auto& d : s.diverges) w.diverges.push_back(text(d));
  for (const auto& set : s.sets) {
    Strings parts;
    for (const auto& r : set) parts.push_back(text(r));
    w.sets.push_back(report::join(parts, " and "));
  }
  if (s.at) w.at = assigned(*s.at);
  w.fix = assigned(s.fix);
  if (!s.path.empty()) w.path = assigned(c.paths.at(s.path));
  if (s.over) w.over = *s.over;
  return w;
}

}  // namespace losscert::app
