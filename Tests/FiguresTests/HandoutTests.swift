import TestSupport
import Testing

/// Tests of `figures handout`, from the lecture's own labs to the files that students get.
@Suite("figures handout")
struct HandoutTests {
  private static let top = #filePath.split(separator: "/").dropLast(3).reduce("") {
    $0 + "/" + $1
  }
  private static let labs = [
    "least-squares", "diagonal-networks", "noise-and-classification", "steps-and-noise",
    "saddles-and-stopping",
  ]

  /// Phrases of solutions and marks: five words and more without signs, in small letters.
  private func canaries(_ lab: String) -> [String] {
    let source = shell("cat \(Self.top)/Templates/Pages/labs/\(lab).md").output
    var phrases: [String] = []
    var isHidden = false
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(":::") {
        isHidden = line.contains("solution") || line.contains("marking")
        continue
      }
      guard isHidden else { continue }
      for part in line.lowercased().split(whereSeparator: { !$0.isLetter && $0 != " " }) {
        let words = part.split(separator: " ")
        if words.count >= 5 { phrases.append(words.joined(separator: " ")) }
      }
    }
    return phrases
  }

  private func words(_ text: String) -> String {
    text.lowercased().split(whereSeparator: { !$0.isLetter }).joined(separator: " ")
  }

  @Test("what is named in a source is not read through a link that leads out of its folder")
  func links() {
    let folder = ScratchFolder()
    let setup = """
      mkdir -p lab/sub && echo SECRET > out.md && printf 'a,b\\n1,2\\n' > out.csv &&
      ln -s ../../out.md lab/sub/l.md && ln -s ../../out.csv lab/sub/t.csv && echo INSIDE > lab/sub/in.md &&
      ln -s in.md lab/sub/again.md
      """
    #expect(shell("cd '\(folder.path)' && \(setup)").status == 0)
    for (line, status, words) in [
      ("::: include sub/l.md", 65, "leads out of"), ("![T.](table:sub/t.csv)", 65, "leads out of"),
      ("::: include sub/again.md", 0, "INSIDE"),
    ] {
      let path = folder.path + "/lab/lab.md"
      #expect(write(Array("---\ntitle: T\n---\n\n\(line)\n".utf8), to: path))
      let run = runFigures("handout '\(path)' -f html -o -")
      #expect(
        Int(run.status) == status && (run.output + run.errors).contains(words), "\(run.errors)")
      #expect(!run.output.contains("SECRET"))
    }
  }

  @Test(
    "a document says how it was made, and what inspect prints makes it again",
    arguments: [
      ("handout lab.md --variant solution -f html,pdf --paper letter", "lab.solution.html"),
      ("handout lab.md --variant solution -f html,pdf --paper letter", "lab.solution.pdf"),
      ("handout least-squares --language fr -f html", "least-squares.fr.student.html"),
      ("talk talk.markdown -f pdf --pages steps", "talk.pdf"),
      ("talk talk.markdown -f html", "talk.html"),
    ])
  func origins(command: String, file: String) {
    let folder = ScratchFolder()
    let source = "---\ntitle: 'T; \"q\" & <b>'\n---\n\n## A\n\nWords.\n"
    for name in ["lab.md", "talk.markdown"] {
      #expect(write(Array(source.utf8), to: folder.path + "/" + name))
    }
    let setup = "cd '\(folder.path)' &&"
    #expect(runFigures("\(command) -q -o one", setup: setup).status == 0)
    let shown = runFigures("inspect 'one/\(file)'", setup: setup)
    #expect(shown.status == 0, "\(shown.errors)")
    guard let remake = shown.output.firstRange(of: "Remake: figures ") else {
      Issue.record("\(shown.output)")
      return
    }
    let words = shown.output[remake.upperBound...].prefix { $0 != "\n" }
    #expect(runFigures("\(words) -q -o two", setup: setup).status == 0)
    #expect(shell("cd '\(folder.path)' && cmp one/\(file) two/\(file)").status == 0, "\(words)")
  }

  @Test("a page of the report says how it was made")
  func originOfReport() {
    let folder = ScratchFolder()
    let made = "--page papers -q -o papers.html"
    #expect(runFigures("report \(made)", setup: "cd '\(folder.path)' &&").status == 0)
    let shown = runFigures("inspect '\(folder.path)/papers.html'").output
    #expect(shown.contains("Remake: figures report --page papers"), "\(shown)")
  }

  @Test("what was changed since, or says nothing, is told as such")
  func strangers() {
    let folder = ScratchFolder()
    let generator = "<meta name=\"generator\" content=\"Figures\" data-origin=\""
    for (text, words) in [
      ("<html></html>", "does not say how it was made"),
      (generator + "Handout: ../lab.md; Variant: student\">", "nothing that this version makes"),
      (generator + "Handout: lab.md; Variant: all\">", "nothing that this version makes"),
      (generator + "Talk: a\u{1B}.md\">", "nothing that this version makes"),
    ] {
      #expect(write(Array(text.utf8), to: folder.path + "/page.html"))
      let run = runFigures("inspect '\(folder.path)/page.html'")
      #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
    }
    let dashed = generator + "Handout: -o.md; Variant: student\">"
    #expect(write(Array(dashed.utf8), to: folder.path + "/page.html"))
    let run = runFigures("inspect '\(folder.path)/page.html'")
    #expect(run.output.contains("figures handout ./-o.md --variant student -f html"))
  }

  @Test("Markdown has its endings in any case, and -o takes a file of one format")
  func names() {
    let folder = ScratchFolder()
    for name in ["LAB.MD", "sheet.markdown"] {
      #expect(write(Array("---\ntitle: T\n---\n\nWords.\n".utf8), to: folder.path + "/" + name))
    }
    let setup = "cd '\(folder.path)' &&"
    #expect(runFigures("handout LAB.MD sheet.markdown -q", setup: setup).status != 0)
    #expect(runFigures("handout LAB.MD -q -f html -o x.html", setup: setup).status == 0)
    #expect(runFigures("handout LAB.MD -q -f html", setup: setup).status == 0)
    #expect(
      shell("cd '\(folder.path)' && cmp LAB.student.html x.html && test -f x.html").status == 0)
    #expect(runFigures("handout sheet.markdown -q -f html", setup: setup).status == 0)
    for (options, words) in [
      ("-f pdf -o y.html", "names a file of html"), ("-o y.html", "names a file of html"),
      ("-f html --variant student,solution -o y.html", "one variant and one format"),
    ] {
      let run = runFigures("handout sheet.markdown \(options)", setup: setup)
      #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    }
    #expect(shell("test -e '\(folder.path)/y.html'").status != 0)
  }

  @Test("students get no solution, in no file of theirs", arguments: labs)
  func noLeak(lab: String) {
    let folder = ScratchFolder()
    let run = runFigures("handout \(lab) --variant student,instructor -q -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    let student = words(
      shell(
        "cd '\(folder.path)' && cat \(lab).student.html \(lab).data/* && "
          + "pdftotext \(lab).student.pdf - && pdfinfo \(lab).student.pdf && "
          + "pdfinfo -struct-text \(lab).student.pdf"
      ).output)
    let instructor = words(
      shell("pdftotext '\(folder.path)/\(lab).instructor.pdf' - | sed 's/-$//'").output)
    let phrases = canaries(lab)
    #expect(phrases.count > 10)
    for phrase in phrases { #expect(!student.contains(phrase), "\(phrase)") }
    // The phrases are in the instructor's, so that the test can fail; lines divide a few words.
    let found = phrases.count { instructor.contains($0) }
    #expect(found > phrases.count / 3)
    #expect(shell("ls '\(folder.path)/\(lab).data' | grep -c expected").output == "0\n")
  }

  @Test("the same bytes twice, and every PDF is sound", arguments: labs)
  func sameBytes(lab: String) {
    let folder = ScratchFolder()
    for name in ["a", "b"] {
      _ = runFigures(
        "handout \(lab) --variant solution -f html,pdf -q -o '\(folder.path)/\(name)'")
    }
    #expect(shell("diff -r '\(folder.path)/a' '\(folder.path)/b'").status == 0)
    let file = "'\(folder.path)/a/\(lab).solution.pdf'"
    #expect(shell("qpdf --check \(file)").status == 0)
    let structure = shell("pdfinfo -struct \(file)").output
    for name in ["H1", "H2", "H3", "P", "Formula", "Span"] {
      #expect(structure.contains(name), "the structure has no \(name)")
    }
  }

  @Test("the documentation's handout is made as it says")
  func documentation() {
    let folder = ScratchFolder()
    let manual = text(of: "\(HandoutTests.top)/docs/handouts.md")
    let parts = manual.split(separator: "```")
    let source = parts.first { $0.hasPrefix("markdown") }?.dropFirst("markdown\n".count) ?? ""
    #expect(write(Array(String(source).utf8), to: folder.path + "/my-lab.md"))
    let made = runFigures(
      "handout my-lab.md --variant student,solution -q", setup: "cd '\(folder.path)' &&")
    #expect(made.status == 0, "\(made.errors)")
    let student = shell("pdftotext -layout '\(folder.path)/my-lab.student.pdf' -").output
    #expect(student.contains("Question 2") && student.contains("5 points"))
    #expect(!student.contains("On the hyperbola"))
    let solution = shell("pdftotext -layout '\(folder.path)/my-lab.solution.pdf' -").output
    #expect(solution.contains("On the hyperbola") && solution.contains("0.5"))
  }

  @Test("a fault in one variant leaves no file of another")
  func wholeOrNothing() {
    let folder = ScratchFolder()
    let source =
      "---\ntitle: A lab\n---\n\n::: question points=1\nWhy?\n\n::: solution\n{{nope.x}}\n:::\n:::\n"
    #expect(write(Array(source.utf8), to: folder.path + "/bad.md"))
    let run = runFigures(
      "handout bad.md --variant student,solution -f html,pdf -q", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 65 && run.errorLines.count == 1, "\(run.errors)")
    #expect(list(folder.path) == ["bad.md"])
  }

  @Test(
    "faults have their exit codes and one line",
    arguments: [
      ("handout nope", 64, "no lab 'nope'"), ("handout least-square", 64, "did you mean"),
      ("handout least-squares --variant studnet", 64, "did you mean 'student'?"),
      ("handout least-squares -f doc", 64, "no format 'doc'"),
      ("handout least-squares --paper a5", 64, "no paper 'a5'"),
      ("handout /no/such.md", 66, "cannot read"),
      ("handout least-squares --templates /no/such", 66, "no folder of templates"),
    ])
  func faults(arguments: String, status: Int32, message: String) {
    let run = runFigures(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test(
    "pictures of a camera's size and with brackets in their names are shown, pipes are not read")
  func pictures() throws {
    let folder = ScratchFolder()
    let noise = """
      import os, struct, zlib
      rows = b"".join(b"\\0" + os.urandom(1800) for _ in range(900))
      part = lambda kind, data: (struct.pack(">I", len(data)) + kind + data
                                 + struct.pack(">I", zlib.crc32(kind + data)))
      open("board (1).png", "wb").write(
          b"\\x89PNG\\r\\n\\x1a\\n" + part(b"IHDR", struct.pack(">IIBBBBB", 600, 900, 8, 2, 0, 0, 0))
          + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))
      """
    _ = write(Array(noise.utf8), to: folder.path + "/noise.py")
    let there = "cd '\(folder.path)' &&"
    #expect(shell("\(there) python3 noise.py && mkfifo pipe.png").status == 0)
    func made(_ line: String) -> Run {
      _ = write(Array("---\ntitle: T\n---\n\n\(line)\n".utf8), to: folder.path + "/a.md")
      return runFigures("handout a.md -q -f html,pdf -o out", setup: "\(there) timeout 30")
    }
    let shown = made("![The board](board%20(1).png)")
    #expect(shown.status == 0, "\(shown.errors)")
    let pipe = made("![A pipe](pipe.png)")
    #expect(pipe.status != 0 && pipe.errors.contains("no regular file"), "\(pipe.errors)")
  }

  @Test("a long title leaves the page's number free")
  func longFoot() throws {
    let folder = ScratchFolder()
    let title = String(repeating: "Measuring slowly moving things, and ", count: 4)
    let source = "---\ntitle: \(title)more\nversion: 2.1\n---\n\nText.\n"
    _ = write(Array(source.utf8), to: folder.path + "/a.md")
    let run = runFigures(
      "handout a.md -q -f pdf --variant instructor -o .", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 0, "\(run.errors)")
    let boxes = shell("pdftotext -bbox '\(folder.path)/a.instructor.pdf' -").output.matches(
      of: #/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</#
    ).compactMap { found in
      Double(found.1).flatMap { x in
        Double(found.2).flatMap { y in Double(found.3).map { (x, y, $0, String(found.4)) } }
      }
    }
    let bar = try #require(boxes.first { $0.3 == "/" })
    let foot = boxes.filter { abs($0.1 - bar.1) < 3 && $0.0 < bar.0 }.sorted { $0.0 < $1.0 }
    #expect(foot.count > 5 && boxes.allSatisfy { $0.2 < 560 }, "\(foot)")
    #expect(zip(foot, foot.dropFirst()).allSatisfy { $0.2 <= $1.0 + 0.1 }, "\(foot)")
    #expect(foot.last?.3 == "1")
  }
}
