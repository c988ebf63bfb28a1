import Mustache
import Records
package import Templates

/// The shell of a kind of page: a template of Mustache, which names what it is filled with.
///
/// Mustache puts nothing in the place of a name that it does not know. Here such a name is an error
/// with its line, and so is a shell that leaves out what the page is for.
struct PageShell: Sendable {
  /// The template's file.
  let file: String
  /// The names that stand for something within a section of a list, by the section's name.
  let sections: [String: Set<String>]
  /// The name without which the page would be empty.
  let essential: String

  /// The shell of documents.
  static let page = PageShell(
    file: Templates.Name.page.rawValue,
    sections: ["contents": ["level", "anchor", "words"], "provenance": []], essential: "body")

  /// The shell of the deck of slides.
  static let slides = PageShell(
    file: "slides.mustache",
    sections: [
      "slides": ["id", "kind", "title", "body", "steps", "stepTitles", "notes"],
      "stepTitles": ["step", "words"], "help": ["key", "words"],
    ], essential: "slides")

  /// The page: the template with what is given in the places of its names; nil is nothing.
  ///
  /// - Throws: `TemplateError`: the file cannot be read, or has a fault.
  func filled(with view: [String: Any?], from templates: Templates) throws -> String {
    let text = try templates.text(named: file)
    let path = templates.folder + "/" + file
    try check(text, path, names: Set(view.keys))
    do {
      return SocialCard.added(
        to: try MustacheTemplate(string: text).render(view.compactMapValues { $0 }))
    } catch let error as MustacheTemplate.ParserError {
      throw TemplateError.fault(
        file: path, line: error.context.lineNumber,
        message: "a tag is not as Mustache has it; write {{name}} or {{{name}}}")
    }
  }

  /// A section that is open: its name and line.
  private typealias Open = (name: String, line: Int)

  private func check(_ text: String, _ path: String, names: Set<String>) throws(TemplateError) {
    var used: Set<String> = []
    var open: [Open] = []
    var rest = text[...]
    var line = 1
    func fault(_ message: String) -> TemplateError {
      .fault(file: path, line: line, message: message)
    }
    while let start = rest.firstRange(of: "{{") {
      line += rest[..<start.lowerBound].count { $0.isNewline }
      let isRaw = rest[start.upperBound...].hasPrefix("{")
      let after = rest[start.upperBound...].dropFirst(isRaw ? 1 : 0)
      guard let end = after.firstRange(of: isRaw ? "}}}" : "}}") else {
        throw fault("a tag is never closed; end it with \(isRaw ? "}}}" : "}}")")
      }
      let tag = after[..<end.lowerBound]
      let kind = isRaw ? nil : tag.first.flatMap { "#^/!&>=<$%".contains($0) ? $0 : nil }
      let name = String((kind == nil ? tag : tag.dropFirst()).trimmed)
      switch kind {
      case "!": break
      case ">", "<", "$", "=", "%":
        throw fault("\(quoted("{{" + tag + "}}")) is no tag of a shell; write the text itself")
      case "/":
        guard let last = open.popLast() else { throw fault("no section is open here to be closed") }
        guard last.name == name else {
          throw fault("{{/\(last.name)}} must come before \(quoted(name)) is closed")
        }
      default:
        guard names.contains(name) || knows(name, in: open) else {
          let known = names.sorted().joined(separator: ", ")
          throw fault("no name \(quoted(name)) here; a shell may use \(known)")
        }
        used.insert(name)
        if kind == "#" || kind == "^" { open.append((name, line)) }
      }
      line += tag.count { $0.isNewline }
      rest = rest[end.upperBound...]
    }
    line = open.last?.line ?? 1
    if let last = open.last {
      throw fault("the section \(last.name) is never closed; end it with {{/\(last.name)}}")
    }
    guard used.contains(essential) else {
      throw fault("the shell leaves out \(essential); put the tag of that name where it goes")
    }
  }

  private func knows(_ name: String, in open: [Open]) -> Bool {
    // The dot is the item of a list, or the text of a section.
    if name == "." { return !open.isEmpty }
    return open.contains { sections[$0.name]?.contains(name) == true }
  }
}

/// Texts as Mustache reads them, which takes longer than to fill them: figures fill theirs for each
/// size, theme and page.
private let templates = Memo<String, MustacheTemplate>()

/// A text that is no page, filled by Mustache with the members of a value.
///
/// - Parameters:
///   - text: The text.
///   - view: The value.
///   - file: What errors call the text.
/// - Throws: `TemplateError.fault` for a tag that Mustache does not have.
package func filled(
  _ text: String, with view: [String: Any], file: String
) throws(TemplateError) -> String {
  do {
    return try templates.value(text) {
      try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n" + text)
    }.render(view)
  } catch {
    let line = (error as? MustacheTemplate.ParserError)?.context.lineNumber ?? 2
    throw TemplateError.fault(
      file: file, line: line - 1, message: "a tag is not as Mustache has it; write {{name}}")
  }
}
