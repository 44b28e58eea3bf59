#!/usr/bin/env bash
# Whether a tag may become a release: check.sh v0.2.0 [REPOSITORY]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tag=${1:?the tag, like v0.2.0}
of_package() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" Cargo.toml | head -n 1; }
wrong=0
say() {
  echo "::error title=release::$1"
  wrong=1
}
[ "$tag" = "v$(of_package version)" ] || say "the tag is not v$(of_package version), the version in Cargo.toml"
grep -qE "^## \[?${tag#v}\]?( |$)" CHANGELOG.md || say "CHANGELOG.md has no heading for ${tag#v}: what stands under Unreleased belongs there"
# The starter's workflows and those that init writes use the action from there.
here=${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}
[ -z "${GITHUB_REPOSITORY:-}" ] || [ "$here" = "$(of_package repository)" ] ||
  say "Cargo.toml says that the repository is $(of_package repository), and this is $here: change it there, and run UPDATE_STARTER=1 cargo test --test github template"
exit "$wrong"
