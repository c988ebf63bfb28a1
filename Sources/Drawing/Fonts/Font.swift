import CCairo
import Glibc

/// A font read from a file, with what layout and outlines need of it.
///
/// Immutable and safe to share.
/// Lengths are in font units, `unitsPerEm` of them to the em, y up as in the file.
public final class Font: Hashable, @unchecked Sendable {
  // HarfBuzz faces and fonts are thread-safe once immutable; nothing else here is mutable.

  /// The file that the font was read from.
  public let path: String
  /// The font's PostScript name, such as `LatinModernMath-Regular`.
  public let name: String
  /// The number of font units to the em.
  public let unitsPerEm: Double
  package let face: OpaquePointer
  package let font: OpaquePointer

  /// Reads a font file.
  ///
  /// - Parameter path: An OpenType or TrueType file.
  /// - Throws: `FontError.unreadable` when the file is absent or holds no font.
  public init(path: String) throws(FontError) {
    // A pipe would keep us waiting, and some devices have no end.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let blob = hb_blob_create_from_file_or_fail(path)
    else { throw .unreadable(path: path) }
    let face = hb_face_create(blob, 0)
    hb_blob_destroy(blob)
    guard let face, hb_face_get_glyph_count(face) > 0, let font = hb_font_create(face) else {
      hb_face_destroy(face)
      throw .unreadable(path: path)
    }
    self.path = path
    self.face = face
    self.font = font
    let upem = hb_face_get_upem(face)
    unitsPerEm = Double(upem)
    hb_font_set_scale(font, Int32(upem), Int32(upem))
    hb_face_make_immutable(face)
    hb_font_make_immutable(font)
    name = Font.nameEntry(6, of: face)  // name table: PostScript name
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  /// An entry of the font's name table; empty when there is none.
  private static func nameEntry(_ number: UInt32, of face: OpaquePointer) -> String {
    var length: UInt32 = 128
    let id = hb_ot_name_id_t(number)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      _ = hb_ot_name_get_utf8(face, id, nil, &length, buffer.baseAddress)
      return String(
        decoding: buffer.prefix(Int(length)).map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }
  }

  /// The families that the font goes by, each in quotes, as in a style sheet.
  package var families: String {
    // name table: 1 is the family as old programs group it, 16 as typographers do.
    let names = [1, 16].map { Font.nameEntry($0, of: face) }.filter { !$0.isEmpty }
    return names.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// Whether the font is the bold of its family.
  package var isBold: Bool { name.contains("Bold") }

  /// Whether the font is the italic or slanted of its family.
  package var isItalic: Bool {
    ["Italic", "Oblique", "Slanted"].contains { name.contains($0) }
  }

  /// Fonts are the same when they were read from the same file.
  public static func == (a: Font, b: Font) -> Bool { a === b || a.path == b.path }

  /// Hashes the file's path.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }

  /// The glyph of a character; nil when the font has none.
  public func glyph(for scalar: Unicode.Scalar) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
  }

  /// The horizontal advance of a glyph, in font units.
  public func advance(of glyph: UInt32) -> Double {
    Double(hb_font_get_glyph_h_advance(font, glyph))
  }

  /// The ink box of a glyph in font units, y up: `minY` is the depth line, `maxY` the top.
  public func inkBox(of glyph: UInt32) -> Rect {
    var e = hb_glyph_extents_t()
    guard hb_font_get_glyph_extents(font, glyph, &e) != 0 else {
      return Rect(minX: 0, minY: 0, maxX: 0, maxY: 0)
    }
    let top = Double(e.y_bearing)
    let left = Double(e.x_bearing)
    return Rect(
      minX: left, minY: top + Double(e.height), maxX: left + Double(e.width), maxY: top)
  }

  /// The outline of a glyph in font units, y up; quadratic curves are raised to cubic.
  public func outline(of glyph: UInt32) -> Path {
    let collector = OutlineCollector()
    withExtendedLifetime(collector) {
      hb_font_get_glyph_shape(
        font, glyph, OutlineCollector.functions, Unmanaged.passUnretained(collector).toOpaque())
    }
    return Path(collector.elements)
  }
}

/// Receives the steps of a glyph's outline from HarfBuzz.
private final class OutlineCollector {
  var elements: [Path.Element] = []

  // Built once, immutable from then on, and only read by HarfBuzz.
  nonisolated(unsafe) static let functions: OpaquePointer? = {
    let functions = hb_draw_funcs_create()
    hb_draw_funcs_set_move_to_func(
      functions, { _, data, _, x, y, _ in add(.move(point(x, y)), to: data) }, nil, nil)
    hb_draw_funcs_set_line_to_func(
      functions, { _, data, _, x, y, _ in add(.line(point(x, y)), to: data) }, nil, nil)
    hb_draw_funcs_set_cubic_to_func(
      functions,
      { _, data, _, ax, ay, bx, by, x, y, _ in
        add(.curve(point(ax, ay), point(bx, by), point(x, y)), to: data)
      }, nil, nil)
    hb_draw_funcs_set_close_path_func(
      functions, { _, data, _, _ in add(.close, to: data) }, nil, nil)
    hb_draw_funcs_make_immutable(functions)
    return functions
  }()
}

private func add(_ element: Path.Element, to collector: UnsafeMutableRawPointer?) {
  guard let collector else { return }
  Unmanaged<OutlineCollector>.fromOpaque(collector).takeUnretainedValue().elements.append(element)
}

private func point(_ x: Float, _ y: Float) -> Point { Point(Double(x), Double(y)) }

/// What can be wrong with a font.
public enum FontError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is absent or is not a font.
  case unreadable(path: String)
  /// None of the folders holds the file.
  case notFound(file: String, folders: [String])
  /// The font has no glyph for a character.
  case missingGlyph(text: String, font: String)
  /// The font has no OpenType MATH table.
  case noMathTable(font: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "font file '\(path)' cannot be read as a font; check the file or install fonts-lmodern"
    case .notFound(let file, let folders):
      "font file '\(file)' not found in \(folders.joined(separator: ", ")); "
        + "install the package fonts-lmodern or name a folder with --fonts DIR"
    case .missingGlyph(let text, let font):
      "the font \(font) has no glyph for \(FontError.shown(text)); write another character"
    case .noMathTable(let font):
      "the font \(font) has no MATH table; choose an OpenType math font such as Latin Modern Math"
    }
  }

  /// Characters as they look, where they do, with their code points.
  private static func shown(_ text: String) -> String {
    let codes = text.unicodeScalars.prefix(4).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
    let isVisible = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
        .spaceSeparator:
        false
      default: true
      }
    }
    return isVisible ? "'\(text)' (\(codes))" : codes
  }
}
