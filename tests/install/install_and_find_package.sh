#!/bin/sh
# Installs to a temporary prefix, configures and builds a consumer there with find_package, and runs what was installed from outside the source tree.
set -eu
build=$1
consumer=$2
compiler=$3
flags=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >"$work/log" || { cat "$work/log"; exit 1; }
cp -r "$consumer" "$work/consumer"
cmake -S "$work/consumer" -B "$work/consumer/build" -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
cmake --build "$work/consumer/build" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

cat >"$work/case.toml" <<'CASE'
title = "A strict minimum of one squared residual"
[variables]
u = "scalar"
[objective]
expression = "(u - 3)^2"
[[claims]]
id = "minimum"
kind = "local-minimum"
strict = true
at = { u = "3" }
CASE
objective=$("$work/consumer/build/consumer" "$work/case.toml")
[ -n "$objective" ]
echo "the consumer's objective: $objective"

cd "$work"
"$work/prefix/bin/losscert" list >"$work/cases"
[ -s "$work/cases" ]
"$work/prefix/bin/losscert" run "$work/case.toml" --out "$work/reports"
[ -f "$work/reports/local/case/report.json" ]
