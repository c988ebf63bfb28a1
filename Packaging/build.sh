#!/bin/bash
# build.sh FOLDER: builds the command for machines without Swift into FOLDER/root/usr/lib/figures.
#
# Swift's runtime and cmark-gfm are linked in, since their sonames differ between Debian 12, Debian 13
# and Ubuntu. All else is what these systems share. No flag names a processor: the binary runs on any
# x86-64 (or any arm64, when built there).
set -euo pipefail
folder=$1
here=$(pwd)

# What pkg-config says of cmark-gfm leads to a folder with archives alone; what is not needed is dropped.
mkdir -p "$folder/archives"
for archive in libcmark-gfm-dev:libcmark-gfm libcmark-gfm-extensions-dev:libcmark-gfm-extensions; do
  file=$(dpkg -L "${archive%%:*}" | grep "/${archive##*:}\.a$")
  ln -sf "$file" "$folder/archives/"
done

write_pc() {  # NAME LIBRARIES
  printf 'Name: %s\nDescription: archives\nVersion: %s\nLibs: -L%s %s\nCflags: %s\n' \
    "$1" "$(pkg-config --modversion "$1")" "$here/$folder/archives" "$2" \
    "$(pkg-config --cflags "$1" | sed 's/-pthread//')" > "$folder/archives/$1.pc"
}
# Of what stands behind this name nothing else is called: each library fewer is a package fewer that
# is installed, and is not loaded at each start. Cairo and Pango are loaded when they are first called,
# where the jumps to them can be written.
later='libcairo.so.2 libpango-1.0.so.0'
if [ "$(uname -m)" = x86_64 ]; then
  Packaging/delayed.sh "$folder/archives" $later
  write_pc pangocairo '-ldelayed -lglib-2.0 -lharfbuzz'
else
  write_pc pangocairo '-lcairo -lpango-1.0 -lglib-2.0 -lharfbuzz'
fi
write_pc libcmark-gfm '-lcmark-gfm-extensions -lcmark-gfm'

# Paths of this machine stay out of the binary. Its hundred thousand addresses are relocated in packed
# form, which glibc reads from 2.36 on.
PKG_CONFIG_PATH="$here/$folder/archives" \
  swift build -c release --scratch-path "$folder/scratch" --static-swift-stdlib --product figures \
  -Xswiftc -file-prefix-map -Xswiftc "$here=." -Xcc "-ffile-prefix-map=$here=." \
  -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs \
  -Xlinker "-L$here/$folder/archives" -Xlinker --as-needed \
  2>&1 | { grep -v 'prohibited flag(s): -pthread' || true; }

built=$folder/scratch/release
lib=$folder/root/usr/lib/figures
rm -rf "$folder/root"
mkdir -p "$lib"
objcopy --strip-unneeded --remove-section=.comment "$built/figures" "$lib/figures"
cp -r "$built/Figures_Templates.resources" "$lib/"
find "$folder/root" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
chmod 755 "$lib/figures"

# A library that names what the jumps lead to: by it the package finds the versions it needs.
nm "$built/figures" | sed -n 's/.* first\./.quad /p' | clang -shared -o "$folder/later.so" \
  -x assembler - -x none -Wl,--no-as-needed \
  $(for library in $later; do clang -print-file-name="$library"; done)

# What is left to load must be what all these systems have.
allowed="$later libc.so.6 libm.so.6 libgcc_s.so.1 libstdc++.so.6 libz.so.1
  libharfbuzz.so.0 libharfbuzz-subset.so.0 libfreetype.so.6
  libglib-2.0.so.0 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1"
for name in $(objdump -p "$lib/figures" | awk '$1 == "NEEDED" { print $2 }'); do
  case " $(echo $allowed) " in
    *" $name "*) ;;
    *) echo "the binary needs $name, which not all systems have" >&2; exit 1 ;;
  esac
done
if objdump -p "$lib/figures" | grep -Eq 'R(UN)?PATH'; then
  patchelf --remove-rpath "$lib/figures"
fi
