import Drawing

extension MathMLWriter {
  // MARK: Fractions and roots

  mutating func element(
    _ fraction: Nucleus.Fraction, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let style = fraction.level.map { MathStyle($0) } ?? place.style
    let wanted = place.inside(style)
    let own = settledPlace(wanted)
    // Text style inside a fraction in display style, else one level further down.
    func part(_ style: MathStyle) -> Place {
      if own.isDisplay { return Place(style: style, isDisplay: false, level: .text) }
      return scriptPlace(style, of: own)
    }
    var upper = try element(fraction.numerator, part(style.numerator))
    if fraction.isContinued {
      let strut = MathMLElement("mspace", ["width": "0", "height": ".84em", "depth": ".36em"])
      upper = MathMLElement("mrow", [:], [strut, upper])
    }
    let lower = try element(fraction.denominator, part(style.denominator))
    var element = MathMLElement("mfrac", [:], [upper, lower])
    setStyle(&element, "x", "padding:0")
    if !fraction.hasRule { element["linethickness"] = "0" }
    let left = try delimiter(of: fraction.left, own)
    var row = [left, element]
    if !fraction.isContinued { row.append(try delimiter(of: fraction.right, own)) }
    return changed(.row(row), wanted)
  }

  mutating func element(
    _ radical: Nucleus.Radical, _ place: Place
  ) throws(FontError) -> MathMLElement {
    leaves.append(MathLeaf(text: "√", range: radical.range))
    var root: MathMLElement
    if let degree = radical.degree {
      let radicand = try element(radical.radicand, place.inside(place.style.cramped))
      // A degree is two levels further down, whatever the place.
      let level: MathStyle.Level = fonts == nil ? .scriptScript : place.style.level
      let index = try element(
        degree,
        Place(style: .scriptScript, isDisplay: false, level: level, isScaled: fonts != nil))
      root = MathMLElement("mroot", [:], [radicand, index])
    } else {
      let radicand = try element(radical.radicand, place.inside(place.style.cramped))
      root = MathMLElement(
        "msqrt", [:], radicand.name == "mrow" ? radicand.children : [radicand])
    }
    root = try sized(root, place) { (setter) throws(FontError) in
      try setter.radicalBox(radical, place.style)
    }
    return root
  }

  // MARK: Accents and marks

  mutating func element(
    _ accent: Nucleus.Accent, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let base = try element(accent.base, place.inside(place.style.cramped))
    leaves.append(MathLeaf(text: String(accent.mark), range: accent.range))
    let spacing = MathMLWriter.spacingForms[accent.mark] ?? String(accent.mark)
    guard let fonts else {
      let mark = MathMLWriter.mo(spacing).with("stretchy", "false")
      return MathMLElement("mover", ["accent": "true"], [base, mark])
    }
    // A path in a box of no width, at the middle of the base: fonts draw the spacing forms of
    // marks in other shapes, and a combining mark must not begin a text. Browsers set the mark's
    // bottom on the base, fonts its baseline at a height of the base's letters.
    let atom = MathAtom(atomClass: .ordinary, nucleus: .accent(accent), range: accent.range)
    guard
      let (box, setter) = try measured({ (setter) throws(FontError) in
        try setter.accentBox(accent, of: atom, place.style, isFollowed: false)
      }), let glyph = setter.finished(box).glyphs.last(where: { $0.source == accent.range })
    else { return base }
    let overlap = ems(fonts.math.constant(.accentBaseHeight) * boxEm(place.style.level), place)
    let ink = MathBox([glyph]).moved(by: Point(-box.width / 2, -glyph.origin.y))
    let mark = svg(ink, spacing, place, width: glyph.ink.width)
    let padded = MathMLElement(
      "mpadded",
      [
        "width": "0", "voffset": MathMLElement.length(-overlap),
        "height": MathMLElement.length(max(0, ems(-ink.inkBounds.minY, place) - overlap)),
        "depth": "0",
      ], [mark])
    return MathMLElement("mover", ["accent": "true"], [base, padded])
  }

  /// The characters that show marks alone, for combining ones.
  private static let spacingForms: [Unicode.Scalar: String] = [
    "\u{302}": "^", "\u{303}": "˜", "\u{304}": "¯", "\u{307}": "˙", "\u{308}": "¨",
    "\u{20DB}": "…", "\u{20D7}": "→", "\u{30C}": "ˇ", "\u{306}": "˘", "\u{301}": "´",
    "\u{300}": "`", "\u{30A}": "˚", "\u{20D6}": "←", "\u{20EF}": "→", "\u{20EE}": "←",
  ]

  mutating func element(
    _ stretched: Nucleus.Stretched, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let style = stretched.scalar == nil && !stretched.isOver ? place.style : place.style.cramped
    let base = try element(
      stretched.base, place.inside(style), after: stretched.takesLabel ? .ordinary : nil)
    let name = stretched.isOver ? "mover" : "munder"
    let flag = stretched.isOver ? "accent" : "accentunder"
    var text: String?
    if let scalar = stretched.scalar {
      leaves.append(MathLeaf(text: String(scalar), range: stretched.range))
      text = MathMLWriter.spacingForms[scalar] ?? String(scalar)
    }
    guard fonts != nil else {
      let mark = MathMLElement(
        "mo", ["lspace": "0", "rspace": "0", "stretchy": "true"],
        text: text ?? (stretched.isOver ? "¯" : "_"))
      return MathMLElement(name, [:], [base, mark])
    }
    // Chromium clips grown marks at the width that they have when not grown: a path does not
    // depend on the browser.
    var hollow = stretched
    hollow.base = stretched.base
    if stretched.takesLabel { hollow.base.items.insert(.empty(at: stretched.range), at: 0) }
    hollow.base = hollow.base.phantom
    guard
      let (box, setter) = try measured({ (setter) throws(FontError) in
        try setter.stretchedBox(hollow, place.style)
      })
    else { return base }
    let ink = setter.finished(box)
    let bounds = ink.inkBounds
    let mark = svg(ink.moved(by: Point(0, -bounds.maxY)), text, place, width: box.width)
    return MathMLElement(name, [:], [base, mark]).with(flag, "true")
  }

  mutating func element(
    _ arrow: Nucleus.Arrow, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let text = String(arrow.scalar)
    leaves.append(MathLeaf(text: text, range: arrow.range))
    var hollow = arrow
    hollow.above = arrow.above.phantom
    hollow.below = arrow.below?.phantom
    let shaft: MathMLElement
    if let (box, setter) = try measured({ (setter) throws(FontError) in
      try setter.arrowBox(hollow, place.style)
    }) {
      shaft = svg(setter.finished(box), text, place, width: box.width)
    } else {
      shaft = MathMLElement(
        "mo", ["lspace": "0", "rspace": "0", "stretchy": "true"], text: text)
    }
    let above = arrow.above.isEmpty ? nil : arrow.above
    return try scripted(shaft, arrow.below, above, asLimits: true, place)
  }

  // MARK: Delimiters

  mutating func element(
    _ fenced: Nucleus.Fenced, _ place: Place
  ) throws(FontError) -> MathMLElement {
    var hollow = fenced
    hollow.parts = fenced.parts.map(\.phantom)
    let boxes = try measured { (setter) throws(FontError) in
      try setter.fencedBox(hollow, place.style)
    }
    var ink = (boxes.map { $0.setter.finished($0.box).characters } ?? [])[...]
    var row: [MathMLElement] = []
    for (index, delimiter) in ([fenced.left] + fenced.middles + [fenced.right]).enumerated() {
      let box = delimiter.scalar == nil ? nil : ink.popFirst()
      row.append(try drawn(delimiter, place, from: box))
      guard index < fenced.parts.count else { continue }
      let part = try element(
        fenced.parts[index], place, after: index == 0 ? .opening : .closing,
        before: .closing)
      row += part.name == "mrow" && part.attributes.isEmpty ? part.children : [part]
    }
    return MathMLElement("mrow", [:], row)
  }

  /// A delimiter of a fraction, absent or not.
  private mutating func delimiter(
    of delimiter: Nucleus.Delimiter?, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let delimiter = delimiter ?? Nucleus.Delimiter(scalar: nil, range: 0..<0)
    return try drawn(delimiter, place) { (setter) throws(FontError) in
      try setter.fractionDelimiterBox(delimiter, place.style)
    }
  }

  /// A delimiter as its box has it.
  mutating func drawn(
    _ delimiter: Nucleus.Delimiter, _ place: Place,
    _ set: (inout Setter) throws(FontError) -> Box
  ) throws(FontError) -> MathMLElement {
    try drawn(delimiter, place, from: try measured(set).map { $0.setter.finished($0.box) })
  }

  /// A delimiter: a character at its plain size, else the path of its glyphs in a box, because
  /// Chromium gives a grown delimiter the width of its widest form.
  private mutating func drawn(
    _ delimiter: Nucleus.Delimiter, _ place: Place, from box: MathBox?
  ) throws(FontError) -> MathMLElement {
    guard let scalar = delimiter.scalar else {
      return .space(fonts == nil ? 0 : ems(0.12 * size, place))
    }
    let text = String(scalar)
    leaves.append(MathLeaf(text: text, range: delimiter.range))
    guard let box, let face = fonts?.math else {
      return MathMLWriter.mo(text).with("stretchy", "true").with("symmetric", "true")
    }
    let plain = try face.character(scalar, at: place.style.level)
    let isOwnSize = abs((box.glyphs.first?.size ?? 0) - boxEm(place.style.level)) < 1e-9
    if box.glyphs.count == 1, box.glyphs[0].id == plain.id, isOwnSize {
      var element = MathMLWriter.mo(text)
      element["mathsize"] = try ownSize(of: scalar, place)
      return element
    }
    let start = box.glyphs.map(\.origin.x).min() ?? 0
    let width = box.glyphs.map { $0.font.advance(of: $0.id) / $0.font.unitsPerEm * $0.size }.max()
    return svg(box.moved(by: Point(-start, 0)), text, place, width: width ?? 0)
  }

  // MARK: Arrays

  mutating func element(
    _ array: MathArray, _ place: Place
  ) throws(FontError) -> MathMLElement {
    if array.kind == .boxed, let content = array.rows.first?.cells.first {
      let inner = try element(content, settledPlace(place.inside(.display)))
      var box = MathMLElement("mrow", [:], [changed(inner, place.inside(.display))])
      setStyle(&box, "k", "border:.04em solid;padding:.26em")
      return box
    }
    var hollow = array
    hollow.rows = array.rows.map { row in
      var row = row
      row.cells = row.cells.map(\.phantom)
      return row
    }
    let boxes = try measured { (setter) throws(FontError) in
      try setter.arrayBox(hollow, place.style)
    }
    var ink = (boxes.map { $0.setter.finished($0.box).characters } ?? [])[...]
    let table = try table(array, place)
    guard array.left != nil || array.right != nil else { return table }
    let absent = Nucleus.Delimiter(scalar: nil, range: array.range)
    let left = try drawn(
      array.left ?? absent, place, from: array.left == nil ? nil : ink.popFirst())
    let right = try drawn(
      array.right ?? absent, place, from: array.right == nil ? nil : ink.popFirst())
    return MathMLElement("mrow", [:], [left, table, right])
  }

  // MARK: Space

  mutating func element(
    _ phantom: Nucleus.Phantom, _ place: Place
  ) throws(FontError) -> MathMLElement {
    let known = leaves
    var element = try element(phantom.base, place)
    if !phantom.isDrawn {
      leaves = known
      element = MathMLElement("mphantom", [:], [element])
    }
    if phantom.keepsWidth, phantom.keepsHeight { return element }
    var padded = MathMLElement("mpadded", [:], [element])
    if !phantom.keepsWidth { padded["width"] = "0" }
    if !phantom.keepsHeight {
      padded["height"] = "0"
      padded["depth"] = "0"
    }
    return padded
  }
}

extension MathList {
  /// The list as space of its size.
  var phantom: MathList {
    let phantom = Nucleus.Phantom(
      base: self, isDrawn: false, keepsWidth: true, keepsHeight: true)
    return MathList(
      [.atom(MathAtom(atomClass: .ordinary, nucleus: .phantom(phantom), range: range))],
      range: range)
  }
}

extension MathItem {
  /// An ordinary atom without contents.
  fileprivate static func empty(at range: SourceRange) -> MathItem {
    let nothing = MathList(range: range.lowerBound..<range.lowerBound)
    return .atom(MathAtom(atomClass: .ordinary, nucleus: .list(nothing), range: nothing.range))
  }
}

extension MathMLElement {
  fileprivate func with(_ name: String, _ value: String) -> MathMLElement {
    var element = self
    element[name] = value
    return element
  }
}
