#!/usr/bin/env bash
# Installs everything the project needs, from nothing, into .venv beside this checkout.
#   scripts/install.sh run    what running needs
#   scripts/install.sh test   the test tools of the system as well
#   scripts/install.sh package   the tools that make the Debian package as well
#   scripts/install.sh validate   the judges of the reports as well
# A second call with an unchanged lock does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

wanted_packages() {
  awk -v purpose="$purpose" '
    /^#/ || /^$/ { next }
    /^\[/ { section = substr($0, 2, length($0) - 2); next }
    section == "run" || section == purpose' packaging/debian-packages.txt
}

# apt's own simulation knows virtual packages and renamed ones; dpkg-query does not.
missing_packages() {
  LC_ALL=C apt-get --simulate --no-install-recommends install $(wanted_packages) 2>/dev/null || echo "Inst unknown"
}

system_packages() {
  command -v apt-get >/dev/null || { say "No apt here: install the equivalents of packaging/debian-packages.txt yourself."; return; }
  missing_packages | grep -q '^Inst ' || return 0
  local install="apt-get install --yes --no-install-recommends $(wanted_packages | tr '\n' ' ')"
  if [ "$(id -u)" -eq 0 ]; then
    say "Installing system packages ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
  else
    say "System packages are missing. Run this once, then try again:"
    say "  sudo apt-get update && sudo $install"
    exit 1
  fi
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

interpreter() {
  find_python && return
  local install="apt-get install --yes --no-install-recommends python3-venv"
  # Ubuntu 22.04 has 3.10 as python3, and 3.11 beside it.
  if ! python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
    install="apt-get install --yes --no-install-recommends python3.11 python3.11-venv"
  fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing Python ..."
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
    find_python && return
  fi
  say "Python 3.11, 3.12 or 3.13 with venv is needed. On Debian or Ubuntu:"
  say "  sudo apt-get update && sudo $install"
  exit 1
}

# uv is locked like everything else; pip checks its hash and nothing more.
locked_uv() {
  awk '/^uv==/ { found = 1 } found { print } found && !/\\$/ { exit }' requirements.lock
}

stamp() {
  cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1
}

python_packages() {
  [ "$(cat $venv/.installed 2>/dev/null)" = "$(stamp)" ] && return
  local python
  python=$(interpreter)
  [ -x $venv/bin/python ] || "$python" -m venv $venv
  say "Installing Python packages (about 3.4 GB to download the first time, 6.7 GB on disk) ..."
  $venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
    --requirement <(locked_uv)
  $venv/bin/uv pip sync --quiet --compile-bytecode --python $venv/bin/python --require-hashes requirements.lock
  $venv/bin/uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation --editable .
  stamp > $venv/.installed
}

system_packages
python_packages
