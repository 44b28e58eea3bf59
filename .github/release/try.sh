#!/usr/bin/env bash
# Unpacks what pack.sh packed and makes a playbook with it: try.sh TARGET OUTPUT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=$1 output=$2
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=funnelbook-$version-$target
folder=$(mktemp -d)
case "$target" in
  *windows*) unzip -q "$output/$name.zip" -d "$folder" ;;
  *) tar -xzf "$output/$name.tar.gz" -C "$folder" ;;
esac
program=$folder/$name/funnelbook
[ "$("$program" --version)" = "funnelbook $version" ]
"$program" init "$folder/playbook"
"$program" build --root "$folder/playbook" --audience team
test -s "$folder/playbook/public/index.html"
