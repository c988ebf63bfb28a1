import Glibc
import Lectures
import Records
import Reports
import Sweeps

/// A lecture of one's own without Swift: the file `figures.toml` in a folder of sketches, with Markdown
/// for the report and labs.
struct ProjectFile {
  /// The name of the file, which makes its folder a lecture.
  static let name = "figures.toml"

  private let title: String
  private let number: Int
  private let figures: [String]
  private let labs: [String]
  private let language: String?

  /// Verbs that work on files alone, whatever folder they are in.
  private static let others: Set<String> = [
    "math", "init", "inspect", "diff", "merge", "doctor", "help",
  ]

  /// The lecture that a command is about: that of the folder it works in, where this has a project's
  /// file; its own else.
  ///
  /// - Parameter verb: The verb of the command.
  /// - Throws: `CommandFailure` for a fault of the file; that of a sketch is told when it is asked for.
  static func lecture(over own: Lecture, for verb: String?) throws -> Lecture {
    guard let verb, !others.contains(verb), access(name, F_OK) == 0 else { return own }
    let bytes = try readFile(name, limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.badData, "\(name): is no UTF-8 text; save it as UTF-8")
    }
    return try ProjectFile(text).lecture(over: own)
  }

  /// Reads the file.
  ///
  /// - Throws: `CommandFailure` with code 65.
  private init(_ text: String) throws {
    let reader = TOMLReader(text: text, name: Self.name)
    let found = try reader.flat(["title", "number", "language", "figures", "labs"])
    guard let title = found["title"]?.first, !title.isEmpty else {
      throw reader.failure("title", "is missing; give title = \"What the lecture is called\"")
    }
    self.title = title
    number =
      try found["number"]?.first.map { text in
        guard let number = Int(text), (0...9999).contains(number) else {
          throw reader.failure("number", "is \(printable(text)); give a whole number from 0")
        }
        return number
      } ?? 1
    language = try found["language"]?.first.map { tag in
      guard DocumentLanguage(rawValue: tag) != nil else {
        throw reader.failure("language", "is '\(printable(tag))'; give \"en\", \"fr\" or \"de\"")
      }
      return tag
    }
    figures = found["figures"] ?? Self.files(in: ".", ending: ".figure")
    labs = found["labs"] ?? Self.files(in: "labs", ending: ".md").map { String($0.dropLast(3)) }
    guard !figures.isEmpty else {
      throw reader.failure(
        "figures", "are missing: no file here ends in .figure; write one beside \(Self.name)")
    }
    for (index, name) in figures.enumerated() {
      guard !figures[..<index].contains(name) else {
        throw reader.failure("figures", "name '\(printable(name))' twice; leave one out")
      }
      guard Tool.isSketch(name), Self.isInside(name) else {
        let near = NearestName.to(name + ".figure", among: Self.files(in: ".", ending: ".figure"))
        throw reader.failure(
          "figures",
          "name '\(printable(name))'; "
            + (near.map { "did you mean '\(printable($0))'?" }
              ?? "give files in this folder that end in .figure"))
      }
      guard access(name, R_OK) == 0 else {
        let near = Tool.sketch(near: name)
        let failure = reader.failure(
          "figures",
          "name '\(printable(name))', which is not there; "
            + (near.map { "did you mean '\(printable($0))'?" } ?? "write it, or leave it out"))
        throw CommandFailure(.noInput, failure.description)
      }
    }
    for id in labs {
      let isName =
        !id.isEmpty && id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
      guard isName else {
        throw reader.failure(
          "labs", "name '\(printable(id))'; a lab is called by small letters, digits and hyphens")
      }
    }
  }

  private func lecture(over own: Lecture) throws -> Lecture {
    var seen: [String: String] = [:]
    let sketches = try figures.map { name in
      let sketch = try Tool.figureOrFault(name) {
        try Tool.sketch($0, over: own, language: language)
      }
      if let other = seen[sketch.id] {
        throw CommandFailure(
          .badData,
          "\(Self.name): '\(printable(other))' and '\(printable(name))' have the same name "
            + "'\(sketch.id)'; rename one")
      }
      seen[sketch.id] = name
      return sketch
    }
    // The texts, which others read.
    for text in ["report.md", "works.bib"] + labs.map({ "labs/\($0).md" }) {
      SourcesRead.note(text)
    }
    return Lecture(
      command: own.command, version: own.version, abstract: own.abstract, examples: own.examples,
      number: number, title: title, figures: sketches, labs: labs.map { Lab.Entry($0) },
      models: own.models, material: own.figures,
      palette: own.palette, texts: ".", language: language)
  }

  private static func isInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  /// The files of a folder with an ending, in the order of their names.
  static func files(in folder: String, ending: String) -> [String] {
    guard let opened = try? openFolder(folder), let names = entryNames(in: opened) else {
      return []
    }
    return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
  }
}

extension Tool {
  /// Arguments without `-C FOLDER` at their beginning, in which the command then works.
  ///
  /// - Throws: `UsageError` without a folder, `CommandFailure` for one that is not there.
  static func enteringFolder(_ words: [[UInt8]]) throws -> [[UInt8]] {
    guard words.first.map({ $0 == Array("-C".utf8) }) == true else { return words }
    guard words.count > 1 else {
      throw UsageError.other("-C needs a folder; write \(lecture.command) -C FOLDER list")
    }
    let folder = try utf8Argument(words[1])
    guard chdir(folder) == 0 else {
      throw CommandFailure(
        .noInput, "cannot work in '\(printable(folder))': \(systemReason())")
    }
    return Array(words.dropFirst(2))
  }
}
