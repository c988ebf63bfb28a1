import Drawing
package import Typesetting

/// The fonts that a page carries with it, each cut down to the characters of the page.
package struct PageFonts {
  /// Characters that a page needs besides its text: digits of counters, letters of the shell.
  static let furniture =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?()[]-–−·/%+=^'\"&@#↩▶⏸"

  /// The style sheet's rules.
  package let rules: String

  /// Fonts for a page.
  ///
  /// - Parameters:
  ///   - text: The characters of words.
  ///   - math: The characters of formulas, as they stand in MathML.
  package init(_ fonts: MathFonts, text: String, math: Set<Unicode.Scalar>) throws {
    // Spaces too: those of another font have another width.
    let words = Set(text.unicodeScalars).filter { $0.value > 0x20 }.union([" ", "\u{A0}"]).sorted()
    // Words borrow from the math font what their own lacks, such as Greek letters.
    let borrowed = words.filter { $0.value > 0x17F }
    let symbols = math.sorted().flatMap { [$0] + PageFonts.italics(of: $0) } + borrowed
    let size = 10.0
    let faces: [(face: Nucleus.Text.Face, rule: String)] = [
      (.regular, "font-style:normal;font-weight:400"),
      (.italic, "font-style:italic;font-weight:400"),
      (.bold, "font-style:normal;font-weight:700"),
    ]
    var rules = ""
    for (face, rule) in faces {
      let font = try fonts.font(for: face, size: size)
      // The rarer faces need letters only.
      let wanted = face == .regular ? words : words.filter { $0.value < 0x2100 }
      rules += PageFonts.rule("lm", rule, try fontSubset(path: font.path, scalars: wanted))
    }
    if !symbols.isEmpty {
      rules += PageFonts.rule(
        "lmm", "", try fontSubset(path: fonts.mathFont.path, scalars: symbols))
    }
    self.rules = rules
  }

  private static func rule(_ family: String, _ style: String, _ file: [UInt8]) -> String {
    "@font-face{font-family:\(family);\(style.isEmpty ? "" : style + ";")"
      + "src:url(data:font/woff;base64,\(base64(packedFont(file) ?? file)))}"
  }

  /// The slanted letters that browsers show for single letters of a formula (MathML Core, 4.2).
  private static func italics(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let value = scalar.value
    let italic: UInt32? =
      switch value {
      case 0x68: 0x210E
      case 0x41...0x5A: 0x1D434 + value - 0x41
      case 0x61...0x7A: 0x1D44E + value - 0x61
      case 0x391...0x3A9: 0x1D6E2 + value - 0x391
      case 0x3B1...0x3C9: 0x1D6FC + value - 0x3B1
      case 0x2202: 0x1D715
      case 0x3D1: 0x1D717
      case 0x3D5: 0x1D719
      case 0x3F5: 0x1D716
      default: nil
      }
    return italic.flatMap(Unicode.Scalar.init).map { [$0] } ?? []
  }
}
