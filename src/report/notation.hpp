// Small pieces of text that sentences, figures and prose share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "interval/enclosure.hpp"

namespace losscert::report {

std::string join(const std::vector<std::string>& parts, const std::string& separator);
/// "a", "a and b", "a, b and c"
std::string enumerate(const std::vector<std::string>& parts);

std::string to_text(const claim::Relation& r);  ///< "x1 - x2 != 0"
std::string to_text(const claim::Set& s);       ///< "0 <= x and x <= 1", as it stands: "x >= 0 and 1 - x >= 0"
/// "a = 0, w[1] = 1/2"
std::string to_text(const claim::Substitution& s);
/// "every C^2 function `sigma` with `sigma_1(t) > 0` for all `t`": what an abstract function stands for.
std::string declaration(const symbolic::Abstract& f);
/// "sigma(t) = exp(t), a = 1": an assignment of a certificate; functions of the instance are written with their argument.
std::string assignment(const std::vector<std::pair<std::string, std::string>>& members, const claim::Instance& i);
std::vector<std::string> names_of(const std::vector<claim::Symbol>& symbols);
/// "5 cells", "1 cell"
std::string counted(std::size_t n, const std::string& one, const std::string& many);

/// An exact rational from "3", "-1/2", "0.25"; empty for any other text.
std::optional<claim::Expr> rational(const std::string& text);

/// A short decimal or an outward-rounded interval "[lo, hi]"; empty if e is no constant over the box or has no enclosure.
std::string decimal(const claim::Expr& e, const interval::Box& box);

}  // namespace losscert::report
