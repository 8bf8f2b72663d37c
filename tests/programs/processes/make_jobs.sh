#!/bin/sh
# make -j2, a make within it that takes part in the jobserver, and a recipe that fails.
cat > Makefile <<'END'
all: last
first: ; @echo first
sub: first ; @+$(MAKE) --no-print-directory -f Makefile inner
inner: ; @echo 'inner, jobserver: $(if $(findstring jobserver,$(MAKEFLAGS)),yes,no)'
last: sub ; @echo last
broken: ; @exit 3
END
make --no-print-directory -j2 all
make --no-print-directory -s broken 2>/dev/null
echo "broken: $?"
rm Makefile
