#!/usr/bin/env bash
# What tools say that nobody here wrote, of what would be made: parliament of the policies, and of the calls that test them;
# botocore of names and of every property; cfn-lint and checkov of the whole as a template of CloudFormation's. Installs them,
# pinned, where they are missing: that takes Python, which GitHub's runners have.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH # The Node.js of the project, which reads TypeScript.

# install NAME: what scripts/python/NAME.txt pins, in a place of its own. checkov wants an old botocore.
install() {
  local venv=node_modules/.cache/$1
  cmp --silent "scripts/python/$1.txt" "$venv/installed" && return
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "scripts/python/$1.txt"
  cp "scripts/python/$1.txt" "$venv/installed"
}
install second-opinions &
second_opinions=$!
install checkov
wait $second_opinions

tools=node_modules/.cache/second-opinions/bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node scripts/second-opinions/documents.ts "$folder/policies"
node scripts/second-opinions/templates.ts "$folder/templates"
echo "parliament"
"$tools/python" -W ignore scripts/second-opinions/iam.py "$folder/policies"
node scripts/second-opinions/calls.ts | "$tools/python" -W ignore scripts/second-opinions/calls.py
echo "botocore"
node scripts/second-opinions/names.ts | "$tools/python" scripts/second-opinions/names.py
node scripts/second-opinions/resources.ts | "$tools/python" scripts/second-opinions/properties.py
node scripts/second-opinions/judge.ts "$folder/templates" "$tools/cfn-lint" node_modules/.cache/checkov/bin/checkov
