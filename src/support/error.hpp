// Errors that a user can mend: one line, with the place and the cure.
#pragma once
#include <stdexcept>
#include <string>

namespace losscert {

/// Bad input: what() is "FILE:LINE: what is wrong; what would be right" (the line is left out where there is none). Ends in exit status 2.
class InputError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
  InputError(const std::string& file, int line, const std::string& message)
      : std::runtime_error(file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + message) {}
};

}  // namespace losscert
