import Figures
import Foundation
import Lectures
import TestSupport
import Testing

struct MachineTests {
  private static let sources =
    URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Sources"
  /// glibc's functions as an old processor without AVX and FMA has them.
  private static let oldProcessor =
    "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX2_Usable,-FMA,"
    + "-FMA_Usable,-FMA4,-AVX,-AVX_Usable"

  @Test("all files have the same bytes on a processor without fused multiplication")
  func withoutFusedMultiplication() {
    let folder = ScratchFolder()
    // Each run computes everything: what one keeps the other must not find.
    let (one, other) = (folder.path + "/one", folder.path + "/other")
    let kept = "XDG_CACHE_HOME='\(folder.path)/kept"
    #expect(runFigures("all -q -o '\(one)'", setup: "\(kept)1'").status == 0)
    #expect(runFigures("all -q -o '\(other)'", setup: "\(kept)2' \(Self.oldProcessor)").status == 0)
    let comparison = run("diff -rq '\(one)' '\(other)'")
    #expect(comparison.status == 0 && list(one).count > 100, "\(comparison.output)")
  }

  @Test("no module but Elementary calls an elementary function of the C library")
  func ownFunctionsOnly() throws {
    let names =
      #/(exp|exp2|expm1|exp10|log|log2|log10|log1p|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|pow|hypot|cbrt|tgamma|lgamma|erf|erfc)f?/#
    // The program as a whole may: the library that reads YAML has a `pow` for writing numbers.
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources).filter {
      $0 != "Elementary"
    }
    let folder = (figures as NSString).deletingLastPathComponent
    for module in modules {
      let objects = (FileManager.default.subpaths(atPath: "\(Self.sources)/\(module)") ?? [])
        .filter { $0.hasSuffix(".swift") }
        .map { "'\(folder)/\(module).build/\(($0 as NSString).lastPathComponent).o'" }
      if objects.isEmpty { continue }  // The system's libraries have no source in Swift.
      let symbols = run("nm --undefined-only \(objects.joined(separator: " ")) | awk '{print $NF}'")
      #expect(symbols.status == 0, "\(module)")
      let called = symbols.output.split(separator: "\n").filter {
        $0.wholeMatch(of: names) != nil
      }
      #expect(called.isEmpty, "\(module): \(called)")
    }
  }

  @Test("too little memory and too few files are said at once, in one line")
  func lowResources() {
    let limits = [
      ("prlimit --as=150000000", "raise 'ulimit -v'"),
      ("prlimit --as=300000000", "raise 'ulimit -v'"),
      ("prlimit --nofile=7", "raise 'ulimit -n'"), ("prlimit --nofile=12", "raise 'ulimit -n'"),
    ]
    // A sanitizer reserves terabytes of addresses at start; there no limit on them can be tried.
    for (limit, words) in limits where !(isSanitized && limit.contains("--as")) {
      let folder = ScratchFolder()
      let result = runFigures(
        "render networks -q -f svg,pdf,png -o '\(folder.path)/out'", setup: limit)
      #expect(result.status == 71 && result.errorLines.count == 1, "\(limit) \(result)")
      #expect(result.errors.contains(words) && run("ls '\(folder.path)/out'").status != 0)
    }
    let enough = "prlimit \(isSanitized ? "" : "--as=8000000000 ")--nofile=256"
    let folder = ScratchFolder()
    #expect(runFigures("render networks -q -o '\(folder.path)'", setup: enough).status == 0)
  }

  @Test("--version says version, commit and libraries in one line; files name the version alone")
  func versions() {
    let text = runFigures("--version").output
    #expect(text.hasPrefix("figures \(programVersion), commit "))
    #expect(text.contains(#/commit ([0-9a-f]{12}\+?|unknown); Cairo /#))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    for library in ["Cairo", "Pango", "HarfBuzz", "FreeType", "qpdf", "cmark-gfm", "glibc"] {
      #expect(text.contains("\(library) "), "\(library)")
    }
    let svg = runFigures("render networks -o -").output
    #expect(svg.contains("Software: Figures \(programVersion)") && !svg.contains("commit"))
  }
}
