#!/usr/bin/env bash
# Builds Pulumi's CLI, which the tests in e2e/engine run, from its Go module, in the version that e2e/engine/pulumi/go.mod
# names, where they look for it. That takes Go, which GitHub's runners have: about four minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/../e2e/engine/pulumi"

module=github.com/pulumi/pulumi
version=$(sed -n "s|^\s*$module/sdk/v3 \(v[0-9.]*\).*|\1|p" go.mod)
sum=$(cksum <go.sum | cut -d' ' -f1)
cli=${XDG_CACHE_HOME:-$HOME/.cache}/serverless-mcp/pulumi-$version-$sum/pulumi # As in e2e/engine/requirements.ts.

if [ ! -x "$cli" ]; then
  mkdir -p "$(dirname "$cli")"
  # A CLI without a version is refused by the SDK. The compiler collects its garbage rarely: it ends too soon to mind.
  CGO_ENABLED=0 GOFLAGS=-mod=readonly GOGC=400 nice go build -trimpath -o "$cli.part" \
    -ldflags "-s -w -X $module/sdk/v3/go/common/version.Version=$version" $module/pkg/v3/cmd/pulumi
  mv "$cli.part" "$cli" # What was not built to the end is built anew.
fi
echo "pulumi: $cli"
