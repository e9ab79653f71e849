#include "check/meaning/describe.hpp"

#include "check/meaning/statement.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

std::string text(const Relation& r) { return to_text(r.p) + " " + to_text(r.rel) + " 0"; }

void print(std::ostream& out, const Statement& st, const std::string& name, const std::vector<FunctionDeclaration>& functions) {
  const ClaimText& c = *st.text;
  out << name << ": " << c.kind << (c.strict ? " strict" : "") << (c.kind == "infimum" ? (c.attained ? " attained" : " not attained") : "") << "\n  function  "
      << to_text(st.f.unproved()) << "\n  over     ";
  for (const AtomId v : st.over) out << ' ' << atom(v).name;
  out << '\n';
  for (const auto& [v, e] : st.at.values()) out << (st.on_path ? "  path      " : "  at        ") << atom(v).name << " = " << to_text(e) << '\n';
  for (const auto& f : functions) {
    out << "  for every C^" << f.smoothness << ' ' << f.name;
    for (const auto& p : f.properties) out << ", " << f.name << (p.order == 0 ? "" : "_" + std::to_string(p.order)) << "(t) " << to_text(p.rel) << ' ' << p.bound.text();
    out << '\n';
  }
  for (const auto& r : st.assumptions) out << "  assume    " << text(r) << '\n';
  for (const auto& r : st.where) out << "  where     " << text({AtPoint(r.p, st.at).poly(), r.rel}) << '\n';
  for (const auto& o : st.f.domain()) out << "  defined   " << to_text(Obligation{AtPoint(o.p, st.at).poly(), o.wanted}) << '\n';
  for (const auto& r : st.statement) out << "  states    " << text(r) << '\n';
  for (const auto& set : st.sets) {
    out << "  set      ";
    for (std::size_t i = 0; i < set.size(); ++i) out << (i > 0 ? " && " : " ") << text(set[i]);
    out << '\n';
  }
  if (c.of) out << "  of        " << to_text(st.of.unproved()) << '\n';
  if (c.value) out << "  value     " << to_text(st.value) << '\n';
  if (!c.infinity.empty()) out << "  value     " << c.infinity << '\n';
  for (const auto& d : st.diverges) out << "  diverges  " << to_text(d.unproved()) << '\n';
}

}  // namespace

void describe(const CaseFile& c, std::ostream& out) {
  std::size_t instances = 1;
  for (const auto& [name, values] : c.dimensions)
    if ((instances *= values.size()) > 1000) throw CaseError("more than 1000 choices of dimensions");
  for (std::size_t n = 0; n < instances; ++n) {
    reset_table();
    std::map<std::string, int> dims;
    std::size_t rest = n, weight = instances;
    for (const auto& [name, values] : c.dimensions) {
      weight /= values.size();
      dims[name] = values[rest / weight];
      rest %= weight;
    }
    for (const auto& claim : c.claims) {
      try {
        Builder b(c, dims);
        for (const auto& [name, r] : c.roots) b.admit_root(name);
        print(out, read_statement(b, claim), instance_name(claim.id, dims), c.functions);
      } catch (const Reject& r) {
        out << instance_name(claim.id, dims) << ": " << claim.kind << "\n  unusable  " << r.what() << '\n';
      }
    }
  }
}

}  // namespace losscert::check
