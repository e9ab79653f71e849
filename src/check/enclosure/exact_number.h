/* Exact complex numbers of Calcium behind opaque pointers: Calcium's headers are C and do not compile as C++. */
#pragma once
#include <flint/fmpq.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct exact_field exact_field;
typedef struct exact_number exact_number;

exact_field* exact_field_new(void);
void exact_field_free(exact_field* f);
exact_number* exact_new(exact_field* f);
void exact_free(exact_number* x);

void exact_set_rational(exact_number* x, const fmpq_t q);
void exact_add(exact_number* x, const exact_number* y);   /* x += y */
void exact_mul(exact_number* x, const exact_number* y);   /* x *= y */
void exact_pow_rational(exact_number* x, const fmpq_t q); /* principal power */
void exact_exp(exact_number* x);
void exact_log(exact_number* x);
void exact_sin(exact_number* x);
void exact_cos(exact_number* x);
void exact_arctan(exact_number* x);

/* 1 only if x is proved to be 0. */
int exact_is_zero(const exact_number* x);

#ifdef __cplusplus
}
#endif
