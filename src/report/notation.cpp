#include "report/notation.hpp"

#include <algorithm>
#include <cctype>

namespace losscert::report {

std::string join(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (const auto& p : parts) text += (text.empty() ? "" : separator) + p;
  return text;
}

std::string enumerate(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return join(parts, "");
  return join({parts.begin(), parts.end() - 1}, ", ") + " and " + parts.back();
}

std::string to_text(const claim::Relation& r) { return symbolic::to_text(r.expr) + " " + symbolic::to_text(r.rel) + " 0"; }

std::string to_text(const claim::Set& s) {
  std::vector<std::string> parts;
  for (const auto& r : s) parts.push_back(to_text(r));
  return join(parts, " and ");
}

std::string to_text(const claim::Substitution& s) {
  std::vector<std::string> parts;
  for (const auto& [v, e] : s) parts.push_back(v.get_name() + " = " + symbolic::to_text(e));
  return join(parts, ", ");
}

std::string declaration(const symbolic::Abstract& f) {
  std::vector<std::string> properties;
  for (const auto& p : f->properties) {
    properties.push_back("`" + symbolic::name_of({f, p.order}) + "(t) " + symbolic::to_text(p.rel) + " " + symbolic::to_text(p.bound) + "`");
  }
  return "every C^" + std::to_string(f->smoothness) + " function `" + f->name + "`" + (properties.empty() ? "" : " with " + enumerate(properties) + " for all `t`");
}

std::string assignment(const std::vector<std::pair<std::string, std::string>>& members, const claim::Instance& i) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : members) {
    const bool function = std::any_of(i.functions.begin(), i.functions.end(), [&, &wanted = name](const auto f) { return f->name == wanted; });
    parts.push_back(name + (function ? "(t)" : "") + " = " + value);
  }
  return join(parts, ", ");
}

std::vector<std::string> names_of(const std::vector<claim::Symbol>& symbols) {
  std::vector<std::string> names;
  for (const auto& s : symbols) names.push_back(s.get_name());
  return names;
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

std::optional<claim::Expr> rational(const std::string& text) {
  const bool negative = !text.empty() && text.front() == '-';
  std::string digits, denominator;
  bool dot = false, slash = false;
  for (char c : text.substr(negative ? 1 : 0)) {
    if (c == '.' && !dot && !slash) {
      dot = true;
    } else if (c == '/' && !dot && !slash) {
      slash = true;
    } else if (std::isdigit(static_cast<unsigned char>(c)) == 0) {
      return std::nullopt;
    } else {
      (slash ? denominator : digits) += c;
      if (dot) denominator += denominator.empty() ? "10" : "0";
    }
  }
  if (digits.empty() || (slash && denominator.find_first_not_of('0') == std::string::npos)) return std::nullopt;
  const GiNaC::numeric p(digits.c_str()), q(denominator.empty() ? "1" : denominator.c_str());
  return claim::Expr(negative ? -p / q : p / q);
}

std::string decimal(const claim::Expr& e, const interval::Box& box) {
  for (const auto& s : symbolic::symbols_of(e))
    if (box.count(s.get_name()) == 0) return "";
  constexpr unsigned kBits = 256, kDigits = 12;
  const auto value = interval::enclose(e, box, kBits);
  if (!value.interval || !value.interval->is_finite()) return "";
  std::string text = value.interval->decimal(kDigits);
  if (text == "[0, -0]") text = "[0, 0]";  // the upper end is rounded from below zero
  // "[x, x]", rounded outward: x itself.
  const auto comma = text.find(", ");
  if (comma != std::string::npos && text.substr(1, comma - 1) == text.substr(comma + 2, text.size() - comma - 3)) return text.substr(1, comma - 1);
  return text;
}

}  // namespace losscert::report
