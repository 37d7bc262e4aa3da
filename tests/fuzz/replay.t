#!/bin/sh
# Every fuzz target over its corpus (tests/fuzz/corpus/NAME) and 2,000 mutations of each file; see replay.c.
set -u
B=${B:?the build folder}
cd "$(dirname "$0")" || exit 3
n=0
for source in fuzz_*.c; do
    name=${source#fuzz_}
    name=${name%.c}
    n=$((n + 1))
    if "$B/tests/fuzz/fuzz_$name" 2000 "corpus/$name"/*; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
    fi
done
echo "1..$n"
