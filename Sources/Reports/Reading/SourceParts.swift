/// The body of a source with the files that it includes in their places, and where each line of it
/// comes from.
struct SourceParts {
  /// A line of a file.
  struct Place: Hashable {
    var file: String
    var line: Int
  }

  /// The figures that stand in the text, by what pictures in their places are of.
  private(set) var sketches: [String: SketchSource] = [:]
  private(set) var lines: [ArraySlice<UInt8>] = []
  private var places: [Place] = []
  /// The line of the source in which the body begins.
  let firstLine: Int
  private var included = 0
  private var bytes = 0

  /// The most files that are included, those in files counted, and the most bytes of all.
  private static let most = (files: 100, bytes: 1_000_000)

  /// Puts included files in their places: those that lines `::: include part.md` outside of code
  /// name, within the folder of the source.
  ///
  /// - Parameters:
  ///   - body: The Markdown after the settings.
  ///   - file: The name of the source.
  ///   - read: Reads a file by its path from the folder of the source.
  /// - Throws: `SourceError` for a file that lies elsewhere, cannot be read, or includes itself.
  init(
    _ body: [UInt8], firstLine: Int, file: String,
    reading read: (String) throws -> [UInt8]
  ) throws(SourceError) {
    self.firstLine = firstLine
    try add(body, firstLine: firstLine, file: file, folder: "", around: [], reading: read)
  }

  /// The body with everything in it.
  var text: [UInt8] { Array(lines.joined(separator: [Ascii.newline])) }

  /// Where a line of the whole comes from.
  func place(ofLine line: Int) -> Place? {
    places.indices.contains(line - firstLine) ? places[line - firstLine] : nil
  }

  /// - Parameter around: The paths of the files around, the outermost first.
  private mutating func add(
    _ text: [UInt8], firstLine: Int, file: String, folder: String, around: [String],
    reading read: (String) throws -> [UInt8]
  ) throws(SourceError) {
    var fence: Fence?
    /// The figure whose lines are read: its first line, its attributes, its own lines.
    var open: (index: Int, attributes: String, lines: [ArraySlice<UInt8>])?
    for (index, line) in text.split(separator: Ascii.newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      let place = Place(file: file, line: firstLine + index)
      if let figure = open {
        lines.append([])
        places.append(place)
        guard SourceParts.isClosing(line) else {
          open?.lines.append(line)
          continue
        }
        open = nil
        try takeSketch(
          figure.lines, figure.attributes, at: lines.count - 1 - index + figure.index,
          Place(file: file, line: firstLine + figure.index))
        continue
      }
      if fence == nil, let attributes = SourceParts.words(of: "figure", in: line) {
        open = (index, String(attributes), [])
        lines.append([])
        places.append(place)
        continue
      }
      if let inside = fence {
        if inside.ends(at: line) { fence = nil }
      } else if let name = SourceParts.words(of: "include", in: line) {
        try include(name, at: place, folder: folder, around: around, reading: read)
        continue
      } else {
        fence = Fence(beginningAt: line)
      }
      lines.append(line)
      places.append(place)
    }
    if let figure = open {
      throw LineError(
        firstLine + figure.index, "this figure never ends; write ::: on a line of its own after it"
      ).inFile(file)
    }
  }

  /// Puts a picture in the place of a figure that stands in the text.
  private mutating func takeSketch(
    _ own: [ArraySlice<UInt8>], _ words: String, at index: Int, _ place: Place
  ) throws(SourceError) {
    var inside = words.trimmed
    if inside.hasPrefix("{"), inside.hasSuffix("}") { inside = inside.dropFirst().dropLast() }
    var name = "sketch-\(sketches.count + 1)"
    var anchor = ""
    do throws(LineError) {
      if let given = try Attributes(inside, line: place.line).anchor {
        name = given.hasPrefix("fig-") ? String(given.dropFirst(4)) : given
      } else {
        anchor = "#fig-\(name) "
      }
      guard sketches[":" + name] == nil else {
        throw LineError(
          place.line, "another figure is called '\(name)' already; give this one another #name")
      }
    } catch {
      throw error.inFile(place.file)
    }
    sketches[":" + name] = SketchSource(
      name: name, text: Array(own.joined(separator: [Ascii.newline])), file: place.file,
      line: place.line + 1)
    lines[index] = Array("![](figure::\(name)){\(anchor)\(inside)}".utf8)[...]
  }

  private static func isClosing(_ line: ArraySlice<UInt8>) -> Bool {
    let words = String(decoding: line, as: UTF8.self).trimmed
    return words.hasPrefix(":::") && words.allSatisfy { $0 == ":" }
  }

  /// A file's text with one kind of line ends, and without marks that show nothing: those of byte
  /// order and of directions, and spaces without width.
  static func plain(_ text: String) -> String {
    var lines = text
    if lines.utf8.contains(UInt8(ascii: "\r")) {
      lines = lines.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
    if lines.utf8.contains(0xC2) { lines = spaced(lines) }
    // Bytes with which the signs below begin.
    guard lines.utf8.contains(where: { $0 == 0xE2 || $0 == 0xEF }),
      lines.unicodeScalars.contains(where: {
        $0.value >= 0x200B && isNothing($0) || $0 == "\u{2028}"
      })
    else { return lines }
    var kept = String.UnicodeScalarView()
    for scalar in lines.unicodeScalars where !isNothing(scalar) {
      kept.append(scalar == "\u{2028}" || scalar == "\u{2029}" ? " " : scalar)
    }
    return String(kept)
  }

  /// A text whose headings and items of lists have a plain space behind their marks, where keyboards
  /// easily put one that does not break; behind a star it may begin words.
  private static func spaced(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isMark = true
    for index in bytes.indices {
      let byte = bytes[index]
      if isMark, byte == 0xA0, bytes[index - 1] == 0xC2, index > 1,
        "#-+".utf8.contains(bytes[index - 2])
      {
        out[out.count - 1] = Ascii.space
        isMark = false
        continue
      }
      out.append(byte)
      if byte == Ascii.newline {
        isMark = true
      } else if byte != 0xC2, byte != UInt8(ascii: "#"), !Ascii.isBlockPrefix(byte) {
        isMark = false
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isNothing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// What stands behind the name of a block in the line that opens it; nil for other lines.
  private static func words(of name: String, in line: ArraySlice<UInt8>) -> Substring? {
    guard line.starts(with: ":::".utf8) else { return nil }
    let words = String(decoding: line, as: UTF8.self).drop { $0 == ":" }.trimmed
    guard words.hasPrefix(name),
      words.dropFirst(name.count).first.map({ $0.isWhitespace || $0 == "{" }) ?? true
    else { return nil }
    return words.dropFirst(name.count).trimmed
  }

  private mutating func include(
    _ name: Substring, at place: Place, folder: String, around: [String],
    reading read: (String) throws -> [UInt8]
  ) throws(SourceError) {
    func fault(_ message: String) -> SourceError {
      LineError(place.line, message).inFile(place.file)
    }
    guard isMarkdown(String(name)) else {
      throw fault("\(quoted(name)) is no file to include; write ::: include part.md")
    }
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw fault("the file \(quoted(name)) lies outside of the source's folder; copy it there")
    }
    let path = folder + name
    guard !around.contains(path) else {
      throw fault("the file \(quoted(name)) includes itself; take one ::: include away")
    }
    included += 1
    guard included <= SourceParts.most.files else {
      throw fault("more than \(SourceParts.most.files) files are included; join some")
    }
    let content: [UInt8]
    do {
      content = try read(path)
    } catch {
      throw fault(unreadable("file", String(name), error))
    }
    bytes += content.count
    guard bytes <= SourceParts.most.bytes else {
      throw fault("the files included have more than a million bytes; include less")
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw fault("the file \(quoted(name)) is not UTF-8; save it as UTF-8")
    }
    // Messages call a file as the source is called: by its path from where the command runs.
    let slash = place.file.lastIndex(of: "/")
    let beside = (slash.map { String(place.file[...$0]) } ?? "") + name
    let lines = SourceParts.plain(text)
    guard lines.split(separator: "\n", maxSplits: 1).first?.trimmed != "---" else {
      throw LineError(1, "an included file has no settings; remove the lines between --- and ---")
        .inFile(beside)
    }
    let own = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    // What follows begins on a line of its own.
    try add(
      Array((lines.hasSuffix("\n") ? lines : lines + "\n").utf8), firstLine: 1, file: beside,
      folder: own, around: around + [path], reading: read)
  }
}

/// Whether a file is Markdown by its name, which ends in `.md` or `.markdown`, in small letters or not.
package func isMarkdown(_ name: some StringProtocol) -> Bool {
  let name = name.lowercased()
  return name.hasSuffix(".md") || name.hasSuffix(".markdown")
}
