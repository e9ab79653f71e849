#!/bin/sh
# Fails on an include that runs against the flow of data. A station may include its own headers and those of the stations named beside it.
# The checker may include nothing of ours outside its folder, and none of the prover's libraries. Within a station the same holds for its rooms, where it has some.
set -eu
cd "$1"

allowed() {
  case $1 in
    support) echo "" ;;
    symbolic) echo "support" ;;
    interval) echo "support symbolic" ;;
    problem) echo "support" ;;
    graph) echo "support problem" ;;
    certify) echo "support problem graph" ;;
    claim) echo "support symbolic" ;;
    objective) echo "support symbolic problem claim" ;;
    prove) echo "support symbolic interval claim" ;;
    report) echo "support symbolic interval claim" ;;
    app) echo "support symbolic interval problem graph certify claim objective prove report" ;;
    check) echo "" ;;
    *) echo "?" ;;
  esac
}

# What a room of a station may include of the station besides its own. Files that stand in no room stand above all of them; no line: a station without rooms.
rooms() {
  case $1 in
    check/text) echo "" ;;
    check/algebra) echo "text" ;;
    check/enclosure) echo "text algebra" ;;
    check/meaning) echo "text algebra enclosure" ;;
    check/rules) echo "text algebra enclosure meaning" ;;
    check/*) echo "?" ;;
    prove/proof | prove/hints) echo "" ;;
    prove/goal) echo "proof hints" ;;
    prove/algebra) echo "proof hints goal" ;;
    prove/point) echo "proof hints goal algebra" ;;
    # Side by side: what they want of each other they ask of the search.
    prove/sign | prove/limit | prove/region | prove/refute) echo "proof hints goal algebra" ;;
    prove/exclude | prove/minimum) echo "proof hints goal algebra point" ;;
    prove/claim) echo "proof hints goal algebra point sign exclude minimum limit region refute" ;;
    prove/*) echo "?" ;;
    *) echo "any" ;;
  esac
}

# The only users of a library, by folder: what others know of it they know through these folders' headers.
users() {
  case $1 in
    ginac/*) echo "symbolic prove" ;;
    cln/*) echo "symbolic" ;;
    mpfi.h | boost/multiprecision/mpfi* | mpfr.h) echo "interval" ;;
    flint/fmpz.h | flint/fmpz_mat.h | flint/fmpz_mpoly_factor.h) echo "check symbolic" ;;
    flint/fmpq_mat.h) echo "check prove" ;;
    sdpa_call.h) echo "prove" ;;
    Eigen/*) echo "graph certify prove" ;;
    unsupported/Eigen/* | nlopt*) echo "prove" ;;
    flint/* | arb* | acb* | ca.h | ca_* | calcium/* | antic/* | fmpz* | fmpq* | nf* | qqbar* | fexpr*) echo "check" ;;
    *) echo "any" ;;
  esac
}

failed=0
complain() {
  printf '%s\n' "$*"
  failed=1
}

for station in */; do
  station=${station%/}
  files=$(find "$station" -name '*.hpp' -o -name '*.cpp' -o -name '*.h' | sort)
  [ -n "$files" ] || continue
  may=$(allowed "$station")
  if [ "$may" = "?" ]; then
    complain "src/$station is no station known to tests/structure/include_direction.sh"
    continue
  fi
  for file in $files; do
    room=$(dirname "$file")
    in_station="any"
    if [ "$room" != "$station" ]; then
      in_station=$(rooms "$room")
      [ "$in_station" != "?" ] || complain "src/$room is no room known to tests/structure/include_direction.sh"
    fi
    # Names of headers hold no spaces, so words are lines here.
    # shellcheck disable=SC2013
    for included in $(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]\([^>"]*\)[>"].*/\1/p' "$file"); do
      folder=${included%%/*}
      if [ "$folder" != "$included" ] && [ -d "$folder" ] && [ "$folder" != "$station" ]; then
        case " $may " in
          *" $folder "*) ;;
          *) complain "src/$file includes $included: $station may include only: $station $may" ;;
        esac
      fi
      if [ "$in_station" != "any" ] && [ "$folder" = "$station" ]; then
        target=$(dirname "$included")
        case " $in_station " in
          *" ${target#"$station"/} "*) ;;
          *) [ "$target" = "$room" ] || complain "src/$file includes $included: $room may include only: ${room#"$station"/} $in_station" ;;
        esac
      fi
      case $included in
        ../*) complain "src/$file includes $included: write it from src/" ;;
      esac
      only=$(users "$included")
      case " $only " in
        " any " | *" $station "*) ;;
        *) complain "src/$file includes <$included>: that library is for $only" ;;
      esac
    done
  done
done
[ "$failed" = 0 ] && echo "include directions hold"
exit "$failed"
