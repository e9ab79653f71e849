// A formula as it is written, in the case language or a certificate, as a tree that can be set: LaTeX, MathML, plain text. Nothing is reordered, cancelled or reduced.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace losscert::report {

struct Formula {
  enum class Op { Number, Name, Call, Index, Vector, Negate, Sum, Product, Quotient, Power, Relation, List, Dots };
  Op op{};
  std::string text;                ///< Number: its digits; Name, Call: the name; Index: "1,2"
  std::vector<Formula> children;   ///< Index: the indexed formula; Relation: its sides
  std::vector<std::string> signs;  ///< Relation: between the sides; List: between the parts ("," or "and")
};

/// Nothing for a text that is no formula: a list of relations or expressions. Besides the case language: `->`, `in`, `=`, `...`, diff(L, v, w) for second derivatives.
std::optional<Formula> parse_formula(const std::string& text);

/// Functions known by a class only: sigma_2(x) is their second derivative.
using Abstracts = std::set<std::string>;

// Different names never look alike: w1 has an index below, w[1] keeps its brackets, w_1 its bar.
std::string latex(const Formula& f, const Abstracts& abstracts = {});   ///< without dollars; long sums and products may be broken
std::string mathml(const Formula& f, const Abstracts& abstracts = {});  ///< without <math>
/// The same in pieces between which a line may be broken, each to stand in a <math> of its own.
std::vector<std::string> mathml_pieces(const Formula& f, const Abstracts& abstracts = {});
std::string plain(const Formula& f);                                    ///< the case language again, with dL/da for derivatives

std::string latex_text(const std::string& text);  ///< text for LaTeX: its special characters escaped, others than ASCII named where LaTeX has them
std::string html_text(const std::string& text);   ///< text for HTML and XML, also within attributes

}  // namespace losscert::report
