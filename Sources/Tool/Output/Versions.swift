internal import CBuild
import Drawing
import Glibc
import Lectures
import Reports

/// What `--version` prints: version, commit, and the libraries that this process runs with.
///
/// Files name the version alone, so that two builds of one source write the same.
func versionText(of lecture: Lecture) -> String {
  let libraries =
    drawingLibraries() + [markdownLibrary(), ("glibc", String(cString: gnu_get_libc_version()))]
  return
    "\(lecture.command) \(lecture.version ?? programVersion), commit \(String(cString: build_commit()))\n"
    + libraries.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
}
