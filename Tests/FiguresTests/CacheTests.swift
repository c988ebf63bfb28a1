import TestSupport
import Testing

/// What is kept from run to run is a hint: it is never believed against what is asked for, and
/// nothing but what the command made is ever removed.
@Suite("the cache") struct CacheTests {
  /// A document with one small figure.
  private static let source = "---\ntitle: T\n---\n\n![A figure.](figure:potential)\n"

  /// A folder with a document and its page as computed without a cache, in `right`.
  private func prepare(_ folder: String) {
    _ = write(Array(Self.source.utf8), to: folder + "/s.md")
    let made = shell("cd '\(folder)' && '\(figures)' handout s.md -q -f html --fresh -o right")
    #expect(made.status == 0, "\(made.output)")
  }

  /// Makes the page with a cache after some preparation; whether it is right.
  private func isRight(_ folder: String, after lines: String = ":") -> Bool {
    let run = shell(
      """
      cd '\(folder)'; export XDG_CACHE_HOME="$PWD/cache"; cache="$PWD/cache/figures-lecture"
      \(lines)
      timeout 60 '\(figures)' handout s.md -q -f html -o out && \
      cmp out/s.student.html right/s.student.html
      """)
    return run.status == 0 && run.output.isEmpty
  }

  @Test("planted, damaged and strange entries are computed anew")
  func entries() {
    let folder = ScratchFolder()
    prepare(folder.path)
    #expect(isRight(folder.path))
    #expect(isRight(folder.path))
    for lines in [
      // A right hash of a text that is no figure.
      "for f in $cache/*/????????????????????????????????; do printf '{}' > t; "
        + "{ sha256sum t | cut -c1-64; cat t; } > $f; done",
      "for f in $cache/*/????????????????????????????????; do rm $f; mkfifo $f; done",
      "for f in $cache/*/????????????????????????????????; do rm $f; ln -s /dev/zero $f; done",
      "for f in $cache/*/????????????????????????????????; do rm -f $f; mkdir $f; done",
      "rm -rf $cache/*; chmod 777 $cache", "rm -rf $cache; mkdir away; ln -s ../away $cache",
      "rm -rf $cache; echo x > $cache", "rm -rf cache; ln -s /proc/nothing cache",
    ] {
      #expect(isRight(folder.path, after: lines), "\(lines)")
    }
    #expect(list(folder.path + "/away").isEmpty)
  }

  @Test("all files of a lecture are the same from the cache, and follow sketch and data")
  func everything() {
    let folder = ScratchFolder()
    let files = [
      "figures.toml": "title = \"T\"\n", "report.md": "---\ntitle: T\n---\n\n![](figure:cloud)\n",
      "cloud.figure": "alt: auto\ndata \"d.csv\"\npoints a, b\n", "d.csv": "a,b\n1,2\n2,3\n3,5\n",
    ]
    for (name, text) in files { _ = write(Array(text.utf8), to: folder.path + "/" + name) }
    let run = shell(
      """
      cd '\(folder.path)'; export XDG_CACHE_HOME="$PWD/cache"
      same() {
        '\(figures)' all -q -o new && '\(figures)' all -q -o kept || return 1
        '\(figures)' all -q --fresh -o right && diff -r right new && diff -r right kept
      }
      same && echo 4,9 >> d.csv && same && sed -i 's/points/line/' cloud.figure && same
      grep -c '4.0,9.0' right/data/cloud.csv
      for f in cache/figures-lecture/*/????????????????????????????????; do echo x > $f; done; same
      """)
    #expect(run.status == 0 && run.output == "1\n", "\(run.output)")
  }

  @Test("the words of a figure are no part of the program: who changes them sees it")
  func words() {
    let folder = ScratchFolder()
    _ = write(
      Array("---\ntitle: T\n---\n\n![](figure:networks)\n".utf8), to: folder.path + "/s.md")
    let run = shell(
      """
      cd '\(folder.path)'; export XDG_CACHE_HOME="$PWD/cache"
      ln '\(figures)' figures 2> /dev/null || cp '\(figures)' figures
      cp -r "$(dirname '\(figures)')/Figures_Templates.resources" .
      make() { ./figures handout s.md -q -f html,ipynb -o "$@"; }
      make old && sed -i 's/^\\([a-z-]*\\): .*/\\1: other/' \
        Figures_Templates.resources/Pages/figures/networks.en.md
      make new && make right --fresh && diff -r right new && ! diff -rq old new
      sed -i '/^layer-input:/d' Figures_Templates.resources/Pages/figures/networks.en.md; make less
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("has no words for the label 'layer-input'"), "\(run.output)")
  }

  @Test("a folder that others may write is not used")
  func open() {
    let folder = ScratchFolder()
    prepare(folder.path)
    for lines in [
      "mkdir -p $cache; chmod 770 $cache", "mkdir -p $cache; chmod 702 $cache",
      "rm -rf cache; mkdir -p $cache; [ $(id -u) != 0 ] || chown 12345 $cache; chmod 777 $cache",
    ] {
      #expect(isRight(folder.path, after: lines))
      #expect(list(folder.path + "/cache").isEmpty, "\(lines)")
    }
  }

  @Test("what is broken is written anew, once")
  func mended() {
    let folder = ScratchFolder()
    prepare(folder.path)
    #expect(isRight(folder.path))
    let entries = "'\(folder.path)'/cache/figures-lecture/*/????????????????????????????????"
    let before = shell("cat \(entries) | sha256sum").output
    #expect(isRight(folder.path, after: "for f in \(entries); do echo x > $f; done"))
    #expect(shell("cat \(entries) | sha256sum").output == before)
    #expect(shell("find '\(folder.path)'/cache/* -perm /077").output.isEmpty)
  }

  @Test("nothing is removed but what the command made")
  func broom() {
    let folder = ScratchFolder()
    prepare(folder.path)
    let run = shell(
      """
      cd '\(folder.path)'; export XDG_CACHE_HOME="$PWD/cache"; cache="$PWD/cache/figures-lecture"
      mkdir -p cache/figures/chapter-1.-plots precious; echo thesis > precious/data.csv
      '\(figures)' handout s.md -q -f html -o out
      made=$(ls -d $cache/????????????????????????????????); chmod 700 $cache
      for k in 1 2 3 4 5 6 7 8; do cp -a $made $cache/$(printf %032d $k); done
      # Not ours: without the mark, with other files, a link, a name of the user's.
      rm $cache/$(printf %032d 1)/CACHEDIR.TAG; echo thesis > $cache/$(printf %032d 2)/data.csv
      mkdir $cache/chapter-1.-plots; echo thesis > $cache/chapter-1.-plots/data.csv
      for k in 1 2 3 4 5 6 7 8; do touch -d 2001-01-0$k $cache/$(printf %032d $k); done
      cp -a $made precious/made; ln -s "$PWD/precious/made" $cache/$(printf %032d 9)
      rm -r $made; '\(figures)' handout s.md -q -f html -o out
      find cache precious -name data.csv | wc -l; ls precious/made | wc -l
      for k in 1 2 3 4 5 6 7 8; do test -e $cache/$(printf %032d $k) && printf $k; done
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines.first == "3", "\(run.output)")
    // Those of the third to the fifth are old and ours; the three youngest stay.
    #expect(lines.last == "12678", "\(run.output)")
  }

  @Test("other text fonts beside the same math font make other pictures")
  func fonts() {
    let folder = ScratchFolder()
    _ = write(Array(Self.source.utf8), to: folder.path + "/s.md")
    let run = shell(
      """
      cd '\(folder.path)'; export XDG_CACHE_HOME="$PWD/cache"; mkdir f1 f2
      for f in /usr/share/texmf/fonts/opentype/public/lm/*.otf \
        /usr/share/texmf/fonts/opentype/public/lm-math/*.otf; do ln -s $f f1; ln -s $f f2; done
      for s in 5 6 7 8 9 10 12 17; do
        ln -sf /usr/share/texmf/fonts/opentype/public/lm/lmroman10-bold.otf f2/lmroman$s-regular.otf
      done
      '\(figures)' handout s.md -q -f html --fonts f1 -o one
      '\(figures)' handout s.md -q -f html --fonts f2 -o two
      '\(figures)' handout s.md -q -f html --fonts f2 --fresh -o right
      cmp two/s.student.html right/s.student.html && ! cmp -s one/s.student.html two/s.student.html
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("a sheet on paper is the same from what is kept, and takes no new computation")
  func paper() {
    let folder = ScratchFolder()
    let source =
      "---\ntitle: T\n---\n\n![](figure:sgd-sparsity)\n\n"
      + "![D.](table:sgd-sparsity){series=SERIES}\n"
    let series =
      runFigures("data sgd-sparsity -f csv").output.split(separator: "\n").dropFirst()
      .first?.split(separator: ",").first.map(String.init) ?? ""
    _ = write(
      Array(source.replacing("{series=SERIES}", with: "{series=\(series) rows=3}").utf8),
      to: folder.path + "/s.md")
    let run = shell(
      """
      cd '\(folder.path)'; export XDG_CACHE_HOME="$PWD/cache"
      '\(figures)' handout s.md -q -f html,pdf,ipynb -o one || exit 1
      '\(figures)' handout s.md -q -f html,pdf,ipynb -o two || exit 1
      '\(figures)' handout s.md -q -f html,pdf,ipynb --fresh -o three || exit 1
      diff -r one two && diff -r one three
      """)
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
  }
}
