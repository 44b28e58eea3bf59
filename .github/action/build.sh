#!/usr/bin/env bash
# Builds the site, marks problems at their lines, and writes the summary of the job: numbers, findings, problems
# with links that edit, and what changed since BASE. What stands in the playbook is only ever printed by the
# program, which escapes it; here it is in files and never in a word of the shell.
set -euo pipefail

fail() {
  echo "::error title=funnelbook::$1"
  exit 2
}
program=${FUNNELBOOK:?}
root=${ROOT:-.}
site=${OUTPUT:-$root/public}
[ -n "${AUDIENCE:-}" ] || fail 'name who may see the site: write audience: team in the workflow, once nobody else can open the page. A site shows accounts, people and money.'
case "${ARTIFACT:-none}" in
  pages | preview | none) ;;
  *) fail 'the input artifact is pages, preview or none' ;;
esac
case "${LOCK:-false}" in
  true) lock=(--lock) ;;
  false) lock=() ;;
  *) fail 'the input lock is true or false' ;;
esac
work=${RUNNER_TEMP:?}/funnelbook-summary
mkdir -p "$work"
summary=$work/summary.md

common=(--root="$root" --audience="$AUDIENCE")
deny=()
while IFS= read -r what; do
  what=${what//[[:space:]]/}
  [ -z "$what" ] || deny+=(--deny="$what")
done < <(tr ',' '\n' <<<"${DENY:-}")

# The program names files from the playbook's folder, GitHub from the repository's.
folder=${root#./}
folder=${folder%/}
[ "$folder" != . ] || folder=
from_repository() {
  FOLDER=${folder:+$folder/} awk '
    match($0, /^::(error|warning) file=/) { $0 = substr($0, 1, RLENGTH) ENVIRON["FOLDER"] substr($0, RLENGTH + 1) }
    { print }'
}

status=0
"$program" build "${common[@]}" ${deny[@]+"${deny[@]}"} ${lock[@]+"${lock[@]}"} --output="$site" --format=github \
  ${BASE_URL:+--base-url="$BASE_URL"} 2>&1 | from_repository || status=$?
[ "$status" -lt 2 ] || fail 'nothing was built: the lines above say why'

links=()
if [ -n "${EDIT_REPOSITORY:-}" ] && [ -n "${EDIT_BRANCH:-}" ]; then
  links=(--repository="${GITHUB_SERVER_URL:-https://github.com}/$EDIT_REPOSITORY" --branch="$EDIT_BRANCH" --folder="$folder")
fi
denied=0
"$program" summary "${common[@]}" ${deny[@]+"${deny[@]}"} ${links[@]+"${links[@]}"} --quiet >"$summary" || denied=$?
[ "$denied" -lt 2 ] || fail 'there is no summary: the lines above say why'

# What changed. Where nothing was built there is nothing to compare.
revision() { git -C "$root" rev-parse --quiet --verify --end-of-options "$1^{commit}" 2>/dev/null; }
if [ "$status" = 0 ] && head=$(revision HEAD); then
  if base=$(revision "${BASE:-HEAD^1}"); then
    if "$program" diff "$base" "$head" --root="$root" --format=markdown >"$work/diff.md"; then
      printf '\n## Changes since %s\n\n' "${base:0:7}" >>"$summary"
      # GitHub takes comments up to 64 KiB.
      if [ "$(wc -c <"$work/diff.md")" -gt 40000 ]; then
        head -c 40000 "$work/diff.md" | sed '$d' >>"$summary"
        printf '\nThe rest is left out here.\n' >>"$summary"
      else
        cat "$work/diff.md" >>"$summary"
      fi
    else
      echo "::warning title=funnelbook::what changed since ${base:0:7} could not be said: the lines above say why"
    fi
  elif [ -n "${BASE:-}" ]; then
    fail 'the input base is no revision of this checkout; it wants fetch-depth: 2 or more'
  fi
fi

cat "$summary" >>"${GITHUB_STEP_SUMMARY:?}"
{
  echo "site=$site"
  echo "summary=$summary"
} >>"${GITHUB_OUTPUT:?}"
[ "$status" = 0 ] || exit "$status"
exit "$denied"
