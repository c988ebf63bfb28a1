import Glibc
import TestSupport
import Testing

/// Runs are killed at random while they write over good files.
@Suite("killed runs") struct KillTests {
  /// A library that makes writing slow and in halves, so that kills meet every state, and that has
  /// no locks, as some file systems of clusters.
  private static let shim = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <unistd.h>
    int flock(int f, int o) { errno = ENOLCK; return -1; }
    ssize_t write(int f, const void *b, size_t n) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      usleep(4000);
      return real(f, b, n > 1 ? n / 2 + 1 : n);
    }
    int renameat(int a, const char *p, int b, const char *q) {
      int (*real)(int, const char *, int, const char *) = dlsym(RTLD_NEXT, "renameat");
      usleep(4000);
      int r = real(a, p, b, q);
      usleep(4000);
      return r;
    }
    """

  private static let names = ["f.svg", "f.pdf", "f.mml", "f.txt"]

  @Test("nothing is torn, nothing is left, nothing outside is touched")
  func kills() throws {
    let folder = ScratchFolder()
    let path = folder.path
    _ = write(Array(Self.shim.utf8), to: path + "/shim.c")
    let compiled = shell(
      "cd '\(path)' && cc -shared -fPIC -o shim.so shim.c -ldl; mkdir a b out beside; "
        + "echo precious > beside/v; ln -s ../beside/v out/link; echo mine > out/.notes.part")
    try #require(compiled.status == 0, "no C compiler: \(compiled.output)")
    let formulas = ["a": "\\frac{x}{y}", "b": "\\sum_{i=1}^n x_i"]
    func command(_ key: String, _ place: String) -> String {
      "'\(figures)' math -f svg,pdf,mathml,text '\(formulas[key] ?? "")' -o '\(path)/\(place)/f.svg'"
    }
    for key in ["a", "b"] { #expect(shell(command(key, key)).status == 0) }
    func versions(_ name: String) -> [[UInt8]] {
      ["a", "b"].compactMap { read("\(path)/\($0)/\(name)") }
    }
    let versionsOfAll = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, versions($0)) })
    #expect(shell(command("a", "out")).status == 0)
    // How long a run takes here, in seconds: kills fall on all of it. A run that was not killed in time
    // tells it anew, since other work on the machine comes and goes.
    func seconds(_ work: () -> Void) -> Double {
      ContinuousClock().measure(work) / .seconds(1)
    }
    var whole = seconds { _ = shell("LD_PRELOAD='\(path)/shim.so' " + command("b", "out")) }

    let kills = getenv("FIGURES_KILLS").flatMap { Int(String(cString: $0)) } ?? 40
    var state: UInt64 = 20_260_101
    var killed = 0
    var strays = 0
    for count in 0..<kills {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let delay = whole * (0.1 + 0.95 * Double(state >> 33) / Double(1 << 31))
      var wasKilled = false
      let time = seconds {
        let run = shell(
          "LD_PRELOAD='\(path)/shim.so' timeout -s KILL \(delay) "
            + command(count % 2 == 0 ? "b" : "a", "out"))
        wasKilled = run.status != 0
      }
      if wasKilled { killed += 1 } else { whole = min(whole, time) }
      for name in Self.names {
        let found = read("\(path)/out/\(name)")
        let isWhole = found.map { versionsOfAll[name]?.contains($0) == true } ?? false
        #expect(isWhole, "\(name), kill \(count)")
      }
      strays += list(path + "/out").count { $0.hasPrefix(".figures-") }
    }
    // Else the kills came too late or too early to show anything.
    #expect(killed > kills / 5 && strays > 0)
    #expect(shell(command("a", "out")).status == 0)
    #expect(list(path + "/out") == [".notes.part"] + Self.names.sorted())
    for name in Self.names { #expect(read("\(path)/out/\(name)") == versionsOfAll[name]?[0]) }
    #expect(list(path + "/beside") == ["v"])
    #expect(text(of: path + "/beside/v") == "precious\n")
  }

  @Test("a file system without locks")
  func noLocks() throws {
    let folder = ScratchFolder()
    _ = write(Array(Self.shim.utf8), to: folder.path + "/shim.c")
    let run = shell(
      """
      cd '\(folder.path)' && cc -shared -fPIC -o shim.so shim.c -ldl || exit 9
      rm shim.c; export LD_PRELOAD="$PWD/shim.so"; '\(figures)' render networks -q -o o
      """)
    try #require(run.status != 9, "no C compiler: \(run.output)")
    #expect(run.status == 0, "\(run.output)")
    #expect(list(folder.path + "/o") == ["networks.svg"])
  }
}
