#!/bin/sh
# Every rule of the certificate format has a sentence in the report: the names in the tables of FORMAT.md, section 5, against src/report/prose_*.cpp.
set -eu
root=$1
rules=$(awk '/^## 5\./ { inside = 1 } /^## 6\./ { inside = 0 } inside && /^\| `/ { split($0, cell, "|"); print cell[2] }' "$root/src/check/FORMAT.md" | tr -d ' ' | tr ',' '\n' | tr -d '`' | sort -u)
[ "$(printf '%s\n' "$rules" | wc -l)" -ge 20 ] || { echo "the tables of FORMAT.md were not found"; exit 1; }
status=0
for rule in $rules; do
  grep -q "\"$rule\"" "$root"/src/report/prose_*.cpp "$root/src/report/outline.hpp" || { echo "no sentence for the rule $rule"; status=1; }
done
[ "$status" = 0 ] && printf '%s rules have sentences\n' "$(printf '%s\n' "$rules" | wc -l)"
exit "$status"
