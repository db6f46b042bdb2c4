#!/usr/bin/env bash
# Installs MiniStack, the emulator of AWS that the tests in e2e/ run against, pinned, where they look for it. That takes
# Python, which GitHub's runners have.
set -euo pipefail

version=1.5.33 # As in e2e/requirements.ts.
venv=${XDG_CACHE_HOME:-$HOME/.cache}/serverless-mcp/ministack-$version

# What was not installed to the end is installed anew.
if [ ! -e "$venv/installed" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check ministack==$version docker==7.2.0
  touch "$venv/installed"
fi
echo "ministack: $venv/bin/ministack"
