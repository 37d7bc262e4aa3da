#!/bin/sh
# make install, a client of the installed library, make uninstall.
. "${top:?}/tests/cli/lib.sh"
command -v pkg-config >/dev/null || skip_all "pkg-config is not there"

stage=$scratch/stage
build() { # TARGET...: with the build that is tested, so that nothing is compiled again
    make -s -C "$top" B="$B" DESTDIR="$stage" PREFIX=/usr "$@"
}
ok "make install" build install
ok "every tool has its page" sh -c "cd '$stage/usr' && for t in bin/*; do test -e share/man/man1/\${t#bin/}.1 || exit 1; done"
ok "an installed tool runs" "$stage/usr/bin/shg-check" --version

# the example of libshg(3), as it stands there
awk '/^#include <shg.h>/ { on = 1 } /^\.Ed/ { on = 0 } on { gsub(/\\e/, "\\"); print }' \
    "$stage/usr/share/man/man3/libshg.3" >client.c
ok "libshg(3) has its example" grep -q 'int main' client.c
PKG_CONFIG_PATH=$stage/usr/lib/pkgconfig
PKG_CONFIG_SYSROOT_DIR=$stage
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# shellcheck disable=SC2046 # flags are words
ok "the client compiles without a warning" cc -std=c11 -Wall -Wextra -Wpedantic -Werror ${SANITIZE:-} -o client client.c \
    $(pkg-config --cflags --libs shg)
mkdir -m 700 reg
printf 'id,status,registered,municipality\nP12345678,new,2026-11-01,3301\n' >reg/people.csv
printf 'id,status,municipality\n' >reg/starters.csv
printf 'id,name,kind,municipality,slots\n' >reg/venues.csv
chmod 600 reg/*
expect 0 client ./client reg
expect 3 client-nowhere ./client nowhere

ok "make uninstall" build uninstall
ok "nothing is left but folders" sh -c "test -z \"\$(find '$stage' -type f)\""
finish
