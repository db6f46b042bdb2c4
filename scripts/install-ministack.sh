#!/usr/bin/env bash
# Installs MiniStack, the emulator of AWS that the tests in e2e/ run against, pinned, where they look for it. That takes
# Python, which GitHub's runners have.
set -euo pipefail
cd "$(dirname "$0")"

version=$(sed -n 's/^ministack==\([0-9.]*\).*/\1/p' python/ministack.txt) # As in e2e/requirements.ts.
venv=${XDG_CACHE_HOME:-$HOME/.cache}/serverless-mcp/ministack-$version

# What was not installed to the end is installed anew.
if [ ! -e "$venv/installed" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r python/ministack.txt
  touch "$venv/installed"
fi
echo "ministack: $venv/bin/ministack"
