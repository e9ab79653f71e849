#include "symbolic/integer.hpp"

#include <cln/integer_io.h>

#include <memory>
#include <sstream>
#include <string>

namespace losscert::symbolic::detail {
namespace {

constexpr unsigned long word_bits = 62;  // what fits into a long with a sign, in both libraries

}  // namespace

void set(fmpz_t out, const cln::cl_I& n) {
  if (cln::integer_length(n) <= word_bits) {
    fmpz_set_si(out, cln::cl_I_to_long(n));
    return;
  }
  std::ostringstream text;
  text << n;
  fmpz_set_str(out, text.str().c_str(), 10);
}

cln::cl_I get(const fmpz_t z) {
  if (fmpz_bits(z) <= word_bits) return static_cast<long>(fmpz_get_si(z));
  const std::unique_ptr<char, void (*)(void*)> text(fmpz_get_str(nullptr, 10, z), flint_free);
  return cln::cl_I(text.get());
}

}  // namespace losscert::symbolic::detail
