import TestSupport
import Testing

/// The Python module of the wheel, with the command that was built beside the tests.
@Suite struct PythonTests {
  @Test(.enabled(if: shell("/usr/bin/python3 -c 'import numpy'").status == 0))
  func moduleAroundTheCommand() {
    let folder = ScratchFolder()
    let sources = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let module = "\(folder.path)/figures"
    let run = shell(
      """
      mkdir -p '\(module)/bin' && cp '\(sources)'/Packaging/python/figures/*.py '\(module)/' &&
      ln -s '\(figures)' '\(module)/bin/figures' &&
      PYTHONPATH='\(folder.path)' LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 \\
        /usr/bin/python3 -X utf8=0 '\(sources)/Packaging/check_wheel.py'
      """)
    #expect(run.status == 0 && run.output.contains("wheel: render, data"), "\(run.output)")
  }
}
