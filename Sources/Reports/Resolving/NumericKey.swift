package import Records

/// What a number to find must be: a value, and how far off an answer may be.
package struct NumericKey: Hashable {
  /// A value as its author gave it.
  enum Source: Hashable {
    case literal(Double)
    case computed(NumberName)
  }

  /// How far off an answer may be.
  package enum Tolerance: Hashable {
    /// A share of the value, in percent.
    case percent(Double)
    case absolute(Double)
  }

  /// What stands in the text.
  package var numeral: Numeral
  /// Where a computed value comes from; nil for one that the source gives.
  package var quotation: Quotation?
  package var value: Double
  package var tolerance: Tolerance

  /// How far an answer may be from the value.
  package var margin: Double {
    switch tolerance {
    case .percent(let percent): abs(value) * percent / 100
    case .absolute(let margin): margin
    }
  }

  /// The tolerance as it is written: a number and what stands behind it.
  func written(in language: DocumentLanguage) -> (numeral: Numeral, sign: String) {
    switch tolerance {
    case .percent(let percent):
      (Numeral(exactly: percent), language == .english ? "%" : "\u{A0}%")
    case .absolute(let margin): (Numeral(exactly: margin), "")
    }
  }

  /// What is said of a value and a tolerance by attributes.
  ///
  /// - Throws: `LineError` for what is no number.
  static func read(
    _ attributes: Attributes, in language: DocumentLanguage, line: Int
  ) throws(LineError) -> (value: Source, tolerance: Tolerance) {
    guard let text = attributes["value"] else {
      throw LineError(
        line, "a numeric answer needs its value, as in value=3.14 or value={{lab.answer}}")
    }
    let value: Source
    if text.hasPrefix("{{"), text.hasSuffix("}}") {
      value = .computed(try NumberName(String(text.dropFirst(2).dropLast(2)), line: line))
    } else {
      value = .literal(try number(text, "value", in: language, line: line))
    }
    guard let text = attributes["tolerance"] else {
      guard value != .literal(0) else {
        throw LineError(
          line, "1% of 0 is 0; write a tolerance of your own without %, as tolerance=0.01")
      }
      return (value, .percent(1))
    }
    let isShare = text.hasSuffix("%")
    let margin = try number(
      String((isShare ? text.dropLast() : text[...]).trimmed), "tolerance", in: language, line: line
    )
    guard margin >= 0 else {
      throw LineError(line, "tolerance=\(text) is negative; write tolerance=1% or tolerance=0.05")
    }
    if isShare, value == .literal(0) {
      throw LineError(line, "a share of 0 is 0; write a tolerance without %, as tolerance=0.01")
    }
    return (value, isShare ? .percent(margin) : .absolute(margin))
  }

  /// A number that the source gives, with the decimal sign of its language.
  static func number(
    _ text: String, _ name: String, in language: DocumentLanguage, line: Int
  ) throws(LineError) -> Double {
    let hasComma = text.contains(",")
    if hasComma, language == .english {
      throw LineError(
        line,
        "\(name)=\(text) holds a comma; in English the decimal sign is a point: \(name)="
          + text.replacing(",", with: "."))
    }
    let plain = text.replacing(",", with: ".").replacing("\u{2212}", with: "-")
    guard let value = Double(plain), value.isFinite,
      plain.allSatisfy({ $0.isNumber || "+-.eE".contains($0) })
    else {
      throw LineError(
        line,
        "\(name)=\(text) is no number; write \(name)="
          + (name == "value"
            ? "3.14 or value={{lab.answer}}" : name == "points" ? "2" : "1% or tolerance=0.05"))
    }
    return value
  }
}

extension Resolver {
  /// Looks up the key of a number to find, where it is shown, and its unit.
  mutating func resolveNumeric(_ attributes: Attributes, _ block: Block) throws(LineError) {
    let line = block.line
    if let unit = attributes["unit"] {
      meanings.units[block.id] = try telling(line, "the unit \(quoted(unit)): ") {
        try inlines(ofDollars: unit, line: line, macros: macros)
      }
    }
    guard attributes["value"] != nil else { return }
    let (source, tolerance) = try NumericKey.read(attributes, in: front.language, line: line)
    var (number, found): (Double, Quotation?) = (0, nil)
    switch source {
    case .literal(let value): number = value
    case .computed(let name):
      let quotation = try quotation(name, line: line)
      (number, found) = (quotation.value, quotation)
      if case .percent = tolerance, number == 0 {
        throw LineError(
          line,
          "the value is 0, and a share of it too; write a tolerance without %, as tolerance=0.01")
      }
    }
    meanings.numerics[block.id] = NumericKey(
      numeral: found?.numeral ?? Numeral(exactly: number), quotation: found, value: number,
      tolerance: tolerance)
  }
}
