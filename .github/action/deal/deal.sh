#!/usr/bin/env bash
# A deal of an issue's form, as a pull request. The issue is a stranger's text: it goes into a file, from there
# through the program, and what comes back to people stands in a block of code.
set -euo pipefail

root=${ROOT:-.}
[[ ${ISSUE:-} =~ ^[0-9]+$ ]] || { echo "::error title=funnelbook::this is for issues only"; exit 2; }
work=${RUNNER_TEMP:?}/funnelbook-deal
mkdir -p "$work"
branch=deal/issue-$ISSUE
# Every line of an indented block is code, whatever stands in it.
as_code() { printf '\n' && sed 's/^/    /' "$1"; }

printf '%s' "${BODY:-}" >"$work/form.md"
if ! file=$("${FUNNELBOOK:?}" new deal --form "$work/form.md" --root="$root" --color=never 2>"$work/said"); then
  { echo 'There is no deal of this yet. Edit the issue and it is tried again:'; as_code "$work/said"; } >"$work/comment.md"
  gh issue comment "$ISSUE" --body-file "$work/comment.md"
  echo "::error title=funnelbook::the form does not make a deal: the issue says why"
  exit 1
fi
id=$(basename "$file" .yaml)

# The check of the whole, since a pull request by this token starts no workflow of its own.
checked=0
"$FUNNELBOOK" summary --root="$root" --quiet >"$work/summary.md" || checked=$?
{
  echo "The deal \`$id\`, from the form. Closes #$ISSUE."
  echo
  [ "$checked" = 0 ] || printf 'With it the playbook has errors: see below, and correct the file before you merge.\n\n'
  head -c 40000 "$work/summary.md"
} >"$work/body.md"

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git switch --quiet --force-create "$branch"
git add -- "$file"
git commit --quiet --message "Add the deal $id (#$ISSUE)"
gh auth setup-git
git push --quiet --force origin "HEAD:refs/heads/$branch"
echo "branch=$branch" >>"${GITHUB_OUTPUT:?}"

if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr edit "$branch" --title "New deal: $id" --body-file "$work/body.md"
elif ! gh pr create --head "$branch" --base "$DEFAULT_BRANCH" --title "New deal: $id" --body-file "$work/body.md"; then
  {
    echo 'The deal is ready, but this repository does not let workflows open pull requests'
    echo '(Settings, Actions, General). Open it yourself:'
    echo "${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/compare/$DEFAULT_BRANCH...$branch?expand=1"
  } >"$work/comment.md"
  gh issue comment "$ISSUE" --body-file "$work/comment.md"
fi
