extension MathAlphabet {
  /// The mathematical character of Unicode for a letter or digit of an alphabet; nil for none.
  ///
  /// The blocks of mathematical letters have holes where a character had a place before them,
  /// such as ℎ and ℝ (The Unicode Standard, chapter 22.2).
  func scalar(for base: Unicode.Scalar) -> Unicode.Scalar? {
    switch base {
    case "A"..."Z": latinUpper.flatMap { place(base, from: "A", at: $0) }
    case "a"..."z": latinLower.flatMap { place(base, from: "a", at: $0) }
    case "0"..."9": digits.flatMap { place(base, from: "0", at: $0) }
    case "Α"..."Ω": greek.flatMap { place(base, from: "Α", at: $0) }
    case "α"..."ω": greek.flatMap { place(base, from: "α", at: $0 + 26) }
    default: variant(of: base)
    }
  }

  private func place(
    _ base: Unicode.Scalar, from first: Unicode.Scalar, at start: UInt32
  ) -> Unicode.Scalar? {
    guard start != first.value else { return base }
    let value = start + base.value - first.value
    return MathAlphabet.holes[value] ?? Unicode.Scalar(value)
  }

  private var latinUpper: UInt32? {
    switch self {
    case .upright: 0x41
    case .bold: 0x1D400
    case .italic: 0x1D434
    case .boldItalic: 0x1D468
    case .calligraphic: 0x1D49C
    case .fraktur: 0x1D504
    case .doubleStruck: 0x1D538
    case .sans: 0x1D5A0
    case .mono: 0x1D670
    }
  }

  private var latinLower: UInt32? { latinUpper.map { self == .upright ? 0x61 : $0 + 26 } }

  private var digits: UInt32? {
    switch self {
    case .upright, .italic, .calligraphic, .fraktur: 0x30
    case .bold, .boldItalic: 0x1D7CE
    case .doubleStruck: 0x1D7D8
    case .sans: 0x1D7E2
    case .mono: 0x1D7F6
    }
  }

  /// Where capital Alpha stands; the small letters follow 26 places later.
  private var greek: UInt32? {
    switch self {
    case .upright: 0x391
    case .bold: 0x1D6A8
    case .italic: 0x1D6E2
    case .boldItalic: 0x1D71C
    default: nil
    }
  }

  /// The letters that follow small omega, in the order of the blocks.
  private static let variants: [Unicode.Scalar: UInt32] = [
    "∂": 0, "ϵ": 1, "ϑ": 2, "ϰ": 3, "ϕ": 4, "ϱ": 5, "ϖ": 6,
  ]

  private func variant(of base: Unicode.Scalar) -> Unicode.Scalar? {
    if self == .upright { return base }
    guard let greek else { return nil }
    if base == "∇" { return Unicode.Scalar(greek + 25) }
    if let place = MathAlphabet.variants[base] { return Unicode.Scalar(greek + 51 + place) }
    return nil
  }

  /// Places of the blocks that are empty, with the characters to use.
  private static let holes: [UInt32: Unicode.Scalar] = [
    0x1D455: "ℎ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ",
    0x1D4A7: "ℒ", 0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ",
    0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ",
    0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ",
    0x1D551: "ℤ",
  ]
}
