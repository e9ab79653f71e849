#include "app/certify.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/judge.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/run.hpp"
#include "app/search.hpp"
#include "app/terminal.hpp"
#include "certify/claim.hpp"
#include "certify/descend.hpp"
#include "certify/weights.hpp"
#include "graph/build.hpp"
#include "support/digest.hpp"
#include "support/error.hpp"

namespace losscert::app {
namespace {

using certify::Claim;
using certify::Finding;
using certify::Proposal;
using nlohmann::json;

void write_all(int to, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = write(to, text.data() + done, text.size() - done);
    if (n <= 0) throw std::runtime_error("the result could not be handed over");
    done += static_cast<std::size_t>(n);
  }
}

std::string in_words(const std::string& kind, std::size_t index, std::size_t unknowns) {
  if (kind == "no-critical-point-within") return "no critical point";
  if (index == 0) return "strict minimum";
  if (index == unknowns) return "strict maximum";
  return fmt::format("saddle, index {}", index);
}

// One claim on its way to a verdict.
struct Row {
  Claim claim;
  std::string remark;  ///< at the end of the row
  Verdict found = Verdict::Undecided, verdict = Verdict::Undecided;
  std::string reason;
};

class Certification {
public:
  Certification(const CaseFile& file, const RunOptions& options) : file_(file), options_(options), checker_(checker_program()), folder_(options.out, file.name) {}

  /// The claims that the case makes.
  int decide() {
    const problem::Case c = problem::read_case(file_.path.string());
    case_path_ = file_.path;
    judge_claims(c, {});
    return finish();
  }

  /// Its points, or one of them; or the weights in a file.
  int look_at(const std::string& wanted, const std::string& weights) {
    problem::Case c = problem::read_case_for_points(file_.path.string());
    std::string text = own_text(c);
    if (!weights.empty()) {
      const std::string point = certify::point_from_npz(weights, c);
      std::string from = std::filesystem::path(weights).filename().string();
      std::replace_if(from.begin(), from.end(), [](unsigned char x) { return x < ' ' || x == 127; }, '?');
      text += "\n# From " + from + ", " + certify::digest_of_file(weights) + "\n" + point;
      c.points = problem::read_case_for_points(put_case(text, c.data_file).string()).points;
    }
    std::vector<std::string> remarks;
    for (const auto& [name, assignment] : c.points) {
      if (!wanted.empty() && name != wanted) continue;
      look_at_point(c, name, assignment, text, remarks);
    }
    if (!c.points.count(wanted) && !wanted.empty()) throw InputError(c.file, 0, "has no point '" + wanted + "'; give it in [points." + wanted + "]");
    if (c.points.empty()) throw InputError(c.file, 0, "has no points; give one in [points.trained], with a value for every variable");
    return judge_appended(text, c.data_file, remarks);
  }

  /// Minima from random starts.
  int find(const FindOptions& wanted) {
    const problem::Case c = problem::read_case_for_points(file_.path.string());
    std::string text = own_text(c);
    const graph::Function f = objective_of(c);
    std::vector<json> found(wanted.starts);
    Pool pool(options_.jobs, show_progress);
    for (unsigned k = 0; k < wanted.starts; ++k) {
      Task t;
      t.label = fmt::format("start {}", k + 1);
      t.limits = search_limits(options_);
      t.body = [&f, &wanted, k](int to) { write_all(to, told(certify::classify(f, certify::descend(f, certify::random_start(f.graph.variables(), wanted.seed, k, wanted.spread))))); };
      t.done = [&found, k](const Ended& e) {
        found[k] = e.succeeded() ? json::parse(e.output, nullptr, false) : json();
        if (!found[k].is_object()) found[k] = json{{"open", "the search " + e.describe()}};
      };
      pool.add(std::move(t));
    }
    pool.run();
    std::vector<std::string> remarks;
    std::string before;   // the claim with the value before
    double value = NAN;
    for (const auto& group : alike(found)) {
      const json& first = found[group.front()];
      const Proposal p = proposal_of(first);
      const std::string id = fmt::format("{}-{}", p.index == 0 ? "minimum" : "critical", remarks.size() + 1);
      const bool same = std::abs(first.at("value").get<double>() - value) <= 1e-12 * (1 + std::abs(value));
      text += certify::text_of(p, id, "", c);
      remarks.push_back(fmt::format("value about {:.9g}{}, from start {}{}", first.at("value").get<double>(), same ? ", as " + before + " has" : "", group.front() + 1,
                                    group.size() > 1 ? fmt::format(" and {} more", group.size() - 1) : ""));
      if (!same) before = id, value = first.at("value").get<double>();
    }
    for (std::size_t k = 0; k < found.size(); ++k)
      if (!found[k].contains("kind")) open(fmt::format("start {}", k + 1), found[k].value("open", "nothing was found"));
    return judge_appended(text, c.data_file, remarks);
  }

private:
  static std::string told(const Finding& found) {
    for (const Proposal& p : found.proposals) {
      if (p.kind != "critical-point-within") continue;
      json x = json::array();
      for (const auto e : found.located.x) x.push_back(certify::text_of(e));
      return json{{"kind", p.kind}, {"x", x}, {"index", p.index}, {"radius", p.radius}, {"curvature", p.curvature}, {"value", static_cast<double>(found.located.value)}}.dump();
    }
    return json{{"open", found.open.empty() ? "the descent did not end at a critical point" : found.open}}.dump();
  }

  static certify::Point point_of(const json& found) {
    certify::Point x;
    for (const auto& e : found.at("x")) x.push_back(std::stold(e.get<std::string>()));
    return x;
  }

  static Proposal proposal_of(const json& found) { return {found.at("kind"), point_of(found), false, found.at("index"), found.at("radius"), found.at("curvature")}; }

  // Numbers of starts that ended at one point, as far as can be seen: it is the only one in the other's ball. By value.
  static std::vector<std::vector<std::size_t>> alike(const std::vector<json>& found) {
    using Group = std::vector<std::size_t>;
    std::vector<Group> groups;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (!found[k].contains("kind")) continue;
      const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
        return certify::distance(point_of(found[g.front()]), point_of(found[k])) < std::stod(found[g.front()].at("radius").get<std::string>());
      });
      if (same == groups.end())
        groups.push_back({k});
      else
        same->push_back(k);
    }
    std::stable_sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return found[a.front()].at("value").get<double>() < found[b.front()].at("value").get<double>(); });
    return groups;
  }

  static graph::Function objective_of(const problem::Case& c) {
    if (!c.dimensions.empty()) throw InputError(c.file, 0, "has [dimensions]; write the sizes out");
    graph::Builder b(c, {});
    const auto root = b.objective();
    return {b.take(), root};
  }

  std::string own_text(const problem::Case& c) const {
    bool readable = false;
    std::string text = read_file(file_.path, readable);
    if (!readable || sha256(text) != c.digest) throw InputError(file_.path.string() + ": was changed while it was read; run it again");
    return text;
  }

  // A case in the report's folder, with the data beside it.
  std::filesystem::path put_case(const std::string& text, const std::string& data_file) const {
    folder_.write("case.toml", text);
    bool readable = false;
    if (!data_file.empty()) folder_.write(data_file, read_file(file_.path.parent_path() / data_file, readable));
    return folder_.file("case.toml");
  }

  int judge_appended(const std::string& text, const std::string& data_file, const std::vector<std::string>& remarks) {
    if (remarks.empty()) return finish();
    case_path_ = put_case(text, data_file);
    const problem::Case extended = problem::read_case(case_path_.string());
    judge_claims(extended, remarks);
    return finish();
  }

  // Appends the claims that the point suggests to the case's text.
  void look_at_point(const problem::Case& c, const std::string& name, const problem::Assignment& assignment, std::string& text, std::vector<std::string>& remarks) {
    if (!c.dimensions.empty()) throw InputError(c.file, 0, "has [dimensions]; write the sizes out");
    graph::Builder b(c, {});
    const auto root = b.objective();
    const certify::Point point = b.point(assignment, assignment.empty() ? 0 : assignment[0].line);
    const graph::Function f{b.take(), root};
    Pool pool(1, show_progress);
    Task t;
    t.label = name + " (Newton's method)";
    t.limits = search_limits(options_);
    t.body = [&](int to) { write_all(to, told(certify::classify(f, point), c, name)); };
    t.done = [&](const Ended& e) {
      const json j = e.succeeded() ? json::parse(e.output, nullptr, false) : json();
      if (!j.is_object()) return open(name, "the search " + e.describe());
      if (j.at("claims").empty()) return open(name, j.at("open"));
      for (const auto& claim : j.at("claims")) {
        text += claim.at("text");
        remarks.push_back(claim.at("remark"));
      }
    };
    pool.add(std::move(t));
    pool.run();
  }

  static std::string told(const Finding& found, const problem::Case& c, const std::string& name) {
    json claims = json::array();
    for (const Proposal& p : found.proposals) {
      const std::string id = fmt::format("{}-{}{}", p.kind == "critical-point-within" ? "certified" : "not-critical", id_of(name), p.at_given ? "" : "-polished");
      const std::string text = certify::text_of(p, id, p.at_given ? name : "", c);
      std::string remark = p.kind == "critical-point-within" ? fmt::format("{}about {:.3g} away, value about {:.9g}", p.at_given ? "" : "another point, ", found.distance, static_cast<double>(found.located.value))
                                                             : fmt::format("gradient {:.3g}", found.gradient);
      claims.push_back({{"text", text}, {"remark", remark}});
    }
    return json{{"claims", claims}, {"open", found.open}}.dump();
  }

  static std::string id_of(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
  }

  // `remarks`: of the last claims of the case, in their order; without them all its claims about balls are judged.
  void judge_claims(const problem::Case& c, const std::vector<std::string>& remarks) {
    auto claims = certify::claims_of(c);
    if (!remarks.empty()) claims.erase(claims.begin(), claims.end() - static_cast<std::ptrdiff_t>(remarks.size()));
    for (std::size_t k = 0; k < claims.size(); ++k) {
      Row row;  // undecided, until the checker says otherwise
      row.claim = std::move(claims[k]);
      if (!remarks.empty()) row.remark = remarks[k];
      rows_.push_back(std::move(row));
    }
    Pool pool(options_.jobs, show_progress);
    for (Row& row : rows_) add_search(pool, c, row);
    pool.run();
    for (const Row& row : rows_) width_ = std::max(width_, row.claim.id.size());
    for (const Row& row : rows_) print(row);
  }

  void add_search(Pool& pool, const problem::Case& c, Row& row) {
    Task t;
    t.label = row.claim.id;
    t.limits = search_limits(options_);
    t.body = [&c, &row](int to) {
      const auto outcome = certify::decide(c, row.claim);
      write_all(to, json{{"verdict", to_string(outcome.verdict)}, {"reason", outcome.reason}, {"certificate", outcome.certificate}, {"trace", nullptr}}.dump());
    };
    t.done = [this, &pool, &row](const Ended& e) {
      const Found found = read_search(e);
      if (found.verdict == Verdict::Undecided) return void(row.reason = found.reason);
      row.found = found.verdict;
      const std::string name = certificate_name(row.claim.id);
      folder_.write(name, found.certificate.dump(1) + "\n");
      add_check(pool, row, folder_.file(name));
    };
    pool.add(std::move(t));
  }

  void add_check(Pool& pool, Row& row, const std::filesystem::path& certificate) {
    Task t;
    t.label = row.claim.id + " (check)";
    t.limits = check_limits(options_);
    t.command = {checker_.string(), case_path_.string(), certificate.string()};
    t.done = [this, &row](const Ended& e) {
      const Judgement j = judged(row.claim.id, row.found, e, case_path_.string());
      if (j.accepted)
        row.verdict = row.found;
      else
        row.reason = j.reason;
    };
    pool.add_next(std::move(t));
  }

  void open(const std::string& name, const std::string& reason) {
    clear_progress();
    fmt::print("{}  UNDECIDED  {}\n", name, reason);
    ++undecided_;
  }

  void print(const Row& row) {
    const auto& s = *row.claim.syntax;
    clear_progress();
    const std::string what = fmt::format("{} within {}{}", in_words(s.kind, static_cast<std::size_t>(s.index), row.claim.point.size()), row.claim.radius,
                                         row.claim.curvature > 0 ? fmt::format(", every |eigenvalue| >= {}", row.claim.curvature) : "");
    fmt::print("{:<{}}  {:<9}  {}{}{}\n", row.claim.id, width_, to_string(row.verdict), what, row.remark.empty() ? "" : "; " + row.remark, row.reason.empty() ? "" : "; " + row.reason);
    std::fflush(stdout);
    if (row.verdict == Verdict::Undecided)
      ++undecided_;
    else if ((row.verdict == Verdict::Proved) != s.expect_proved)
      ++otherwise_;
  }

  int finish() {
    folder_.write("report.md", summary());
    folder_.commit();
    fmt::print("Certificates{} in {}\n", case_path_ == file_.path ? "" : " and the case with these claims", (options_.out / file_.name).string());
    return otherwise_ > 0 ? 1 : undecided_ > 0 ? 3 : 0;
  }

  std::string summary() const {
    std::string text = "# " + file_.name + "\n\n";
    for (const Row& row : rows_)
      text += fmt::format("- {}: {} ({} within {}){}\n", row.claim.id, to_string(row.verdict), in_words(row.claim.syntax->kind, static_cast<std::size_t>(row.claim.syntax->index), row.claim.point.size()),
                          row.claim.radius, row.reason.empty() ? "" : ": " + row.reason);
    return text;
  }

  const CaseFile& file_;
  const RunOptions& options_;
  std::filesystem::path checker_, case_path_;
  ReportFolder folder_;
  std::vector<Row> rows_;
  std::size_t width_ = 0, undecided_ = 0, otherwise_ = 0;
};

}  // namespace

int certify(const CaseFile& file, const std::string& point, const std::string& weights, const RunOptions& options) {
  catch_signals();
  const problem::Case c = problem::read_case_for_points(file.path.string());
  const bool claims = std::any_of(c.claims.begin(), c.claims.end(), certify::is_about_a_ball);
  Certification run(file, options);
  return claims && point.empty() && weights.empty() ? run.decide() : run.look_at(weights.empty() ? point : "weights", weights);
}

int find(const CaseFile& file, const FindOptions& wanted, const RunOptions& options) {
  catch_signals();
  return Certification(file, options).find(wanted);
}

}  // namespace losscert::app
