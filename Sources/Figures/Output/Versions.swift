internal import CBuild
import Drawing
import Glibc
import Reports

/// The version of the command and of all files it writes.
package let version = "0.1.0"

/// What `--version` prints: version, commit, and the libraries that this process runs with.
///
/// Files name the version alone, so that two builds of one source write the same.
func versionText() -> String {
  let libraries =
    drawingLibraries() + [markdownLibrary(), ("glibc", String(cString: gnu_get_libc_version()))]
  return "figures \(version), commit \(String(cString: build_commit()))\n"
    + libraries.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
}
