// Files as bytes, and their digest.
#pragma once
#include <string>

namespace losscert::check {

/// CaseError if the file cannot be read or is longer than `limit`.
std::string read_bytes(const std::string& path, std::size_t limit);
std::string sha256(const std::string& bytes);  ///< "sha256:<hex>"

}  // namespace losscert::check
