#!/usr/bin/env bash
# Comments on the pull request that a run belonged to, or renews the comment. The summary may come from a fork,
# whose author can write anything into it: it is data here. Which pull request it is, is asked of GitHub, not of
# the artifact.
set -euo pipefail

api() { gh api "repos/$GITHUB_REPOSITORY/$1" "${@:2}"; }
# Of all open pull requests from that branch the one whose last commit was built.
number=$(api pulls --method GET -f state=open -f head="$HEAD_OWNER:$HEAD_BRANCH" \
  --jq '.[] | select(.head.sha == env.HEAD_SHA) | .number' | head -n 1)
if ! [[ $number =~ ^[0-9]+$ ]]; then
  echo "no open pull request ends in $HEAD_SHA: nothing to comment"
  exit 0
fi

mark='<!-- funnelbook: summary -->'
comment=${RUNNER_TEMP:?}/comment.md
{
  echo "$mark"
  # Nobody is called by what a stranger wrote, and no mark but ours begins a comment.
  head -c 60000 "$SUMMARY" | LC_ALL=C tr -d '\000' | sed -e 's/@/@\&#8203;/g' -e 's/<!--/\&lt;!--/g'
  printf '\n\n---\nMade of %s; the site to look at is an artifact of [its run](%s).\n' "${HEAD_SHA:0:7}" "$RUN_URL"
} >"$comment"

before=$(api "issues/$number/comments" --paginate --jq \
  ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$mark\"))) | .id" | head -n 1)
if [[ $before =~ ^[0-9]+$ ]]; then
  api "issues/comments/$before" --method PATCH -F body=@"$comment" --silent
else
  api "issues/$number/comments" --method POST -F body=@"$comment" --silent
fi
