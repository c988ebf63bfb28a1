/// The outlines of glyphs that pictures draw by name, each once.
package struct GlyphSheet: Hashable, Sendable {
  /// What the names begin with.
  private let prefix: String
  /// Whether names count from 0 in the order of first use, rather than name font and glyph.
  private let isCounted: Bool
  private var fonts: [String] = []
  private var places: [Key: String] = [:]
  /// The `path` elements, a line each.
  package private(set) var definitions = ""

  private struct Key: Hashable {
    let font: Int
    let glyph: UInt32
  }

  /// A sheet for one picture, with names such as `picture-g0-123`.
  init(prefix: String) {
    self.prefix = prefix
    isCounted = false
  }

  /// A sheet for all pictures of a page, with names such as `g4f`.
  package init(sharedAs prefix: String) {
    self.prefix = prefix
    isCounted = true
  }

  /// The name of a glyph's outline, which is put in if it is new; nil for a glyph without ink.
  mutating func name(of glyph: UInt32, in font: Font) -> String? {
    let key = Key(font: index(of: font.path), glyph: glyph)
    if let known = places[key] { return known }
    let data = pathData(font.outline(of: glyph), decimals: 0)
    guard !data.isEmpty else { return nil }
    let name =
      isCounted
      ? prefix + String(places.count, radix: 36) : "\(prefix)\(key.font)-\(glyph)"
    places[key] = name
    definitions += "<path id=\"\(name)\" d=\"\(data)\"/>\n"
    return name
  }

  private mutating func index(of path: String) -> Int {
    if let index = fonts.firstIndex(of: path) { return index }
    fonts.append(path)
    return fonts.count - 1
  }
}
