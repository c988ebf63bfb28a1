import TestSupport
import Testing

/// Every fault ends in one line that says what to do, the exit code of the manual, and no file.
@Suite struct MisuseTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let arguments: String
    let status: Int32
    let words: String
    var testDescription: String { arguments }
  }

  static let faults = [
    Fault(arguments: "render nope", status: 64, words: "figures list"),
    Fault(arguments: "render los-landscape", status: 64, words: "did you mean 'loss-landscape'"),
    Fault(arguments: "rendr", status: 64, words: "did you mean 'render'"),
    Fault(arguments: "--versoin", status: 64, words: "did you mean '--version'?"),
    Fault(arguments: "render --formt svg", status: 64, words: "--format"),
    Fault(arguments: "render potential --set alphas=-1", status: 64, words: "1e-8"),
    Fault(arguments: "render potential --set alphas=nan", status: 64, words: "is not"),
    Fault(arguments: "render sgd-sparsity --set alpha=-1", status: 64, words: "1e-8...100000000"),
    Fault(arguments: "render sgd-sparsity --set alpha=nan", status: 64, words: "finite number"),
    Fault(arguments: "render sgd-sparsity --set alhpa=1", status: 64, words: "mean 'alpha'"),
    Fault(arguments: "render sgd-sparsity --set alpha", status: 64, words: "name=value"),
    Fault(arguments: "render networks --size 3x4", status: 64, words: "140x120 and 2000x2000"),
    Fault(arguments: "render networks --size 139x120", status: 64, words: "140x120"),
    Fault(arguments: "render networks --size 140x119", status: 64, words: "140x120"),
    Fault(arguments: "render networks --size 2001x120", status: 64, words: "2000x2000"),
    Fault(arguments: "render networks --theme blue", status: 64, words: "light, dark or print"),
    Fault(arguments: "render networks -f gif", status: 64, words: "svg, pdf, png or eps"),
    Fault(arguments: "render networks --dpi 9", status: 64, words: "36...1200"),
    Fault(arguments: "render networks --jobs 0", status: 64, words: "1...64"),
    Fault(arguments: "render networks --steps all", status: 64, words: "fragments, files or pages"),
    Fault(arguments: "render networks --steps pages -f svg", status: 64, words: "PDF"),
    Fault(arguments: "render networks --profile web -f png", status: 64, words: "SVG"),
    Fault(arguments: "render networks --profile web --theme dark", status: 64, words: "--theme"),
    Fault(arguments: "render networks potential -o -", status: 64, words: "one figure"),
    Fault(arguments: "render networks --target y", status: 64, words: "--data"),
    Fault(arguments: "render networks --data /dev/null --target y", status: 64, words: "sgd-"),
    Fault(arguments: "render sgd-sparsity --data no.csv --target y", status: 66, words: "no.csv"),
    Fault(arguments: "render sgd-sparsity --data /dev/null --target y", status: 65, words: "empty"),
    Fault(arguments: "render networks --fonts /nowhere", status: 2, words: "fonts-lmodern"),
    Fault(arguments: "report --fonts /nowhere -o -", status: 2, words: "fonts-lmodern"),
    Fault(arguments: "render sgd-sparsity --set step=1 --set runs=2", status: 64, words: "step"),
    Fault(arguments: "data nope", status: 64, words: "figures list"),
    Fault(arguments: "inspect nope.svg", status: 66, words: "nope.svg"),
    Fault(arguments: "inspect /etc/passwd", status: 65, words: "this command"),
    Fault(arguments: "diff nope.svg nope.svg", status: 66, words: "nope.svg"),
    Fault(arguments: "verify nope", status: 64, words: "no claim"),
    Fault(arguments: "help rendr", status: 64, words: "did you mean 'render'"),
    Fault(arguments: "render --json=yes", status: 64, words: "specified; see"),
    Fault(arguments: "init /dev/null", status: 73, words: "folder; name another folder\n"),
    Fault(arguments: "init /proc/nothing", status: 73, words: "; name another folder\n"),
    Fault(arguments: "init --dry-run /dev/null", status: 73, words: "; name another folder\n"),
    // Repaired, the name would be another folder's.
    Fault(arguments: "init \"$(printf '\\344x')\"", status: 64, words: "not UTF-8"),
    Fault(arguments: "render networks -o \"$(printf '\\344')\"", status: 64, words: "not UTF-8"),
    Fault(arguments: "render networks -o ''", status: 64, words: "an empty name is no folder"),
    Fault(arguments: "render sgd-sparsity --seed -3", status: 64, words: "given as --seed=VALUE"),
    Fault(arguments: "slides --theme blue", status: 64, words: "light, dark or print"),
  ]

  @Test(arguments: faults) func endsInOneLine(_ fault: Fault) {
    let folder = ScratchFolder()
    let run = runFigures(fault.arguments, setup: "cd '\(folder.path)' &&")
    #expect(run.status == fault.status)
    #expect(run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("figures: "))
    #expect(run.errors.contains(fault.words), "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(list(folder.path).isEmpty)
  }

  @Test func foldersThatCannotBeWritten() {
    let folder = ScratchFolder()
    _ = write([0x6D], to: folder.path + "/a-file")
    for place in ["/proc/nothing", folder.path + "/a-file", folder.path + "/a-file/below"] {
      for verb in ["render networks", "all", "slides networks"] {
        let run = runFigures("\(verb) -o '\(place)'")
        #expect(run.status == 73)
        #expect(run.errors.contains("-o"), "\(run.errors)")
        #expect(run.errorLines.count == 1)
      }
    }
    #expect(text(of: folder.path + "/a-file") == "m")
  }

  @Test func lostResultsAreFailures() {
    for arguments in ["--help", "list", "data networks", "render networks -o -", "--version"] {
      #expect(runFigures("\(arguments) >/dev/full").status == 73, "\(arguments)")
    }
  }

  @Test func controlCharactersAreNotEchoed() {
    let run = runFigures("render \"$(printf 'a\\033[31mb')\"")
    #expect(run.status == 64)
    #expect(!run.errors.contains("\u{1B}"))
  }
}
