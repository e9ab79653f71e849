// Small cases and expressions for the tests of the elaboration.
#pragma once
#include "objective/elaborate.hpp"
#include "objective/evaluate.hpp"
#include "problem/scratch.hpp"

namespace losscert::test {

using symbolic::Expr;

/// The instances of a case given as text.
inline std::vector<claim::Instance> instances(const std::string& text) {
  const ScratchFile f(text);
  return objective::elaborate(problem::read_case(f.path()));
}
inline claim::Instance instance(const std::string& text) { return instances(text).at(0); }

/// The message of the InputError without file, "" if there is none.
inline std::string refusal(const std::string& text) {
  const ScratchFile f(text);
  try {
    objective::elaborate(problem::read_case(f.path()));
  } catch (const InputError& e) {
    return std::string(e.what()).substr(f.path().size() + 1);
  }
  return "";
}

/// An expression in scalars a, b, t, u, vectors v, w of 2 and matrices M, N of 2 x 2, x of 1 x 2.
inline objective::Value value(const std::string& text) {
  using Shape = problem::Declaration::Shape;
  static const problem::Case c = [] {
    problem::Case out;
    out.file = "text";
    for (const char* name : {"a", "b", "t", "u"}) out.variables.push_back({name, Shape::Scalar, "", "", 0});
    for (const char* name : {"v", "w"}) out.variables.push_back({name, Shape::Vector, "2", "", 0});
    for (const char* name : {"M", "N"}) out.variables.push_back({name, Shape::Matrix, "2", "2", 0});
    out.variables.push_back({"x", Shape::Matrix, "1", "2", 0});
    return out;
  }();
  objective::Evaluator e(c, {});
  return e.evaluate(problem::parse_expression(text, "text", 1));
}
inline Expr scalar(const std::string& text) {
  const objective::Value v = value(text);
  if (v.shape != objective::Value::Shape::Scalar) throw std::runtime_error("no scalar: " + text);
  return v.entries[0].value;
}
inline std::vector<std::string> components(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& e : value(text).entries) out.push_back(symbolic::to_text(symbolic::canonical(e.value)));
  return out;
}

inline bool equal(const Expr& a, const Expr& b) { return symbolic::zero_test(a - b) == symbolic::ZeroTest::Zero; }
inline bool equal(const Expr& a, const std::string& b) { return equal(a, scalar(b)); }

}  // namespace losscert::test
