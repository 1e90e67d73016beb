#!/bin/sh
# Locks the four sets of dependencies with hashes and without any host's address.
set -eu
uv=${UV:-.venv/bin/uv}
for set in setup dev; do
    "$uv" pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
        --no-header --no-annotate "$@" "requirements-$set.in" -o "requirements-$set.txt"
done
"$uv" pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
    --no-header --no-annotate -c requirements-dev.txt "$@" requirements.in -o requirements.txt
"$uv" pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
    --no-header --no-annotate -c requirements-dev.txt "$@" requirements-fuzz.in -o requirements-fuzz.txt
