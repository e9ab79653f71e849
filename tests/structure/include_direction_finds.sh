#!/bin/sh
# The include test must find what it is there for: each planted wrong include is reported, and a right one is not.
set -eu
script=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/support" "$work/symbolic" "$work/prove/claim" "$work/prove/goal" "$work/prove/sign" "$work/prove/hints" "$work/prove/minimum" "$work/check/text" "$work/check/algebra" "$work/check/rules" "$work/check/attic"

expect() {  # STATUS FOLDER LINE
  printf '%s\n' "$3" >"$work/$2/planted.hpp"
  status=0
  sh "$script" "$work" >"$work/output" || status=$?
  rm "$work/$2/planted.hpp"
  if [ "$status" != "$1" ]; then
    printf 'in %s the line %s gave status %s, not %s\n' "$2" "$3" "$status" "$1"
    exit 1
  fi
}

expect 0 prove '#include "symbolic/expr.hpp"'
expect 1 symbolic '#include "prove/claim/prove.hpp"'
expect 1 support '# include "symbolic/expr.hpp"'
expect 1 check '#include "support/verdict.hpp"'
expect 1 check '#include <ginac/ginac.h>'
expect 1 check '#include <mpfi.h>'
expect 1 prove '#include <arb.h>'
expect 1 prove '#include "../symbolic/expr.hpp"'
expect 0 check '#include <arb.h>'
expect 0 check '#include "check/ball.hpp"'
expect 0 check/algebra '#include "check/text/syntax.hpp"'
expect 0 check/algebra '#include "check/algebra/poly.hpp"'
expect 0 check/rules '#include "check/algebra/poly.hpp"'
expect 0 check '#include "check/rules/sign.hpp"'
expect 1 check/text '#include "check/algebra/poly.hpp"'
expect 1 check/algebra '#include "check/rules/sign.hpp"'
expect 1 check/rules '#include "check/main.hpp"'
expect 1 check/attic '#include "check/text/syntax.hpp"'
expect 0 prove/claim '#include "prove/minimum/table.hpp"'
expect 1 prove/sign '#include "prove/minimum/table.hpp"'
expect 1 prove/hints '#include "prove/goal/search.hpp"'
expect 1 prove/goal '#include "prove/algebra/linear.hpp"'
expect 1 prove/sign '#include "prove/claim/prove.hpp"'
echo "every planted include was judged rightly"
