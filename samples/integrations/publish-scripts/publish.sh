#!/bin/sh
# Publishes a folder only when baoshen lets all of it out.
#   publish.sh ./public web@portal:/srv/www/
# Exit status: that of `baoshen gate` (1 held back, 2 usage, 3 not fully screened), or rsync's.
set -eu

folder=${1:?folder to publish}
target=${2:?rsync target}
shift 2

# What is screened is what is published: a build that writes into the folder meanwhile cannot slip anything past.
frozen=$(mktemp -d)
trap 'rm -rf "$frozen"' EXIT
trap 'exit 130' INT TERM
rsync --archive "$folder/" "$frozen/"

# The list of exceptions of the folder that this runs in; one inside what is published counts for nothing.
ignored=/dev/null
if [ -f .baoshenignore ]; then ignored=$PWD/.baoshenignore; fi

# Options for baoshen go into BAOSHEN_OPTIONS, e.g. "--terms /etc/baoshen/terms.txt --fail-on block".
cd "$frozen"
# shellcheck disable=SC2086
${BAOSHEN:-baoshen} gate . --ignore-file "$ignored" ${BAOSHEN_OPTIONS:-}
cd "$OLDPWD"

rsync --archive --delete "$@" "$frozen/" "$target"
