// [functions]: functions of which only a class and some properties are known.
#include <algorithm>

#include "problem/names.hpp"
#include "problem/reader.hpp"

namespace losscert::problem {
namespace {

// sigma_j(t) rel q
FunctionSyntax::Property property(const Case& c, const FunctionSyntax& f, const Node& n) {
  const RelationSyntax r = relation_of(c.file, n, "a property of '" + f.name + "'");
  const auto fail = [&](const std::string& what) {
    throw InputError(c.file, n.line,
                     "the property '" + n.text.substr(0, 60) + "' of '" + f.name + "' " + what + "; write " + f.name + "(t)" + (f.smoothness > 0 ? ", or " + f.name + "_1(t)," : "") +
                         " then one of > >= < <= != and a rational number");
  };
  if (r.relops.size() != 1) fail("has more than one relation sign");
  if (r.relops[0] == "==") fail("is an equation");
  const Syntax& left = *r.sides[0];
  const bool of_t = left.op == Syntax::Op::Call && left.children.size() == 1 && left.children[0]->op == Syntax::Op::Name && left.children[0]->text == "t";
  if (!of_t || (left.text != f.name && !is_derivative_name(left.text, f.name))) fail("does not begin with " + f.name + "(t) or a derivative at t");
  FunctionSyntax::Property p{-1, r.relops[0], r.sides[1], n.line};
  for (int j = 0; j <= f.smoothness; ++j)
    if (left.text == (j == 0 ? f.name : f.name + "_" + std::to_string(j))) p.order = j;
  if (p.order < 0) fail("speaks of a derivative beyond its class, which is " + std::to_string(f.smoothness));
  return p;
}

}  // namespace

bool is_derivative_name(const std::string& text, const std::string& function) {
  return text.size() > function.size() + 1 && text.compare(0, function.size() + 1, function + "_") == 0 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(function.size()) + 1, text.end(), [](char d) { return d >= '0' && d <= '9'; });
}

std::optional<AbstractCall> abstract_function(const Case& c, const std::string& text) {
  for (const FunctionSyntax& f : c.functions) {
    if (text == f.name) return AbstractCall{&f, 0};
    if (!is_derivative_name(text, f.name)) continue;
    const std::string digits = text.substr(f.name.size() + 1);
    if (digits[0] == '0' || digits.size() > 2) return std::nullopt;
    return AbstractCall{&f, std::stoi(digits)};
  }
  return std::nullopt;
}

void read_functions(const Node& root, Case& c) {
  const Node* table = find_table(c.file, root, "functions");
  if (!table) return;
  for (const auto& [name, n] : table->entries) {
    if (n.kind != Node::Kind::Table) throw InputError(c.file, n.line, "the function '" + name.substr(0, 40) + "' is " + kind_name(n.kind) + "; a table [functions." + name.substr(0, 40) + "] is wanted");
    const Fields fields(c.file, n, "[functions." + name + "]", {"class", "properties"});
    FunctionSyntax f;
    f.name = name;
    f.line = n.line;
    const Node& smoothness = fields.require("class");
    if (smoothness.kind != Node::Kind::Integer || smoothness.integer < 0 || smoothness.integer > 9)
      fields.fail(smoothness, "the class of '" + name.substr(0, 40) + "' is no integer from 0 to 9; write how often it is continuously differentiable");
    f.smoothness = static_cast<int>(smoothness.integer);
    if (const Node* list = fields.find("properties")) {
      if (list->kind != Node::Kind::Array) fields.fail(*list, "'properties' is " + kind_name(list->kind) + "; an array of strings is wanted");
      for (const Node& item : list->items) f.properties.push_back(property(c, f, item));
    }
    c.functions.push_back(std::move(f));
  }
}

}  // namespace losscert::problem
