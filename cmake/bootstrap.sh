#!/bin/sh
# From a bare Debian 12 to a running losscert, with everything built into build/.
#   sh cmake/bootstrap.sh build             build the programs
#   sh cmake/bootstrap.sh run ARGUMENTS     build them, then losscert run ARGUMENTS
#   sh cmake/bootstrap.sh test [ARGUMENTS]  build everything, then ctest
# Missing packages are installed if that needs no questions (root, or sudo without a password); otherwise they are named.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build
packages="build-essential cmake ninja-build pkg-config
  libginac-dev libcln-dev libboost1.81-dev libmpfi-dev libmpfr-dev libgmp-dev
  libnlopt-dev libeigen3-dev libsdpa-dev
  libflint-dev libflint-arb-dev libcalcium-dev libantic-dev
  catch2 nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libfmt-dev libssl-dev"

say() { printf 'bootstrap: %s\n' "$*" >&2; }

# Any pkg-config will do, so ask for the command: Debian's package of that name may be replaced by pkgconf.
is_installed() {
  if [ "$1" = pkg-config ] && command -v pkg-config >/dev/null 2>&1; then return 0; fi
  status=$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) && [ "$status" = "install ok installed" ]
}

install_missing() {
  # Not Debian: the libraries may be there under other names; CMake says what it cannot find.
  command -v dpkg-query >/dev/null 2>&1 || return 0
  missing=
  for package in $packages; do
    is_installed "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root=sudo
  else
    say "missing packages, and no rights to install them; as root run: apt-get install$missing"
    exit 1
  fi
  say "installing:$missing"
  apt_get() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null >&2; }
  # Package lists may be absent (a fresh image) or too old for what the mirror holds.
  lists=$(find /var/lib/apt/lists -name '*Packages*' 2>/dev/null | head -n 1)
  [ -n "$lists" ] || apt_get update
  # shellcheck disable=SC2086
  if ! apt_get install --no-install-recommends $missing; then
    say "once more with fresh package lists"
    apt_get update
    # shellcheck disable=SC2086
    apt_get install --no-install-recommends $missing
  fi
}

configure() {
  if [ -f "$build/CMakeCache.txt" ] && { [ -f "$build/build.ninja" ] || [ -f "$build/Makefile" ]; }; then return 0; fi
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >&2
}

compile() {
  install_missing
  configure
  cmake --build "$build" -j2 "$@" >&2
}

usage() {
  say "usage: sh cmake/bootstrap.sh build | run CASE... | test [ctest arguments]"
  exit 2
}

[ $# -ge 1 ] || usage
job=$1
shift
case $job in
  build)
    [ $# -eq 0 ] || usage
    compile --target losscert losscert-check
    ;;
  run)
    compile --target losscert losscert-check
    exec "$build/bin/losscert" run "$@"
    ;;
  test)
    compile
    exec ctest --test-dir "$build" --output-on-failure -j2 "$@"
    ;;
  *) usage ;;
esac
