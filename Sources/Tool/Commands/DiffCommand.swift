import ArgumentParser
import Drawing
import Glibc
import Lectures
import Records

/// The command `figures diff`.
struct DiffCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "diff", "Compare two files or folders in pixels and numbers.",
      """
      PNG files are compared pixel by pixel; SVG, CSV, JSON and other texts number by
      number; of figures, also how they were made. Exits 1 when something differs.

      Examples:
        <command> diff before/<figure>.png after/<figure>.png
        <command> diff out /tmp/out
      """)
  }

  @OptionGroup var options: ConsoleOptions

  @Argument(help: "A file or folder.", completion: .file())
  var first: String

  @Argument(help: "Another.", completion: .file())
  var second: String

  func run() throws {
    let lines: [String]
    for path in [first, second] where access(path, F_OK) != 0 {
      throw CommandFailure(.noInput, "cannot read '\(printable(path))': \(systemReason())")
    }
    let (isFolder, isOtherFolder) = (isFolder(first), isFolder(second))
    guard isFolder == isOtherFolder else {
      throw UsageError.other("one is a folder and one is a file; give two of a kind")
    }
    var count = 1
    if isFolder {
      let (left, right) = (try filesBelow(first), try filesBelow(second))
      let all = Set(left).union(right).sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
      count = all.count
      lines = try all.flatMap { name -> [String] in
        guard left.contains(name) else { return ["\(name): only in \(second)"] }
        guard right.contains(name) else { return ["\(name): only in \(first)"] }
        return try differences(first + "/" + name, second + "/" + name).map { "\(name): \($0)" }
      }
    } else {
      lines = try differences(first, second)
    }
    Journal.current.add([
      ("compared", .number(Double(count))), ("differences", .array(lines.map { .string($0) })),
    ])
    if !lines.isEmpty, !Journal.current.isJSON { try console.result(lines: lines) }
    guard lines.isEmpty else { throw CommandFailure(.claimFailed, "they differ") }
    console.endProgress("\(counted(count, "file is", plural: "files are")) the same")
  }

  private func differences(_ a: String, _ b: String) throws -> [String] {
    try difference(of: try readFile(a), try readFile(b), named: a)
  }
}

/// How two files differ, in lines; none when their bytes are equal.
package func difference(of a: [UInt8], _ b: [UInt8], named name: String) throws -> [String] {
  if a == b { return [] }
  var lines: [String] = []
  if let one = try? Fingerprint(a, named: name), let other = try? Fingerprint(b, named: name) {
    for name in (one.lines + other.lines).map(\.name).distinct
    where one[name] != other[name] {
      lines.append("\(name): \(one[name] ?? "none") / \(other[name] ?? "none")")
    }
  }
  if let one = try? PixelImage(png: a), let other = try? PixelImage(png: b) {
    return lines + [pixelDifference(one, other)]
  }
  guard let one = String(validating: a, as: UTF8.self), !a.contains(0),
    let other = String(validating: b, as: UTF8.self), !b.contains(0)
  else {
    let equal = zip(a, b).count { $0 == $1 }
    let (all, other) = (max(a.count, b.count), max(a.count, b.count) - equal)
    return lines + ["\(other) of \(counted(all, "byte")) \(agreeing(other, "differs", "differ"))"]
  }
  return lines + [textDifference(one, other)]
}

private func pixelDifference(_ a: PixelImage, _ b: PixelImage) -> String {
  guard let found = a.difference(from: b) else {
    return "\(a.width) x \(a.height) pixels / \(b.width) x \(b.height)"
  }
  guard found.pixels > 0 else { return "the same pixels, other text" }
  return "\(found.pixels) of \(counted(a.width * a.height, "pixel")) "
    + "\(agreeing(found.pixels, "differs", "differ")), by up to \(found.greatest) of 255"
}

private func textDifference(_ a: String, _ b: String) -> String {
  let (one, other) = (Pieces(a), Pieces(b))
  guard one.words == other.words else { return firstDifference(a, b) }
  let gaps = zip(one.numbers, other.numbers).map { abs($0 - $1) }
  let count = gaps.count { $0 > 0 }
  func size(_ gaps: [Double]) -> String { Numeral(gaps.max() ?? 0, significant: 2).scientific }
  guard count > 0 else {
    return "the same numbers, written in another way; " + firstDifference(a, b)
  }
  let relative = zip(one.numbers, other.numbers).map {
    abs($0 - $1) / max(abs($0), abs($1), 1e-300)
  }
  return "\(count) of \(counted(gaps.count, "number")) \(count == 1 ? "differs" : "differ"), "
    + "by up to \(size(gaps)) (relative \(size(relative)))"
}

/// The first lines that differ, each cut around the first character that does.
private func firstDifference(_ a: String, _ b: String) -> String {
  // By characters of the code: equal to the eye is not equal, and a CR is no part of a line's end.
  let lines = [a, b].map {
    $0.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
  }
  let line = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
  let texts = lines.map { line < $0.count ? $0[line] : [] }
  let column = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
  let start = column > 30 ? column - 20 : 0
  func part(_ text: [Unicode.Scalar]) -> String {
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: text.dropFirst(start).prefix(60))
    return (start > 0 && start <= text.count ? "…" : "") + visibleLine(String(shown))
      + (text.count > start + 60 ? "…" : "")
  }
  let shown = texts.map(part)
  let place = "line \(line + 1)" + (start > 0 ? ", character \(column + 1)" : "")
  guard Array(shown[0].unicodeScalars) == Array(shown[1].unicodeScalars) else {
    return "\(place): '\(shown[0])' / '\(shown[1])'"
  }
  // What a terminal does not show is named.
  let codes = texts.map { text -> String in
    guard column < text.count else { return "the line's end" }
    let digits = String(text[column].value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
  return "line \(line + 1), character \(column + 1): \(codes[0]) / \(codes[1])"
}

/// A text taken apart into numbers and what stands between them.
private struct Pieces {
  var words: [[UInt8]] = []
  var numbers: [Double] = []

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var word: [UInt8] = []
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, Pieces.isPart(bytes, index, end) { end += 1 }
      if end > index, let value = Double(String(decoding: bytes[index..<end], as: UTF8.self)) {
        words.append(word)
        numbers.append(value)
        word = []
        index = end
      } else {
        word += bytes[index..<max(end, index + 1)]
        index = max(end, index + 1)
      }
    }
    words.append(word)
  }

  /// Whether the byte at `place` continues the number that begins at `start`.
  private static func isPart(_ bytes: [UInt8], _ start: Int, _ place: Int) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."): !bytes[start..<place].contains(UInt8(ascii: "."))
    case UInt8(ascii: "-"): place == start || bytes[place - 1] == UInt8(ascii: "e")
    case UInt8(ascii: "e"):
      place > start && place + 1 < bytes.count
        && (bytes[place + 1] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[place + 1]))
        && !bytes[start..<place].contains(UInt8(ascii: "e")) && bytes[place - 1] >= 0x30
    default: false
    }
  }
}
