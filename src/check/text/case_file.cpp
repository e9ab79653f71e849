#include "check/text/case_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "check/text/bytes.hpp"
#include "check/text/data_file.hpp"
#include "check/text/toml.hpp"
#include "check/text/words.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

class Reader {
public:
  Reader(const std::string& bytes, const std::string& file) {
    case_.file = file;
    case_.digest = sha256(bytes);
    try {
      root_ = toml::parse(std::string_view(bytes));
    } catch (const toml::parse_error& e) {
      throw CaseError(std::string(e.description()), static_cast<int>(e.source().begin.line));
    }
  }

  CaseFile read() {
    only(root_, {"title", "time_class", "assumptions", "source", "dimensions", "parameters", "variables", "definitions", "network", "data", "loss",
                 "regulariser", "objective", "roots", "points", "paths", "claims", "functions"});
    if (!root_.contains("title")) throw CaseError("'title' is missing");
    text(*root_.get("title"), "title");
    if (const auto* n = root_.get("time_class"); n != nullptr && text(*n, "time_class") != "fast" && text(*n, "time_class") != "slow")
      fail(*n, "time_class is fast or slow");
    if (const auto* n = root_.get("assumptions")) case_.assumptions = relations(*n, "assumptions");
    if (const auto* n = root_.get("source")) {
      only(table(*n, "source"), {"paper", "statement", "quote", "note"});
      for (const auto& [k, v] : *n->as_table()) text(v, "source");
    }
    if (const auto* n = root_.get("dimensions")) dimensions(*n);
    if (const auto* n = root_.get("parameters")) case_.parameters = declarations(*n);
    if (const auto* n = root_.get("variables")) case_.variables = declarations(*n);
    if (const auto* n = root_.get("functions"))
      for (const auto& [k, v] : in_order(table(*n, "functions"))) declare(k, *v), case_.functions.push_back(function(k, table(*v, "a function")));
    if (const auto* n = root_.get("definitions")) definitions(*n);
    objective();
    if (const auto* n = root_.get("roots"))
      for (const auto& [k, v] : in_order(table(*n, "roots"))) declare(k, *v), case_.roots.emplace(k, root(table(*v, "a root")));
    if (const auto* n = root_.get("points"))
      for (const auto& [k, v] : in_order(table(*n, "points"))) declare(k, *v), case_.points.emplace(k, assignment(*v, "a point"));
    if (const auto* n = root_.get("paths"))
      for (const auto& [k, v] : in_order(table(*n, "paths"))) declare(k, *v), case_.paths.emplace(k, assignment(*v, "a path"));
    const auto* claims = root_.get("claims");
    if (claims == nullptr || array(*claims, "claims").empty()) throw CaseError("there are no claims");
    for (const auto& c : *claims->as_array()) claim(table(c, "a claim"));
    no_clash_with_functions();
    return std::move(case_);
  }

private:
  void declare(const std::string& name, const toml::node& at) {
    if (!is_name(name)) fail(at, "'" + name + "' is no name (a letter, then letters, digits, _)");
    if (is_reserved(name)) fail(at, "'" + name + "' is reserved");
    if (!names_.insert(name).second) fail(at, "'" + name + "' is declared twice");
  }

  void dimensions(const toml::node& n) {
    for (const auto& [k, v] : in_order(table(n, "dimensions"))) {
      declare(k, *v);
      std::vector<int> values;
      const auto value = [&](const toml::node& e) {
        const auto* i = e.as_integer();
        if (i == nullptr || i->get() < 1 || i->get() > 1000) fail(e, "a dimension is an integer from 1 to 1000");
        if (std::count(values.begin(), values.end(), i->get()) > 0) fail(e, "a dimension lists a value twice");
        values.push_back(static_cast<int>(i->get()));
      };
      if (const auto* a = v->as_array()) {
        for (const auto& e : *a) value(e);
        if (values.empty()) fail(*v, "a dimension lists no value");
      } else {
        value(*v);
      }
      case_.dimensions.emplace_back(k, values);
    }
  }

  std::vector<Declaration> declarations(const toml::node& n) {
    std::vector<Declaration> out;
    for (const auto& [k, v] : in_order(table(n, "declarations"))) {
      declare(k, *v);
      std::istringstream words(text(*v, "a type"));
      std::string type, rest;
      Declaration d{k, 0, "1", "1"};
      words >> type;
      const auto next = [&, &type_node = *v](std::string& into) {
        const bool number = (words >> into) && !into.empty() && into.size() <= 3 &&
                            std::all_of(into.begin(), into.end(), [](char c) { return c >= '0' && c <= '9'; }) && into[0] != '0';
        if (!number && !is_name(into)) fail(type_node, "a type is \"scalar\", \"vector n\" or \"matrix r c\"");
      };
      if (type == "vector")
        d.shape = 1, next(d.rows);
      else if (type == "matrix")
        d.shape = 2, next(d.rows), next(d.cols);
      else if (type != "scalar")
        fail(*v, "a type is \"scalar\", \"vector n\" or \"matrix r c\"");
      if (words >> rest) fail(*v, "a type is \"scalar\", \"vector n\" or \"matrix r c\"");
      out.push_back(d);
    }
    return out;
  }

  // sigma_j(t) rel q
  static Property property(const FunctionDeclaration& f, const toml::node& n) {
    const RelationSyntax r = relation(n, "properties");
    const std::string cure = "a property is " + f.name + "(t), or " + f.name + "_j(t) with j from 1 to the class, one of > >= < <= != and a rational number";
    if (r.rels.size() != 1 || r.rels[0] == Rel::Equal || r.sides[0]->op != Syntax::Op::Call) fail(n, cure);
    const Syntax& left = *r.sides[0];
    if (left.kids.size() != 1 || left.kids[0]->op != Syntax::Op::Name || left.kids[0]->text != "t") fail(n, cure);
    Property p{0, r.rels[0], parsed(n, [&] { return rational_constant(*r.sides[1]); })};
    while (p.order <= f.smoothness && left.text != (p.order == 0 ? f.name : f.name + "_" + std::to_string(p.order))) ++p.order;
    if (p.order > f.smoothness) fail(n, cure);
    return p;
  }

  static FunctionDeclaration function(const std::string& name, const toml::table& t) {
    only(t, {"class", "properties"});
    const auto* c = t.get("class");
    const auto* i = c != nullptr ? c->as_integer() : nullptr;
    if (i == nullptr || i->get() < 0 || i->get() > 9) fail(t, "a function has a 'class', an integer from 0 to 9");
    FunctionDeclaration f{name, static_cast<unsigned>(i->get()), {}};
    if (const auto* list = t.get("properties"))
      for (const auto& e : array(*list, "properties")) f.properties.push_back(property(f, e));
    return f;
  }

  // NAME_1, NAME_2, ... are the derivatives; and a name in an expression never hides a function.
  void no_clash_with_functions() const {
    for (const auto& f : case_.functions) {
      for (const auto& n : names_)
        if (is_derivative_name(n, f.name)) throw CaseError("'" + n + "' stands for a derivative of the function '" + f.name + "'");
      for (const auto& [name, d] : case_.definitions)
        for (const auto& a : d.arguments)
          if (a == f.name || is_derivative_name(a, f.name)) throw CaseError("the argument '" + a + "' of '" + name + "' has the name of a function");
    }
  }

  void definitions(const toml::node& n) {
    for (const auto& [k, v] : in_order(table(n, "definitions"))) {
      Definition d;
      std::string name = k;
      if (k.find('(') != std::string::npos) {
        const auto head = parsed(*v, [&key = k] { return parse_expression(key); });
        if (head->op != Syntax::Op::Call) fail(*v, "a definition is NAME or NAME(a, b)");
        name = head->text;
        for (const auto& a : head->kids) {
          if (a->op != Syntax::Op::Name || is_reserved(a->text)) fail(*v, "an argument of a definition is a name");
          if (std::count(d.arguments.begin(), d.arguments.end(), a->text) > 0) fail(*v, "two arguments have the same name");
          d.arguments.push_back(a->text);
        }
      }
      declare(name, *v);
      d.body = expression(*v, "a definition");
      case_.definitions.emplace(name, std::move(d));
    }
  }

  void objective() {
    const auto* o = root_.get("objective");
    const auto* net = root_.get("network");
    if ((o == nullptr) == (net == nullptr)) throw CaseError("exactly one of [objective] and [network] is needed");
    if (o != nullptr) {
      for (const char* k : {"data", "loss", "regulariser"})
        if (const auto* n = root_.get(k)) fail(*n, std::string("[") + k + "] needs [network]");
      const auto& t = table(*o, "objective");
      only(t, {"expression"});
      if (!t.contains("expression")) fail(*o, "'expression' is missing");
      case_.objective = expression(*t.get("expression"), "expression");
      return;
    }
    case_.network = network(table(*net, "network"));
  }

  const toml::node& member(const toml::table& t, const char* key) {
    if (const auto* n = t.get(key)) return *n;
    fail(t, std::string("'") + key + "' is missing");
  }

  Network network(const toml::table& t) {
    Network out;
    only(t, {"inputs", "layers", "extra"});
    out.inputs = size(member(t, "inputs"), "inputs");
    for (const auto& l : array(member(t, "layers"), "layers")) {
      const auto& lt = table(l, "a layer");
      only(lt, {"units", "activation", "weights", "bias"});
      Layer layer;
      layer.units = size(member(lt, "units"), "units");
      const auto& act = member(lt, "activation");
      if (const auto* at = act.as_table()) {
        only(*at, {"name", "argument", "expression"});
        if (at->contains("expression") == at->contains("name") || (at->contains("expression") && at->contains("argument")))
          fail(act, "an activation has a name (and argument) or an expression");
        if (const auto* e = at->get("expression")) layer.expression = expression(*e, "expression");
        if (const auto* e = at->get("name")) layer.activation = text(*e, "name");
        if (const auto* e = at->get("argument")) layer.argument = expression(*e, "argument");
      } else {
        layer.activation = text(act, "activation");
      }
      layer.weights = text(member(lt, "weights"), "weights");
      declare(layer.weights, l);
      if (const auto* b = lt.get("bias")) layer.bias = text(*b, "bias"), declare(layer.bias, *b);
      out.layers.push_back(layer);
    }
    if (out.layers.empty()) fail(t, "a network needs a layer");
    if (const auto* e = t.get("extra")) out.extra = expression(*e, "extra");

    const auto& data = table(member(root_, "data"), "data");
    only(data, {"x", "y", "file", "digest", "header"});
    const auto rows = [&](const char* key) {
      std::vector<std::vector<SyntaxPtr>> m;
      for (const auto& r : array(member(data, key), key)) {
        m.emplace_back();
        for (const auto& e : array(r, "a row of data")) m.back().push_back(expression(e, "an entry of data"));
      }
      return m;
    };
    if (const auto* file = data.get("file")) {
      if (data.contains("x") || data.contains("y")) fail(data, "[data] has 'file', or 'x' and 'y'");
      if (out.inputs[0] < '0' || out.inputs[0] > '9') fail(data, "with a data file the number of inputs must be an integer");
      const auto* header = data.get("header");
      const auto samples = read_samples(case_.file, text(*file, "file"), text(member(data, "digest"), "digest"), header != nullptr && boolean(*header, "header"));
      const auto inputs = static_cast<std::ptrdiff_t>(std::stoi(out.inputs));
      for (const auto& row : samples) {
        if (static_cast<std::ptrdiff_t>(row.size()) <= inputs) fail(data, "a sample needs the inputs and at least one target");
        out.x.emplace_back(row.begin(), row.begin() + inputs);
        out.y.emplace_back(row.begin() + inputs, row.end());
      }
    } else {
      if (data.contains("digest") || data.contains("header")) fail(data, "'digest' and 'header' go with 'file'");
      out.x = rows("x");
      out.y = rows("y");
    }
    if (out.x.empty() || out.x.size() != out.y.size()) fail(data, "x and y need the same number of rows, at least one");
    for (std::size_t i = 1; i <= out.x.size(); ++i) declare("N" + std::to_string(i), data);

    const auto& loss = table(member(root_, "loss"), "loss");
    only(loss, {"kind", "power", "reduction", "expression"});
    if (loss.contains("kind") == loss.contains("expression")) fail(loss, "a loss has a kind or an expression");
    if (const auto* k = loss.get("kind")) {
      out.loss = text(*k, "kind");
      if (std::set<std::string>{"squared", "hinge", "logistic", "logistic2", "cross_entropy", "exponential"}.count(out.loss) == 0)
        fail(*k, "unknown loss '" + out.loss + "'");
    } else {
      out.loss_expression = expression(*loss.get("expression"), "expression");
    }
    if ((out.loss == "hinge") != loss.contains("power")) fail(loss, "'power' is needed for the hinge loss and only there");
    if (const auto* p = loss.get("power")) {
      const auto* i = p->as_integer();
      if (i == nullptr || i->get() < 1 || i->get() > 1000) fail(*p, "power is an integer from 1 to 1000");
      out.hinge_power = static_cast<int>(i->get());
    }
    const auto reduction = text(member(loss, "reduction"), "reduction");
    if (reduction != "sum" && reduction != "mean") fail(loss, "reduction is sum or mean");
    out.mean = reduction == "mean";
    if (const auto* r = root_.get("regulariser")) {
      only(table(*r, "regulariser"), {"expression"});
      out.regulariser = expression(member(*r->as_table(), "expression"), "expression");
    }
    return out;
  }

  RootStatement root(const toml::table& t) {
    only(t, {"variable", "variables", "equation", "equations", "in", "near", "within"});
    RootStatement r;
    r.scalar = t.contains("variable");
    if (r.scalar == t.contains("variables")) fail(t, "a root has 'variable' or 'variables'");
    if (r.scalar)
      r.unknowns.push_back(expression(*t.get("variable"), "variable"));
    else
      for (const auto& v : array(*t.get("variables"), "variables")) r.unknowns.push_back(expression(v, "variables"));
    if (t.contains(r.scalar ? "equations" : "equation")) fail(t, "one variable goes with 'equation', several with 'equations'");
    if (const auto* e = t.get("equation")) r.equations.push_back(expression(*e, "equation"));
    if (const auto* es = t.get("equations"))
      for (const auto& e : array(*es, "equations")) r.equations.push_back(expression(e, "equations"));
    if (t.contains("equations") && r.equations.size() != r.unknowns.size()) fail(t, "as many equations as variables are needed");
    if (t.contains("in") == t.contains("near") || t.contains("near") != t.contains("within")) fail(t, "a root has 'in', or 'near' and 'within'");
    if (const auto* in = t.get("in")) {
      const auto interval = [&](const toml::node& n) {
        const auto& a = array(n, "an interval");
        if (a.size() != 2) fail(n, "an interval has two ends");
        r.box.emplace_back(rational(*a.get(0), "an end"), rational(*a.get(1), "an end"));
      };
      if (r.scalar)
        interval(*in);
      else
        for (const auto& n : array(*in, "in")) interval(n);
    } else {
      const auto within = rational(*t.get("within"), "within");
      for (const auto& n : array(*t.get("near"), "near")) {
        const auto m = rational(n, "near");
        r.box.emplace_back(m - within, m + within);
      }
    }
    if (r.unknowns.empty() || r.box.size() != r.unknowns.size()) fail(t, "one interval per variable is needed");
    for (const auto& [lo, hi] : r.box)
      if (hi <= lo) fail(t, "the ends of an interval must increase");
    return r;
  }

  Assignment named_or_inline(const toml::node& n) {
    if (n.is_table()) return assignment(n, "a point");
    const auto it = case_.points.find(text(n, "a point"));
    if (it == case_.points.end()) fail(n, "unknown point '" + text(n, "a point") + "'");
    return it->second;
  }

  void claim(const toml::table& t) {
    static const std::map<std::string, std::set<std::string>> kinds = {{"always", {"statement"}},
                                                                       {"value", {"at", "path", "value"}},
                                                                       {"critical-point", {"at"}},
                                                                       {"no-critical-point", {"at"}},
                                                                       {"critical-points-satisfy", {"condition"}},
                                                                       {"no-local-minimum", {"at"}},
                                                                       {"local-minimum", {"at", "strict"}},
                                                                       {"local-maximum", {"at", "strict"}},
                                                                       {"saddle", {"at"}},
                                                                       {"suboptimal", {"at"}},
                                                                       {"lower-bound", {"value", "strict"}},
                                                                       {"infimum", {"value", "attained", "path"}},
                                                                       {"minimizers", {"value", "sets"}},
                                                                       {"critical-set", {"sets"}},
                                                                       {"limit", {"path", "of", "equals"}},
                                                                       {"divergence-path", {"path", "limit", "diverges", "decreasing"}},
                                                                       {"critical-point-within", {"near", "radius", "index", "curvature"}},
                                                                       {"no-critical-point-within", {"near", "radius"}}};
    static const std::set<std::string> optional = {"at", "strict", "decreasing", "of", "path", "curvature"};
    ClaimText c;
    c.id = text(member(t, "id"), "id");
    if (c.id.empty() || !std::all_of(c.id.begin(), c.id.end(), [](char x) { return std::isalnum(static_cast<unsigned char>(x)) != 0 || x == '-'; }))
      fail(t, "an id consists of letters, digits, '-'");
    for (const auto& other : case_.claims)
      if (other.id == c.id) fail(t, "two claims have the id '" + c.id + "'");
    c.kind = text(member(t, "kind"), "kind");
    const auto kind = kinds.find(c.kind);
    if (kind == kinds.end()) fail(*t.get("kind"), "unknown kind '" + c.kind + "'");
    std::set<std::string> allowed = {"id", "kind", "expect", "says", "printed", "correction", "note", "function", "over", "fix", "where", "using"};
    allowed.insert(kind->second.begin(), kind->second.end());
    only(t, allowed);
    for (const auto& k : kind->second) {
      const bool needed = optional.count(k) == 0 || (k == "at" && c.kind != "no-critical-point" && c.kind != "no-local-minimum" && c.kind != "value") ||
                          (k == "path" && (c.kind == "limit" || c.kind == "divergence-path"));
      if (needed && !t.contains(k)) fail(t, "a claim of kind " + c.kind + " needs '" + k + "'");
    }
    if (c.kind == "value" && t.contains("at") == t.contains("path")) fail(t, "a claim of kind value needs 'at' or 'path'");

    for (const char* k : {"says", "printed", "correction", "note"})
      if (const auto* n = t.get(k)) text(*n, k);
    if (const auto* n = t.get("expect")) {
      if (text(*n, "expect") != "proved" && text(*n, "expect") != "refuted") fail(*n, "expect is proved or refuted");
      c.expect_proved = text(*n, "expect") == "proved";
    }
    if (const auto* n = t.get("using"))
      for (const auto& e : array(*n, "using")) {
        const std::string& id = text(e, "using");
        if (std::none_of(case_.claims.begin(), case_.claims.end(), [&](const auto& other) { return other.id == id; })) fail(e, "'using' names '" + id + "', which is no claim above this one");
        if (std::count(c.lemmas.begin(), c.lemmas.end(), id) > 0) fail(e, "'using' names '" + id + "' twice");
        c.lemmas.push_back(id);
      }
    if (const auto* n = t.get("function")) c.function = expression(*n, "function");
    if (const auto* n = t.get("of")) c.of = expression(*n, "of");
    if (const auto* n = t.get("over")) {
      c.over.emplace();
      for (const auto& v : array(*n, "over")) c.over->push_back(text(v, "over"));
    }
    if (const auto* n = t.get("fix")) c.fix = assignment(*n, "fix");
    if (const auto* n = t.get("where")) c.where = relations(*n, "where");
    if (const auto* n = t.get("statement")) c.statement = n->is_array() ? relations(*n, "statement") : std::vector{relation(*n, "statement")};
    if (const auto* n = t.get("condition")) c.condition = relation(*n, "condition");
    if (const auto* n = t.get("at")) c.at = named_or_inline(*n);
    if (const auto* n = t.get("near")) {
      c.near = named_or_inline(*n);
      for (const char* k : {"over", "fix", "where", "using"})
        if (const auto* other = t.get(k)) fail(*other, "a claim of kind " + c.kind + " does not use '" + k + "'");
    }
    if (const auto* n = t.get("radius")) c.radius = expression(*n, "radius");
    if (const auto* n = t.get("curvature")) c.curvature = expression(*n, "curvature");
    if (const auto* n = t.get("index")) {
      const auto* i = n->as_integer();
      if (i == nullptr || i->get() < 0 || i->get() > 100000) fail(*n, "an index is an integer from 0");
      c.index = static_cast<int>(i->get());
    }
    if (const auto* n = t.get("path")) {
      c.path = n->is_table() ? "path of " + c.id : text(*n, "path");
      if (n->is_table()) case_.paths[c.path] = assignment(*n, "a path");  // under a name that no [paths] entry has
      if (case_.paths.count(c.path) == 0) fail(*n, "unknown path '" + c.path + "'");
    }
    for (const char* k : {"value", "equals", "limit"})
      if (const auto* n = t.get(k)) {
        if (const auto* s = n->as_string(); std::string(k) != "value" && s != nullptr && (s->get() == "oo" || s->get() == "-oo"))
          c.infinity = s->get();
        else
          c.value = expression(*n, k);
      }
    if (const auto* n = t.get("diverges")) {
      for (const auto& e : array(*n, "diverges")) c.diverges.push_back(expression(e, "diverges"));
      if (c.diverges.empty()) fail(*n, "diverges lists nothing");
    }
    if (const auto* n = t.get("sets")) {
      for (const auto& e : array(*n, "sets")) c.sets.push_back(parsed(e, [&] { return parse_conjunction(text(e, "sets")); }));
      if (c.sets.empty() && c.kind == "minimizers") fail(*n, "sets lists nothing");
    }
    if (const auto* n = t.get("strict")) c.strict = boolean(*n, "strict");
    if (const auto* n = t.get("attained")) c.attained = boolean(*n, "attained");
    if (const auto* n = t.get("decreasing")) c.decreasing = boolean(*n, "decreasing");
    case_.claims.push_back(std::move(c));
  }

  toml::table root_;
  CaseFile case_;
  std::set<std::string> names_;
};

}  // namespace

CaseFile parse_case(const std::string& text, const std::string& name) {
  reset_work();
  return Reader(text, name).read();
}

CaseFile read_case(const std::string& path) { return parse_case(read_bytes(path, std::size_t{1} << 20), path); }

}  // namespace losscert::check
