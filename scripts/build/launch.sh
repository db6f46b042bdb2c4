#!/bin/sh
# Starts the server from its snapshot if this is the snapshot that was built, on the Node that built it; any other would
# end Node before it runs a line of JavaScript. Everything else, the authorizer too, starts as on the base image.
# SNAPSHOT=off starts the server without.
here=${0%/*}

# What a snapshot is known by: its size and Node's own, and its head, where Node wrote its version and platform.
seal() {
  stat -c %s "$here/app.blob" "$(command -v node)" && od -An -c -N 96 "$here/app.blob"
}

case "$1" in
  --seal) seal; exit ;;
  app.*)
    if [ "$SNAPSHOT" != off ] && [ -f "$here/app.seal" ]; then
      if [ "$(seal 2>&1)" = "$(cat "$here/app.seal" 2>&1)" ]; then
        export NODE_OPTIONS="$NODE_OPTIONS --snapshot-blob=$here/app.blob"
      else
        echo '{"level":"warn","message":"snapshot not used: it is not the one that was built with this image, or on another Node"}' >&2
      fi
    fi ;;
esac
exec /lambda-entrypoint.sh "$@"
