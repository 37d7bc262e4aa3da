# shg: GNU make. Everything that is made lies in $(B), by default build/; see README for the targets.
VERSION = 0.1.0
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man
LIBDIR = $(DESTDIR)$(PREFIX)/lib
INCDIR = $(DESTDIR)$(PREFIX)/include
SHAREDIR = $(DESTDIR)$(PREFIX)/share/shg
LOCALEDIR = $(PREFIX)/share/locale

CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wformat=2 -Wundef -Werror
HARDENING = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
# what the sources need, whatever the user sets CFLAGS to
override CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -DSHG_VERSION='"$(VERSION)"' -DSHG_LOCALEDIR='"$(LOCALEDIR)"' -Ilib -Icmd
override ALL_CFLAGS = -std=c11 $(WARNINGS) $(if $(SANITIZE),$(SANITIZE),$(HARDENING)) -pthread $(CFLAGS)
override ALL_LDFLAGS = $(if $(SANITIZE),$(SANITIZE),-pie -Wl,-z,relro,-z,now) -Wl,--as-needed -pthread $(LDFLAGS)
LIBS = -lcsv -lical -lxlsxwriter -lm

LIB_SRC = $(sort $(wildcard lib/*/*.c))
LIB_OBJ = $(LIB_SRC:%.c=$(B)/%.o) $(DATA_C:.c=.o)
DATA_C = $(patsubst lib/data/%.csv,$(B)/data/%.c,$(sort $(wildcard lib/data/*.csv)))
CLI_OBJ = $(patsubst %.c,$(B)/%.o,$(filter-out cmd/shg-%,$(sort $(wildcard cmd/*.c))))
TOOL_SRC = $(sort $(wildcard cmd/shg-*.c))
TOOLS = $(TOOL_SRC:cmd/%.c=$(B)/bin/%)
UNIT = $(patsubst tests/unit/test_%.c,$(B)/tests/unit/test_%,$(sort $(wildcard tests/unit/test_*.c)))
FAULT = $(patsubst tests/fault/%.c,$(B)/tests/fault/%,$(sort $(wildcard tests/fault/*.c)))
FAULT_OBJ = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/fault/support/*.c)))
FAULT_SO = $(patsubst tests/fault/preload/%.c,$(B)/tests/fault/%.so,$(sort $(wildcard tests/fault/preload/*.c)))
BENCH = $(patsubst tests/bench/%.c,$(B)/tests/bench/%,$(sort $(wildcard tests/bench/*.c)))
FUZZ_SRC = $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_REPLAY = $(FUZZ_SRC:tests/fuzz/%.c=$(B)/tests/fuzz/%)
PEER = $(patsubst tests/peer/%.c,$(B)/tests/peer/%,$(sort $(wildcard tests/peer/*.c)))
LANGS = $(patsubst lib/po/%.po,%,$(sort $(wildcard lib/po/*.po)))
CATALOGUES = $(LANGS:%=$(B)/locale/%/LC_MESSAGES/shg.mo)
MAN1 = $(sort $(wildcard man/*.1))
TEST_SCRIPTS = $(sort $(wildcard tests/cli/*.t tests/peer/*.t tests/fault/*.t tests/fuzz/*.t))
# those that take longest begin first, and units, which take next to nothing, last: so that in the end no processor is left
# without work; tests/run tells how long each takes
LONG_TESTS = tests/peer/deb.t tests/peer/lp.t tests/peer/shuffle.t tests/peer/attack.t $(B)/tests/unit/test_match_solve \
	$(B)/tests/fault/powercut $(B)/tests/fault/stops tests/peer/offices.t tests/peer/html.t tests/peer/why.t tests/cli/man.t
long_first = $(strip $(foreach t,$(LONG_TESTS),$(filter $(t),$(1))) $(filter-out $(LONG_TESTS),$(1)))

.PHONY: all tools check check-sanitize check-valgrind check-clang lint install uninstall dist clean bench bench-long fuzz test-programs
.DELETE_ON_ERROR:
.SECONDARY:

all: tools
tools: $(TOOLS) $(CATALOGUES)

$(B)/libshg.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/data/%.o: $(B)/data/%.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/data/%.c: lib/data/%.csv lib/data/csv_to_c.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -v name=$* -f lib/data/csv_to_c.awk $< > $@

$(B)/bin/%: $(B)/cmd/%.o $(CLI_OBJ) $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/locale/%/LC_MESSAGES/shg.mo: lib/po/%.po
	@mkdir -p $(@D)
	msgfmt -c -o $@ $<

# ---- completions: one script that knows the schema, and a thin file for each shell ----

LIBEXEC = $(PREFIX)/libexec/shg
DATADIR = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = $(B)/completions/complete $(B)/completions/shg.bash $(B)/completions/_shg $(B)/completions/shg.fish
TOOL_NAMES = $(TOOL_SRC:cmd/%.c=%) shg-offices shg-weekly

.PHONY: completions
completions: $(COMPLETIONS)

$(B)/completions/list_schema: $(B)/scripts/completions/list_schema.o $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/completions/schema: $(B)/completions/list_schema
	$< > $@

$(B)/completions/complete: scripts/completions/complete.in $(B)/completions/schema
	sed -e '/^@SCHEMA@$$/ { r $(B)/completions/schema' -e 'd; }' $< > $@
	chmod 755 $@

$(B)/completions/%: scripts/completions/%.in Makefile
	@mkdir -p $(@D)
	sed -e 's|@LIBEXEC@|$(LIBEXEC)|; s|@TOOLS@|$(TOOL_NAMES)|' $< > $@

# ---- tests: every program and script speaks TAP; tests/run counts ----

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(B)/tests/fault/%: $(B)/tests/fault/%.o $(FAULT_OBJ) $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# stands between a tool and the C library (LD_PRELOAD), to stop it where a test wants
$(B)/tests/fault/%.so: tests/fault/preload/%.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARNINGS) $(CFLAGS) -fPIC -shared -o $@ $< -ldl

$(B)/tests/bench/%: $(B)/tests/bench/%.o $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/tests/peer/%: $(B)/tests/peer/%.o $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka -lglpk $(LIBS)

# the same sources as the fuzzers, run over a fixed corpus and fixed-seed mutations of it
$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(B)/libshg.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

test-programs: tools completions $(UNIT) $(FAULT) $(FAULT_SO) $(PEER) $(FUZZ_REPLAY)

check: test-programs
	B=$(abspath $(B)) tests/run $(call long_first,$(FAULT) $(PEER) $(TEST_SCRIPTS) $(UNIT))

check-sanitize:
	$(MAKE) B=$(B)/sanitize SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		CFLAGS='-O1 -g' check-quick

check-clang:
	$(MAKE) B=$(B)/clang CC=clang check-quick

check-valgrind: test-programs
	B=$(abspath $(B)) VALGRIND='valgrind -q --error-exitcode=99 --leak-check=full --child-silent-after-fork=yes' \
		tests/run $(UNIT)

# units and the command line, without peers and crash tests
.PHONY: check-quick
check-quick: tools completions $(UNIT) $(FUZZ_REPLAY)
	B=$(abspath $(B)) tests/run $(call long_first,$(filter tests/cli/% tests/fuzz/%,$(TEST_SCRIPTS)) $(UNIT))

lint: tools
	B=$(abspath $(B)) tests/run tests/lint

bench: tools $(BENCH)
	B=$(abspath $(B)) tests/bench/run

bench-long: tools $(BENCH)
	B=$(abspath $(B)) tests/bench/run --long

FUZZ_SECONDS ?= 600
fuzz:
	B=$(abspath $(B)) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run

# shg.h and what it includes
HEADERS = $(sort $(patsubst lib/%,%,$(filter lib/%.h,$(shell $(CC) $(CPPFLAGS) -MM lib/shg.h))))

$(B)/shg.pc: scripts/shg.pc.in Makefile
	@mkdir -p $(@D)
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' $< > $@

install: all completions $(B)/shg.pc
	install -d $(BINDIR) $(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/man7 $(MANDIR)/man3 $(LIBDIR)/pkgconfig
	for h in $(HEADERS); do install -D -m 644 lib/$$h $(INCDIR)/shg/$$h || exit 1; done
	install -m 644 $(B)/libshg.a $(LIBDIR)
	install -m 644 $(B)/shg.pc $(LIBDIR)/pkgconfig
	install -m 755 $(TOOLS) scripts/shg-weekly scripts/shg-offices $(BINDIR)
	install -d $(SHAREDIR)/maps $(SHAREDIR)/templates
	install -m 644 scripts/maps/* $(SHAREDIR)/maps
	install -m 644 scripts/templates/* $(SHAREDIR)/templates
	for s in 1 3 5 7; do for f in man/*.$$s; do [ ! -e "$$f" ] || install -m 644 "$$f" $(MANDIR)/man$$s || exit 1; done; done
	for f in man/nb/*.7; do install -D -m 644 "$$f" $(MANDIR)/nb/man7/$${f#man/nb/} || exit 1; done
	for l in $(LANGS); do install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/shg.mo \
		$(DESTDIR)$(LOCALEDIR)/$$l/LC_MESSAGES/shg.mo || exit 1; done
	install -D -m 755 $(B)/completions/complete $(DESTDIR)$(LIBEXEC)/complete
	for t in $(TOOL_NAMES); do \
		install -D -m 644 $(B)/completions/shg.bash $(DATADIR)/bash-completion/completions/$$t && \
		install -D -m 644 $(B)/completions/shg.fish $(DATADIR)/fish/vendor_completions.d/$$t.fish || exit 1; done
	install -D -m 644 $(B)/completions/_shg $(DATADIR)/zsh/site-functions/_shg

uninstall:
	rm -f $(DESTDIR)$(LIBEXEC)/complete $(DATADIR)/zsh/site-functions/_shg
	for t in $(TOOL_NAMES); do rm -f $(DATADIR)/bash-completion/completions/$$t \
		$(DATADIR)/fish/vendor_completions.d/$$t.fish || exit 1; done
	rm -rf $(INCDIR)/shg $(SHAREDIR)/maps $(SHAREDIR)/templates
	rm -f $(LIBDIR)/libshg.a $(LIBDIR)/pkgconfig/shg.pc
	rm -f $(TOOLS:$(B)/bin/%=$(BINDIR)/%) $(BINDIR)/shg-weekly $(BINDIR)/shg-offices
	for s in 1 3 5 7; do for f in man/*.$$s; do rm -f $(MANDIR)/man$$s/$${f#man/} || exit 1; done; done
	for f in man/nb/*.7; do rm -f $(MANDIR)/nb/man7/$${f#man/nb/} || exit 1; done
	for l in $(LANGS); do rm -f $(DESTDIR)$(LOCALEDIR)/$$l/LC_MESSAGES/shg.mo || exit 1; done

dist:
	@mkdir -p $(B)
	git archive --prefix=shg-$(VERSION)/ -o $(B)/shg-$(VERSION).tar.gz HEAD

# a Debian package of the tree as it is, in $(B)/deb; what Debian wants to know stands in scripts/debian. It builds in a
# folder of its own: an inherited B would have it clean this one
.PHONY: deb
deb:
	rm -rf $(B)/deb
	mkdir -p $(B)/deb/shg-$(VERSION)
	cp -r README COPYING Makefile cmd lib man scripts tests $(B)/deb/shg-$(VERSION)
	cp -r scripts/debian $(B)/deb/shg-$(VERSION)/debian
	cd $(B)/deb/shg-$(VERSION) && env -u MAKEFLAGS -u MAKELEVEL -u B dpkg-buildpackage -us -uc -b -j2

clean:
	rm -rf $(B)

-include $(shell [ -d $(B) ] && find $(B) -name deb -prune -o -type f -name '*.d' -print)
