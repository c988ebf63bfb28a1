import ArgumentParser
import Drawing
import Lectures
import Records

/// What a file says about how it was made, read back from the file.
struct Fingerprint: Sendable {
  let format: Format
  /// The lines in their order: `Figure`, `Parameters`, `Options`, `Data SHA-256`, ….
  let lines: NamedValues
  /// Pixels to the inch, of a PNG.
  var dpi: Double?

  /// The value of a line.
  subscript(_ name: String) -> String? { lines.first { $0.name == name }?.value }

  /// Reads a file that this command wrote.
  ///
  /// - Throws: `CommandFailure` with code 65 when it is no such file.
  init(_ bytes: [UInt8], named name: String) throws {
    let found: (Format, NamedValues)? =
      if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
        (.png, Fingerprint.textChunks(bytes))
      } else if bytes.starts(with: Array("%PDF-".utf8)) {
        (.pdf, Fingerprint.keywords(bytes))
      } else if bytes.starts(with: Array("<svg ".utf8)) {
        (.svg, Fingerprint.metadata(bytes))
      } else if bytes.starts(with: Array("%!PS-Adobe-3.0 EPSF-3.0\n".utf8)) {
        (.eps, Fingerprint.comments(bytes))
      } else {
        nil
      }
    guard let (format, lines) = found, lines.contains(where: { $0.name == "Figure" }) else {
      throw CommandFailure(
        .badData,
        "'\(printable(name))' does not say how it was made; figures (SVG, PDF, PNG, EPS), handouts "
          + "and reports (HTML, PDF) and talks (HTML, PDF, PPTX) that this command wrote do")
    }
    self.format = format
    self.lines = lines
    if format == .png { dpi = Fingerprint.density(bytes) }
  }

  /// The arguments of the command that makes the file again.
  ///
  /// Every word is one that this version has read and written anew; none is copied from the file.
  ///
  /// - Throws: `UsageError` when this version does not know the figure or a parameter,
  ///   `CommandFailure` with code 65 for options that do not make a picture's look.
  func remake(in lecture: Lecture) throws -> [String] {
    var words = try source(in: lecture)
    words += try look().options
    if let dpi, dpi != 192 { words += ["--dpi", short(dpi)] }
    return words
  }

  /// The figure that is drawn again, with its parameters and data.
  private func source(in lecture: Lecture) throws -> [String] {
    if let sketch = self["Source"] { return try words(of: sketch, in: lecture) }
    let figure = try lecture.figure(named: self["Figure"] ?? "")
    var words = [lecture.command, "render", figure.id, "-f", format.rawValue]
    for setting in (self["Parameters"] ?? "").split(separator: " ") {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      let changed = try figure.setting(parts[0], to: parts[1])
      let standard = figure.settings.first { $0.name == parts[0] }?.value
      guard let value = changed.settings.first(where: { $0.name == parts[0] })?.value else {
        continue
      }
      let isGiven = self["Input SHA-256"] != nil && ["samples", "features"].contains(parts[0])
      if value != standard, !isGiven { words += ["--set", "\(parts[0])=\(value)"] }
    }
    if let target = self["Input target"] {
      // In one word, so that a column's name is no option.
      words += ["--data", "FILE.csv"]
      words += target.hasPrefix("-") ? ["--target=" + target] : ["--target", target]
      let options = (self["Input options"] ?? "").split(separator: " ").map(String.init)
      guard let preparation = Preparation(options: options) else {
        throw CommandFailure(.badData, "its options of data are none of this version's")
      }
      words += preparation.options
    }
    return words
  }

  /// The arguments for a sketch, whose file is elsewhere: its name, and values as they are written.
  private func words(of source: String, in lecture: Lecture) throws -> [String] {
    let name = visibleLine(source)
    guard name.hasSuffix(".figure"), !name.contains("/") else {
      throw CommandFailure(
        .badData, "its source '\(printable(source))' is no sketch; it was changed since")
    }
    // A name that begins with a hyphen is no option behind ./.
    var words = [lecture.command, "render", name.hasPrefix("-") ? "./" + name : name]
    words += ["-f", format.rawValue]
    for setting in (self["Parameters"] ?? "").split(separator: " ") {
      words += ["--set", visibleLine(String(setting))]
    }
    return words
  }

  /// How the picture looks, read from the line of options.
  private func look() throws -> Look {
    let line = self["Options"] ?? ""
    var words = line.split(separator: " ").map(String.init)[...]
    var style = try StyleOptions.parse([])
    var drawsObstacles = false
    while let option = words.popFirst() {
      if option == "--draw-obstacles" {
        drawsObstacles = true
        continue
      }
      let value = words.popFirst()
      switch option {
      case "--size": style.size = value ?? ""
      case "--theme": style.theme = value ?? ""
      case "--profile": style.profile = value ?? ""
      case "--steps": style.steps = value ?? ""
      case "--ground": style.ground = value ?? ""
      case "--language": style.language = value ?? ""
      default:
        throw CommandFailure(
          .badData,
          "its options '\(printable(line))' are not how this version draws; it was changed since, "
            + "or a later version wrote it")
      }
    }
    var look = try style.look()
    look.drawsObstacles = drawsObstacles
    return look
  }

  private static func metadata(_ bytes: [UInt8]) -> NamedValues {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.firstRange(of: "<metadata>"),
      let end = text.firstRange(of: "</metadata>"),
      start.upperBound <= end.lowerBound
    else { return [] }
    return unescaped(String(text[start.upperBound..<end.lowerBound])).split(separator: "\n")
      .compactMap { pair(String($0)) }
  }

  /// Text of XML or HTML as its readers read it.
  static func unescaped(_ text: String) -> String {
    var text = text
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ]
    for (entity, character) in entities { text.replace(entity, with: character) }
    return text
  }

  static func pair(_ line: String) -> (name: String, value: String)? {
    guard let colon = line.firstRange(of: ": ") else { return nil }
    return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
  }

  /// The comments of an EPS file that begin with a name.
  private static func comments(_ bytes: [UInt8]) -> NamedValues {
    let head = String(decoding: bytes.prefix(16_384), as: UTF8.self)
    return head.split(separator: "\n").prefix { $0 != "%%EndComments" }
      .filter { $0.hasPrefix("% ") }.compactMap { pair(String($0.dropFirst(2))) }
  }

  /// The chunks of a PNG: type and contents.
  private static func chunks(_ png: [UInt8]) -> [(type: String, data: ArraySlice<UInt8>)] {
    var found: [(String, ArraySlice<UInt8>)] = []
    var index = 8
    while index + 12 <= png.count {
      let length = png[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
      guard index + 12 + length <= png.count else { break }
      let type = String(decoding: png[index + 4..<index + 8], as: UTF8.self)
      found.append((type, png[index + 8..<index + 8 + length]))
      index += 12 + length
    }
    return found
  }

  private static func textChunks(_ png: [UInt8]) -> NamedValues {
    chunks(png).filter { $0.type == "iTXt" }.compactMap { chunk in
      // Keyword, zero, compression flag and method, language, zero, translated keyword, zero, text.
      let parts = chunk.data.split(
        separator: 0, maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6 else { return nil }
      return (
        String(decoding: parts[0], as: UTF8.self), String(decoding: parts[5], as: UTF8.self)
      )
    }
  }

  private static func density(_ png: [UInt8]) -> Double? {
    guard let chunk = chunks(png).first(where: { $0.type == "pHYs" }), chunk.data.count == 9 else {
      return nil
    }
    let perMetre = chunk.data.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    // Whole pixels to the metre stand for a resolution of at most two decimals.
    return (Double(perMetre) * 0.0254 * 10).rounded() / 10
  }

  /// The keywords of the information dictionary.
  static func keywords(_ pdf: [UInt8]) -> NamedValues {
    (pdfKeywords(pdf) ?? "").split(separator: "; ").compactMap { pair(String($0)) }
  }
}
