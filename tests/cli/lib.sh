# Sourced by the scripts of tests/cli (and peer, fault): TAP, a scratch folder, golden files.
#     . "${top:?}/tests/cli/lib.sh"
#     expect 4 bad-date shg-check -C reg     runs it; exit code 4; standard output and error are as in golden/SCRIPT/bad-date.out, .err
#     ok "what is true" test -e file         passes where the command does
#     skip_all "glpsol is not there"         ends the script as skipped
#     finish                                 the plan; the last line of every script
# UPDATE=1 writes the golden files instead of comparing. Standard input of a command: INPUT=file expect ...
: "${B:?}" "${top:?}"
here=$(cd "$(dirname "$0")" && pwd)
script=$(basename "$0" .t)
golden=$here/golden/$script
scratch=$(mktemp -d "${TMPDIR:-/tmp}/shg-test.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
PATH=$B/bin:$top/scripts:$PATH
SHG_LOCALEDIR=$B/locale
export PATH LC_ALL=C.UTF-8 SHG_LOCALEDIR
unset SHG_REGISTER LANGUAGE CDPATH || :
tap_n=0

tap() { # tap ok|"not ok" NAME
    tap_n=$((tap_n + 1))
    echo "$1 $tap_n - $2"
}

expect() {
    rc_wanted=$1 name=$2
    shift 2
    "$@" >"$scratch/.out" 2>"$scratch/.err" <"${INPUT:-/dev/null}"
    rc=$?
    if [ -n "${UPDATE:-}" ]; then
        mkdir -p "$golden" || exit 3
        for s in out err; do
            if [ -s "$scratch/.$s" ]; then cp "$scratch/.$s" "$golden/$name.$s"; else rm -f "$golden/$name.$s"; fi
        done
    fi
    bad=
    [ "$rc" -eq "$rc_wanted" ] || bad="exit $rc, not $rc_wanted"
    for s in out err; do
        wanted=$golden/$name.$s
        [ -e "$wanted" ] || wanted=/dev/null
        diff -u "$wanted" "$scratch/.$s" >"$scratch/.diff" || {
            bad="$bad; $s differs"
            sed 's/^/# /' "$scratch/.diff" | head -n 40
        }
    done
    if [ -z "$bad" ]; then tap ok "$name"; else
        tap "not ok" "$name"
        echo "# $name: $bad"
    fi
}

ok() {
    name=$1
    shift
    if "$@" >"$scratch/.log" 2>&1; then tap ok "$name"; else
        rc=$?
        tap "not ok" "$name"
        echo "# $name: exit $rc: $*"
        sed 's/^/# /' "$scratch/.log" | head -n 40
    fi
}

skip_all() {
    echo "1..1"
    echo "ok 1 - $script # SKIP $1"
    exit 0
}

finish() {
    echo "1..$tap_n"
}
