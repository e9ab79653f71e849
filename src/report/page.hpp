// A case's report as what stands on the page, whatever the format: the words are made here, once. Formulas stand in backticks; what comes from the case file as prose is plain text.
#pragma once
#include <map>

#include "report/prose.hpp"

namespace losscert::report {

struct ClaimPage {
  std::string id, anchor, kind, verdict, expected, standing;
  std::string says, printed, note, as_written;       ///< plain text of the case
  std::string sentence, correction, correction_id;
  std::string in_short;                              ///< evidence in a few words, plain
  std::string undecided;                             ///< why, plain; empty if decided
  Proof proof;                                       ///< empty if undecided
  std::vector<std::string> numbers;
  std::string checker, certificate, digest;          ///< plain
  bool as_expected = false, decided = false;
};

struct InstancePage {
  std::string sizes;                                 ///< "d = 1", empty if there is one instance only
  std::vector<std::string> variables, parameters;
  std::string objective;                             ///< L, a formula, as it is after elaboration
};

struct CasePage {
  std::string name, file, digest, title, paper, statement, quote, note;
  std::vector<std::string> setting;                  ///< sentences: the function, its variables, what is assumed
  std::vector<std::string> definitions;              ///< formulas
  std::vector<InstancePage> instances;
  std::vector<ClaimPage> claims;
  std::vector<std::string> rules;                    ///< that the proofs on this page use
  std::set<std::string> abstracts;                   ///< names of functions known by a class only
  Versions versions;
  std::vector<std::vector<std::string>> times;       ///< claim, prover s, MiB, checker s, MiB
};

CasePage page(const CaseResult& c);

/// A claim's place on its page: no two ids share one.
std::string anchor_of(const std::string& id);
/// Text with formulas in backticks, taken apart: formulas at the odd places.
std::vector<std::string> parts_of(const std::string& text);
/// Its first letter made a capital, unless a formula begins it.
std::string sentence_case(std::string text);

/// What a rule of the certificate format says and why, in a sentence, and the section of FORMAT.md with the argument.
struct RuleWords {
  const char *rule, *section, *words;
};
const std::vector<RuleWords>& rule_words();
const RuleWords* words_of_rule(const std::string& rule);

/// The words of the table of evidence.
const std::vector<std::pair<std::string, std::string>>& glossary();

}  // namespace losscert::report
