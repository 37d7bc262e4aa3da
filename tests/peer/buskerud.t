#!/bin/sh
# The example register is what its generator writes, byte for byte.
. "${top:?}/tests/cli/lib.sh"
[ -x /usr/bin/python3 ] || skip_all "python3 is not there"
ok "the generator runs" /usr/bin/python3 "$top/tests/data/make_buskerud.py" "$scratch/again"
ok "the committed register is what it writes" diff -r "$top/tests/data/buskerud" "$scratch/again"
finish
