// Names: each declared once, each known where it is used, each called with the right number of arguments; no definition uses itself.
#include <algorithm>
#include <set>

#include "problem/names.hpp"
#include "problem/reader.hpp"

namespace losscert::problem {
namespace {

using Locals = std::vector<std::string>;

bool has(const std::vector<std::string>& list, const std::string& s) { return std::find(list.begin(), list.end(), s) != list.end(); }

class Validator {
public:
  explicit Validator(const Case& c) : c_(c) {
    for (const Declaration& d : c.parameters) values_.push_back(d.name);
    for (const Declaration& d : c.variables) {
      values_.push_back(d.name);
      variables_.push_back(d.name);
    }
    for (const RootSyntax& r : c.roots) values_.push_back(r.name);
    for (const Definition& d : c.definitions) definitions_[d.name] = &d;
    if (c.network)
      for (std::size_t k = 1; k <= c.network->x.size(); ++k) outputs_.push_back("N" + std::to_string(k));
    known_.insert(values_.begin(), values_.end());
    known_.insert(outputs_.begin(), outputs_.end());
    known_.insert("L");
  }

  void declared_once(const std::vector<std::pair<std::string, int>>& names) const {
    std::map<std::string, int> seen;
    for (const auto& [name, line] : names) {
      if (!is_name(name)) fail(line, "'" + name.substr(0, 40) + "' is no name; a name is a letter, then letters, digits and '_'");
      if (is_reserved(name)) fail(line, "the name '" + name + "' is reserved; choose another");
      if (has(outputs_, name)) fail(line, "the name '" + name + "' stands for the network's output at a sample; choose another");
      for (const FunctionSyntax& f : c_.functions)
        if (is_derivative_name(name, f.name)) fail(line, "the name '" + name + "' stands for a derivative of the function '" + f.name + "'; choose another");
      const auto [earlier, fresh] = seen.emplace(name, line);
      if (!fresh) fail(line, "the name '" + name + "' is already declared in line " + std::to_string(earlier->second) + "; choose another");
    }
  }

  void definitions() const {
    for (const Definition& d : c_.definitions) {
      for (const std::string& a : d.arguments)
        for (const FunctionSyntax& f : c_.functions)
          if (a == f.name || is_derivative_name(a, f.name)) fail(d.line, "the argument '" + a + "' of '" + d.name + "' has the name of a function; choose another");
      expression(d.body, d.arguments);
    }
    std::map<std::string, int> depth;
    for (const Definition& d : c_.definitions) nesting_of(d.name, depth, {});
    nesting_of("L", depth, {});
  }

  void functions() const {
    for (const FunctionSyntax& f : c_.functions)
      for (const auto& p : f.properties) expression(p.bound, {});
  }

  void objective() const {
    expression(c_.objective, {});
    if (!c_.network) return;
    const Network& n = *c_.network;
    for (const Layer& l : n.layers) {
      expression(l.activation_expression, {"t"});
      expression(l.argument, {});
    }
    expression(n.extra, {"z"});
    for (const auto& rows : {n.x, n.y})
      for (const auto& row : rows)
        for (const SyntaxPtr& e : row) expression(e, {});
    expression(n.loss_expression, {"q", "y"});
    expression(n.hinge_power, {});
    expression(n.regulariser, {});
  }

  void roots() const {
    for (const RootSyntax& r : c_.roots) {
      for (const std::string& u : r.unknowns) {
        const SyntaxPtr s = parse_expression(u, c_.file, r.line);
        const SyntaxPtr name = s->op == Syntax::Op::Index ? s->children[0] : s;
        if (name->op != Syntax::Op::Name) fail(r.line, "'" + u.substr(0, 40) + "' is no unknown; name a scalar variable, or a component such as w[1]");
        want_variable(name->text, r.line, "variable");
        if (std::count(r.unknowns.begin(), r.unknowns.end(), u) > 1) fail(r.line, "the unknown '" + u + "' is listed twice; name each once");
      }
      for (const SyntaxPtr& e : r.equations) expression(e, {});
      for (const auto& [lo, hi] : r.box) {
        expression(lo, {});
        expression(hi, {});
      }
    }
  }

  void points_and_paths() const {
    for (const auto& p : c_.points) assignment(p.second, {});
    for (const auto& p : c_.paths) assignment(p.second, {"eps"});
  }

  void claim(const ClaimSyntax& claim) const {
    std::vector<std::string> over;
    if (claim.over)
      for (const std::string& v : *claim.over) {
        if (v.find('[') != std::string::npos) fail(claim.line, "'over' names the component '" + v.substr(0, 40) + "'; it takes whole variables");
        want_variable(v, claim.line, "variable in 'over'");
        if (has(over, v)) fail(claim.line, "'over' names '" + v + "' twice; name each variable once");
        over.push_back(v);
      }
    assignment(claim.fix, {});
    for (const Binding& b : claim.fix)
      if (has(over, b.name)) fail(b.line, "'" + b.name + "' is in 'over' and in 'fix'; a variable is either varied or fixed");
    if (!claim.over)
      for (const std::string& v : variables_)
        if (std::none_of(claim.fix.begin(), claim.fix.end(), [&](const Binding& b) { return b.name == v; })) over.push_back(v);
    if (over.empty() && !variables_.empty()) fail(claim.line, "every variable is fixed; leave at least one");
    if (claim.at) {
      assignment(*claim.at, {});
      for (const Binding& b : *claim.at)
        for (const Binding& f : claim.fix)
          if (f.name == b.name) fail(claim.line, "'" + b.name + "' is in 'at' and in 'fix'; give it in one of them");
    }
    assignment(claim.near, {});
    for (const SyntaxPtr& e : {claim.radius, claim.curvature}) expression(e, {});
    if (!claim.path.empty())
      for (const Binding& b : c_.paths.at(claim.path))
        if (!has(over, b.name)) fail(claim.line, "the path '" + claim.path + "' moves '" + b.name + "', which is not in 'over' of this claim; add it there");
    const bool along = claim.kind == "value" && !claim.path.empty();
    for (const SyntaxPtr& e : {claim.function, claim.of, claim.equals}) expression(e, {});
    expression(claim.value, along ? Locals{"eps"} : Locals{});
    for (const SyntaxPtr& e : claim.diverges) expression(e, {});
    relations(claim.where);
    relations(claim.statement);
    if (claim.condition) relations({*claim.condition});
    for (const auto& set : claim.sets) relations(set);
  }

  void relations(const std::vector<RelationSyntax>& list) const {
    for (const RelationSyntax& r : list)
      for (const SyntaxPtr& e : r.sides) expression(e, {});
  }

private:
  [[noreturn]] void fail(int line, const std::string& message) const { throw InputError(c_.file, line, message); }

  void want_variable(const std::string& name, int line, const std::string& what) const {
    if (!has(variables_, name)) fail(line, "unknown " + what + " '" + name.substr(0, 40) + "'" + suggestion(name, variables_));
  }

  void assignment(const Assignment& a, const Locals& locals) const {
    for (const Binding& b : a) {
      if (b.name.find('[') != std::string::npos) fail(b.line, "'" + b.name.substr(0, 40) + "' is a component; a vector is given whole, as in w = \"[0, 1]\"");
      want_variable(b.name, b.line, "variable");
      expression(b.value, locals);
    }
  }

  std::vector<std::string> words(const Locals& locals) const {
    std::vector<std::string> out = locals;
    out.insert(out.end(), values_.begin(), values_.end());
    for (const auto& d : definitions_) out.push_back(d.first);
    out.insert(out.end(), outputs_.begin(), outputs_.end());
    out.push_back("L");
    return out;
  }

  void name(const Syntax& s, const Locals& locals) const {
    const std::string& n = s.text;
    if (has(locals, n) || known_.count(n)) return;
    if (const auto d = definitions_.find(n); d != definitions_.end()) {
      if (d->second->arguments.empty()) return;
      fail(s.line, "'" + n + "' wants " + std::to_string(d->second->arguments.size()) + " argument(s); write " + n + "(...)");
    }
    if (n == "eps") fail(s.line, "'eps' stands here; it may be used in paths only");
    if (n == "oo") fail(s.line, "'oo' stands in an expression; it may only be the whole of 'equals' or 'limit'");
    if (find_function(n) || abstract_function(c_, n)) fail(s.line, "the function '" + n + "' has no arguments here; write " + n + "(...)");
    fail(s.line, "unknown name '" + n.substr(0, 40) + "'" + suggestion(n, words(locals)));
  }

  void call(const Syntax& s, const Locals& locals) const {
    const std::string& n = s.text;
    const int given = static_cast<int>(s.children.size());
    auto want = [&](int least, int most) {
      if (given >= least && given <= most) return;
      fail(s.line, "'" + n + "' has " + std::to_string(given) + " argument(s); it wants " + std::to_string(least) +
                       (most > least ? " or " + std::to_string(most) : ""));
    };
    if (const Function* f = find_function(n)) {
      want(f->least, f->most);
      if (n == "diff") {
        const Syntax& v = *s.children[1];
        const bool plain = v.op == Syntax::Op::Name || (v.op == Syntax::Op::Index && v.children[0]->op == Syntax::Op::Name);
        if (!plain) fail(s.line, "the second argument of 'diff' is an expression; name a scalar variable, or a component such as w[1]");
        const std::string& x = v.op == Syntax::Op::Name ? v.text : v.children[0]->text;
        if (has(locals, x) || !has(variables_, x))
          fail(s.line, "the second argument of 'diff' is '" + x.substr(0, 40) + "', which is no variable; name a scalar variable, or a component such as w[1]");
      }
      return;
    }
    if (const auto d = definitions_.find(n); d != definitions_.end() && !has(locals, n)) {
      const int wanted = static_cast<int>(d->second->arguments.size());
      if (wanted == 0) fail(s.line, "'" + n + "' has no arguments; write a product with *, as in " + n + "*(...)");
      want(wanted, wanted);
      return;
    }
    if (const auto f = abstract_function(c_, n); f && !has(locals, n)) {
      want(1, 1);
      if (f->order > f->function->smoothness)
        fail(s.line, "'" + n + "' does not exist: '" + f->function->name + "' is only C^" + std::to_string(f->function->smoothness) + "; raise its class");
      return;
    }
    if (has(words(locals), n)) fail(s.line, "'" + n + "' is no function; write a product with *, as in " + n + "*(...)");
    std::vector<std::string> known;
    for (const auto& d : definitions_)
      if (!d.second->arguments.empty()) known.push_back(d.first);
    for (const FunctionSyntax& f : c_.functions) known.push_back(f.name);
    for (const Function& f : problem::functions()) known.push_back(f.name);
    const std::string near = nearest(n, known);
    fail(s.line, "unknown function '" + n.substr(0, 40) + "'; " +
                     (near.empty() ? "define it in [definitions], or use one of cases/README.md" : "did you mean '" + near + "'?"));
  }

  void expression(const SyntaxPtr& s, const Locals& locals) const {
    if (!s) return;
    if (s->op == Syntax::Op::Name) name(*s, locals);
    if (s->op == Syntax::Op::Call) call(*s, locals);
    for (const SyntaxPtr& child : s->children) expression(child, locals);
  }

  // The definitions, "L" and network outputs that an expression names.
  void uses(const SyntaxPtr& s, const Locals& locals, std::set<std::string>& out) const {
    if (!s) return;
    if ((s->op == Syntax::Op::Name || s->op == Syntax::Op::Call) && !has(locals, s->text)) {
      if (definitions_.count(s->text) || s->text == "L") out.insert(s->text);
      if (has(outputs_, s->text)) out.insert("N1");
    }
    for (const SyntaxPtr& child : s->children) uses(child, locals, out);
  }

  std::set<std::string> uses_of(const std::string& name) const {
    std::set<std::string> out;
    if (const auto d = definitions_.find(name); d != definitions_.end()) {
      uses(d->second->body, d->second->arguments, out);
    } else if (name == "L" && c_.network) {
      out.insert("N1");
      uses(c_.network->loss_expression, {"q", "y"}, out);
      uses(c_.network->regulariser, {}, out);
      for (const auto& row : c_.network->y)
        for (const SyntaxPtr& e : row) uses(e, {}, out);
    } else if (name == "L") {
      uses(c_.objective, {}, out);
    } else {
      for (const Layer& l : c_.network->layers) {
        uses(l.activation_expression, {"t"}, out);
        uses(l.argument, {}, out);
      }
      uses(c_.network->extra, {"z"}, out);
      for (const auto& row : c_.network->x)
        for (const SyntaxPtr& e : row) uses(e, {}, out);
    }
    return out;
  }

  int line_of(const std::string& name) const {
    const auto d = definitions_.find(name);
    return d == definitions_.end() ? c_.objective_line : d->second->line;
  }

  // How deep definitions stand in each other; an error for a cycle or more than 200. `above` is the chain of users.
  int nesting_of(const std::string& name, std::map<std::string, int>& known, std::vector<std::string> above) const {
    if (const auto k = known.find(name); k != known.end()) return k->second;
    if (has(above, name)) {
      std::string cycle;
      for (auto i = std::find(above.begin(), above.end(), name); i != above.end(); ++i) cycle += *i + " -> ";
      fail(line_of(name), "'" + name + "' uses itself: " + (cycle.size() > 200 ? name + " -> ... -> " : cycle) + name + "; break the cycle");
    }
    if (above.size() >= 200) fail(line_of(name), "definitions stand more than 200 deep in each other; put some together");
    above.push_back(name);
    int deepest = 0;
    for (const std::string& u : uses_of(name)) deepest = std::max(deepest, nesting_of(u, known, above));
    if (deepest >= 200) fail(line_of(name), "definitions stand more than 200 deep in each other; put some together");
    return known[name] = deepest + 1;
  }

  const Case& c_;
  std::vector<std::string> values_, variables_, outputs_;
  std::set<std::string> known_;  ///< what may stand alone in an expression, definitions apart
  std::map<std::string, const Definition*> definitions_;
};

}  // namespace

void validate(const Case& c, const std::vector<std::pair<std::string, int>>& names) {
  const Validator v(c);
  v.declared_once(names);
  v.functions();
  v.definitions();
  v.objective();
  v.relations(c.assumptions);
  v.roots();
  v.points_and_paths();
  for (const ClaimSyntax& claim : c.claims) v.claim(claim);
}

}  // namespace losscert::problem
