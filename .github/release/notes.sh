#!/usr/bin/env bash
# What CHANGELOG.md says of a release: notes.sh v0.2.0
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

VERSION=${1#v} awk '
  /^## / { inside = ($2 == ENVIRON["VERSION"] || $2 == "[" ENVIRON["VERSION"] "]"); next }
  inside { print }
' CHANGELOG.md
