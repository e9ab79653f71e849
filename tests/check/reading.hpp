// Short hands: texts of the scalar core read by the checker.
#pragma once
#include <string>

#include "check/meaning/build.hpp"
#include "check/algebra/poly.hpp"

namespace losscert::check {

/// A case with scalar variables x, y, z, parameters p, q and nothing else.
inline const CaseFile& plain_case() {
  static const CaseFile c = parse_case(
      "title = \"t\"\n[parameters]\np = \"scalar\"\nq = \"scalar\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\nz = \"scalar\"\n"
      "[objective]\nexpression = \"x\"\n[[claims]]\nid = \"c\"\nkind = \"no-critical-point\"\n",
      "plain");
  return c;
}

/// Any function of the case language.
inline Poly poly(const std::string& text) {
  Builder b(plain_case(), {});
  Obligations conditions;
  return b.scalar(*parse_expression(text), conditions);
}

/// The core functions, relu and step as in certificates.
inline Poly core(const std::string& text) { return Builder(plain_case(), {}).certificate_expression(*parse_expression(text), false).unproved(); }

}  // namespace losscert::check
