#include <algorithm>
#include <sstream>

#include "problem/names.hpp"
#include "problem/reader.hpp"

namespace losscert::problem {

const Node* find_table(const std::string& file, const Node& root, const std::string& key) {
  for (const auto& [k, value] : root.entries)
    if (k == key) {
      if (value.kind != Node::Kind::Table)
        throw InputError(file, value.line, "'" + key + "' is " + kind_name(value.kind) + "; a table [" + key + "] is wanted");
      return &value;
    }
  return nullptr;
}

namespace {

std::string integer_or_name(const Case& c, const std::string& text, int line, const std::string& what) {
  if (!text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char d) { return d >= '0' && d <= '9'; })) {
    const int n = std::stoi(text);
    if (n >= 1 && n <= 1000) return std::to_string(n);
  }
  std::vector<std::string> known;
  for (const auto& d : c.dimensions) known.push_back(d.first);
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  if (is_name(text) && !known.empty()) throw InputError(c.file, line, what + ": unknown dimension '" + text + "'" + suggestion(text, known));
  throw InputError(c.file, line, what + ": '" + text.substr(0, 40) + "' is no size; write an integer from 1 to 1000 or a name from [dimensions]");
}

// "scalar", "vector n", "matrix r c"
Declaration declaration(const Case& c, const std::string& name, const Node& n) {
  Declaration d;
  d.name = name;
  d.line = n.line;
  const std::string cure = "; write \"scalar\", \"vector 3\" or \"matrix 2 3\"";
  if (n.kind != Node::Kind::String) throw InputError(c.file, n.line, "the type of '" + name + "' is " + kind_name(n.kind) + cure);
  std::istringstream words(n.text.substr(0, 200));
  std::vector<std::string> w;
  for (std::string s; words >> s;) w.push_back(s);
  if (w.size() == 1 && w[0] == "scalar") {
    d.shape = Declaration::Shape::Scalar;
  } else if (w.size() == 2 && w[0] == "vector") {
    d.shape = Declaration::Shape::Vector;
    d.rows = integer_or_name(c, w[1], n.line, "the type of '" + name + "'");
  } else if (w.size() == 3 && w[0] == "matrix") {
    d.shape = Declaration::Shape::Matrix;
    d.rows = integer_or_name(c, w[1], n.line, "the type of '" + name + "'");
    d.cols = integer_or_name(c, w[2], n.line, "the type of '" + name + "'");
  } else {
    throw InputError(c.file, n.line, "'" + n.text.substr(0, 40) + "' is no type" + cure);
  }
  return d;
}

void read_source(const Node& root, Case& c) {
  const Node* n = find_table(c.file, root, "source");
  if (!n) return;
  const Fields f(c.file, *n, "[source]", {"paper", "statement", "quote", "note"});
  c.paper = f.string("paper");
  c.statement = f.string("statement");
  c.quote = f.string("quote");
  c.note = f.string("note");
}

void read_dimensions(const Node& root, Case& c) {
  const Node* table = find_table(c.file, root, "dimensions");
  if (!table) return;
  std::size_t instances = 1;
  for (const auto& [name, n] : table->entries) {
    std::vector<int> values;
    const std::string cure = "; write d = 2 or d = [1, 2], with integers from 1 to 1000";
    auto add = [&, &name = name](const Node& v) {
      if (v.kind != Node::Kind::Integer || v.integer < 1 || v.integer > 1000)
        throw InputError(c.file, v.line, "a value of the dimension '" + name + "' is no size" + cure);
      if (std::find(values.begin(), values.end(), v.integer) != values.end())
        throw InputError(c.file, v.line, "the dimension '" + name + "' lists " + v.text + " twice; list every value once");
      values.push_back(static_cast<int>(v.integer));
    };
    if (n.kind == Node::Kind::Array)
      for (const Node& v : n.items) add(v);
    else
      add(n);
    if (values.empty()) throw InputError(c.file, n.line, "the dimension '" + name + "' has no value" + cure);
    instances *= values.size();
    if (instances > 100) throw InputError(c.file, n.line, "more than 100 combinations of dimensions; list fewer values");
    c.dimensions.emplace_back(name, std::move(values));
  }
}

std::vector<Declaration> read_declarations(const Node& root, const Case& c, const std::string& key) {
  std::vector<Declaration> out;
  if (const Node* table = find_table(c.file, root, key))
    for (const auto& [name, n] : table->entries) out.push_back(declaration(c, name, n));
  return out;
}

// "E" or "f(s, t)"
Definition definition(const Case& c, const std::string& key, const Node& n) {
  Definition d;
  d.line = n.line;
  const std::string cure = "; write E = \"...\" or \"f(s, t)\" = \"...\"";
  const auto open = key.find('(');
  auto trimmed = [](const std::string& s) {
    const auto b = s.find_first_not_of(" \t");
    return b == std::string::npos ? std::string() : s.substr(b, s.find_last_not_of(" \t") - b + 1);
  };
  d.name = trimmed(key.substr(0, open));
  if (!is_name(d.name)) throw InputError(c.file, n.line, "'" + key.substr(0, 40) + "' is no name for a definition" + cure);
  if (open != std::string::npos) {
    const std::string rest = trimmed(key);
    if (rest.back() != ')') throw InputError(c.file, n.line, "the arguments in '" + key.substr(0, 40) + "' are not closed" + cure);
    std::istringstream list(rest.substr(rest.find('(') + 1, rest.size() - rest.find('(') - 2) + ",");
    for (std::string a; std::getline(list, a, ',');) {
      a = trimmed(a);
      if (!is_name(a)) throw InputError(c.file, n.line, "'" + a.substr(0, 40) + "' is no name for an argument of '" + d.name + "'" + cure);
      if (is_reserved(a)) throw InputError(c.file, n.line, "the argument '" + a + "' of '" + d.name + "' has a reserved name; choose another");
      if (std::find(d.arguments.begin(), d.arguments.end(), a) != d.arguments.end())
        throw InputError(c.file, n.line, "'" + d.name + "' has the argument '" + a + "' twice; name each once");
      d.arguments.push_back(a);
    }
  }
  d.body = expression_of(c.file, n, "the definition of '" + d.name + "'");
  return d;
}

void read_objective(const Node& root, Case& c) {
  const Node* objective = find_table(c.file, root, "objective");
  const Node* network = find_table(c.file, root, "network");
  if (objective && network) throw InputError(c.file, network->line, "both [objective] and [network] are given; keep one of them");
  if (!objective && !network) throw InputError(c.file, 0, "neither [objective] nor [network] is given; give one of them");
  if (network) {
    read_network(root, c);
    c.objective_line = network->line;
    return;
  }
  for (const char* key : {"data", "loss", "regulariser"})
    if (const Node* n = find_table(c.file, root, key))
      throw InputError(c.file, n->line, std::string("[") + key + "] belongs to a [network]; with [objective] put it into the expression");
  const Fields f(c.file, *objective, "[objective]", {"expression"});
  f.require("expression");
  c.objective = f.expression("expression");
  c.objective_line = objective->line;
}

SyntaxPtr join(Syntax::Op op, const SyntaxPtr& a, const SyntaxPtr& b) {
  auto n = std::make_shared<Syntax>();
  n->op = op;
  n->children = {a, b};
  n->line = a->line;
  return n;
}

SyntaxPtr negated(const SyntaxPtr& a) {
  auto n = std::make_shared<Syntax>();
  n->op = Syntax::Op::Negate;
  n->children = {a};
  n->line = a->line;
  return n;
}

// [lo, hi]
std::pair<SyntaxPtr, SyntaxPtr> interval(const std::string& file, const Node& n) {
  if (n.kind != Node::Kind::Array || n.items.size() != 2)
    throw InputError(file, n.line, "an interval of 'in' is " + kind_name(n.kind) + "; write [\"1/10\", \"3/10\"]");
  return {expression_of(file, n.items[0], "the lower end"), expression_of(file, n.items[1], "the upper end")};
}

RootSyntax root_of(const Case& c, const std::string& name, const Node& n) {
  const Fields f(c.file, n, "[roots." + name + "]", {"variable", "variables", "equation", "equations", "in", "near", "within"});
  RootSyntax r;
  r.name = name;
  r.line = n.line;
  if ((f.find("variable") != nullptr) == (f.find("variables") != nullptr)) f.fail(n, f.where() + " wants either 'variable' or 'variables'; give one of them");
  r.scalar = f.find("variable") != nullptr;
  if (r.scalar)
    r.unknowns = {f.required_string("variable")};
  else
    r.unknowns = strings_of(c.file, f.require("variables"), "'variables'");
  if (r.unknowns.empty()) f.fail(f.require("variables"), f.where() + " has no unknown; list at least one");
  if (const Node* wrong = f.find(r.scalar ? "equations" : "equation"))
    f.fail(*wrong, r.scalar ? "'equations' goes with 'variables'; write 'equation'" : "'equation' goes with 'variable'; write 'equations', an array");
  if (r.scalar && f.find("equation")) r.equations = {f.expression("equation")};
  if (const Node* list = f.find("equations")) {
    if (list->kind != Node::Kind::Array) f.fail(*list, "'equations' is " + kind_name(list->kind) + "; an array of strings is wanted");
    for (const Node& e : list->items) r.equations.push_back(expression_of(c.file, e, "an equation"));
    if (r.equations.size() != r.unknowns.size())
      f.fail(*list,
             std::to_string(r.equations.size()) + " equations for " + std::to_string(r.unknowns.size()) + " unknowns; give as many equations as unknowns");
  }
  const Node* in = f.find("in");
  const Node* near = f.find("near");
  const Node* within = f.find("within");
  if ((in != nullptr) == (near != nullptr) || (near != nullptr) != (within != nullptr))
    f.fail(n, f.where() + " wants either 'in', or 'near' with 'within'; give one of them");
  if (in && r.scalar) {
    r.box.push_back(interval(c.file, *in));
  } else if (in) {
    if (in->kind != Node::Kind::Array) f.fail(*in, "'in' is " + kind_name(in->kind) + "; an array of intervals is wanted");
    for (const Node& i : in->items) r.box.push_back(interval(c.file, i));
  } else {
    if (near->kind != Node::Kind::Array) f.fail(*near, "'near' is " + kind_name(near->kind) + "; an array with one entry per unknown is wanted");
    const SyntaxPtr w = f.expression("within");
    for (const Node& m : near->items) {
      const SyntaxPtr centre = expression_of(c.file, m, "an entry of 'near'");
      r.box.emplace_back(join(Syntax::Op::Add, centre, negated(w)), join(Syntax::Op::Add, centre, w));
    }
  }
  if (r.box.size() != r.unknowns.size())
    f.fail(in ? *in : *near, std::to_string(r.box.size()) + " intervals for " + std::to_string(r.unknowns.size()) + " unknowns; give one for each");
  return r;
}

}  // namespace

std::string size_of(const Case& c, const Node& n, const std::string& what) {
  if (n.kind != Node::Kind::Integer && n.kind != Node::Kind::String)
    throw InputError(c.file, n.line, what + " is " + kind_name(n.kind) + "; write an integer from 1 to 1000 or a name from [dimensions]");
  return integer_or_name(c, n.text, n.line, what);
}

namespace {

Case read(const std::string& path, bool claims_wanted) {
  Case c;
  c.file = path;
  const Document document = read_document(path);
  c.digest = document.digest;
  const Fields top(c.file, document.root, "the case",
                   {"title", "time_class", "assumptions", "source", "dimensions", "parameters", "variables", "definitions", "network", "data", "loss",
                    "regulariser", "objective", "roots", "points", "paths", "claims", "functions"});
  c.title = top.required_string("title");
  c.time_class = top.find("time_class") ? top.string("time_class") : "fast";
  if (c.time_class != "fast" && c.time_class != "slow")
    top.fail(*top.find("time_class"), "time_class is '" + c.time_class.substr(0, 40) + "'; write \"fast\" or \"slow\"");
  read_source(document.root, c);
  read_dimensions(document.root, c);
  c.parameters = read_declarations(document.root, c, "parameters");
  c.variables = read_declarations(document.root, c, "variables");
  if (const Node* n = top.find("assumptions")) c.assumptions = relations_of(c.file, *n, "'assumptions'");
  read_functions(document.root, c);
  if (const Node* table = find_table(c.file, document.root, "definitions"))
    for (const auto& [key, n] : table->entries) c.definitions.push_back(definition(c, key, n));
  read_objective(document.root, c);
  std::vector<std::pair<std::string, int>> names;  // declared, in file order
  if (const Node* table = find_table(c.file, document.root, "dimensions"))
    for (const auto& [name, n] : table->entries) names.emplace_back(name, n.line);
  for (const auto& list : {c.parameters, c.variables})
    for (const Declaration& d : list) names.emplace_back(d.name, d.line);
  for (const FunctionSyntax& f : c.functions) names.emplace_back(f.name, f.line);
  for (const Definition& d : c.definitions) names.emplace_back(d.name, d.line);
  if (const Node* table = find_table(c.file, document.root, "roots"))
    for (const auto& [name, n] : table->entries) {
      names.emplace_back(name, n.line);
      c.roots.push_back(root_of(c, name, n));
    }
  for (const char* key : {"points", "paths"})
    if (const Node* table = find_table(c.file, document.root, key))
      for (const auto& [name, n] : table->entries) {
        names.emplace_back(name, n.line);
        (key == std::string("points") ? c.points : c.paths)[name] = assignment_of(c.file, n, std::string("[") + key + "." + name + "]");
      }
  if (claims_wanted || top.find("claims")) read_claims(document.root, c);
  for (const ClaimSyntax& claim : c.claims)
    if (c.variables.empty() && claim.kind != "always")
      throw InputError(c.file, claim.line, "the case has no variables; declare them in [variables], or use claims of kind 'always' alone, which may speak of numbers");
  validate(c, names);
  return c;
}

}  // namespace

Case read_case(const std::string& path) { return read(path, true); }
Case read_case_for_points(const std::string& path) { return read(path, false); }

}  // namespace losscert::problem
