#include <algorithm>

#include "problem/names.hpp"
#include "problem/reader.hpp"

namespace losscert::problem {
namespace {

const std::vector<std::string>& activation_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Function& f : functions())
      if (f.is_activation) out.push_back(f.name);
    return out;
  }();
  return names;
}

void read_activation(const Case& c, const Node& n, Layer& layer) {
  if (n.kind == Node::Kind::String) {
    layer.activation = n.text;
  } else {
    const Fields f(c.file, n, "'activation'", {"name", "argument", "expression"});
    if ((f.find("name") != nullptr) == (f.find("expression") != nullptr)) f.fail(n, "'activation' wants either 'name' or 'expression'; give one of them");
    layer.activation = f.string("name");
    layer.activation_expression = f.expression("expression");
    layer.argument = f.expression("argument");
    if (layer.activation_expression && layer.argument) f.fail(n, "'argument' goes with 'name'; put it into the expression");
    if (layer.activation_expression) return;
  }
  if (const auto own = abstract_function(c, layer.activation)) {
    if (layer.argument) throw InputError(c.file, n.line, "the activation '" + layer.activation + "' has no argument; remove it");
    if (own->order > own->function->smoothness)
      throw InputError(c.file, n.line, "'" + layer.activation + "' does not exist: '" + own->function->name + "' is only C^" + std::to_string(own->function->smoothness) + "; raise its class");
    return;
  }
  const Function* f = find_function(layer.activation);
  if (!f || !f->is_activation)
    throw InputError(c.file, n.line, "unknown activation '" + layer.activation.substr(0, 40) + "'" + suggestion(layer.activation, activation_names()));
  const int given = layer.argument ? 2 : 1;
  if (given < f->least)
    throw InputError(c.file, n.line, "the activation '" + f->name + "' wants an argument; write { name = \"" + f->name + "\", argument = \"2\" }");
  if (given > f->most) throw InputError(c.file, n.line, "the activation '" + f->name + "' has no argument; remove it");
}

Declaration weights(const std::string& name, Declaration::Shape shape, const std::string& rows, const std::string& cols, int line) {
  return {name, shape, rows, cols, line};
}

void read_layers(const Fields& f, Case& c, Network& net) {
  const Node& layers = f.require("layers");
  if (layers.kind != Node::Kind::Array) f.fail(layers, "'layers' is " + kind_name(layers.kind) + "; an array of tables is wanted");
  if (layers.items.empty()) f.fail(layers, "'layers' is empty; give at least one layer");
  std::string fan_in = net.inputs;
  for (const Node& n : layers.items) {
    const Fields l(c.file, n, "a layer", {"units", "activation", "weights", "bias"});
    Layer layer;
    layer.line = n.line;
    layer.units = size_of(c, l.require("units"), "'units'");
    read_activation(c, l.require("activation"), layer);
    layer.weights = l.required_string("weights");
    c.variables.push_back(weights(layer.weights, Declaration::Shape::Matrix, layer.units, fan_in, l.require("weights").line));
    if (l.find("bias")) {
      layer.bias = l.required_string("bias");
      c.variables.push_back(weights(layer.bias, Declaration::Shape::Vector, layer.units, "", l.require("bias").line));
    }
    fan_in = layer.units;
    net.layers.push_back(std::move(layer));
  }
}

std::vector<std::vector<SyntaxPtr>> read_samples(const Fields& f, const std::string& key) {
  const Node& rows = f.require(key);
  const std::string cure = "; write " + key + " = [[\"1\", \"0\"], [\"0\", \"1\"]], one row per sample";
  if (rows.kind != Node::Kind::Array) f.fail(rows, "'" + key + "' is " + kind_name(rows.kind) + cure);
  if (rows.items.empty()) f.fail(rows, "'" + key + "' is empty" + cure);
  std::vector<std::vector<SyntaxPtr>> out;
  for (const Node& row : rows.items) {
    if (row.kind != Node::Kind::Array) f.fail(row, "a row of '" + key + "' is " + kind_name(row.kind) + cure);
    if (row.items.empty()) f.fail(row, "a row of '" + key + "' is empty" + cure);
    std::vector<SyntaxPtr> entries;
    for (const Node& e : row.items) entries.push_back(expression_of(f.file(), e, "an entry of '" + key + "'"));
    if (!out.empty() && entries.size() != out.front().size())
      f.fail(row, "row " + std::to_string(out.size() + 1) + " of '" + key + "' has " + std::to_string(entries.size()) + " entries, the first has " +
                      std::to_string(out.front().size()) + "; give every row as many");
    out.push_back(std::move(entries));
  }
  return out;
}

void read_loss(const Node& root, Case& c, Network& net) {
  const Node* n = find_table(c.file, root, "loss");
  if (!n) throw InputError(c.file, net.line, "[network] without [loss]; give one");
  const Fields f(c.file, *n, "[loss]", {"kind", "power", "expression", "reduction"});
  if ((f.find("kind") != nullptr) == (f.find("expression") != nullptr)) f.fail(*n, "[loss] wants either 'kind' or 'expression'; give one of them");
  const std::vector<std::string> known = {"squared", "hinge", "logistic", "logistic2", "cross_entropy", "exponential"};
  if (const Node* kind = f.find("kind")) {
    net.loss = f.string("kind");
    if (std::find(known.begin(), known.end(), net.loss) == known.end())
      f.fail(*kind, "unknown loss '" + net.loss.substr(0, 40) + "'" + suggestion(net.loss, known));
  }
  net.loss_expression = f.expression("expression");
  if (net.loss == "hinge")
    f.require("power");
  else if (const Node* power = f.find("power"))
    f.fail(*power, "'power' is for the hinge loss only; remove it");
  net.hinge_power = f.expression("power");
  const Node& reduction = f.require("reduction");
  const std::string r = f.string("reduction");
  if (r != "sum" && r != "mean") f.fail(reduction, "reduction is '" + r.substr(0, 40) + "'; write \"sum\" or \"mean\"");
  net.mean = r == "mean";
}

}  // namespace

void read_network(const Node& root, Case& c) {
  const Fields f(c.file, *find_table(c.file, root, "network"), "[network]", {"inputs", "layers", "extra"});
  Network net;
  net.line = f.line();
  net.inputs = size_of(c, f.require("inputs"), "'inputs'");
  read_layers(f, c, net);
  net.extra = f.expression("extra");

  const Node* data = find_table(c.file, root, "data");
  if (!data) throw InputError(c.file, net.line, "[network] without [data]; give one");
  const Fields d(c.file, *data, "[data]", {"x", "y", "file", "digest", "header"});
  if (d.find("file")) {
    read_data_file(d, c, net);
  } else {
    for (const char* key : {"digest", "header"})
      if (const Node* n2 = d.find(key)) d.fail(*n2, "'" + std::string(key) + "' goes with 'file'; remove it");
    net.x = read_samples(d, "x");
    net.y = read_samples(d, "y");
  }
  if (net.x.size() != net.y.size())
    d.fail(d.require("y"),
           "'x' has " + std::to_string(net.x.size()) + " rows and 'y' has " + std::to_string(net.y.size()) + "; give as many targets as inputs");

  read_loss(root, c, net);
  if (const Node* n = find_table(c.file, root, "regulariser")) {
    const Fields r(c.file, *n, "[regulariser]", {"expression"});
    r.require("expression");
    net.regulariser = r.expression("expression");
  }
  c.network = std::move(net);
}

}  // namespace losscert::problem
