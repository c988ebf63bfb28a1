public import Drawing
import Records

/// The fonts of a document: one with a MATH table for formulas, and faces for words.
///
/// Files are read when first used. Safe to share.
public struct MathFonts: Sendable {
  let math: MathFace
  let library: FontLibrary
  /// Which files the words are set in.
  let words: TextFaces
  /// Which files the upright words of formulas, such as `lim` and `\mathrm`, are set in;
  /// nil for the letters of the math font.
  let upright: TextFaces?

  /// The folders of Debian's package fonts-lmodern.
  public static let defaultFolders = [
    "/usr/share/texmf/fonts/opentype/public/lm", "/usr/share/texmf/fonts/opentype/public/lm-math",
  ]

  /// Latin Modern Math for formulas, Latin Modern Roman for words, at the design size nearest to
  /// the size used.
  ///
  /// - Parameter folders: Where to look for the files, in order.
  /// - Returns: The fonts; the files of words are read when first used.
  /// - Throws: `FontError.notFound` naming the package to install.
  public static func latinModern(
    folders: [String] = defaultFolders
  ) throws(FontError) -> MathFonts {
    try latinModern(words: .latinModernRoman, folders)
  }

  /// Latin Modern Math for formulas, Latin Modern Sans for words, as on slides.
  ///
  /// - Parameter folders: Where to look for the files, in order.
  /// - Returns: The fonts; the files of words are read when first used.
  /// - Throws: `FontError.notFound` naming the package to install.
  public static func latinModernSans(
    folders: [String] = defaultFolders
  ) throws(FontError) -> MathFonts {
    try latinModern(words: .latinModernSans, folders)
  }

  private static func latinModern(
    words: TextFaces, _ folders: [String]
  ) throws(FontError) -> MathFonts {
    let library = FontLibrary(folders: folders)
    return MathFonts(
      math: try MathFace(library.font("latinmodern-math.otf")), library: library, words: words,
      upright: .latinModernRoman)
  }
}

extension MathFonts {

  /// Formulas in a math font given by its file, words in a second file.
  ///
  /// - Parameters:
  ///   - mathFontFile: A font file with a MATH table.
  ///   - textFontFile: A font file for words; the math font itself when nil.
  /// - Throws: `FontError.unreadable`, or `FontError.noMathTable` when the table is missing.
  public init(mathFontFile: String, textFontFile: String? = nil) throws(FontError) {
    let library = FontLibrary(folders: [])
    self.init(
      math: try MathFace(library.font(mathFontFile)), library: library,
      words: TextFaces(everything: textFontFile ?? mathFontFile), upright: nil)
  }

  /// The font of formulas.
  public var mathFont: Font { math.font }

  /// The paths of all files that setting with these fonts may read, whether they are there or not.
  public var files: [String] {
    let names = words.files + (upright?.files ?? [])
    return [math.font.path] + library.paths(of: names)
  }

  /// The font of a file that one of these fonts was read from; nil where it cannot be had.
  package func font(at path: String) -> Font? {
    path == math.font.path ? math.font : try? library.font(path)
  }

  /// The font of words in a face at a size in points.
  ///
  /// - Parameters:
  ///   - face: The face.
  ///   - size: The size of the em, in points; it decides the design size.
  /// - Returns: The font, read on first use.
  /// - Throws: `FontError.notFound` or `FontError.unreadable` when the file cannot be had.
  public func font(
    for face: Nucleus.Text.Face = .regular, size: Double
  ) throws(FontError) -> Font {
    try library.font(words.file(for: face, size: size))
  }
}

/// Reads font files once, when first asked for, and remembers shaped words.
final class FontLibrary: Sendable {
  private let folders: [String]
  private let memory = Guarded(Memory())

  private struct Memory {
    var fonts: [String: Font] = [:]
    var shaped: [ShapedText.Key: ShapedText] = [:]
  }

  init(folders: [String]) { self.folders = folders }

  /// The font of a file, by its name in one of the folders or by its path.
  func font(_ file: String) throws(FontError) -> Font {
    if let known = memory.withLock({ $0.fonts[file] }) { return known }
    let font = try read(file)
    memory.withLock { $0.fonts[file] = font }
    return font
  }

  /// Where the fonts of some files are looked for.
  func paths(of files: [String]) -> [String] {
    files.flatMap { file in
      folders.isEmpty || file.utf8.contains(0x2F) ? [file] : folders.map { $0 + "/" + file }
    }
  }

  private func read(_ file: String) throws(FontError) -> Font {
    if folders.isEmpty || file.utf8.contains(0x2F) { return try Font(path: file) }
    for folder in folders {
      if let font = try? Font(path: folder + "/" + file) { return font }
    }
    throw .notFound(file: file, folders: folders)
  }

  /// The glyphs of a text in a font.
  func shape(_ text: String, in font: Font) throws(FontError) -> ShapedText {
    let key = ShapedText.Key(font: ObjectIdentifier(font), text: text)
    if let known = memory.withLock({ $0.shaped[key] }) { return known }
    let shaped = try ShapedText(text, in: font)
    memory.withLock {
      // Bounded, for long-lived processes: words repeat within a document, not forever.
      if $0.shaped.count >= 4096 { $0.shaped.removeAll() }
      $0.shaped[key] = shaped
    }
    return shaped
  }
}

/// A shaped text; lengths are parts of the em, y down.
struct ShapedText: Sendable {
  struct Key: Hashable {
    var font: ObjectIdentifier
    var text: String
  }

  var glyphs: [GlyphRun.Glyph]
  var width: Double

  init(_ text: String, in font: Font) throws(FontError) {
    let (shaped, advance) = try font.shape(text)
    let scale = 1 / font.unitsPerEm
    width = advance * scale
    glyphs = shaped
    for index in glyphs.indices { glyphs[index].offset = glyphs[index].offset * scale }
  }

  /// How far the ink reaches above and below the baseline.
  func extent(in font: Font) -> (height: Double, depth: Double) {
    let scale = 1 / font.unitsPerEm
    return glyphs.reduce((0, 0)) { extent, glyph in
      let ink = font.inkBox(of: glyph.id)
      return (
        max(extent.0, ink.maxY * scale - glyph.offset.y),
        max(extent.1, glyph.offset.y - ink.minY * scale)
      )
    }
  }
}
