// Syntax -> scalars, vectors and matrices of exact expressions, for one choice of dimensions.
//
// Definitions are macros: the arguments are evaluated where the call stands and bound to the names in the body, where they hide declared names. So nothing is captured.
#pragma once
#include <map>
#include <set>

#include "objective/sized.hpp"
#include "problem/case.hpp"
#include "symbolic/relation.hpp"

namespace losscert::objective {

struct Value {
  enum class Shape { Scalar, Vector, Matrix };
  Shape shape = Shape::Scalar;
  int rows = 1, cols = 1;
  std::vector<Sized> entries;  ///< by rows
  const Sized& at(int r, int c) const { return entries[static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c)]; }
};
Value scalar_value(Sized s);
bool same_shape(const Value& a, const Value& b);
std::string shape_name(const Value& v);  ///< "a scalar", "a vector of 2", "a matrix 2 x 3"

class Evaluator {
public:
  using Locals = std::map<std::string, Value>;

  Evaluator(const problem::Case& c, const std::map<std::string, int>& dimensions);

  Value evaluate(const problem::SyntaxPtr& s, const Locals& locals = {});
  Sized scalar(const problem::SyntaxPtr& s, const std::string& what, const Locals& locals = {});
  /// One scalar relation, left minus right, per component and per link of a chain; `!=` of vectors is normsq(u - v) > 0.
  std::vector<symbolic::Relation> relations(const problem::RelationSyntax& r);
  /// A rational constant.
  GiNaC::numeric rational(const problem::SyntaxPtr& s, const std::string& what);

  /// A function of the language or of the case.
  Sized applied(const std::string& function, const std::vector<Sized>& arguments, int line);
  const Sized& objective();                                           ///< what L stands for
  const Value& defined(const problem::Definition& d);                 ///< a definition without arguments, expanded once
  Value declared(const std::string& name) const;                      ///< a parameter, variable or root by its symbols
  const std::vector<Symbol>& symbols(const std::string& name) const;  ///< its scalar components
  bool is_variable(const Symbol& s) const { return variable_names_.count(s.get_name()) != 0; }
  bool is_parameter(const Symbol& s) const { return parameter_names_.count(s.get_name()) != 0; }
  int size(const std::string& text) const;  ///< an integer or the name of a dimension
  const problem::Case& source() const { return case_; }
  Arithmetic& arithmetic() { return arithmetic_; }
  [[noreturn]] void fail(int line, const std::string& message) const { throw InputError(case_.file, line, message); }
  /// f(), with what the symbolic library refuses reported at the line.
  template <class F>
  auto guarded(int line, F f) const {
    try {
      return f();
    } catch (const std::domain_error& e) {  // also GiNaC::pole_error
      fail(line, std::string("undefined: ") + e.what() + "; remove it");
    } catch (const symbolic::TooLarge& e) {
      fail(line, std::string("too large: ") + e.what() + "; make the expression smaller");
    }
  }

  std::vector<Symbol> parameters, variables;  ///< scalar components, in declaration order
  std::vector<symbolic::Abstract> functions;

private:
  Value dispatch(const problem::Syntax& s, const Locals& locals);
  Value name(const problem::Syntax& s, const Locals& locals);
  Value call(const problem::Syntax& s, const Locals& locals);
  Value index(const problem::Syntax& s, const Locals& locals);
  Value vector(const problem::Syntax& s, const Locals& locals);
  Value sum(const problem::Syntax& s, const Locals& locals);
  Value product(const problem::Syntax& s, const Locals& locals);
  Value differentiated(const problem::Syntax& s, const Locals& locals);
  Value multiplied(const Value& a, const Value& b, int line);
  void declare(const problem::Declaration& d, std::vector<Symbol>& list);
  void declare_root(const problem::RootSyntax& r);
  void declare_function(const problem::FunctionSyntax& f);

  const problem::Case& case_;
  std::map<std::string, int> dimensions_;
  Arithmetic arithmetic_;
  std::map<std::string, Value> declared_;
  std::map<std::string, std::vector<Symbol>> symbols_;
  std::set<std::string> variable_names_, parameter_names_;
  std::map<std::string, const problem::Definition*> definitions_;
  /// A value that is computed once, and what it needs to be defined.
  template <class T>
  struct Kept {
    T value;
    Obligations needs;
  };
  template <class T, class F>
  Kept<T> kept(F compute) {
    const Arithmetic::Collect collect(arithmetic_);
    T value = compute();
    return {std::move(value), collect.here()};
  }
  template <class T>
  const T& again(const Kept<T>& k) {
    arithmetic_.repeat(k.needs);
    return k.value;
  }

  std::map<std::string, Kept<Value>> expanded_;  ///< definitions without arguments
  std::map<std::string, GiNaC::exmap> derivatives_;
  std::optional<Kept<Sized>> objective_;
  std::size_t steps_ = 0;
  int depth_ = 0;
};

}  // namespace losscert::objective
