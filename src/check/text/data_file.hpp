// Samples in a file beside the case: numbers with commas between them, a line a sample.
#pragma once
#include <string>
#include <vector>

#include "check/text/syntax.hpp"

namespace losscert::check {

/// The numbers of the file `name` in the folder of the case, whose bytes have this digest ("sha256:<hex>"); without the first line if that is a header. Throws CaseError.
std::vector<std::vector<SyntaxPtr>> read_samples(const std::string& case_path, const std::string& name, const std::string& digest, bool header);

}  // namespace losscert::check
