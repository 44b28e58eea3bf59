#!/usr/bin/env bash
# Packs the program for a target, as .github/action/install.sh unpacks it: pack.sh TARGET FOLDER OUTPUT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$1 built=$2 output=$3
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=funnelbook-$version-$target
rm -rf "${output:?}/$name"
mkdir -p "$output/$name"
cp README.md LICENSE CHANGELOG.md themes/duet/static/public-sans-LICENSE.txt "$output/$name/"
case "$target" in
  *windows*)
    cp "$built/funnelbook.exe" "$output/$name/"
    (cd "$output" && 7z a -bso0 "$name.zip" "$name")
    ;;
  *)
    cp "$built/funnelbook" "$output/$name/"
    tar -czf "$output/$name.tar.gz" -C "$output" "$name"
    ;;
esac
rm -rf "${output:?}/$name"
