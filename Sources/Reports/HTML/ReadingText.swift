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
        return .array(
          [rect.minX, rect.minY, rect.maxX, rect.maxY].map(number)
            + [side(reading.x, language), side(reading.y, language)]
            + (reading.landscape.map { [landscape($0, language)] } ?? []))
      }
    ).text
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

  /// What is read as it is spoken and as it is shown.
  private func names(_ name: String, _ language: MathLanguage) -> [JSON] {
    // Long names are left out: the pointer hides too much.
    let (told, text) = ((try? spoken(name, in: language)) ?? name, shown(name))
    return [
      .string(told.count < 40 ? told : ""), .string(text == told || text.count > 24 ? "" : text),
    ]
  }
}

/// Words with formulas between dollar signs in plain letters, with small digits below where they have
/// them; what letters cannot say is in words.
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
  for item in list.items {
    switch item {
    case .space, .style: continue
    case .atom(let atom):
      guard atom.superscript == nil else { return nil }
      switch atom.nucleus {
      case .symbol(let symbol): out.unicodeScalars.append(symbol.base)
      case .word(let word): out += word.letters
      case .list(let inner):
        guard let inner = letters(of: inner) else { return nil }
        out += inner
      default: return nil
      }
      guard let below = atom.subscript else { continue }
      guard let digits = letters(of: below) else { return nil }
      for digit in digits.unicodeScalars {
        guard ("0"..."9").contains(digit), let small = Unicode.Scalar(0x2050 + digit.value) else {
          return nil
        }
        out.unicodeScalars.append(small)
      }
    }
  }
  return out
}
