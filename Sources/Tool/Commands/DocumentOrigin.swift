import Lectures
import Records
import Reports

/// What a handout, a talk or a page of the report says about how it was made, read back from the file.
struct DocumentOrigin {
  /// The lines in their order: `Software`, then `Handout`, `Talk` or `Page`, and what it was made with.
  let lines: NamedValues
  private let format: String

  /// Reads a file; nil for one that says nothing.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: Array("%PDF-".utf8)) {
      (format, lines) = ("pdf", Fingerprint.keywords(bytes))
    } else if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      (format, lines) = ("pptx", DocumentOrigin.comment(of: bytes))
    } else {
      (format, lines) = ("html", DocumentOrigin.generator(of: bytes))
    }
    guard lines.contains(where: { ["Handout", "Talk", "Page"].contains($0.name) }) else {
      return nil
    }
  }

  private subscript(_ name: String) -> String? { lines.first { $0.name == name }?.value }

  /// The arguments of the command that makes the file again; the source is where it was, by its name.
  ///
  /// - Throws: `CommandFailure` with code 65 for words that this command has not written.
  func remake(in lecture: Lecture) throws -> [String] {
    let command = lecture.command
    if let page = self["Page"], ["report"].contains(page) || lecture.pages.contains(page) {
      return [command, "report", "--page", page]
    }
    if let talk = self["Talk"], let source = sourceName(talk) {
      return [command, "talk", source, "-f", format]
        + (self["Pages"] == "steps" ? ["--pages", "steps"] : [])
    }
    if let name = self["Handout"], let variant = self["Variant"].flatMap(Variant.init) {
      let paper = self["Paper"].flatMap(Paper.init) ?? .a4
      let options =
        ["--variant", variant.rawValue, "-f", format]
        + (paper == .a4 ? [] : ["--paper", paper.rawValue])
      if lecture.labs.contains(where: { $0.id == name }) {
        let language = self["Language"].map { ["--language", visibleLine($0)] } ?? []
        return [command, "handout", name] + language + options
      }
      if let source = sourceName(name) { return [command, "handout", source] + options }
    }
    throw CommandFailure(
      .badData,
      "its origin '\(printable(lines.dropFirst().first?.value ?? ""))' is nothing that this version makes "
        + "documents of; it was changed since, or a later version wrote it")
  }

  /// The name of a source as an argument; nil for what is none.
  private func sourceName(_ name: String) -> String? {
    guard isMarkdown(name), !name.contains("/"), visibleLine(name) == name else { return nil }
    return name.hasPrefix("-") ? "./" + name : name
  }

  /// The comment at the end of an archive, behind its length.
  private static func comment(of archive: [UInt8]) -> NamedValues {
    let end = archive.suffix(2100)
    guard let mark = end.ranges(of: Array("PK\u{5}\u{6}".utf8)).last else { return [] }
    let lines = String(decoding: end[mark.lowerBound...].dropFirst(22), as: UTF8.self)
    return lines.split(separator: "; ").compactMap { Fingerprint.pair(String($0)) }
  }

  /// The attributes of the page's generator.
  private static func generator(of page: [UInt8]) -> NamedValues {
    let head = String(decoding: page.prefix(1 << 16), as: UTF8.self)
    func value(_ start: String, in text: Substring) -> (value: String, rest: Substring)? {
      guard let begin = text.firstRange(of: start),
        let end = text[begin.upperBound...].firstIndex(of: "\"")
      else { return nil }
      return (String(text[begin.upperBound..<end]), text[end...])
    }
    guard let software = value("<meta name=\"generator\" content=\"", in: head[...]),
      software.rest.hasPrefix("\" data-origin"),
      let origin = value("data-origin=\"", in: software.rest)
    else { return [] }
    let lines = Fingerprint.unescaped(origin.value).split(separator: "; ")
    return [("Software", software.value)] + lines.compactMap { Fingerprint.pair(String($0)) }
  }
}
