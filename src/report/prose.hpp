// The proof tree in words that a referee can follow: one numbered sentence a rule, with the exact expressions (FORMAT.md, sections 4 to 6).
//
// This explains the certificate and decides nothing; the checker's answer does.
#pragma once
#include <string>
#include <vector>

#include "report/result.hpp"

namespace losscert::report {

struct ProseItem {
  std::string number;  ///< "1.2.3"
  std::string text;    ///< Markdown
};

/// For a claim whose certificate the checker accepted. Long trees are cut after `most` sentences, which is told in the last one.
std::vector<ProseItem> prose(const ClaimResult& r, std::size_t most = 400);

/// The rules that have a sentence: FORMAT.md, sections 5.1, 5.2, 5.3.
enum class Judgement { Sign, Exclusion, Minimum };
std::vector<std::string> told_rules(Judgement judgement);

}  // namespace losscert::report
