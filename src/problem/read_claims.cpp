#include <algorithm>
#include <set>

#include "problem/names.hpp"
#include "problem/reader.hpp"

namespace losscert::problem {
namespace {

// Which keys a kind has besides the common ones; a leading '!' marks those that must stand.
struct KindKeys {
  const char* kind;
  std::vector<std::string> keys;
};

const std::vector<std::string>& common_keys() {
  static const std::vector<std::string> keys = {"id", "kind", "expect", "says", "printed", "correction", "note"};
  return keys;
}

const std::vector<std::string>& region_keys() {
  static const std::vector<std::string> keys = {"over", "fix", "where", "using"};
  return keys;
}

const std::vector<KindKeys>& kinds() {
  static const std::vector<KindKeys> table = {
      {"always", {"!statement"}},
      {"value", {"function", "at", "path", "!value"}},
      {"critical-point", {"function", "!at"}},
      {"no-critical-point", {"function", "at"}},
      {"critical-points-satisfy", {"function", "!condition"}},
      {"no-local-minimum", {"function", "at"}},
      {"local-minimum", {"function", "!at", "strict"}},
      {"local-maximum", {"function", "!at", "strict"}},
      {"saddle", {"function", "!at"}},
      {"suboptimal", {"function", "!at"}},
      {"lower-bound", {"function", "!value", "strict"}},
      {"infimum", {"function", "!value", "!attained", "path"}},
      {"minimizers", {"function", "!value", "!sets"}},
      {"critical-set", {"function", "!sets"}},
      {"limit", {"function", "!path", "of", "!equals"}},
      {"divergence-path", {"function", "!path", "!limit", "!diverges", "decreasing"}},
      {"critical-point-within", {"function", "!near", "!radius", "!index", "curvature"}},
      {"no-critical-point-within", {"function", "!near", "!radius"}},
  };
  return table;
}

const std::vector<std::string>& all_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> out = common_keys();
    out.insert(out.end(), region_keys().begin(), region_keys().end());
    for (const KindKeys& k : kinds())
      for (const std::string& key : k.keys) {
        const std::string bare = key[0] == '!' ? key.substr(1) : key;
        if (std::find(out.begin(), out.end(), bare) == out.end()) out.push_back(bare);
      }
    return out;
  }();
  return keys;
}

void want_keys_of_kind(const Fields& f, const Node& table, const std::string& kind) {
  std::vector<std::string> names;
  for (const KindKeys& k : kinds()) names.push_back(k.kind);
  const auto row = std::find_if(kinds().begin(), kinds().end(), [&](const KindKeys& k) { return k.kind == kind; });
  if (row == kinds().end()) f.fail(f.require("kind"), "unknown kind of claim '" + kind.substr(0, 40) + "'" + suggestion(kind, names));
  std::vector<std::string> used = common_keys();
  if (!f.find("near")) used.insert(used.end(), region_keys().begin(), region_keys().end());
  std::string own;
  for (const std::string& key : row->keys) {
    const bool must = key[0] == '!';
    used.push_back(must ? key.substr(1) : key);
    own += (own.empty() ? "" : ", ") + used.back();
    if (must && !f.find(used.back())) f.fail(table, "a claim of kind '" + kind + "' wants '" + used.back() + "'; add it");
  }
  for (const auto& [key, value] : table.entries)
    if (std::find(used.begin(), used.end(), key) == used.end())
      f.fail(value, "a claim of kind '" + kind + "' does not use '" + key + "'; its own keys are " + own);
}

std::string found_in(const std::map<std::string, Assignment>& table, const Fields& f, const Node& n, const std::string& what) {
  std::vector<std::string> known;
  for (const auto& entry : table) known.push_back(entry.first);
  if (!table.count(n.text)) f.fail(n, "unknown " + what + " '" + n.text.substr(0, 40) + "'" + suggestion(n.text, known));
  return n.text;
}

std::vector<std::vector<RelationSyntax>> sets_of(const Fields& f, const Node& n) {
  std::vector<std::vector<RelationSyntax>> sets;
  for (const std::string& text : strings_of(f.file(), n, "'sets'")) {
    const Node& item = n.items[sets.size()];
    std::vector<RelationSyntax> set;
    std::size_t begin = 0;
    for (;;) {
      const std::size_t end = text.find("&&", begin);
      const int line = item.text_line + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
      set.push_back(parse_relation(text.substr(begin, end == std::string::npos ? end : end - begin), f.file(), line));
      if (end == std::string::npos) break;
      begin = end + 2;
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

// Claims that stand above, so that no two rest on each other.
std::vector<std::string> lemmas_of(const Case& c, const Fields& f, const Node& n, const std::string& own) {
  std::vector<std::string> above, lemmas = strings_of(f.file(), n, "'using'");
  for (const ClaimSyntax& claim : c.claims) above.push_back(claim.id);
  for (std::size_t k = 0; k < lemmas.size(); ++k) {
    const std::string name = "'" + lemmas[k].substr(0, 40) + "'";
    if (lemmas[k] == own) f.fail(n, "'using' names the claim itself; name claims above it");
    if (std::find(above.begin(), above.end(), lemmas[k]) == above.end()) f.fail(n, "'using' names " + name + ", which is no claim above this one" + suggestion(lemmas[k], above));
    if (std::find(lemmas.begin(), lemmas.begin() + static_cast<std::ptrdiff_t>(k), lemmas[k]) != lemmas.begin() + static_cast<std::ptrdiff_t>(k)) f.fail(n, "'using' names " + name + " twice; once is enough");
  }
  return lemmas;
}

// An expression, or "oo" and "-oo".
void read_limit(const Fields& f, const std::string& key, ClaimSyntax& claim) {
  const Node& n = f.require(key);
  if (n.kind == Node::Kind::String && (n.text == "oo" || n.text == "-oo"))
    claim.equals_infinity = n.text;
  else
    claim.equals = f.expression(key);
}

ClaimSyntax claim_of(Case& c, const Node& n) {
  const Fields f(c.file, n, "a claim", all_keys());
  ClaimSyntax claim;
  claim.line = n.line;
  claim.id = f.required_string("id");
  if (!std::all_of(claim.id.begin(), claim.id.end(), [](char ch) { return ch == '-' || (ch != '_' && is_name(std::string("x") + ch)); }))
    f.fail(f.require("id"), "the id '" + claim.id.substr(0, 40) + "' has other characters than letters, digits and '-'; remove them");
  claim.kind = f.required_string("kind");
  want_keys_of_kind(f, n, claim.kind);
  claim.says = f.string("says");
  claim.printed = f.string("printed");
  claim.correction = f.string("correction");
  claim.note = f.string("note");
  const std::string expect = f.find("expect") ? f.string("expect") : "proved";
  if (expect != "proved" && expect != "refuted") f.fail(f.require("expect"), "expect is '" + expect.substr(0, 40) + "'; write \"proved\" or \"refuted\"");
  claim.expect_proved = expect == "proved";

  claim.function = f.expression("function");
  claim.value = f.expression("value");
  claim.of = f.expression("of");
  if (claim.kind == "limit") read_limit(f, "equals", claim);
  if (claim.kind == "divergence-path") read_limit(f, "limit", claim);
  if (const Node* over = f.find("over")) {
    claim.over = strings_of(c.file, *over, "'over'");
    if (claim.over->empty()) f.fail(*over, "'over' is empty; name at least one variable");
  }
  if (const Node* fix = f.find("fix")) claim.fix = assignment_of(c.file, *fix, "'fix'");
  if (const Node* where = f.find("where")) claim.where = relations_of(c.file, *where, "'where'");
  if (const Node* statement = f.find("statement")) {
    claim.statement = relations_of(c.file, *statement, "'statement'", true);
    if (claim.statement.empty()) f.fail(*statement, "'statement' is empty; give at least one relation");
  }
  if (const Node* condition = f.find("condition")) claim.condition = relation_of(c.file, *condition, "'condition'");
  if (const Node* at = f.find("at")) {
    if (at->kind == Node::Kind::String)
      claim.at = c.points.at(found_in(c.points, f, *at, "point"));
    else
      claim.at = assignment_of(c.file, *at, "'at'");
  }
  if (const Node* near = f.find("near"))
    claim.near = near->kind == Node::Kind::String ? c.points.at(found_in(c.points, f, *near, "point")) : assignment_of(c.file, *near, "'near'");
  claim.radius = f.expression("radius");
  claim.curvature = f.expression("curvature");
  if (const Node* index = f.find("index")) {
    constexpr long long most = 100000;
    if (index->kind != Node::Kind::Integer || index->integer < 0 || index->integer > most) f.fail(*index, "'index' is no integer from 0; give the number of negative eigenvalues, 0 for a minimum");
    claim.index = static_cast<int>(index->integer);
  }
  if (const Node* path = f.find("path")) {
    if (path->kind == Node::Kind::Table) {
      claim.path = "path of " + claim.id;  // no name that a case can give
      c.paths[claim.path] = assignment_of(c.file, *path, "'path'");
    } else {
      f.string("path");
      claim.path = found_in(c.paths, f, *path, "path");
    }
  }
  if (claim.kind == "value" && claim.at.has_value() == !claim.path.empty()) f.fail(n, "a claim of kind 'value' wants either 'at' or 'path'; give one of them");
  if (const Node* diverges = f.find("diverges")) {
    if (diverges->kind != Node::Kind::Array) f.fail(*diverges, "'diverges' is " + kind_name(diverges->kind) + "; an array of expressions is wanted");
    for (const Node& e : diverges->items) claim.diverges.push_back(expression_of(c.file, e, "an entry of 'diverges'"));
    if (claim.diverges.empty()) f.fail(*diverges, "'diverges' is empty; name at least one scalar");
  }
  if (const Node* sets = f.find("sets")) {
    claim.sets = sets_of(f, *sets);
    if (claim.sets.empty() && claim.kind == "minimizers") f.fail(*sets, "'sets' is empty; a minimum that is attained is attained somewhere");
  }
  claim.strict = f.boolean("strict");
  claim.attained = f.boolean("attained");
  claim.decreasing = f.boolean("decreasing");
  if (const Node* lemmas = f.find("using")) claim.lemmas = lemmas_of(c, f, *lemmas, claim.id);
  return claim;
}

}  // namespace

void read_claims(const Node& root, Case& c) {
  const Node* claims = nullptr;
  for (const auto& [key, value] : root.entries)
    if (key == "claims") claims = &value;
  if (!claims || (claims->kind == Node::Kind::Array && claims->items.empty())) throw InputError(c.file, 0, "the case has no claims; add [[claims]]");
  if (claims->kind != Node::Kind::Array)
    throw InputError(c.file, claims->line, "'claims' is " + kind_name(claims->kind) + "; write [[claims]] with two brackets");
  for (const Node& n : claims->items) c.claims.push_back(claim_of(c, n));

  std::set<std::string> ids;
  for (const ClaimSyntax& claim : c.claims)
    if (!ids.insert(claim.id).second) throw InputError(c.file, claim.line, "two claims have the id '" + claim.id + "'; give each its own");
  for (const ClaimSyntax& claim : c.claims) {
    if (claim.correction.empty()) continue;
    if (claim.correction == claim.id) throw InputError(c.file, claim.line, "the claim '" + claim.id + "' is its own correction; name another claim");
    if (!ids.count(claim.correction))
      throw InputError(c.file, claim.line,
                       "the correction '" + claim.correction.substr(0, 40) + "' names no claim" + suggestion(claim.correction, {ids.begin(), ids.end()}));
  }
}

}  // namespace losscert::problem
