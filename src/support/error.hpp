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
      : std::runtime_error(line_of_text(file, line, message)) {}

private:
  static std::string line_of_text(std::string file, int line, const std::string& message) {
    if (line > 0) file.append(1, ':').append(std::to_string(line));
    return file.append(": ").append(message);
  }
};

}  // namespace losscert
