#!/bin/sh
# The Debian package: it builds, lintian finds no error, and what it holds does the week's work.
. "${top:?}/tests/cli/lib.sh"
for program in dpkg-buildpackage dh lintian; do
    command -v $program >/dev/null 2>&1 || skip_all "$program is not there"
done
ok "make deb" env -u MAKEFLAGS -u MAKELEVEL -u CFLAGS -u SANITIZE make -C "$top" B="$B" deb
ok "lintian finds no error" lintian --fail-on error "$B"/deb/*.changes
ok "it can be taken apart" dpkg-deb -x "$B"/deb/shg_*.deb root
mkdir -m 700 register
cp root/usr/share/doc/shg/examples/register/*.csv* register
gzip -d register/*.gz 2>/dev/null
chmod 600 register/*
PATH=/usr/bin:/bin
ok "it does the week's work" root/usr/bin/shg-weekly -C register -d 2026-11-23 -o weekly
ok "with a plan" test -s weekly/2026-11-23/plan.csv
for file in man/man1/shg-weekly.1.gz man/man1/shg-offices.1.gz man/man7/shg.7.gz man/nb/man7/shg.7.gz locale/nb/LC_MESSAGES/shg.mo \
    bash-completion/completions/shg-set zsh/vendor-completions/_shg \
    fish/vendor_completions.d/shg-set.fish; do
    ok "it brings $file" test -s root/usr/share/$file
done
ok "the library is in its own package" dpkg-deb -c "$B"/deb/libshg-dev_*.deb
finish
