# make             installs what is missing, builds, writes figures, slides and report into out/
# make report      writes the report alone, from Templates/Pages as they are now
# make test        installs what the tests need besides, runs all of them
# make lint        checks the layout of the sources
# make api         pages for programmers on all libraries, into .build/api
# make show-goldens    a page with the pictures that changed, before and after
# make check-example   builds the second lecture and runs every verb of it
# make check-stranger  the same for a package outside of the repository
# make same-bytes  builds once more without tuning and compares what the two builds write
# make check-pages drives the report and handouts in Chromium at five widths: mouse, touch, keys, paper
# make check-live  drives a deck with its speaker's window and the server with a page that is edited
# make check-corners  draws every figure at the ends of all its parameters, five minutes of a processor
# make check-speed  the tests that bound times in seconds, on a machine that does nothing else
# make check-snippets  compiles the slides' documents for Beamer, Typst and reveal.js
# make check-cluster  sweeps on Make, GNU parallel and a Slurm of three nodes, one of them lost
# make mutants     plants 150 faults in the mathematics, one at a time: what claims and tests notice of them
# make fuzz        gives every parser random inputs for SECONDS=60 each, under AddressSanitizer
# make fuzz-sketches  draws COUNT=1000000 sketches with random changes
# make fuzz-documents sets COUNT=200000 pieces of documents with random changes
# make sanitize    runs the tests under AddressSanitizer, then under ThreadSanitizer
# make package     a Debian package and a wheel of a binary that needs no Swift, into .build/installable
# make check-packages  installs both in a bare Debian 12 and 13 (check-trixie: 13) and compares
# make clean       removes what was built and written
#
# Packages are installed by root; anyone else is shown the line to run (or: make SUDO=sudo).

SHELL := /bin/bash
SECONDS := 60
SUITES := bookworm trixie
export SUDO ?=
export SCRATCH ?= .build
export BINARY := $(SCRATCH)/release/figures
export FUZZ_SECONDS = $(SECONDS)
export FIGURES_COMMIT := $(shell Scripts/commit)
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
SWIFT_FLAGS := -c release --scratch-path $(SCRATCH) $(shell Scripts/tuning)
PACKAGES := $(SCRATCH)/installable
VERSION := $(shell sed -n 's/^package let programVersion = "\(.*\)"$$/\1/p' Sources/Lectures/Lecture.swift)

.PHONY: all report tests test lint tuning api show-goldens check-example check-stranger check-snippets \
  same-bytes check-pages check-live check-speed check-corners check-cluster check-sweeps mutants fuzz fuzz-sketches fuzz-documents \
  sanitize package check-packages \
  check-trixie clean
.DELETE_ON_ERROR:

all: out/.complete
out/.complete: $(BINARY)
	@$(BINARY) all -o out
	@touch $@
$(BINARY): Package.swift $(shell find Sources Templates -type f) $(SCRATCH)/packages
	@Scripts/swift build $(SWIFT_FLAGS) --product figures
	@touch $@

# One mark for each list: present when its packages are.
$(SCRATCH)/packages $(SCRATCH)/packages-test $(SCRATCH)/packages-package $(SCRATCH)/packages-cluster: $(SCRATCH)/%: %.txt
	@Scripts/install-packages $<
	@mkdir -p $(@D) && touch $@

# The binary holds the templates of its build; here those of the folder count, and it is not rebuilt.
report:
	@test -x $(BINARY) || $(MAKE) --no-print-directory $(BINARY)
	@mkdir -p out && $(BINARY) report --templates Templates/Pages -o out/report.html

tests: $(SCRATCH)/packages $(SCRATCH)/packages-test
	@Scripts/swift build $(SWIFT_FLAGS) --build-tests
test: tests
	@swift test $(SWIFT_FLAGS) --skip-build
check-speed: tests
	@CHECK_SPEED=1 swift test $(SWIFT_FLAGS) --no-parallel --skip-build --filter '/(cheap|speed|rebuild)\('
# The shortest of check-cluster, which needs no Slurm.
check-sweeps: $(BINARY) $(SCRATCH)/packages-test
	@Scripts/check-cluster $(BINARY) quick
check-cluster: $(BINARY) $(SCRATCH)/packages-cluster
	@Scripts/check-cluster $(BINARY)
check-snippets: $(BINARY)
	@$(BINARY) slides -q -o $(SCRATCH)/deck && Scripts/check-snippets $(SCRATCH)/deck
check-pages: $(BINARY) $(SCRATCH)/packages-test
	@Scripts/check-pages $(BINARY)
check-live: $(BINARY) $(SCRATCH)/packages-test
	@Scripts/check-live $(BINARY)
check-corners: tests
	@CHECK_CORNERS=1 swift test $(SWIFT_FLAGS) --skip-build --filter CornerTests

fuzz-sketches: tests
	@FUZZ_SKETCHES=$(or $(COUNT),1000000) swift test $(SWIFT_FLAGS) --skip-build --filter SketchesTests.MutationTests
fuzz-documents: tests
	@FUZZ_DOCUMENTS=$(or $(COUNT),200000) swift test $(SWIFT_FLAGS) --skip-build --filter DocumentMutationTests

lint tuning: ; @Scripts/$@
api check-example check-stranger fuzz: $(SCRATCH)/packages ; @Scripts/$@
show-goldens same-bytes: $(BINARY) ; @Scripts/$@
sanitize mutants: $(SCRATCH)/packages $(SCRATCH)/packages-test ; @Scripts/$@

package: $(SCRATCH)/packages $(SCRATCH)/packages-package
	@Packaging/build.sh $(SCRATCH)/portable
	@rm -rf $(PACKAGES)
	@Packaging/deb.sh $(SCRATCH)/portable $(PACKAGES)
	@lintian --fail-on error,warning $(PACKAGES)/*.deb
	@python3 Packaging/wheel.py $(SCRATCH)/portable/root $(PACKAGES) $(VERSION)
check-packages: package $(BINARY)
	@Packaging/check.sh $(BINARY) $(PACKAGES)/*.deb $(PACKAGES)/*.whl $(SUITES)
check-trixie: ; @$(MAKE) --no-print-directory check-packages SUITES=trixie

clean: ; @rm -rf out $(SCRATCH)
