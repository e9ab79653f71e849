// Real balls and matrices of them, over Arb: every operation of Arb on balls contains the image of the operands' points. What is NaN or infinite compares as nothing, so that no comparison holds.
#pragma once
#include <arb.h>
#include <arb_mat.h>

#include <utility>

#include "check/text/rational.hpp"

namespace losscert::check {

class RealBall {
public:
  RealBall() { arb_init(v_); }
  RealBall(const Rational& q, long bits) : RealBall() { arb_set_fmpq(v_, q.raw(), bits); }
  RealBall(const RealBall& o) : RealBall() { arb_set(v_, o.v_); }
  RealBall(RealBall&& o) noexcept : RealBall() { arb_swap(v_, o.v_); }
  RealBall& operator=(const RealBall& o) {
    if (this != &o) arb_set(v_, o.v_);
    return *this;
  }
  RealBall& operator=(RealBall&& o) noexcept {
    arb_swap(v_, o.v_);
    return *this;
  }
  ~RealBall() { arb_clear(v_); }
  arb_struct* raw() { return v_; }
  const arb_struct* raw() const { return v_; }
  bool is_exact_zero() const { return arb_is_zero(v_) != 0; }
  bool is_positive() const { return arb_is_positive(v_) != 0; }  ///< certain
  bool is_negative() const { return arb_is_negative(v_) != 0; }  ///< certain
  bool below(const RealBall& o) const { return arb_lt(v_, o.v_) != 0; }     ///< certain
  bool at_most(const RealBall& o) const { return arb_le(v_, o.v_) != 0; }  ///< certain

private:
  arb_t v_;
};

class BallMatrix {
public:
  BallMatrix(std::size_t rows, std::size_t cols) { arb_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(cols)); }
  BallMatrix(const BallMatrix&) = delete;
  BallMatrix(BallMatrix&& o) noexcept {
    arb_mat_init(m_, 0, 0);
    arb_mat_swap(m_, o.m_);
  }
  BallMatrix& operator=(const BallMatrix&) = delete;
  ~BallMatrix() { arb_mat_clear(m_); }
  std::size_t rows() const { return static_cast<std::size_t>(arb_mat_nrows(m_)); }
  std::size_t cols() const { return static_cast<std::size_t>(arb_mat_ncols(m_)); }
  arb_ptr at(std::size_t i, std::size_t j) { return arb_mat_entry(m_, i, j); }
  arb_srcptr at(std::size_t i, std::size_t j) const { return arb_mat_entry(m_, i, j); }
  arb_mat_struct* raw() { return m_; }
  const arb_mat_struct* raw() const { return m_; }

private:
  arb_mat_t m_;
};

}  // namespace losscert::check
