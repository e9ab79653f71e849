// Integers of CLN as FLINT's, and back. Internal to this folder.
#pragma once
#include <cln/integer.h>
#include <flint/fmpz.h>

namespace losscert::symbolic::detail {

void set(fmpz_t out, const cln::cl_I& n);
cln::cl_I get(const fmpz_t z);

/// One of FLINT's integers, cleared at the end.
struct Integer {
  fmpz_t z;
  Integer() { fmpz_init(z); }
  explicit Integer(const cln::cl_I& n) : Integer() { set(z, n); }
  ~Integer() { fmpz_clear(z); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
};

}  // namespace losscert::symbolic::detail
