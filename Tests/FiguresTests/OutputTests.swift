import Glibc
import TestSupport
import Testing

/// What bears the name of a file to be written decides what is done; each row of the table of
/// `TargetKind` has its test.
@Suite("what a name stands for") struct OutputTests {
  /// `figures math` with a formula, in a folder.
  private func math(_ output: String, in folder: String, _ rest: String = "") -> Run {
    runFigures("math -f text 'x+1' -o \(output) \(rest)", setup: "cd '\(folder)' && timeout 20")
  }

  private let words = "x plus 1\n"

  /// A figure in the folder `o`, whose file is `o/networks.svg`.
  private func render(in folder: String) -> Run {
    runFigures("render networks -q -o o", setup: "cd '\(folder)' && timeout 20")
  }

  @Test func nothing() {
    let folder = ScratchFolder()
    #expect(math("new/below/f", in: folder.path).status == 0)
    #expect(text(of: folder.path + "/new/below/f") == words)
    #expect(list(folder.path) == ["new/below/f"])
  }

  @Test("a regular file keeps its rights, a new one has those of the umask")
  func regularFile() {
    let folder = ScratchFolder()
    let made = shell(
      """
      cd '\(folder.path)'; umask 077; '\(figures)' math x -o private; umask 022
      '\(figures)' math x -o public; umask 027; '\(figures)' render networks -q -o o
      '\(figures)' math x -f text -o script; chmod 600 public
      stat -c %a private public o o/networks.svg; '\(figures)' math x -o public
      stat -c %a public; '\(figures)' math y -o public; stat -c %a public
      """)
    #expect(made.output == "600\n600\n750\n640\n600\n600\n", "\(made.output)")
    #expect(text(of: folder.path + "/public").contains("<svg"))
  }

  @Test("a file that was read is not replaced, whatever leads to it, nor foreseen to be")
  func sources() {
    let folder = ScratchFolder()
    let files = ["figures.toml": "title = \"T\"\n", "report.md": "---\ntitle: T\n---\n\nWords.\n"]
    for (name, text) in files { #expect(write(Array(text.utf8), to: folder.path + "/" + name)) }
    #expect(write(Array((files["report.md"] ?? "").utf8), to: folder.path + "/lab.md"))
    let sketch = "title: A\nalt: auto\naxes x in 0..1, y in 0..1\ncurve x^2\n"
    #expect(write(Array(sketch.utf8), to: folder.path + "/a.figure"))
    _ = shell("cd '\(folder.path)' && ln -s lab.md lab.student.html && ln -s report.md own")
    let setup = "cd '\(folder.path)' && timeout 20"
    for line in [
      "handout lab.md -f html -o .", "handout lab.md -f html --dry-run -o .",
      "report -o report.md", "report -o own", "report -o ../$(basename $PWD)/figures.toml",
      "report --dry-run -o report.md",
    ] {
      let run = runFigures(line, setup: setup)
      #expect(
        run.status == 73 && run.errors.contains("this command reads"), "\(line): \(run.errors)")
    }
    for (name, kept) in files { #expect(text(of: folder.path + "/" + name) == kept) }
    #expect(text(of: folder.path + "/lab.md") == files["report.md"])
  }

  @Test("where one of several files cannot be written none is")
  func allOrNone() {
    let folder = ScratchFolder()
    #expect(write(Array("---\ntitle: T\n---\n\nWords.\n".utf8), to: folder.path + "/lab.md"))
    _ = shell("cd '\(folder.path)' && mkdir -p o/lab.student.pdf && echo old > o/lab.student.html")
    let run = runFigures(
      "handout lab.md -f html,pdf -o o", setup: "cd '\(folder.path)' && timeout 20")
    let words = "o/lab.student.pdf': it is a folder"
    #expect(run.status == 73 && run.errors.contains(words), "\(run.errors)")
    #expect(text(of: folder.path + "/o/lab.student.html") == "old\n")
  }

  @Test("a link that is named stays, the file it leads to is replaced")
  func namedLink() {
    let folder = ScratchFolder()
    _ = shell(
      """
      cd '\(folder.path)'; mkdir real; echo old > real/f; ln -s real/f one; ln -s one two
      ln -s '\(folder.path)/two' three; chmod 600 real/f; ln -s real/new dangling
      ln -s nowhere/new lost; ln -s b a; ln -s a b; ln -s real folder
      """)
    #expect(math("three", in: folder.path).status == 0)
    #expect(text(of: folder.path + "/real/f") == words)
    #expect(shell("stat -c %a '\(folder.path)/real/f'").output == "600\n")
    #expect(math("dangling", in: folder.path).status == 0)
    #expect(text(of: folder.path + "/real/new") == words)
    for name in ["lost", "a", "folder"] {
      let run = math(name, in: folder.path)
      #expect(run.status == 73 && run.errorLines.count == 1, "\(name): \(run.errors)")
    }
    #expect(
      shell("cd '\(folder.path)' && find . -type l | LC_ALL=C sort | tr '\\n' ' '").output
        == "./a ./b ./dangling ./folder ./lost ./one ./three ./two ")
    #expect(list(folder.path) == ["real/f", "real/new"])
  }

  @Test("a picture has the name that ends like its format; other endings are folders or refused")
  func namedPicture() {
    let folder = ScratchFolder()
    func networks(_ arguments: String) -> Run {
      runFigures("render networks -q \(arguments)", setup: "cd '\(folder.path)' && timeout 20")
    }
    for name in ["a.svg", "new/b.pdf", "c.PNG", "d.v2"] {
      #expect(networks("-o \(name)").status == 0, "\(name)")
    }
    #expect(list(folder.path) == ["a.svg", "c.PNG", "d.v2/networks.svg", "new/b.pdf"])
    #expect(shell("head -c 4 '\(folder.path)/new/b.pdf'").output == "%PDF")
    for (arguments, words) in [
      ("-o e.jpg", "no format 'jpg'; give svg, pdf, png or eps"),
      ("-f pdf -o e.svg", "-o e.svg is a name for svg and -f says pdf"),
      ("potential -o e.svg", "the name of one file"),
      ("--size slide --steps files -o e.svg", "the name of one file"),
    ] {
      let run = networks(arguments)
      #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    }
    _ = shell("mkdir '\(folder.path)/f.svg'")
    #expect(networks("-o f.svg").status == 0)
    #expect(list(folder.path).count == 5 && list(folder.path).contains("f.svg/networks.svg"))
  }

  @Test("a link met in an output folder is followed within it only")
  func metLink() {
    let targets = [("../precious", 73), ("nowhere", 73), ("in/f", 0), ("/etc/hostname", 73)]
    for (target, status) in targets {
      let folder = ScratchFolder()
      _ = shell(
        "cd '\(folder.path)'; mkdir -p o/in; echo keep > precious; echo old > o/in/f; "
          + "ln -s \(target) o/networks.svg")
      let run = render(in: folder.path)
      #expect(run.status == Int32(status), "\(target): \(run.errors)")
      #expect(text(of: folder.path + "/precious") == "keep\n")
      #expect(shell("readlink '\(folder.path)/o/networks.svg'").output == target + "\n")
      #expect(text(of: folder.path + "/o/in/f").contains("<svg") == (status == 0))
    }
    // The folders below are no way out either.
    let folder = ScratchFolder()
    _ = shell("cd '\(folder.path)'; mkdir out away; ln -s ../away out/networks")
    let run = runFigures("slides networks -q -o out", setup: "cd '\(folder.path)' &&")
    #expect(run.status == 73 && run.errors.contains("out of the folder"), "\(run.errors)")
    #expect(list(folder.path + "/away").isEmpty)
  }

  @Test("standard output by its names, without cutting off what stands before")
  func standardOutput() {
    let folder = ScratchFolder()
    for name in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
      let run = shell(
        "cd '\(folder.path)'; { echo a; '\(figures)' math -f text x -o \(name); echo b; } > f; cat f"
      )
      #expect(run.output == "a\nx\nb\n", "\(name)")
      #expect(shell("'\(figures)' math -f text x -o \(name) | cat").output == "x\n")
    }
    #expect(list(folder.path) == ["f"])
    _ = write(Array("---\ntitle: T\n---\n\nA word.\n".utf8), to: folder.path + "/s.md")
    let page = runFigures("handout s.md -f html -o -", setup: "cd '\(folder.path)' &&")
    #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.status == 0)
    for verb in ["handout s.md", "handout least-squares -f html", "slides networks", "all"] {
      #expect(runFigures("\(verb) -o -", setup: "cd '\(folder.path)' &&").status == 64, "\(verb)")
    }
    #expect(runFigures("math -f svg,pdf x -o -").status == 64)
    #expect(list(folder.path) == ["f", "s.md"])
  }

  @Test("a pipe gets the file when somebody reads it, and stays a pipe")
  func pipe() {
    let folder = ScratchFolder()
    _ = shell("cd '\(folder.path)'; mkfifo p; mkdir o; mkfifo o/networks.svg")
    let named = shell(
      "cd '\(folder.path)'; timeout 20 cat p > got & '\(figures)' math x -f text -o p; wait; "
        + "test -p p && cat got")
    #expect(named.output == "x\n")
    let met = render(in: folder.path)
    #expect(met.status == 73 && met.errors.contains("nobody reads"), "\(met.errors)")
    // The reader is there before the writer, and reads to the end.
    let read = shell(
      """
      cd '\(folder.path)'; timeout 60 python3 -c "
      import os, stat, subprocess, time
      end = os.open('o/networks.svg', os.O_RDONLY | os.O_NONBLOCK)
      run = subprocess.Popen(['\(figures)', 'render', 'networks', '-q', '-o', 'o'])
      os.set_blocking(end, True)
      first = b''
      while len(first) < 4: first += os.read(end, 4 - len(first)) or time.sleep(0.01) or b''
      while os.read(end, 1 << 16): pass
      print(first.decode(), run.wait(), stat.S_ISFIFO(os.stat('o/networks.svg').st_mode), end='')"
      """)
    #expect(read.output == "<svg 0 True")
  }

  @Test("a socket is connected and written to")
  func socket() {
    let folder = ScratchFolder()
    let run = shell(
      """
      cd '\(folder.path)'; timeout 30 python3 -c "
      import socket, subprocess
      s = socket.socket(socket.AF_UNIX); s.bind('s'); s.listen(1); s.settimeout(20)
      run = subprocess.Popen(['\(figures)', 'math', '-f', 'text', 'x', '-o', 's'])
      print(s.accept()[0].makefile().read(), run.wait())
      "; test -S s && echo socket; '\(figures)' math x -o s; echo $?
      """)
    #expect(run.output.hasPrefix("x\n 0\nsocket\nfigures: "), "\(run.output)")
    #expect(run.output.hasSuffix("Connection refused; name another file with -o\n73\n"))
  }

  @Test("a device is written to and stays", .enabled(if: geteuid() == 0, "only root makes devices"))
  func device() throws {
    let folder = ScratchFolder()
    let made = shell("cd '\(folder.path)'; mkdir o; mknod null c 1 3 && mknod full c 1 7")
    try #require(made.status == 0, "this machine lets not even root make devices: \(made.output)")
    #expect(math("null", in: folder.path).status == 0)
    let full = math("full", in: folder.path)
    #expect(full.status == 73 && full.errors.contains("No space left"), "\(full.errors)")
    _ = shell("cd '\(folder.path)'; mknod o/networks.svg c 1 3; mknod disk b 1 250")
    #expect(render(in: folder.path).status == 0)
    #expect(math("disk", in: folder.path).status == 73)
    #expect(
      shell("cd '\(folder.path)' && stat -c %F null full o/networks.svg disk | sort | uniq -c")
        .output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        == "1 block special file 3 character special file")
  }

  @Test("a folder is refused")
  func namedFolder() {
    let folder = ScratchFolder()
    _ = shell("cd '\(folder.path)'; mkdir -p d o/networks.svg")
    for name in ["d", "d/", ".", "..", "new/"] {
      #expect(math(name, in: folder.path).status == 73, "\(name)")
    }
    #expect(render(in: folder.path).status == 73)
    #expect(math("''", in: folder.path).status == 64)
    #expect(list(folder.path).isEmpty)
  }

  @Test("nothing planted under a temporary name is followed, and only our dead leave nothing")
  func planted() throws {
    let folder = ScratchFolder()
    // The name of a temporary file of a run that was killed, taken from its folder.
    let trace = shell(
      "cd '\(folder.path)'; strace -f -o trace -e trace=openat '\(figures)' math x -o f; "
        + "grep -o '[.]figures-[^\"]*[.]part' trace | head -1; rm trace")
    let name = trace.output.split(separator: "\n").last.map(String.init) ?? ""
    try #require(name.hasPrefix(".figures-"), "\(trace.output)")
    var parts = name.dropFirst(9).dropLast(5).split(separator: "-").map(String.init)
    try #require(parts.count == 5)
    func file(_ index: Int, _ value: String) -> String {
      var other = parts
      other[index] = value
      return ".figures-" + other.joined(separator: "-") + ".part"
    }
    let ours = String(getpid())
    let elsewhere = file(1, "0123456789ab")
    // A process that is alive: this one, which began at another time than the dead run.
    let reused = file(2, ours)
    let begun = shell("cut -d' ' -f22 /proc/\(ours)/stat").output.dropLast()
    parts[2] = ours
    let alive = file(3, String(begun))
    _ = shell(
      """
      cd '\(folder.path)'; echo precious > v; chmod 600 v; for name in \(name) \(elsewhere) \
      \(reused) \(alive) .figures-a-b-1-2-zz.part .figures-notes.part; do echo half > $name; done
      ln -s v \(file(4, "abc")); ln v \(file(4, "abd"))
      """)
    let run = math("f", in: folder.path)
    #expect(run.status == 0)
    let left = Set(list(folder.path))
    #expect(!left.contains(name) && !left.contains(reused))
    #expect(left.isSuperset(of: [elsewhere, alive, ".figures-notes.part", "f", "v"]))
    #expect(text(of: folder.path + "/v") == "precious\n")
    #expect(shell("stat -c %a '\(folder.path)/v'").output == "600\n")
    // Swept as well when the file is right already.
    _ = shell("echo half > '\(folder.path)/\(name)'")
    #expect(math("f", in: folder.path).status == 0)
    #expect(!list(folder.path).contains(name))
  }

  @Test("signals end with 128 and their number; an ignored one stays ignored")
  func signals() {
    for (name, code) in [("HUP", 129), ("INT", 130), ("TERM", 143)] {
      let run = shell(
        "timeout --preserve-status --foreground -s \(name) 0.3 '\(figures)' verify > /dev/null; "
          + "echo $?")
      #expect(run.output == "\(code)\n", "\(name)")
    }
    let kept = shell(
      "trap '' INT HUP; (sleep 2; echo x) | '\(figures)' math -f text - & sleep 1; "
        + "kill -INT $!; kill -HUP $!; wait $!; echo $?")
    #expect(kept.output == "x\n0\n", "\(kept.output)")
  }

  @Test("a reader that has enough is no fault, whatever the verb")
  func earlyEnd() {
    for arguments in [
      "data sgd-sparsity --set runs=2", "list --json", "render networks -o -", "--help",
    ] {
      let run = shell("'\(figures)' \(arguments) | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}")
      let bash = shell("bash -c \"'\(figures)' \(arguments) | true; exit \\${PIPESTATUS[0]}\"")
      #expect(bash.status == 0 && bash.output.isEmpty, "\(arguments): \(bash.output)")
      #expect(run.errors.contains("figures:") == false)
    }
  }
}
