#!/usr/bin/env bash
# Brings the program: one that is there already (FUNNELBOOK), one built from this checkout, or the release for
# this machine, its checksum checked. Says where it is: `program` in $GITHUB_OUTPUT.
set -euo pipefail

fail() {
  echo "::error title=funnelbook::$1"
  exit 1
}
# The value of a key at the beginning of Cargo.toml.
of_package() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$home/Cargo.toml" | head -n 1; }
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
done_with() {
  "$1" --version
  echo "program=$1" >>"$GITHUB_OUTPUT"
  exit 0
}

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
if [ -n "${FUNNELBOOK:-}" ]; then
  done_with "$FUNNELBOOK"
fi

version=${VERSION:-}
if [ -z "$version" ] && [ "$home" = "$(cd "${GITHUB_WORKSPACE:-.}" && pwd -P)" ]; then
  version=source
fi
if [ "$version" = source ]; then
  cargo build --release --locked --quiet --manifest-path "$home/Cargo.toml"
  done_with "${CARGO_TARGET_DIR:-$home/target}/release/funnelbook"
fi
version=${version:-$(of_package version)}
version=${version#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "the input version is no version like 0.1.0"

ending=tar.gz
case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ending=zip ;;
  *) fail "there is no release for ${RUNNER_OS:-an unknown system} on ${RUNNER_ARCH:-an unknown machine}; version: source builds it" ;;
esac
name=funnelbook-$version-$target
archive=$name.$ending
downloads=${FUNNELBOOK_DOWNLOADS:-$(of_package repository)/releases/download}
folder=${RUNNER_TEMP:?}/funnelbook
mkdir -p "$folder"
fetch() {
  curl --proto '=https,file' --tlsv1.2 --fail --silent --show-error --location --retry 3 \
    --output "$folder/$1" "$downloads/v$version/$1" || fail "$1 of version $version could not be downloaded"
}
fetch "$archive"
expected=${CHECKSUM:-}
if [ -z "$expected" ]; then
  fetch SHA256SUMS
  expected=$(awk -v file="$archive" '$2 == file { print $1 }' "$folder/SHA256SUMS")
fi
found=$(sha256 "$folder/$archive")
[ "$found" = "$expected" ] || fail "the checksum of $archive is $found and not ${expected:-in SHA256SUMS}: it is not used"
if [ "$ending" = zip ]; then
  unzip -q -o "$folder/$archive" -d "$folder"
else
  tar -xzf "$folder/$archive" -C "$folder"
fi
done_with "$folder/$name/funnelbook"
