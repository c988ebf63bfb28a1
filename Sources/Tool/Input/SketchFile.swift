import Glibc
import Lectures
import Records
import Reports
import Sketches

extension Tool {
  /// Whether a name is that of a file with a sketch.
  static func isSketch(_ name: String) -> Bool { name.hasSuffix(".figure") }

  /// The figure of an id or alias, or the sketch of a file.
  ///
  /// - Throws: `UsageError` for a name that none has, `CommandFailure` for a file that is none.
  static func figure(named name: String) throws -> any LectureFigure {
    if isSketch(name) { return try sketch(name) }
    do {
      return try lecture.figure(named: name)
    } catch let fault as UsageError {
      // A file of a similar name may lie here, such as f1.figure for f1 or f1.fig.
      guard case .unknownFigure(_, let nearest, _) = fault, let near = sketch(near: name),
        nearest == nil || near == name + ".figure"
      else { throw fault }
      throw UsageError.other("no figure '\(printable(name))'; did you mean '\(printable(near))'?")
    }
  }

  /// The file of a sketch with a name like another's, in the folder of that one; nil for none.
  static func sketch(near path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    let names = ProjectFile.files(in: folder.isEmpty ? "." : folder, ending: ".figure")
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    if names.contains(name + ".figure") { return folder + name + ".figure" }
    let near = NearestName.to(stem, among: names.map { String($0.dropLast(7)) })
    return near.map { folder + $0 + ".figure" }
  }

  /// The bytes of a sketch's file.
  ///
  /// - Throws: `CommandFailure` with the name of a file beside it that is like the one that is not there.
  private static func source(
    _ path: String, reading read: (String) throws -> [UInt8]
  ) throws -> [UInt8] {
    do {
      return try read(path)
    } catch let failure as CommandFailure where failure.code == .noInput {
      guard access(path, F_OK) != 0, let near = sketch(near: path) else { throw failure }
      let name = near.split(separator: "/").last ?? ""
      throw CommandFailure(.noInput, "\(failure); did you mean '\(printable(String(name)))'?")
    }
  }

  /// The figure of a name; where its source has a fault, what tells of it when it is asked for.
  static func figureOrFault(
    _ name: String, _ read: (String) throws -> any LectureFigure = figure
  ) throws -> any LectureFigure {
    do {
      return try read(name)
    } catch let failure as CommandFailure {
      return UnreadFigure(Sketch.id(of: name), failure)
    }
  }

  /// The sketches in a document, beside it, or in a folder below it; beside the lecture's labs for one
  /// of these.
  static func sketches(
    beside document: String
  ) -> @Sendable (FigureSource) throws -> any LectureFigure {
    let lecture = lecture
    let isLab = !isMarkdown(document) && !lecture.texts.isEmpty
    let path = isLab ? lecture.texts + "/labs/" : document
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return { source in
      guard case .beside(let name) = source else {
        guard case .within(let text) = source else { throw NoTables() }
        return try sketch(text, in: folder, over: lecture)
      }
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

  /// The sketches in the lecture's report, or beside it.
  ///
  /// - Parameter templates: The folder of the report where the lecture has no texts of its own.
  static func sketches(
    besideReportIn templates: String?
  ) -> @Sendable (FigureSource) throws -> any LectureFigure {
    sketches(beside: (lecture.texts.isEmpty ? templates ?? "." : lecture.texts) + "/report.md")
  }

  /// The sketch of a file, with the tables beside it.
  ///
  /// - Parameters:
  ///   - own: The lecture whose figures and models the sketch may name; nil for that of the
  ///     command.
  ///   - language: The language of one that states none; nil for that of the document that shows it.
  static func sketch(
    _ path: String, over own: Lecture? = nil, language: String? = nil,
    reading read: (String) throws -> [UInt8] = { try readFile($0, limit: 1 << 20) }
  ) throws -> Sketch {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let lecture = own ?? lecture
    return try Sketch(
      try source(path, reading: read), file: path, language: language,
      reading: { try readTable($0, in: folder) },
      models: lecture.models, figures: figures(shownBy: lecture))
  }

  /// The sketch that stands in a document, with the tables in the document's folder.
  private static func sketch(
    _ source: SketchSource, in folder: String, over lecture: Lecture
  ) throws -> Sketch {
    try Sketch(
      source.text, file: source.file, id: source.name, firstLine: source.line,
      reading: { try readTable($0, in: folder) }, models: lecture.models,
      figures: figures(shownBy: lecture))
  }

  /// The figures that a sketch may show.
  private static func figures(
    shownBy lecture: Lecture
  ) -> @Sendable (String) throws -> any LectureFigure {
    let shown = lecture.material.isEmpty ? lecture.figures : lecture.material
    return { try lecture.figure(named: $0, among: shown) }
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
  do {
    return try readFile(folder + name, limit: 1 << 26)
  } catch let failure as CommandFailure where failure.code == .noInput {
    guard let near = nearName(to: name, in: folder) else { throw failure }
    throw CommandFailure(
      .noInput, "\(failure.description); did you mean '\(printable(near))', which lies there?")
  }
}

/// The file with a name like that of one that is not there, in the same folder; nil for none.
private func nearName(to name: String, in folder: String) -> String? {
  let start = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
  let path = folder + start
  guard let opened = try? openFolder(path.isEmpty ? "." : path),
    let names = entryNames(in: opened)
  else { return nil }
  let own = String(name.dropFirst(start.count))
  func ending(_ name: String) -> String { name.split(separator: ".").last?.lowercased() ?? "" }
  // What makes a table has its name, too, and is none.
  let files = names.filter { ending($0) == ending(own) && isRegular(path + $0) }.sorted()
  return (files.first { $0.lowercased() == own.lowercased() } ?? NearestName.to(own, among: files))
    .map { start + $0 }
}

private func isRegular(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
