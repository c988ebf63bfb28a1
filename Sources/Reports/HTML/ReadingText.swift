import Drawing
import Elementary
import Records
import Typesetting

extension [PanelReading] {
  /// The readings as the page's script takes them: for each the four edges, then for each side its name
  /// as it is spoken and as it is shown, the kind, both ends and what the kind needs besides; then, where
  /// there is a landscape, its name likewise, its error, its unit and its values.
  ///
  /// - Parameter language: How formulas are read aloud.
  func text(in language: MathLanguage) -> String {
    func number(_ value: Double) -> JSON { .number((value * 100).rounded() / 100) }
    return JSON.array(
      map { reading in
        let rect = reading.rect
        var (x, y) = (reading.x, reading.y)
        x.name = name(of: reading, \.x) { abs($0.minX - $1.minX) + abs($0.maxX - $1.maxX) < 1 }
        y.name = name(of: reading, \.y) { abs($0.minY - $1.minY) + abs($0.maxY - $1.maxY) < 1 }
        return .array(
          [rect.minX, rect.minY, rect.maxX, rect.maxY].map(number)
            + [side(x, language), side(y, language)]
            + (reading.landscape.map { [landscape($0, language)] } ?? []))
      }
    ).text
  }

  /// The name of a side; of one without, that of the same side of a drawing in line with it: the picture
  /// says it once.
  private func name(
    of reading: PanelReading, _ side: KeyPath<PanelReading, PanelReading.Side>,
    _ isInLine: (Rect, Rect) -> Bool
  ) -> String {
    let own = reading[keyPath: side]
    guard own.name.isEmpty else { return own.name }
    return first { other in
      var named = other[keyPath: side]
      guard !named.name.isEmpty else { return false }
      named.name = ""
      return named == own && isInLine(other.rect, reading.rect)
    }?[keyPath: side].name ?? ""
  }

  private func side(_ side: PanelReading.Side, _ language: MathLanguage) -> JSON {
    var parts = names(side.name, language)
    func add(_ kind: String, _ rest: JSON? = nil) {
      parts += [.string(kind), .number(side.start), .number(side.end)] + (rest.map { [$0] } ?? [])
    }
    switch side.kind {
    case .linear: add("linear")
    case .log: add("log")
    case .date: add("date")
    case .symlog(let size): add("symlog", .number(size))
    case .names(let names): add("names", .array(names.map { .string(shown($0)) }))
    }
    return .array(parts)
  }

  private func landscape(_ one: PanelReading.Landscape, _ language: MathLanguage) -> JSON {
    // One digit, rounded up: what is said holds.
    let digit = pow(10, log10(one.error).rounded(.down))
    let error = (one.error / digit).rounded(.up) * digit
    return .array(
      names(one.name, language) + [.number(error), .number(one.unit)]
        + one.values.map { .number(Double($0)) })
  }

  /// What is read as it is spoken and as it is shown; both empty for a name so long that the pointer would
  /// hide too much.
  private func names(_ name: String, _ language: MathLanguage) -> [JSON] {
    let (told, text) = ((try? spoken(name, in: language)) ?? name, shown(name))
    guard text.count < 40 else { return [.string(""), .string("")] }
    return [.string(told), .string(text == told ? "" : text)]
  }
}

/// Words with formulas between dollar signs in plain letters, with small digits below and above where they
/// have them; what letters cannot say is in words.
private func shown(_ text: String) -> String {
  let pieces = (try? dollarPieces(text)) ?? [.words(text)]
  return pieces.map { piece in
    switch piece {
    case .words(let words): return words
    case .formula(let tex):
      guard let formula = try? MathText(tex) else { return tex }
      return letters(of: formula.tree) ?? formula.words
    }
  }.joined()
}

private func letters(of list: MathList) -> String? {
  var out = ""
  var wasName = false
  for item in list.items {
    guard case .atom(let atom) = item else { continue }
    guard let core = letters(of: atom.nucleus),
      let below = script(atom.subscript, "_", small: "₀₁₂₃₄₅₆₇₈₉", plain: "∞⋆"),
      let above = script(atom.superscript, "^", small: "⁰¹²³⁴⁵⁶⁷⁸⁹", plain: "′")
    else { return nil }
    var isName = false
    if case .word = atom.nucleus { isName = true }
    // Names of functions stand apart from the letters around them.
    if isName || wasName, out.last?.isLetter ?? false, core.first?.isLetter ?? false { out += " " }
    out += atom.atomClass == .relation && !out.isEmpty ? " \(core) " : core
    out += below + above
    wasName = isName
  }
  return out
}

private func letters(of nucleus: Nucleus) -> String? {
  switch nucleus {
  case .symbol(let symbol): symbol.base == "-" ? "−" : String(Character(symbol.base))
  case .word(let word): word.letters
  case .text(let text): letters(of: text.pieces)
  case .list(let inner): letters(of: inner)
  default: nil
  }
}

private func letters(of pieces: [Nucleus.Text.Piece]) -> String? {
  let parts = pieces.compactMap { piece in
    switch piece {
    case .words(let words, _, _): words
    case .math(let list): letters(of: list)
    }
  }
  return parts.count == pieces.count ? parts.joined() : nil
}

/// A subscript or superscript: digits small, other letters behind a sign; nil for what letters cannot say.
///
/// - Parameters:
///   - small: The ten digits as they stand there.
///   - plain: What is understood without a sign.
private func script(
  _ list: MathList?, _ sign: Character, small: String, plain: String
) -> String? {
  guard let list else { return "" }
  guard let text = letters(of: list) else { return nil }
  let digits = zip("0123456789−", small + (sign == "_" ? "₋" : "⁻")).map { ($0, $1) }
  let table = Dictionary(digits) { first, _ in first }
  let letters = text.compactMap { table[$0] ?? (plain.contains($0) ? $0 : nil) }
  if letters.count == text.count { return String(letters) }
  return "\(sign)" + (text.allSatisfy(\.isLetter) ? text : "(\(text))")
}
