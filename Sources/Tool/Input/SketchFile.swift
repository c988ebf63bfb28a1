import Glibc
import Lectures
import Records
import Sketches

extension Tool {
  /// Whether a name is that of a file with a sketch.
  static func isSketch(_ name: String) -> Bool { name.hasSuffix(".figure") }

  /// The figure of an id or alias, or the sketch of a file.
  ///
  /// - Throws: `UsageError` for a name that none has, `CommandFailure` for a file that is none.
  static func figure(named name: String) throws -> any LectureFigure {
    isSketch(name) ? try sketch(name) : try lecture.figure(named: name)
  }

  /// The sketches beside a document, or in a folder below it; beside the lecture's labs for one of
  /// these.
  static func sketches(
    beside document: String
  ) -> @Sendable (String) throws -> any LectureFigure {
    let lecture = lecture
    let isLab = !document.hasSuffix(".md") && !lecture.texts.isEmpty
    let path = isLab ? lecture.texts + "/labs/" : document
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return { name in
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard !name.hasPrefix("/"), !parts.contains("..") else {
        throw UsageError.other(
          "the sketch '\(printable(name))' lies elsewhere; a document shows those in its own folder"
        )
      }
      return try $lecture.withValue(lecture) {
        try sketch(folder + name) { _ in try readTable(name, in: folder) }
      }
    }
  }

  /// The sketch of a file, with the tables beside it.
  ///
  /// - Parameter own: The lecture whose figures and models the sketch may name; nil for that of the
  ///   command.
  static func sketch(
    _ path: String, over own: Lecture? = nil,
    reading read: (String) throws -> [UInt8] = { try readFile($0, limit: 1 << 20) }
  ) throws -> Sketch {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let lecture = own ?? lecture
    let shown = lecture.material.isEmpty ? lecture.figures : lecture.material
    return try Sketch(
      try read(path), file: path, reading: { try readTable($0, in: folder) },
      models: lecture.models,
      figures: { try lecture.figure(named: $0, among: shown) })
  }
}

/// The bytes of a table in a folder; a link that leads out of it is no table.
private func readTable(_ name: String, in folder: String) throws -> [UInt8] {
  try checkStays(folder + name, in: folder)
  if let place = realPath(folder + name) {
    guard isRegular(place) else {
      throw CommandFailure(.badData, "'\(printable(name))' is no file; name a table of CSV")
    }
  }
  return try readFile(folder + name, limit: 1 << 26)
}

private func isRegular(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
