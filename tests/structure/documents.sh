#!/bin/sh
# Files that README.md, CONTRIBUTING.md and SCHEMA.md speak of exist: every link, and every path in code marks that names a place of ours.
set -eu
cd "$1"
status=0
for document in README.md CONTRIBUTING.md CHANGELOG.md src/report/SCHEMA.md; do
  # The patterns are for grep, not for the shell.
  # shellcheck disable=SC2016
  for path in $(grep -oE '`(src|cases|tests|cmake|\.ci)/[A-Za-z0-9_./*-]*`|\]\([A-Za-z0-9_./-]+\)' "$document" | tr -d '`()]' | sort -u); do
    # A star stands for several files: the pattern must match some.
    # shellcheck disable=SC2086
    set -- $path
    [ -e "$1" ] || { echo "$document speaks of $path, which is not there"; status=1; }
  done
done
exit "$status"
