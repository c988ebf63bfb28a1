import Drawing

extension MathMLWriter {
  /// An atom with its scripts.
  mutating func element(
    _ atom: MathAtom, as atomClass: AtomClass, _ place: Place, before next: MathItem?
  ) throws(FontError) -> MathMLElement {
    if atomClass == .op { return try operation(atom, place) }
    var base = try element(atom.nucleus, as: atomClass, place)
    if atom.superscript != nil, case .accent(let accent) = atom.nucleus,
      accent.base.soleCharacter != nil, let face = fonts?.math
    {
      // The superscript is the character's: the mark must not raise it.
      let shift = face.constant(
        place.style.isCramped ? .superscriptShiftUpCramped : .superscriptShiftUp)
      let height = (shift + face.constant(.superscriptBaselineDropMax)) * boxEm(place.style.level)
      base = MathMLElement(
        "mpadded", ["height": MathMLElement.length(ems(height, place))], [base])
    } else if atom.subscript != nil, case .symbol(let symbol) = atom.nucleus,
      let face = fonts?.math, fonts?.usesMathFont(symbol) == true,
      try face.character(symbol.scalar, at: place.style.level).depth
        > face.constant(.subscriptShiftDown) - face.constant(.subscriptBaselineDropMin)
    {
      // What a single letter has below the line does not lower its subscript (Appendix G, rule 18a).
      base = MathMLElement("mpadded", ["depth": "0"], [base])
    }
    let lean = atom.superscript == nil ? 0 : try italic(of: atom, place)
    return try scripted(base, atom.subscript, atom.superscript, lean: lean, place)
  }

  /// What an atom consists of, apart from its scripts.
  mutating func element(
    _ nucleus: Nucleus, as atomClass: AtomClass, _ place: Place
  ) throws(FontError) -> MathMLElement {
    switch nucleus {
    case .symbol(let symbol): return try token(symbol, as: atomClass, place)
    case .word(let word): return try token(word, place)
    case .text(let text): return try element(text, place)
    case .list(let list), .operatorName(let list): return try element(list, place)
    case .fraction(let fraction): return try element(fraction, place)
    case .radical(let radical): return try element(radical, place)
    case .accent(let accent): return try element(accent, place)
    case .fenced(let fenced): return try element(fenced, place)
    case .delimiter(let sized):
      return try drawn(sized.delimiter, place) { (setter) throws(FontError) in
        try setter.sizedBox(sized, place.style)
      }
    case .stretched(let stretched): return try element(stretched, place)
    case .stack(let stack):
      let base = try element(stack.base, place)
      return try scripted(base, stack.under, stack.over, asLimits: true, place)
    case .arrow(let arrow): return try element(arrow, place)
    case .array(let array): return try element(array, place)
    case .phantom(let phantom): return try element(phantom, place)
    }
  }

  // MARK: Tokens

  private mutating func token(
    _ symbol: Nucleus.Symbol, as atomClass: AtomClass, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let text = String(symbol.scalar)
    leaves.append(MathLeaf(text: symbol.text, range: symbol.range))
    let isLetter = symbol.scalar.properties.isAlphabetic || MathMLWriter.signs.contains(symbol.base)
    var element: MathMLElement
    if atomClass == .ordinary, symbol.isNumeral {
      element = MathMLElement("mn", text: text)
    } else if atomClass == .ordinary, isLetter {
      element = MathMLElement("mi", text: text)
      // A single letter would be made italic.
      if symbol.scalar.value < 0x1D400 { element["mathvariant"] = "normal" }
    } else {
      element = MathMLWriter.mo(text)
    }
    guard let fonts else { return element }
    if fonts.usesMathFont(symbol) {
      if let form = try ownForm(of: symbol, place) { return form }
      element["mathsize"] = try ownSize(of: symbol.scalar, place)
      return element
    }
    return try fitted(element, place) { (setter) throws(FontError) in
      try setter.glyphBox(symbol, place.style)
    }
  }

  /// A character whose form for scripts stands elsewhere than its plain form, as a prime does,
  /// drawn in that form, which browsers do not reach; nil for others.
  private func ownForm(
    of symbol: Nucleus.Symbol, _ place: Place
  ) throws(FontError) -> MathMLElement? {
    guard let face = fonts?.math, place.style.level >= .script else { return nil }
    let plain = try face.character(symbol.scalar, at: .text)
    let form = try face.character(symbol.scalar, at: place.style.level)
    guard abs(form.ink.minY - plain.ink.minY) > 0.1 else { return nil }
    return try measured { (setter) throws(FontError) in
      try setter.glyphBox(symbol, place.style)
    }.map { svg($0.setter.finished($0.box), symbol.text, place, width: $0.box.width) }
  }

  /// The size of a character in a script whose form for scripts is not as much wider than its
  /// plain form as a digit's is; nil where the difference is less than a twentieth.
  func ownSize(of scalar: Unicode.Scalar, _ place: Place) throws(FontError) -> String? {
    guard let face = fonts?.math, place.style.level >= .script else { return nil }
    let plain = try face.character(scalar, at: .text).width * em(at: place.style.level)
    let form = try face.character(scalar, at: place.style.level).width * boxEm(place.style.level)
    guard plain > 0, abs(form / plain - 1) > 0.05 else { return nil }
    return decimal(100 * form / plain, 1, leadingZero: true) + "%"
  }

  /// Signs that stand for a thing, as letters do, not for an operation.
  private static let signs: Set<Unicode.Scalar> = ["∞", "∅", "∂", "∇", "⊤", "⊥", "…", "⋯"]

  /// An operator that is not grown and brings no space of its own.
  static func mo(_ text: String) -> MathMLElement {
    var element = MathMLElement("mo", ["lspace": "0", "rspace": "0"], text: text)
    if let scalar = text.unicodeScalars.first, growing.contains(scalar) {
      element["stretchy"] = "false"
    }
    return element
  }

  /// Characters that browsers grow unless told not to (MathML Core, operator dictionary).
  private static let growing: Set<Unicode.Scalar> = Set(
    "()[]{}|‖∣∥⌈⌉⌊⌋⟦⟧⟨⟩⟮⟯←→↑↓↔↕↖↗↘↙↚↛↜↝↞↠↢↣↤↦↩↪↫↬↭↮↼↽⇀⇁⇄⇆⇇⇉⇋⇌⇍⇎⇏⇐⇑⇒⇓⇔⇕⟵⟶⟷⟸⟹⟺⟼\u{302}\u{303}\u{304}^~¯ˆ˜_"
      .unicodeScalars)

  private mutating func token(
    _ word: Nucleus.Word, _ place: Place
  ) throws(FontError) -> MathMLElement {
    leaves.append(MathLeaf(text: word.letters, range: word.range))
    var letters = String.UnicodeScalarView()
    for letter in word.letters.unicodeScalars {
      letters.append(
        word.alphabet == .italic ? letter : word.alphabet.scalar(for: letter) ?? letter)
    }
    let text =
      word.alphabet == .italic
      ? MathMLWriter.inAlphabet(.italic, word.letters) : String(letters)
    var element = MathMLElement("mi", text: text)
    if text.unicodeScalars.count == 1, text.unicodeScalars.first?.isASCII == true {
      element["mathvariant"] = "normal"
    }
    return try fitted(element, place) { (setter) throws(FontError) in
      try setter.box(of: .word(word), place.style)
    }
  }

  private static func inAlphabet(_ alphabet: MathAlphabet, _ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(alphabet.scalar(for: scalar) ?? scalar) }
    return String(scalars)
  }

  private mutating func element(
    _ text: Nucleus.Text, _ place: Place
  ) throws(FontError) -> MathMLElement {
    var row: [MathMLElement] = []
    for piece in text.pieces {
      switch piece {
      case .math(let list):
        var inner = place
        inner.style = place.style.level < .script ? .text : place.style
        row.append(try element(list, inner))
      case .words(let words, let face, let range):
        leaves.append(MathLeaf(text: words, range: range))
        // Browsers drop spaces at the ends of a token.
        var shown = String(words.map { $0 == " " ? "\u{A0}" : $0 })
        if let alphabet = face.alphabet { shown = MathMLWriter.inAlphabet(alphabet, shown) }
        let one = Nucleus.Text(pieces: [piece], range: range)
        row.append(
          try fitted(MathMLElement("mtext", text: shown), place) { (setter) throws(FontError) in
            try setter.textBox(one, place.style)
          })
      }
    }
    return .row(row)
  }

  /// Gives a token of words the width that it has in the boxes, where fonts of text are used.
  private func fitted(
    _ token: MathMLElement, _ place: Place, _ set: (inout Setter) throws(FontError) -> Box
  ) throws(FontError) -> MathMLElement {
    guard let face = fonts?.math, let width = try measured(set)?.box.width else { return token }
    var shown = 0.0
    for scalar in token.text.unicodeScalars {
      guard let glyph = face.font.glyph(for: scalar) else {
        throw .missingGlyph(text: String(scalar), font: face.font.name)
      }
      shown += face.glyph(glyph).width
    }
    let wanted = ems(width, place)
    guard abs(wanted - shown) > 0.002 else { return token }
    var padded = MathMLElement("mpadded", ["width": MathMLElement.length(wanted)], [token])
    if wanted > shown { padded["lspace"] = MathMLElement.length((wanted - shown) / 2) }
    return padded
  }

  // MARK: Scripts

  /// How far the character of an atom, or that under its accent, leans in the math font, in points.
  private func italic(of atom: MathAtom, _ place: Place) throws(FontError) -> Double {
    var symbol = atom.symbol
    if case .accent(let accent) = atom.nucleus { symbol = accent.base.soleCharacter }
    guard let fonts, let symbol, fonts.usesMathFont(symbol) else { return 0 }
    let glyph = try fonts.math.character(symbol.scalar, at: place.style.level)
    return glyph.italic * boxEm(place.style.level)
  }

  /// The space after an atom whose last character leans, in ems of its place.
  func lean(
    of atom: MathAtom, as atomClass: AtomClass, before next: MathItem?, _ place: Place
  ) throws(FontError) -> Double {
    guard !atom.hasScripts, let next else { return 0 }
    let isApart = atom.symbol != nil && (atomClass != .ordinary || next.symbol == nil)
    return isApart ? 0 : ems(try italic(of: atom, place), place)
  }

  /// The em of the boxes at a level, in points.
  func boxEm(_ level: MathStyle.Level) -> Double {
    guard let face = fonts?.math else { return size }
    return switch level {
    case .display, .text: size
    case .script: size * face.constant(.scriptPercentScaleDown)
    case .scriptScript: size * face.constant(.scriptScriptPercentScaleDown)
    }
  }

  /// What a browser gives to a script.
  func scriptPlace(_ style: MathStyle, of place: Place) -> Place {
    // Without fonts the browser scales by its own count of levels.
    guard fonts == nil else {
      return Place(style: style, isDisplay: false, level: place.style.level, isScaled: true)
    }
    let level: MathStyle.Level = place.style.level >= .script ? .scriptScript : .script
    return Place(style: style, isDisplay: false, level: level)
  }

  /// A base with a formula below and one above, at its right or as limits.
  ///
  /// - Parameter lean: How far what is above stands away because the base leans, in points.
  mutating func scripted(
    _ base: MathMLElement, _ below: MathList?, _ above: MathList?, lean: Double = 0,
    asLimits: Bool = false, _ place: Place
  ) throws(FontError) -> MathMLElement {
    var parts = [base]
    if let below {
      parts.append(try element(below, scriptPlace(place.style.subscript, of: place)))
    }
    if let above {
      let inner = scriptPlace(place.style.superscript, of: place)
      parts.append(try element(above, inner, indent: ems(lean, inner)))
    }
    let names = asLimits ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"]
    let name = names[below != nil && above != nil ? 2 : above != nil ? 1 : 0]
    return parts.count == 1 ? base : MathMLElement(name, [:], parts)
  }

  // MARK: Operators

  /// A large operator, a function's name or anything else of the class.
  private mutating func operation(
    _ atom: MathAtom, _ place: Place
  ) throws(FontError) -> MathMLElement {
    var base = try element(atom.nucleus, as: .op, place)
    if base.name == "mo" {
      base["movablelimits"] = "false"
      base["largeop"] = place.style.level == .display ? "true" : "false"
    }
    guard atom.hasScripts else { return base }
    let asLimits = atom.hasLimits(at: place.style.level)
    let element = try scripted(
      base, atom.subscript, atom.superscript, asLimits: asLimits, place)
    guard !asLimits, atom.symbol != nil else { return element }
    // The slope of an integral moves its scripts.
    return try sized(element, place) { (setter) throws(FontError) in
      try setter.operatorBox(of: atom, place.style)
    }
  }

  /// Gives an element the width that it has in the boxes.
  func sized(
    _ element: MathMLElement, _ place: Place, _ set: (inout Setter) throws(FontError) -> Box
  ) throws(FontError) -> MathMLElement {
    guard let width = try measured(set)?.box.width else { return element }
    return MathMLElement(
      "mpadded", ["width": MathMLElement.length(ems(width, place))], [element])
  }
}

extension Nucleus.Symbol {
  /// Whether the character is a digit.
  var isNumeral: Bool { "0"..."9" ~= base }
}
