#include "check/text/data_file.hpp"

#include "check/text/bytes.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

// A number, or a number with a sign; anything else that the expression grammar takes is none.
SyntaxPtr entry(const std::string& text) {
  if (text.find_first_not_of("0123456789.eE+- \t\r") != std::string::npos) throw Reject("'" + text.substr(0, 40) + "' is no number");
  SyntaxPtr s = parse_expression(text);
  const bool negative = s->op == Syntax::Op::Sum && s->kids.size() == 1 && s->inverted[0];
  if ((negative ? *s->kids[0] : *s).op != Syntax::Op::Number) throw Reject("'" + text.substr(0, 40) + "' is no number");
  return s;
}

}  // namespace

std::vector<std::vector<SyntaxPtr>> read_samples(const std::string& case_path, const std::string& name, const std::string& digest, bool header) {
  constexpr std::size_t limit = std::size_t{16} << 20;
  if (name.empty() || name[0] == '.' || name.find('/') != std::string::npos || name.find('\\') != std::string::npos) throw CaseError("a data file must stand beside the case");
  const auto slash = case_path.rfind('/');
  const std::string bytes = read_bytes((slash == std::string::npos ? "" : case_path.substr(0, slash + 1)) + name, limit);
  if (sha256(bytes) != digest) throw CaseError("the data file '" + name + "' has another digest than the case says");
  std::vector<std::vector<SyntaxPtr>> out;
  std::size_t begin = 0, end = bytes.find_last_not_of(" \t\r\n");
  end = end == std::string::npos ? 0 : end + 1;
  for (int line = 1; begin < end; ++line) {
    std::size_t stop = bytes.find('\n', begin);
    if (stop == std::string::npos || stop > end) stop = end;
    if (!(header && line == 1)) {
      out.emplace_back();
      try {
        for (std::size_t from = begin;;) {
          std::size_t comma = bytes.find(',', from);
          if (comma == std::string::npos || comma > stop) comma = stop;
          spend(1);
          out.back().push_back(entry(bytes.substr(from, comma - from)));
          if (comma == stop) break;
          from = comma + 1;
        }
      } catch (const Reject& e) {
        throw CaseError("the data file '" + name + "', line " + std::to_string(line) + ": " + e.what());
      }
      if (out.back().size() != out.front().size()) throw CaseError("the data file '" + name + "', line " + std::to_string(line) + ": another number of entries than before");
    }
    begin = stop + 1;
  }
  return out;
}

}  // namespace losscert::check
