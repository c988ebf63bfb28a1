#!/bin/bash
# deb.sh FOLDER OUT: puts what build.sh left in FOLDER/root into a Debian package in OUT.
#
# The same source gives the same bytes: times are those of the last commit (SOURCE_DATE_EPOCH, where
# it is set), owners are root, and the packer runs on one thread.
set -euo pipefail
folder=$1 out=$2
root=$folder/root
command=$root/usr/lib/figures/figures
version=$(sed -n 's/^package let programVersion = "\(.*\)"$/\1/p' Sources/Lectures/Lecture.swift)
architecture=$(dpkg --print-architecture)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export LC_ALL=C TZ=UTC
umask 022
rm -rf "$root/usr/bin" "$root/usr/share" "$root/DEBIAN" "$folder/debian"
share=$root/usr/share
mkdir -p "$root/usr/bin" "$root/DEBIAN" "$share/man/man1" "$share/doc/figures" "$share/lintian/overrides" \
  "$share/bash-completion/completions" "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d"
ln -s ../lib/figures/figures "$root/usr/bin/figures"

"$command" --experimental-dump-help > "$folder/help.json"
python3 Packaging/manuals.py "$folder/help.json" "$share/man/man1" "$version"
gzip -9n "$share"/man/man1/*.1
"$command" --generate-completion-script bash | sed 1d > "$share/bash-completion/completions/figures"
"$command" --generate-completion-script zsh > "$share/zsh/vendor-completions/_figures"
"$command" --generate-completion-script fish > "$share/fish/vendor_completions.d/figures.fish"

# Laid out as in the source, so that links lead to what they name.
cp README.md CHANGELOG.md "$share/doc/figures/"
cp -r docs "$share/doc/figures/"
cp Packaging/copyright "$share/doc/figures/copyright"
{
  printf 'figures (%s) stable; urgency=medium\n\n' "$version"
  echo '  * What changed is in /usr/share/doc/figures/CHANGELOG.md.'
  printf '\n -- %s  %s\n' "$(sed -n 's/^Maintainer: //p' Packaging/control)" \
    "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n > "$share/doc/figures/changelog.gz"
cp Packaging/lintian-overrides "$share/lintian/overrides/figures"

# The libraries are those that the binary names and those that it loads later; packages that Debian 13
# renamed for its wider time on other processors are asked for under both names.
mkdir -p "$folder/debian"
printf 'Source: figures\n\nPackage: figures\nArchitecture: any\n' > "$folder/debian/control"
libraries=$(cd "$folder" \
  && dpkg-shlibdeps -O --ignore-missing-info root/usr/lib/figures/figures later.so 2>/dev/null \
  | sed -n 's/^shlibs:Depends=//p' \
  | sed -E 's/\b(libglib2\.0-0)( \([^)]*\))?/\1t64\2 | \1\2/g')
built=$(dpkg-query -W -f='${source:Package} (= ${source:Version}), ' \
  libcmark-gfm-dev | sed 's/, $//')
size=$(du -k -s --apparent-size "$root/usr" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" \
  -e "s/@LIBRARIES@/$libraries/" -e "s/@BUILT@/$built/" Packaging/control > "$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$out"
package=$out/figures_${version}_$architecture.deb
dpkg-deb --root-owner-group --threads-max=1 -Zxz -z9 --build "$root" "$package" > /dev/null
echo "$package, $(($(stat -c %s "$package") / 1000)) kB"
