#include "changes.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "check/rules/table.hpp"
#include "expressions.hpp"

namespace losscert::test {

namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

const std::vector<std::string> relations = {"<", "=", ">", "!=", "<=", ">="};

class Walk {
public:
  Walk(const Json& root, const Surroundings& s, const std::function<void(const Change&)>& f) : root_(root), s_(s), f_(f) {
    collect_symbols(root);
    collect_proofs(root, Pointer());
  }

  void run() {
    header();
    node(root_, Pointer(), "certificate", false);
  }

private:
  void emit(const std::string& kind, const std::string& field, const Pointer& at, Json value) {
    if (value != root_.at(at)) f_({kind, field, at, std::move(value)});
  }

  void collect_symbols(const Json& j) {
    std::set<std::string> all;
    const std::function<void(const Json&)> visit = [&](const Json& x) {
      if (x.is_string())
        for (auto& n : symbols_of(x.get<std::string>())) all.insert(n);
      if (x.is_structured())
        for (const auto& y : x) visit(y);
    };
    for (const char* part : {"model", "witness"})
      if (j.contains(part))
        for (const auto& [k, v] : j[part].items()) all.insert(k);
    for (const char* part : {"proof", "domain"})
      if (j.contains(part)) visit(j[part]);
    for (const auto& r : format_rules()) all.erase(r);
    symbols_.assign(all.begin(), all.end());
  }

  void collect_proofs(const Json& j, const Pointer& at) {
    if (j.is_object() && j.contains("rule")) proofs_.push_back(at);
    if (j.is_object())
      for (const auto& [k, v] : j.items()) collect_proofs(v, at / k);
    if (j.is_array())
      for (std::size_t i = 0; i < j.size(); ++i) collect_proofs(j[i], at / i);
  }

  void header() {
    for (const auto& id : s_.claims) emit("another claim", "claim", Pointer("/claim"), id);
    const bool proved = root_["verdict"] == "proved";
    Json flipped = root_;
    flipped["verdict"] = proved ? "refuted" : "proved";
    flipped[proved ? "witness" : "model"] = flipped[proved ? "model" : "witness"];
    flipped.erase(proved ? "model" : "witness");
    emit("verdict flipped, model and witness too", "verdict", Pointer(), flipped);
    emit("verdict flipped", "verdict", Pointer("/verdict"), flipped["verdict"]);
    for (const auto& [name, values] : s_.dimensions)
      for (const int v : values) emit("another dimension", "dimensions", Pointer("/dimensions") / name, v);
    auto digest = root_["case"].get<std::string>();
    digest.back() = digest.back() == '0' ? '1' : '0';
    emit("digest changed", "case", Pointer("/case"), digest);
    emit("digest changed", "case", Pointer("/case"), digest.substr(0, digest.size() - 1));
    emit("digest changed", "case", Pointer("/case"), "sha256:" + std::string(64, '0'));
  }

  // `table`: the keys of j are names of the case, not members of the format.
  void node(const Json& j, const Pointer& at, const std::string& field, bool table) {
    switch (j.type()) {
      case Json::value_t::object: object(j, at, field, table); break;
      case Json::value_t::array: array(j, at, field); break;
      case Json::value_t::string: text(j.get<std::string>(), at, field); break;
      case Json::value_t::boolean: emit("truth value flipped", field, at, !j.get<bool>()); break;
      default: integer(j.get<long>(), at, field); break;
    }
    if (!at.empty()) {
      emit("type changed", field, at, nullptr);
      emit("type changed", field, at, Json::array({j}));
      if (j.is_string()) emit("type changed", field, at, 1);
      if (j.is_number()) emit("type changed", field, at, std::to_string(j.get<long>()));
    }
  }

  void integer(long n, const Pointer& at, const std::string& field) {
    for (const long m : {n + 1, n - 1, 0L, -n, 2 * n, 1000000L}) emit("integer changed", field, at, m);
  }

  void text(const std::string& s, const Pointer& at, const std::string& field) {
    if (field == "rule") {
      for (const auto& r : format_rules()) emit("another rule", field, at, r);
      return;
    }
    if (field == "format" || field == "part" || field == "end") emit("text changed", field, at, s + "x");
    if (field == "end" || field == "low" || field == "high")
      for (const char* e : {"oo", "-oo"}) emit("another end", field, at, e);
    if (field == "end") return;
    if (field == "part")
      for (const char* p : {"limit", "diverges", "decreasing"}) emit("another part", field, at, p);
    if (field == "format" || field == "part" || field == "case" || field == "claim" || field == "verdict") return;
    for (auto& [kind, e] : mutants_of(s, symbols_)) emit(kind, field, at, e);
  }

  void array(const Json& j, const Pointer& at, const std::string& field) {
    for (std::size_t i = 0; i < j.size(); ++i) node(j[i], at / i, field, false);
    Json a = j;
    std::reverse(a.begin(), a.end());
    emit("array reversed", field, at, a);
    emit("array emptied", field, at, Json::array());
    for (std::size_t i = 0; i < j.size(); ++i) {
      a = j;
      a.erase(i);
      emit("element omitted", field, at, a);
      a = j;
      a.insert(a.begin() + static_cast<std::ptrdiff_t>(i), j[i]);
      emit("element duplicated", field, at, a);
      if (i + 1 == j.size()) continue;
      a = j;
      std::swap(a[i], a[i + 1]);
      emit("elements exchanged", field, at, a);
    }
  }

  void object(const Json& j, const Pointer& at, const std::string& field, bool table) {
    if (j.contains("rule")) proof(j, at, field);
    const bool branches = field == "branches", symbols = table && !branches;
    std::string previous;
    for (const auto& [key, value] : j.items()) {
      const std::string inner = table ? field : key;
      node(value, at / key, inner, !table && keyed_by_names(key) && !(value.is_object() && value.contains("rule")));
      Json o = j;
      o.erase(key);
      emit("member omitted", inner, at, o);
      const auto renamed = [&](const std::string& kind, const std::string& name) {
        if (o.contains(name)) return;
        Json r = o;
        r[name] = value;
        emit(kind, inner, at, r);
      };
      renamed("member renamed", key + "x");
      if (branches)
        for (const auto& r : relations) renamed("branch relabelled", r);
      if (symbols)
        for (const auto& s : symbols_) renamed("key is another symbol", s);
      if (!previous.empty()) {
        o = j;
        std::swap(o[previous], o[key]);
        emit("values of members exchanged", inner, at, o);
      }
      previous = key;
    }
    Json o = j;
    o["unknown"] = "0";
    emit("unknown member added", field, at, o);
    o.erase("unknown");
    if (symbols)
      for (const auto& s : symbols_)
        if (!j.contains(s)) {
          o[s] = "1";
          emit("symbol added", field, at, o);
          o.erase(s);
        }
  }

  void proof(const Json& j, const Pointer& at, const std::string& field) {
    for (const char* r : {"zero", "interval", "assumption", "exp", "relu"}) emit("trivial proof put in", field, at, {{"rule", r}});
    const auto here = std::find(proofs_.begin(), proofs_.end(), at);
    if (here + 1 != proofs_.end()) emit("next proof put in", field, at, root_.at(*(here + 1)));
    if (here != proofs_.begin()) emit("previous proof put in", field, at, root_.at(*(here - 1)));
    for (const auto& [k, v] : j.items())
      if (v.is_object() && v.contains("rule")) emit("own premise put in", field, at, v);
  }

  static bool keyed_by_names(const std::string& member) {
    static const std::set<std::string> members = {"model", "witness", "multipliers", "direction", "first", "second", "coefficients", "gradient", "manifold", "path", "point", "constant", "dimensions", "roots", "branches", "apart", "weights", "faces", "map"};
    return members.count(member) > 0;
  }

  const Json& root_;
  const Surroundings& s_;
  const std::function<void(const Change&)>& f_;
  std::vector<std::string> symbols_;
  std::vector<Pointer> proofs_;
};

}  // namespace

void for_each_change(const Json& certificate, const Surroundings& s, const std::function<void(const Change&)>& f) { Walk(certificate, s, f).run(); }

const std::vector<std::string>& format_members() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> m = {"format", "version", "case", "claim", "dimensions", "verdict", "precision", "roots", "model", "witness", "domain", "proof", "expr", "argument", "pieces",
                                  "tree", "refine", "exclude", "form", "unique", "split", "at", "left", "right", "rule", "terms", "factors", "power", "base", "of", "equation", "multiplier",
                                  "variable", "by", "on", "branches", "points", "cells", "low", "high", "slope", "side", "multipliers", "direction", "first", "second", "order", "coefficients",
                                  "lower", "value", "bound", "gradient", "minors", "radius", "modulus", "flat", "manifold", "neighbourhood", "function", "minimum", "eps0", "signs", "equal",
                                  "proofs", "higher", "point", "path", "limit", "set", "member", "off", "diverges", "decreasing", "index", "condition", "constant", "reach", "maximum", "below",
                                  "sign", "above", "gap", "attained", "strict", "outside", "differs", "part", "apart", "curved", "weights", "faces", "+", "-", "kinks", "map", "jacobian", "variables", "end"};
    std::sort(m.begin(), m.end());
    return m;
  }();
  return all;
}

const std::vector<std::string>& format_rules() {
  static const std::vector<std::string> all = [] {
    std::set<std::string> names;
    for (const auto& r : check::listed_rules())
      if (r.judgement != "proved" && r.judgement != "refuted") names.emplace(r.name);  // kinds of claims
    return std::vector<std::string>(names.begin(), names.end());
  }();
  return all;
}

}  // namespace losscert::test
