#!/usr/bin/env bash
# What tools say that nobody here wrote, of what would be made: parliament of the policies, botocore of the names. Installs
# them, pinned, where they are missing: that takes Python, which GitHub's runners have.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH # The Node.js of the project, which reads TypeScript.

venv=node_modules/.cache/second-opinions
if [ ! -e "$venv/installed" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r scripts/python/second-opinions.txt
  touch "$venv/installed"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node scripts/second-opinions/documents.ts "$folder"
echo "parliament"
"$venv/bin/python" scripts/second-opinions/iam.py "$folder"
echo "botocore"
node scripts/second-opinions/names.ts | "$venv/bin/python" scripts/second-opinions/names.py
