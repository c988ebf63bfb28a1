# make             installs what is missing, builds, writes figures, slides and report into out/
# make report      writes the report alone, from Templates/Pages as they are now
# make test        installs what the tests need besides, runs all of them
# make same-bytes  builds once more without tuning and compares what the two builds write
# make check-kills kills 200 runs while they write and looks at what is left
# make fuzz        gives every parser random inputs for SECONDS=60 each, under AddressSanitizer
# make sanitize    runs the tests under AddressSanitizer, then under ThreadSanitizer
# make check-corners  draws every figure at the ends of all its parameters, five minutes of a processor
# make package     a Debian package and a wheel of a binary that needs no Swift, into .build/installable
# make check-packages  installs both in a bare Debian 12 and 13 and compares what they write
# make check-trixie    the same for Debian 13 alone
# make lint        checks the layout of the sources
# make clean       removes what was built and written
#
# Packages are installed by root; anyone else is shown the line to run (or: make SUDO=sudo).

SHELL := /bin/bash
SUDO ?=
SCRATCH := .build
# Tune for the widest vectors the build machine has, AVX-512 or AVX2; results keep the same bits.
PROCESSOR := $(shell grep -m1 '^flags' /proc/cpuinfo)
lacks = $(filter-out $(PROCESSOR),$(1))
TUNE := $(if $(call lacks,avx512f avx512bw avx512cd avx512dq avx512vl),$(if \
  $(call lacks,avx2 bmi2 fma),,-Xcc -march=x86-64-v3),-Xcc -march=x86-64-v4)
SWIFT_FLAGS := -c release --scratch-path $(SCRATCH) $(TUNE)
# A flag of pkg-config that the package manager drops, and says so at every turn.
QUIETER := { grep -v 'prohibited flag(s): -pthread' || true; }
# What `figures --version` says was built; a plus for changes that are in no commit.
export FIGURES_COMMIT := $(shell commit=$$(git rev-parse --short=12 HEAD 2>/dev/null) || exit 0; \
  git diff --quiet HEAD -- Sources Templates Package.swift || commit=$$commit+; echo $$commit)
BINARY := $(SCRATCH)/release/figures
SOURCES := Package.swift $(shell find Sources Templates -type f)

.PHONY: all report test check-kills check-corners same-bytes tuning fuzz sanitize package check-packages \
  check-trixie lint clean
.DELETE_ON_ERROR:

all: out/.complete

out/.complete: $(BINARY)
	@$(BINARY) all -o out
	@touch $@

$(BINARY): $(SOURCES) $(SCRATCH)/packages
	@swift build $(SWIFT_FLAGS) --product figures 2>&1 | $(QUIETER); \
	  exit $${PIPESTATUS[0]}
	@touch $@

# One mark for each list: present when its packages are.
$(SCRATCH)/packages: packages.txt
	@$(call install,packages.txt)
	@mkdir -p $(@D) && touch $@

$(SCRATCH)/packages-test: packages-test.txt
	@$(call install,packages-test.txt)
	@mkdir -p $(@D) && touch $@

define install
missing=; for package in $$(grep -v '^#' $(1)); do \
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
if [ -n "$$missing" ]; then \
  line="apt-get install -y --no-install-recommends$$missing"; \
  if [ "$$(id -u)" = 0 ] || [ -n "$(SUDO)" ]; then \
    echo "installing:$$missing"; \
    export DEBIAN_FRONTEND=noninteractive; \
    $(SUDO) apt-get -o DPkg::Lock::Timeout=600 update -qq && \
    $(SUDO) apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends $$missing >/dev/null || \
      { echo "these packages could not be installed:$$missing" >&2; exit 1; }; \
  else \
    echo "packages are missing; run this line as root and then make again:" >&2; \
    echo "  $$line" >&2; exit 1; \
  fi; \
fi
endef

# The binary holds the templates of its build; here those of the folder count, and it is not rebuilt.
report:
	@test -x $(BINARY) || $(MAKE) --no-print-directory $(BINARY)
	@mkdir -p out && $(BINARY) report --templates Templates/Pages -o out/report.html

test: $(SCRATCH)/packages $(SCRATCH)/packages-test
	@swift build $(SWIFT_FLAGS) --build-tests 2>&1 | $(QUIETER); \
	  exit $${PIPESTATUS[0]}
	@swift test $(SWIFT_FLAGS) --skip-build

check-kills: $(SCRATCH)/packages $(SCRATCH)/packages-test
	@swift build $(SWIFT_FLAGS) --build-tests 2>&1 | $(QUIETER); \
	  exit $${PIPESTATUS[0]}
	@FIGURES_KILLS=200 swift test $(SWIFT_FLAGS) --skip-build --filter KillTests

# The ends of all parameters and every pair of them, in five minutes of a processor; `make test` has
# those that take no second each.
check-corners: $(SCRATCH)/packages $(SCRATCH)/packages-test
	@swift build $(SWIFT_FLAGS) --build-tests 2>&1 | $(QUIETER); \
	  exit $${PIPESTATUS[0]}
	@CHECK_CORNERS=1 swift test $(SWIFT_FLAGS) --skip-build --filter CornerTests

# The tuned build and one without any tuning write the same bytes. The plain build has its own
# scratch folder, so that neither undoes the other.
PLAIN := $(SCRATCH)/plain
same-bytes: $(BINARY)
	@swift build -c release --scratch-path $(PLAIN) --product figures 2>&1 | $(QUIETER); \
	  exit $${PIPESTATUS[0]}
	@rm -rf $(SCRATCH)/bytes
	@$(BINARY) all --quiet -o $(SCRATCH)/bytes/tuned
	@$(PLAIN)/release/figures all --quiet -o $(SCRATCH)/bytes/plain
	@$(BINARY) diff $(SCRATCH)/bytes/tuned $(SCRATCH)/bytes/plain

# One program for all parsers, in a scratch folder of its own. What is found lies beside CORPUS/PARSER
# as PARSER-crash-…, -timeout-… or -oom-…; move it to Tests/ParserTests/Seeds/PARSER, where it is a test.
SECONDS := 60
PARSERS := formula document settings bibliography table parameters inspect diff
CORPUS := $(SCRATCH)/corpus
FUZZ := $(SCRATCH)/fuzz
fuzz: $(SCRATCH)/packages
	@FIGURES_FUZZ=1 swift build -c release --scratch-path $(FUZZ) --sanitize=address \
	  -Xswiftc -sanitize=fuzzer --product fuzz 2>&1 | $(QUIETER); exit $${PIPESTATUS[0]}
	@failed=; for parser in $(PARSERS); do mkdir -p $(CORPUS)/$$parser; \
	  echo "$$parser: $(SECONDS) s"; \
	  FUZZ_PARSER=$$parser SWIFT_BACKTRACE=enable=no $(FUZZ)/release/fuzz \
	    -max_total_time=$(SECONDS) -timeout=2 -rss_limit_mb=3000 -print_final_stats=1 \
	    -artifact_prefix=$(CORPUS)/$$parser- $(CORPUS)/$$parser Tests/ParserTests/Seeds/$$parser \
	    > $(CORPUS)/$$parser.log 2>&1 || { failed="$$failed $$parser"; tail -n 20 $(CORPUS)/$$parser.log; }; \
	  grep -h number_of_executed_units $(CORPUS)/$$parser.log; done; \
	if [ -n "$$failed" ]; then echo "faults in:$$failed" >&2; exit 1; fi

# All tests, optimised: the mathematics would take hours in a debug build. What bounds time or memory
# is not asked of these builds. gold cannot link what the sanitizers add.
sanitize: $(SCRATCH)/packages $(SCRATCH)/packages-test
	@for kind in address thread; do \
	  echo "under the $$kind sanitizer"; \
	  SANITIZED=1 ASAN_OPTIONS=detect_leaks=0 swift test -c release --scratch-path $(SCRATCH)/$$kind \
	    --sanitize=$$kind -Xswiftc -use-ld=lld 2>&1 | $(QUIETER); \
	  test $${PIPESTATUS[0]} = 0 || exit 1; done

# A build of its own with Swift, qpdf and cmark-gfm linked in, for no processor in particular.
PORTABLE := $(SCRATCH)/portable
PACKAGES := $(SCRATCH)/installable
VERSION := $(shell sed -n 's/^package let programVersion = "\(.*\)"$$/\1/p' Sources/Lectures/Lecture.swift)
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
package: $(SCRATCH)/packages $(SCRATCH)/packages-package
	@Packaging/build.sh $(PORTABLE)
	@rm -rf $(PACKAGES)
	@Packaging/deb.sh $(PORTABLE) $(PACKAGES)
	@lintian --fail-on error,warning $(PACKAGES)/*.deb
	@python3 Packaging/wheel.py $(PORTABLE)/root $(PACKAGES) $(VERSION)

$(SCRATCH)/packages-package: packages-package.txt
	@$(call install,packages-package.txt)
	@mkdir -p $(@D) && touch $@

SUITES := bookworm trixie
check-packages: package $(BINARY)
	@Packaging/check.sh $(BINARY) $(PACKAGES)/*.deb $(PACKAGES)/*.whl $(SUITES)

check-trixie:
	@$(MAKE) --no-print-directory check-packages SUITES=trixie

# The flags of the tuned build, for those who build by hand.
tuning:
	@echo "$(TUNE)"

lint:
	@swift format lint --strict --recursive Sources Tests Templates Package.swift

clean:
	@rm -rf out $(SCRATCH)
