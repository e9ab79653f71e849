#include "check/enclosure/exact_number.h"

#include <ca.h>
#include <stdlib.h>

struct exact_field {
  ca_ctx_t ctx;
};

struct exact_number {
  ca_t v;
  exact_field* f;
};

exact_field* exact_field_new(void) {
  exact_field* f = flint_malloc(sizeof *f);
  ca_ctx_init(f->ctx);
  return f;
}

void exact_field_free(exact_field* f) {
  ca_ctx_clear(f->ctx);
  flint_free(f);
}

exact_number* exact_new(exact_field* f) {
  exact_number* x = flint_malloc(sizeof *x);
  x->f = f;
  ca_init(x->v, f->ctx);
  return x;
}

void exact_free(exact_number* x) {
  ca_clear(x->v, x->f->ctx);
  flint_free(x);
}

void exact_set_rational(exact_number* x, const fmpq_t q) { ca_set_fmpq(x->v, q, x->f->ctx); }
void exact_add(exact_number* x, const exact_number* y) { ca_add(x->v, x->v, y->v, x->f->ctx); }
void exact_mul(exact_number* x, const exact_number* y) { ca_mul(x->v, x->v, y->v, x->f->ctx); }
void exact_pow_rational(exact_number* x, const fmpq_t q) { ca_pow_fmpq(x->v, x->v, q, x->f->ctx); }
void exact_exp(exact_number* x) { ca_exp(x->v, x->v, x->f->ctx); }
void exact_log(exact_number* x) { ca_log(x->v, x->v, x->f->ctx); }
void exact_sin(exact_number* x) { ca_sin(x->v, x->v, x->f->ctx); }
void exact_cos(exact_number* x) { ca_cos(x->v, x->v, x->f->ctx); }
void exact_arctan(exact_number* x) { ca_atan(x->v, x->v, x->f->ctx); }

/* T_TRUE is 0 in Calcium: compare, never test. */
int exact_is_zero(const exact_number* x) { return ca_check_is_zero(x->v, x->f->ctx) == T_TRUE ? 1 : 0; }
