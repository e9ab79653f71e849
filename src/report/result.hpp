// What a run found about one case: the claims, their verdicts, and what stands behind them. Everything printed anywhere comes from here.
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "claim/claim.hpp"
#include "support/verdict.hpp"

namespace losscert::report {

/// How a claim came out, seen from what the case expects. Decides the text of the table and the exit status alike.
enum class Standing { AsExpected, Otherwise, Undecided };

using Assigned = std::vector<std::pair<std::string, std::string>>;  ///< name, expression as written

/// A claim's expressions as its case has them, before definitions are put in; empty where the claim has none.
struct WrittenClaim {
  std::string function, value, of, limit, condition;
  std::vector<std::string> where, statement, diverges, sets;
  std::vector<std::string> over;  ///< empty: not said
  Assigned at, fix, path;
};

/// The same of what the whole case shares.
struct WrittenCase {
  struct Root {
    std::string name;
    std::vector<std::string> equations, box;  ///< no equations: the gradient of L vanishes
  };
  Assigned shapes;  ///< a declared name, and "a vector of 2", empty for scalars
  std::vector<std::string> assumptions, definitions;
  std::string objective;             ///< empty where there is a network
  std::vector<std::string> network;  ///< sentences
  std::vector<Root> roots;
  std::set<std::string> functions;   ///< that are called
};

struct ClaimResult {
  const claim::Instance* instance = nullptr;
  const claim::Claim* claim = nullptr;
  WrittenClaim written;
  std::string as_written;  ///< its lines in the case file: the statement that the checker reads

  Verdict verdict = Verdict::Undecided;  ///< Proved and Refuted only by accept()
  std::string reason;                    ///< for Undecided: why
  bool checked = false;                  ///< the independent checker accepted exactly the certificate below
  std::string checker;                   ///< what it printed

  std::shared_ptr<const nlohmann::json> evidence;  ///< the certificate, null if the search found none
  std::string certificate;                         ///< its file, within the report's folder; empty if none
  std::string certificate_digest;                  ///< of the file's bytes, taken after the check

  std::shared_ptr<const nlohmann::json> attempts;  ///< for Undecided: the tree of what was tried, null if there is none

  double prover_seconds = 0, checker_seconds = 0;  ///< by the clock
  double prover_processor_seconds = 0, checker_processor_seconds = 0;
  long prover_peak_kib = 0, checker_peak_kib = 0;

  /// The checker accepted the certificate for `found`.
  void accept(Verdict found, std::string checker_line);
  void leave_undecided(std::string why);
  Standing standing() const;
  std::string id() const;  ///< "no-local-minimum[d=2]"
};

/// The case's words, as its file has them.
struct Source {
  std::string title, paper, statement, quote, note, time_class;
};

struct Versions {
  std::string losscert;
  std::vector<std::pair<std::string, std::string>> prover;  ///< library, version
  std::string checker;                                      ///< what losscert-check --version prints
};

struct CaseResult {
  std::string name;    ///< "paper/id"
  std::string file;    ///< the case file's name, without its folder
  std::string digest;  ///< of the case file
  Source source;
  WrittenCase written;
  std::vector<claim::Instance> instances;  ///< not moved once claims refer to it
  std::vector<ClaimResult> claims;
  Versions versions;
  double seconds = 0;
};

/// 0: all as expected and checked; 1: a claim came out otherwise; 3: a claim is undecided. 1 wins over 3. (2, bad input, never gets as far as a result.)
int exit_status(const std::vector<CaseResult>& cases);

}  // namespace losscert::report
