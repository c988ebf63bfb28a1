import Figures
import Lectures
import TestSupport
import Testing
import Tool

/// What a new user meets first: `init`, `doctor` and completions.
@Suite struct FirstStepsTests {
  @Test func initMakesALabThatBuilds() {
    let folder = ScratchFolder()
    let setup = "cd '\(folder.path)' &&"
    let made = runFigures("init 'my lab'", setup: setup)
    #expect(made.status == 0 && made.errors.isEmpty)
    // The last line is the next command.
    let next = made.output.split(separator: "\n").last.map(String.init) ?? ""
    #expect(next.hasPrefix("next: figures "))
    let variants = "--variant student,solution,instructor"
    let run = runFigures("\(next.dropFirst("next: figures ".count)) \(variants)", setup: setup)
    #expect(run.status == 0, "\(run.errors)")
    let page = text(of: folder.path + "/my lab/lab.solution.html")
    #expect(page.contains("Nesterov") && page.contains("<svg"))
    // The number was computed, and what is left to fill in was.
    #expect(!page.contains("{{") && !page.contains("@FIGURE@") && !page.contains("@NUMBER@"))
    #expect(!text(of: folder.path + "/my lab/lab.student.html").contains("class=\"solution\""))
    #expect(
      read(folder.path + "/my lab/lab.student.pdf")?.starts(with: Array("%PDF-".utf8)) == true)
  }

  /// What stands before the folder is for names that a shell or an option would take otherwise.
  @Test(arguments: ["-x", "-", "a'b", "a\\b", "tab\tand\nline", "$(x)", "."])
  func theNextCommandRunsAsItIsPrinted(name: String) {
    let folder = ScratchFolder()
    let word = "'" + name.replacing("'", with: "'\\''") + "'"
    let run = shell(
      """
      cd '\(folder.path)' && figures() { '\(figures)' "$@"; }
      next=$(figures init -- \(word) | tail -n 1) && eval "${next#next: }" -f html &&
        test -f ./\(word)/lab.md -a -f ./\(word)/lab.student.html
      """)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func initOverwritesNothing() {
    for name in ["lab.md", "works.bib"] {
      let folder = ScratchFolder()
      _ = write([7], to: "\(folder.path)/\(name)")
      let run = runFigures("init '\(folder.path)'")
      #expect(run.status == 73 && run.errors.contains(name))
      #expect(list(folder.path) == [name] && read("\(folder.path)/\(name)") == [7])
      #expect(runFigures("init '\(folder.path)' --dry-run").status == 73)
    }
    // A link is something too, wherever it leads.
    let folder = ScratchFolder()
    _ = shell("ln -s nowhere '\(folder.path)/lab.md'")
    #expect(runFigures("init '\(folder.path)'").status == 73)
  }

  @Test func doctorIsContentHere() {
    let folder = ScratchFolder()
    let run = runFigures("doctor", setup: "cd '\(folder.path)' && XDG_CACHE_HOME=\(folder.path)")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.output)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("ok       ") })
    for word in ["latinmodern-math.otf", "Cairo 1.", "qpdf ", "cache: ", "this folder: "] {
      #expect(run.output.contains(word), "\(word)")
    }
    // Every font that is named is there.
    for line in lines where line.hasPrefix("ok       font: ") {
      #expect(read(String(line.dropFirst("ok       font: ".count))) != nil, "\(line)")
    }
  }

  @Test func doctorNamesEachProblemWithARemedy() {
    let folder = ScratchFolder()
    let fonts = runFigures("doctor --fonts '\(folder.path)'")
    #expect(fonts.status == 1 && fonts.output.contains("problem  fonts: "))
    #expect(fonts.output.contains("/; run 'apt-get install fonts-lmodern'".dropFirst()))
    #expect(fonts.errors == "figures: 1 problem (fonts); what to do stands beside each\n")
    // One face is missing.
    let lm = "/usr/share/texmf/fonts/opentype/public"
    _ = shell(
      "ln -s \(lm)/lm/*.otf \(lm)/lm-math/*.otf '\(folder.path)'; rm '\(folder.path)/lmmono9-regular.otf'"
    )
    let face = runFigures("doctor --fonts '\(folder.path)'")
    #expect(face.status == 1 && face.output.contains("lmmono9-regular.otf"))
    let cache = runFigures(
      "doctor", setup: "ln -s /tmp '\(folder.path)/figures-lecture'; XDG_CACHE_HOME=\(folder.path)")
    #expect(cache.status == 1 && cache.output.contains("problem  cache: "))
    let homeless = runFigures("doctor", setup: "env -u HOME -u XDG_CACHE_HOME")
    #expect(homeless.status == 1 && homeless.output.contains("set HOME"))
    // Repaired, the name would be another folder's.
    let foreign = runFigures(
      "doctor", setup: "env -u XDG_CACHE_HOME HOME=\"$(printf '\(folder.path)/\\344')\"")
    #expect(foreign.status == 1 && foreign.output.contains("set HOME"))
  }

  @Test("without qpdf everything but photographs is there, and what lacks is named")
  func withoutQPDF() {
    let folder = ScratchFolder()
    // Files that are no libraries, found before those of the system.
    _ = shell("cd '\(folder.path)' && for n in 29 30; do echo no > libqpdf.so.$n; done")
    let setup = "LD_LIBRARY_PATH='\(folder.path)'"
    let drawn = runFigures("render potential -f svg,pdf,png -o '\(folder.path)'", setup: setup)
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(read(folder.path + "/potential.pdf") != nil)
    let doctor = runFigures("doctor", setup: setup)
    #expect(doctor.status == 1)
    #expect(doctor.output.contains("problem  library: qpdf not installed; run"))
    _ = shell("gs -q -sDEVICE=jpeg -o '\(folder.path)/photo.jpg' -g20x10 -c showpage")
    let sheet = folder.path + "/lab.md"
    let words = "---\ntitle: A\n---\n\n![A photo](photo.jpg){alt=\"A photo\"}\n"
    #expect(write(Array(words.utf8), to: sheet))
    let photo = runFigures("handout '\(sheet)' -f html -o '\(folder.path)'", setup: setup)
    #expect(photo.status == 65 && photo.errors.contains("JPEG is read by qpdf"), "\(photo.errors)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScripts(shell: String) {
    let run = runFigures("--generate-completion-script \(shell)")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("loss-landscape") || run.output.contains("---completion"))
    #expect(runFigures("--generate-completion-script nonsense").status == 64)
  }

  /// What bash offers for a line whose last word is being written.
  private func offered(_ words: String...) -> [String] {
    let folder = ScratchFolder()
    let line = (["figures"] + words).joined(separator: " ")
    let array = (["figures"] + words).map { "'\($0)'" }.joined(separator: " ")
    let run = shell(
      """
      mkdir -p '\(folder.path)/bin' && ln -s '\(figures)' '\(folder.path)/bin/figures'
      cd '\(folder.path)' && touch mine.md other.txt
      PATH='\(folder.path)/bin':$PATH bash -c '
        eval "$(figures --generate-completion-script bash)"
        COMP_LINE="\(line)" COMP_POINT=\(line.utf8.count)
        COMP_WORDS=(\(array.replacing("'", with: "\""))) COMP_CWORD=\(words.count)
        COMP_TYPE=9 _figures figures "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf "%s\\n" "${COMPREPLY[@]}"'
      """)
    return run.output.split(separator: "\n")
      .map { String($0).trimmingSuffix(while: { $0 == " " }).description }
  }

  @Test func bashOffersWhatTheLectureHas() {
    #expect(offered("ren") == ["render"])
    #expect(offered("render", "loss") == ["loss-landscape"])
    #expect(offered("render", "networks", "--theme", "d") == ["dark"])
    #expect(offered("render", "networks", "--size", "s") == ["slide"])
    #expect(offered("render", "-f", "p").sorted() == ["pdf", "png"])
    #expect(offered("render", "-f", "svg,p").sorted() == ["svg,pdf", "svg,png"])
    #expect(offered("render", "loss-landscape", "--set", "u") == ["u0="])
    #expect(offered("handout", "least") == ["least-squares"])
    #expect(offered("handout", "mi") == ["mine.md"])
    #expect(offered("verify", "2.16").contains("2.16"))
  }
}

extension String {
  /// The string without what holds at its end.
  fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, holds(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
