import TestSupport
import Testing

/// Runs are killed at each of their steps while they write over good files.
@Suite("killed runs") struct KillTests {
  /// A library that makes writing go in halves, and a process die before the write or at the side of the
  /// rename that `KILL_AT` counts, and that has no locks, as some file systems of clusters.
  private static let shim = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <signal.h>
    #include <stdlib.h>
    #include <unistd.h>
    static int steps;
    static void step(void) {
      const char *at = getenv("KILL_AT");
      if (at && __atomic_add_fetch(&steps, 1, __ATOMIC_SEQ_CST) == atoi(at)) {
        kill(getpid(), SIGKILL);
      }
    }
    int flock(int f, int o) { errno = ENOLCK; return -1; }
    ssize_t write(int f, const void *b, size_t n) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      step();
      return real(f, b, n > 1 ? n / 2 + 1 : n);
    }
    int renameat(int a, const char *p, int b, const char *q) {
      int (*real)(int, const char *, int, const char *) = dlsym(RTLD_NEXT, "renameat");
      step();
      int r = real(a, p, b, q);
      step();
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
    var kills = 0
    var strays = 0
    while kills < 1000 {
      // The same words again would not be written.
      let run = shell(
        "cp '\(path)'/a/f.* '\(path)/out/'; KILL_AT=\(kills + 1) LD_PRELOAD='\(path)/shim.so' "
          + command("b", "out"))
      if run.status == 0 { break }
      kills += 1
      for name in Self.names {
        let found = read("\(path)/out/\(name)")
        let isWhole = found.map { versionsOfAll[name]?.contains($0) == true } ?? false
        #expect(isWhole, "\(name), kill \(kills)")
      }
      strays += list(path + "/out").count { $0.hasPrefix(".figures-") }
    }
    // A write and both sides of a rename for each file, and a run that came to its end.
    #expect(kills >= 3 * Self.names.count && kills < 1000 && strays > 0, "\(kills), \(strays)")
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
