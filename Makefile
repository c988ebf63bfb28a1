# make             installs what is missing, builds, writes figures, slides and report into out/
# make report      writes the report alone, from Templates/Pages as they are now
# make test        installs what the tests need besides, runs all of them
# make same-bytes  builds once more without tuning and compares what the two builds write
# make check-corners  draws every figure at the ends of all its parameters, for some minutes
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
BINARY := $(SCRATCH)/release/figures
SOURCES := Package.swift $(shell find Sources Templates -type f)

.PHONY: all report test check-corners same-bytes tuning lint clean
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

# The ends of all parameters and every pair of them; `make test` has those of the quick figures.
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

# The flags of the tuned build, for those who build by hand.
tuning:
	@echo "$(TUNE)"

lint:
	@swift format lint --strict --recursive Sources Tests Templates Package.swift

clean:
	@rm -rf out $(SCRATCH)
