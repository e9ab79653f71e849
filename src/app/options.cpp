#include "app/options.hpp"

#include <charconv>

#include "support/error.hpp"

namespace losscert::app {
namespace {

unsigned bits(const std::string& text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 32 || value > 4096)
    throw InputError("--precision: '" + text + "' is no number of bits from 32 to 4096; write START or START:LIMIT");
  return value;
}

}  // namespace

void set_precision(RunOptions& options, const std::string& text) {
  const auto colon = text.find(':');
  options.start_bits = bits(text.substr(0, colon));
  if (colon != std::string::npos) options.limit_bits = bits(text.substr(colon + 1));
  if (options.start_bits > options.limit_bits) throw InputError("--precision: the start is above the limit of " + std::to_string(options.limit_bits) + " bits");
}

void set_formats(RunOptions& options, const std::string& text) {
  options.json = options.markdown = options.html = options.tex = false;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto comma = std::min(text.find(',', begin), text.size());
    const std::string one = text.substr(begin, comma - begin);
    if (one == "json") {
      options.json = true;
    } else if (one == "md") {
      options.markdown = true;
    } else if (one == "html") {
      options.html = true;
    } else if (one == "tex") {
      options.tex = true;
    } else {
      throw InputError("--format: '" + one + "' is no format; there are json, md, html and tex, several with commas between");
    }
    begin = comma + 1;
  }
}

}  // namespace losscert::app
