// Proof trees as the search builds them. A node is one rule of src/check/FORMAT.md with its members; expressions become text only when a certificate is written, so what is built and thrown away costs
// next to nothing. Nodes are shared, never copied. The builders of the other headers of this folder are the only ones that make them: one per rule, typed by the judgement that it proves.
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::prove {

using Json = nlohmann::json;

namespace proof {

/// The rules of FORMAT.md, section 5, in its order there. `cases`, `partition`, `absurd`, `substitute` and `coordinates` serve several judgements.
enum class Rule {
  Zero, Interval, Assumption, Exp, Property, Relu, ExpDifference, Sum, Product, Square, Inverse, Rewrite, Substitute, Pieces, Cases, Partition, Absurd, Logarithms, Root, ArctanDifference, Convex, MeanValue, FromInfinity,  // 5.1
  Multiplier, OneSided, Curvature, Indefinite, Curve, Coordinates,      // 5.2
  LowerBound, Definite, DefiniteBox, Fibrewise, LeadingForm, Minorant, Slice,  // 5.3
  Lemma,                                                                // 5.2 and 5.3
};
const char* name(Rule rule);
const std::vector<Rule>& all_rules();

class Value;
struct Node;
using List = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;

/// What a member holds: an expression, text, an integer, true or false, a proof, a list or an object.
class Value {
public:
  Value(symbolic::Expr e) : held_(std::move(e)) {}
  Value(const GiNaC::numeric& q) : held_(symbolic::Expr(q)) {}
  Value(const symbolic::Symbol& v) : held_(v.get_name()) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(const char* text) : held_(std::string(text)) {}
  Value(int n) : held_(static_cast<long>(n)) {}
  Value(bool b) : held_(b) {}
  Value(std::shared_ptr<const Node> node) : held_(std::move(node)) {}
  Value(List list) : held_(std::make_shared<const List>(std::move(list))) {}
  Value(Object object) : held_(std::make_shared<const Object>(std::move(object))) {}
  Json json() const;  ///< as FORMAT.md has it

private:
  std::variant<symbolic::Expr, std::string, long, bool, std::shared_ptr<const Node>, std::shared_ptr<const List>, std::shared_ptr<const Object>> held_;
};

struct Node {
  Rule rule;
  Object members;
};

/// A proof of one judgement, or none.
template <class Judgement>
class Proof {
public:
  Proof() = default;
  explicit Proof(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  explicit operator bool() const { return node_ != nullptr; }
  /// There must be a proof.
  Value value() const { return Value(node_); }

private:
  std::shared_ptr<const Node> node_;
};
using Sign = Proof<struct SignJudgement>;            ///< G |- e : S (5.1)
using Exclusion = Proof<struct ExclusionJudgement>;  ///< G, s |- N (5.2)
using Minimum = Proof<struct MinimumJudgement>;      ///< G, s |- M (5.3)

/// Rule `absurd`, which proves any judgement: the context has no point.
class Absurd {
public:
  explicit Absurd(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  template <class Judgement>
  operator Proof<Judgement>() const {
    return Proof<Judgement>(node_);
  }
  /// What the rule rests on, without its name.
  Value members() const { return Value(node_->members); }

private:
  std::shared_ptr<const Node> node_;
};

}  // namespace proof
}  // namespace losscert::prove
