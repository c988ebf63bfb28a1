internal import CBuild
import Drawing
import Glibc
import Lectures
import Reports

/// The program with its version and the commit it was built from.
///
/// Files name the version alone, so that two builds of one source write the same.
func programText(of lecture: Lecture) -> String {
  "\(lecture.command) \(lecture.version ?? programVersion), commit \(buildCommit)"
}

/// The commit that the program was built from; a plus behind it for changes that are in none.
var buildCommit: String { String(cString: build_commit()) }

/// The libraries that this process runs with.
func runningLibraries() -> [(name: String, version: String)] {
  drawingLibraries() + [photographLibrary()] + writingLibraries()
}

/// Those that documents are written with.
private func writingLibraries() -> [(name: String, version: String)] {
  [markdownLibrary(), ("glibc", String(cString: gnu_get_libc_version()))]
}

/// The program and the libraries on which the bytes of documents depend.
func versionsOfDocuments(of lecture: Lecture) -> [String] {
  [programText(of: lecture)]
    + (drawingLibraries() + writingLibraries()).map { "\($0.name) \($0.version)" }
}

/// What `--version` prints, one line: version, commit and libraries.
func versionText(of lecture: Lecture) -> String {
  programText(of: lecture) + "; "
    + runningLibraries().map { "\($0.name) \($0.version)" }.joined(separator: ", ")
}
