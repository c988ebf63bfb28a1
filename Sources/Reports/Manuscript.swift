import Drawing
import Foundation

/// A document as its author wrote it, with the works that it can cite.
///
/// From Markdown to a page or to paper: `SourceCut` takes the variant, `text(of:)` reads it into one
/// tree (`Block`, `Inline`), `Resolver` looks up what its names stand for, and `DocumentHTML` or
/// `HandoutSetter` and `PageComposer` write it.
public struct Manuscript: Sendable {
  package let file: String
  let front: FrontMatter
  private let source: String
  /// The Markdown after the settings.
  private let parts: SourceParts
  /// All of the text: the instructor's variant leaves nothing out.
  private let whole: Text
  /// The tables of files that the text shows, by the files' names.
  private let tables: [String: TableFile]
  /// The pictures of files that the text shows, by the files' names.
  let pictures: [String: PictureFile]
  let bibliography: Bibliography?

  /// Reads a manuscript: settings, then Markdown with the extensions of the handout format.
  ///
  /// - Parameters:
  ///   - bytes: The source, UTF-8 of at most a million bytes.
  ///   - file: The source's name for messages.
  ///   - read: Reads the bibliography, tables and pictures by the names that the source gives them.
  /// - Throws: `SourceError` at the first fault, or what `read` throws.
  public init(
    _ bytes: [UInt8], file: String, reading read: (String) throws -> [UInt8]
  ) throws {
    self.file = file
    var (tables, pictures): ([String: TableFile], [String: PictureFile]) = ([:], [:])
    do throws(LineError) {
      source = try Manuscript.decoded(bytes)
      front = try FrontMatter(source)
    } catch {
      throw error.inFile(file)
    }
    var rest = Array(source.utf8)[...]
    for _ in 0..<front.lineCount { rest = rest.drop { $0 != Ascii.newline }.dropFirst() }
    let parts = try SourceParts(
      Array(rest), firstLine: front.lineCount + 1, file: file, reading: read)
    self.parts = parts
    let body = parts.text
    do throws(LineError) {
      for variant in Variant.allCases {
        _ = try SourceCut(body, firstLine: front.lineCount + 1, for: variant)
      }
      let cut = try SourceCut(body, firstLine: front.lineCount + 1, for: .instructor)
      whole = try Reports.text(of: cut) { (name, line) throws(LineError) in
        if let known = tables[name] { return known }
        let table = try TableFile(
          try Manuscript.bytes(of: name, "table", line, reading: read), named: name, line: line)
        tables[name] = table
        return table
      }
      let language = front.language
      for case .block(let block) in whole.nodes {
        switch block.kind {
        case .picture(let picture) where picture.scheme.isEmpty && pictures[picture.target] == nil:
          pictures[picture.target] = try Manuscript.picture(
            picture.target, block.line, reading: read)
        case .environment(let environment) where environment.kind == .numeric:
          _ = try NumericKey.read(environment.attributes, in: language, line: block.line)
        default: break
        }
      }
    } catch {
      throw Manuscript.placed(error, parts, file)
    }
    (self.tables, self.pictures) = (tables, pictures)
    var cited: Set<String> = []
    for case .inline(let inline) in whole.nodes {
      if case .citation(let citation) = inline.kind { cited.formUnion(citation.items.map(\.key)) }
    }
    let place = front.places[.bibliography] ?? 1
    bibliography = try front[.bibliography].map { name in
      let bytes: [UInt8]
      do {
        bytes = try read(name)
      } catch {
        throw LineError(place, unreadable("bibliography", name, error))
          .inFile(file)
      }
      let text: String
      do throws(LineError) {
        text = try Manuscript.validated(bytes, "the bibliography")
      } catch {
        throw error.inFile(name)
      }
      return try Bibliography(text, file: name, cited: cited)
    }
  }

  /// The title below the first words of the running head, such as "Lab 2: Diagonal linear networks"; words
  /// with formulas between dollar signs.
  package var name: String {
    let heads = (front[.running] ?? "").split(separator: ",")
    let title = front[.title] ?? file
    return heads.count > 1 ? "\(heads[0]): \(title)" : title
  }

  /// The picture of a file beside the source.
  private static func picture(
    _ name: String, _ line: Int, reading read: (String) throws -> [UInt8]
  ) throws(LineError) -> PictureFile {
    let bytes = try bytes(of: name, "picture", line, reading: read)
    return try telling(line, "the picture \(quoted(name)): ") { try PictureFile(bytes) }
  }

  /// The bytes of a file beside the source or in a folder below.
  private static func bytes(
    of name: String, _ what: String, _ line: Int, reading read: (String) throws -> [UInt8]
  ) throws(LineError) -> [UInt8] {
    // Other programs write the signs of names as addresses have them.
    let decoded = name.removingPercentEncoding.flatMap {
      $0 == name || $0.contains("\0") ? nil : $0
    }
    for name in [name, decoded ?? name] {
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        throw LineError(
          line, "the \(what) \(quoted(name)) lies outside of the source's folder; copy it there")
      }
    }
    do {
      return try read(name)
    } catch {
      if let decoded, let bytes = try? read(decoded) { return bytes }
      throw LineError(line, unreadable(what, name, error))
    }
  }

  private static func decoded(_ bytes: [UInt8]) throws(LineError) -> String {
    guard bytes.count <= 1_000_000 else {
      throw LineError(1, "the source has more than a million bytes; split it")
    }
    return SourceParts.plain(try validated(bytes, "the source"))
  }

  /// - Throws: `LineError` that names the first line that is not UTF-8.
  private static func validated(_ bytes: [UInt8], _ what: String) throws(LineError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let lines = bytes.split(separator: Ascii.newline, omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw LineError(line + 1, "\(what) is not UTF-8 in this line; save it as UTF-8")
  }

  /// That a program wrote the document, in the language of its text.
  ///
  /// - Parameter software: The program's name and version.
  package func writtenBy(_ software: String) -> String {
    "\(front.language.word(.writtenBy))\(software)."
  }

  /// The same of a page whose figures were computed with it.
  package func computedWith(_ software: String) -> String {
    writtenBy(software) + " " + front.language.word(.computedTogether)
  }

  /// The document for a variant, its names looked up, as a sheet or a page: its one heading of the
  /// first level is the title, below which a source that has others has all one level lower.
  ///
  /// - Throws: `SourceError` at the first name that stands for nothing.
  func sheet(for variant: Variant, subject: Subject) throws(SourceError) -> ResolvedDocument {
    var document = try resolved(for: variant, subject: subject)
    let headings = document.blocks.indices.compactMap { index -> (Int, Int, [Inline], String?)? in
      if case .heading(let level, let content, let anchor) = document.blocks[index].kind {
        (index, level, content, anchor)
      } else {
        nil
      }
    }
    guard headings.contains(where: { $0.1 == 1 }) else { return document }
    for (index, level, content, anchor) in headings {
      document.blocks[index].kind = .heading(level: min(6, level + 1), content, anchor: anchor)
    }
    return document
  }

  /// The document for a variant, its names looked up.
  ///
  /// - Throws: `SourceError` at the first name that stands for nothing.
  package func resolved(
    for variant: Variant, subject: Subject
  ) throws(SourceError) -> ResolvedDocument {
    do {
      let cut = try SourceCut(parts.text, firstLine: front.lineCount + 1, for: variant)
      let text =
        cut.leavesOut
        ? try Reports.text(of: cut) { (name, line) throws(LineError) in
          guard let table = tables[name] else { throw LineError(line, "no table \(quoted(name))") }
          return table
        } : whole
      return try Resolver(text, of: self, subject: subject).resolved()
    } catch {
      throw placed(error)
    }
  }

  /// The figures that stand in the text, by what pictures in their places are of.
  var sketches: [String: SketchSource] { parts.sketches }

  /// An error in the file that its line comes from.
  func placed(_ error: LineError) -> SourceError { Manuscript.placed(error, parts, file) }

  private static func placed(
    _ error: LineError, _ parts: SourceParts, _ file: String
  ) -> SourceError {
    guard let place = parts.place(ofLine: error.line) else { return error.inFile(file) }
    var error = error
    error.line = place.line
    // Other lines that the message names may stand in other files.
    error.message.replace(#/of line (\d+)/#) { match in
      guard let other = Int(match.1).flatMap(parts.place) else { return String(match.0) }
      return "of line \(other.line)" + (other.file == place.file ? "" : " of '\(other.file)'")
    }
    return error.inFile(place.file)
  }

  /// Does something with the document; what goes wrong has its place in the source.
  func placing<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try SettingFault.placed(at: 1, work)
    } catch let error as LineError {
      throw placed(error)
    } catch let fault as SettingFault {
      // A character is told at the first line that has it.
      throw placed(
        LineError(fault.character.flatMap(line(of:)) ?? fault.line ?? 1, fault.message))
    }
  }

  /// The first line that has a character, included files joined; nil for none.
  func line(of scalar: Unicode.Scalar) -> Int? {
    let head = source.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix(front.lineCount)
    for (index, line) in head.enumerated() where line.unicodeScalars.contains(scalar) {
      return index + 1
    }
    let bytes = Array(String(scalar).utf8)
    return parts.lines.firstIndex { $0.firstRange(of: bytes) != nil }.map { $0 + parts.firstLine }
  }
}

/// How a page is made: what it shows besides the text, and who makes it.
public struct PageSettings: Sendable {
  /// For whom.
  public var variant: Variant
  /// Whether figures list their parameters, numbers and the hash of their data.
  public var showsDetails: Bool
  /// Whether questions leave room for answers.
  public var leavesSpace: Bool
  /// Whether the page has a table of contents.
  public var hasContents: Bool
  /// Lines at the foot of the page: how it was made.
  public var provenance: [String]
  /// The program that makes the page, with its version.
  public var software: String
  /// What it is made of, in lines such as `Handout: my-lab.md` and `Variant: student`.
  public var origin: [String]

  /// The settings of a report: everything is shown.
  public static func report(
    provenance: [String], software: String, origin: [String] = []
  ) -> PageSettings {
    PageSettings(
      variant: .instructor, showsDetails: true, leavesSpace: false, hasContents: true,
      provenance: provenance, software: software, origin: origin)
  }

  /// The settings of a handout.
  public static func handout(
    _ variant: Variant, provenance: [String], software: String, origin: [String] = []
  ) -> PageSettings {
    PageSettings(
      variant: variant, showsDetails: false, leavesSpace: variant == .student, hasContents: false,
      provenance: provenance, software: software, origin: origin)
  }
}

/// A page of HTML in one file, with what its parts weigh.
public struct HTMLPage: Sendable {
  /// The file.
  public var text: String
  /// The parts with their sizes in bytes, in the order of the file.
  public var parts: [(name: String, bytes: Int)]
}
