// FORMAT.md, section 4: that a root exists, is the only one in its box, and where it lies; or that the box has none.
#pragma once
#include <optional>

#include "prove/proof/node.hpp"

namespace losscert::prove::proof {

/// A box: one interval for each unknown.
using Bounds = std::vector<std::pair<GiNaC::numeric, GiNaC::numeric>>;

/// A tree that covers the box of a root, or part of it; or none.
class Cover {
public:
  Cover() = default;
  /// Equation number `equation` has no zero there: by its own enclosure, or by that of an equal form.
  static Cover exclude(int equation, const std::optional<symbolic::Expr>& form = std::nullopt);
  /// Krawczyk's operator maps this box into its interior.
  static Cover unique();
  /// The point is a zero, the only one in the wider box `within`.
  static Cover at(const std::vector<GiNaC::numeric>& point, const Bounds& within);
  /// Coordinate number `coordinate` is cut.
  static Cover split(int coordinate, const GiNaC::numeric& cut, const Cover& left, const Cover& right);

  explicit operator bool() const { return value_.has_value(); }
  Value value() const { return *value_; }

private:
  explicit Cover(Object members) : value_(Value(std::move(members))) {}
  std::optional<Value> value_;
};

struct Root {
  Cover tree;                  ///< with exactly one leaf that has a zero
  std::vector<Bounds> refine;  ///< narrower and narrower
  Value value() const;
};

}  // namespace losscert::prove::proof
