#!/bin/bash
# check.sh COMMAND DEB WHEEL SUITE...: installs the package in a bare Debian of each suite and compares
# what it writes there with what COMMAND writes here; then the wheel, in an environment of that Debian's
# Python. Needs root, for debootstrap and chroot; all mounts are in a namespace of this script's own.
#
# Bare systems are kept in .build/roots; the rest is in .build/check and is removed at the next run.
set -euo pipefail
if [ "${FIGURES_NAMESPACE:-}" != 1 ]; then
  [ "$(id -u)" = 0 ] || { echo "check.sh: run this as root, for debootstrap and chroot" >&2; exit 1; }
  FIGURES_NAMESPACE=1 exec unshare --mount --propagation private "$0" "$@"
fi
command=$1 deb=$2 wheel=$3
shift 3
roots=.build/roots check=.build/check
mkdir -p "$roots" "$check"
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

# What is written, by the command named first; the same lines here and there.
cat > "$check/job.sh" <<'JOB'
set -e
figures=$1
cd "$2"
export XDG_CACHE_HOME=$PWD.cache
$figures render loss-landscape -f svg,pdf,png -o pictures
$figures handout least-squares -f html,pdf -o handout
$figures data max-margin > max-margin.csv
$figures data max-margin -f json > max-margin.json
$figures verify > verify.txt
$figures all -q -o all
$figures init lab
$figures handout lab/lab.md -o lab --variant student,solution
JOB

echo "here: what $command writes"
rm -rf "$check/here"*
mkdir -p "$check/here"
bash "$check/job.sh" "$(realpath "$command")" "$check/here" > "$check/here.log"

files() {  # FOLDER: all files of a system but what dpkg and apt keep for themselves
  (cd "$1" && find . \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./trial \
    -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) -prune \
    -o -print | sort)
}

for suite in "$@"; do
  echo "== $suite"
  if [ ! -d "$roots/$suite" ]; then
    rm -rf "$roots/$suite.new"
    debootstrap --variant=minbase "$suite" "$roots/$suite.new" > "$check/$suite.debootstrap.log"
    mv "$roots/$suite.new" "$roots/$suite"
  fi
  root=$check/$suite
  rm -rf "$root" "$check/$suite.layer"
  # What is written goes into a layer over the bare system, which stays as it is; it is in memory, so
  # that other work's use of the disk is not measured.
  mkdir -p "$root" "$check/$suite.layer"
  mount -t tmpfs tmpfs "$check/$suite.layer"
  mkdir "$check/$suite.layer/upper" "$check/$suite.layer/work"
  mount -t overlay overlay -o \
    "lowerdir=$roots/$suite,upperdir=$check/$suite.layer/upper,workdir=$check/$suite.layer/work" "$root"
  mount --bind /proc "$root/proc"
  mkdir "$root/trial" "$root/tmp/home"
  cp "$deb" "$wheel" "$check/job.sh" "$root/trial/"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  echo 'APT::Sandbox::User "root";' > "$root/etc/apt/apt.conf.d/90check"
  enter() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy=$http_proxy} "$@"; }
  enter apt-get update -qq
  files "$root" > "$check/$suite.before"

  # On a machine that is busy with other work the clock says little; the processor's time counts then.
  TIMEFORMAT='%R %U %S'
  { time enter apt-get install -y "/trial/$(basename "$deb")" > "$check/$suite.install.log" 2>&1; } \
    2> "$check/$suite.time" || { tail -n 5 "$check/$suite.install.log" >&2; exit 1; }
  read -r clock user system < <(tail -n 1 "$check/$suite.time")
  read -r load _ < /proc/loadavg
  packages=$(grep -c '^Setting up' "$check/$suite.install.log")
  echo "installed $packages packages in $clock s, of which the processor worked $user + $system s; load $load"
  awk "BEGIN { exit !(($load > $(nproc) ? $user + $system : $clock) < 30) }" || {
    echo "that is more than 30 s" >&2; exit 1; }
  if enter sh -c 'command -v swift'; then echo "there is a Swift" >&2; exit 1; fi
  enter figures doctor | grep -v '^ok       font: '
  mkdir "$root/trial/first"
  { time enter sh -ec 'cd /trial/first; export XDG_CACHE_HOME=$PWD; figures init lab; figures handout lab/lab.md -o lab' \
    > /dev/null; } \
    2> "$check/$suite.time"
  echo "a first handout $(tail -n 1 "$check/$suite.time" | cut -d" " -f1) s later"
  mkdir -p "$root/trial/there"
  enter bash /trial/job.sh figures /trial/there > "$check/$suite.log"
  python3 Packaging/compare.py "$command" "$check/here" "$root/trial/there"

  enter apt-get install -y --no-install-recommends python3 bash-completion zsh fish > "$check/$suite.shells.log" 2>&1
  cp Packaging/check_completions.py "$root/trial/"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
  # Shells keep things of their own at home.
  enter env HOME=/tmp/home python3 /trial/check_completions.py bash zsh fish
  umount "$root/dev/pts"
  enter apt-get purge -y python3 bash-completion zsh fish > "$check/$suite.purge.log" 2>&1

  enter apt-get purge -y figures >> "$check/$suite.purge.log" 2>&1
  enter apt-get autoremove --purge -y >> "$check/$suite.purge.log" 2>&1
  files "$root" > "$check/$suite.after"
  # What libraries leave behind when they are purged is theirs.
  if grep -i figures <(comm -13 "$check/$suite.before" "$check/$suite.after"); then
    echo "the package leaves these" >&2; exit 1
  fi
  left=$(comm -13 "$check/$suite.before" "$check/$suite.after" | tr '\n' ' ')
  echo "removed; left by other packages: ${left:-nothing}"

  enter apt-get install -y --no-install-recommends python3 python3-venv > "$check/$suite.python.log" 2>&1
  enter python3 -m venv /trial/venv
  enter /trial/venv/bin/pip install -q --disable-pip-version-check "/trial/$(basename "$wheel")"
  cp Packaging/check_wheel.py "$root/trial/"
  # Without the libraries: the line that installs them is in the message, and is run as it stands.
  enter /trial/venv/bin/python /trial/check_wheel.py lacking > "$check/$suite.line"
  line=$(cat "$check/$suite.line")
  echo "the wheel asks for: $line"
  enter $line -y >> "$check/$suite.python.log" 2>&1
  enter /trial/venv/bin/python /trial/check_wheel.py without-numpy
  # A certificate that pip needs here to reach its packages, it needs there too.
  if [ -n "${PIP_CERT:-}" ]; then cp "$PIP_CERT" "$root/trial/certificates"; fi
  enter ${PIP_CERT:+env PIP_CERT=/trial/certificates} \
    /trial/venv/bin/pip install -q --disable-pip-version-check numpy
  enter /trial/venv/bin/python /trial/check_wheel.py
  enter /trial/venv/bin/figures --version
  enter /trial/venv/bin/pip uninstall -q -y figures
  if find "$root/trial/venv" | grep -i 'figures'; then echo "the wheel leaves these" >&2; exit 1; fi
  umount "$root/proc" "$root" "$check/$suite.layer"
done
echo "all is as it is here"
