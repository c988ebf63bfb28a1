public import Drawing

/// Writes a tree as MathML Core (W3C, https://www.w3.org/TR/mathml-core/).
///
/// Spaces come from the classes, as in the boxes, never from a browser's operator dictionary:
/// every `<mo>` says its `lspace` and `rspace`. With fonts given, whatever a browser would size
/// in its own way (growing delimiters, roots, accents, words, sizes of scripts) is given the size
/// of the boxes.
struct MathMLWriter {
  let fonts: MathFonts?
  let styling: MathMLStyling
  /// The leaves of the tree that have been written.
  var leaves: [MathLeaf] = []

  /// The size at which parts are measured, in points.
  let size: Double

  /// A place in the output: TeX's style for what comes there, and what a browser inherits.
  struct Place {
    var style: MathStyle
    /// Whether the browser is in display style.
    var isDisplay: Bool
    /// The level whose size the browser's font has.
    var level: MathStyle.Level
    /// Whether the browser would make what comes here smaller by itself, as it does with scripts.
    var isScaled = false

    /// What the browser gets for a child that it sets in text style and that keeps the size.
    func inside(_ style: MathStyle, isDisplay: Bool? = nil) -> Place {
      Place(style: style, isDisplay: isDisplay ?? self.isDisplay, level: level)
    }

    var needsChange: Bool {
      isScaled || isDisplay != (style.level == .display)
        || sizeLevel(style.level) != sizeLevel(level)
    }

    private func sizeLevel(_ level: MathStyle.Level) -> MathStyle.Level { max(level, .text) }
  }

  // MARK: Sizes

  /// The size of a browser's font at a level, in points.
  ///
  /// The script sizes of optical families are drawn wider; browsers do not reach these forms
  /// (OpenType feature `ssty`), so scripts are made as much larger as the forms are wider.
  func em(at level: MathStyle.Level) -> Double {
    guard level >= .script, let face = fonts?.math else { return size }
    let constant: MathConstant =
      level == .script ? .scriptPercentScaleDown : .scriptScriptPercentScaleDown
    let scaled = size * face.constant(constant)
    guard let plain = try? face.character("0", at: .text).width, plain > 0,
      let form = try? face.character("0", at: level).width
    else { return scaled }
    return scaled * form / plain
  }

  /// Measures a part as the boxes have it; nil without fonts.
  func measured(
    _ set: (inout Setter) throws(FontError) -> Box
  ) throws(FontError) -> (box: Box, setter: Setter)? {
    guard let fonts else { return nil }
    var setter = Setter(fonts: fonts, size: size)
    let box = try set(&setter)
    return (box, setter)
  }

  /// A length in points as ems of a place.
  func ems(_ points: Double, _ place: Place) -> Double { points / em(at: place.style.level) }

  // MARK: Rows

  /// A list as one element, with some space before it.
  mutating func element(
    _ list: MathList, _ place: Place, after leading: AtomClass? = nil,
    before trailing: AtomClass? = nil, indent: Double = 0
  ) throws(FontError) -> MathMLElement {
    var row = try elements(list, place, after: leading, before: trailing)
    if indent > 1e-9 { row.insert(.space(indent), at: 0) }
    return changed(.row(row), place)
  }

  /// Gives an element the style and size of its place where the browser has others.
  func changed(_ element: MathMLElement, _ place: Place) -> MathMLElement {
    guard place.needsChange else { return element }
    var outer = MathMLElement("mstyle", [:], [element])
    if element.name == "mrow", element.attributes.isEmpty { outer.children = element.children }
    if place.isDisplay != (place.style.level == .display) {
      outer["displaystyle"] = place.style.level == .display ? "true" : "false"
    }
    let (old, new) = (max(place.level, .text), max(place.style.level, .text))
    if old != new || place.isScaled {
      if fonts == nil {
        outer["scriptlevel"] = String(new.rawValue - 1)
      } else {
        outer["mathsize"] = decimal(100 * em(at: new) / em(at: old), 2, leadingZero: true) + "%"
      }
    }
    return outer
  }

  /// A row in the making, with the space that waits for its next element.
  private struct Row {
    var elements: [MathMLElement] = []
    var space = 0.0
    /// The width of the last element in the boxes, in ems; nil when it is not known.
    var lastWidth: Double?

    /// Puts the waiting space on an operator if one is there, else between.
    mutating func settle(before next: MathMLElement?) -> MathMLElement? {
      defer { space = 0 }
      guard abs(space) > 1e-9 else { return next }
      if space < 0 {
        // Core has no negative space: the element before takes less room.
        if let last = elements.indices.last, let width = lastWidth, width + space > 0 {
          elements[last] = MathMLElement(
            "mpadded", ["width": MathMLElement.length(width + space)], [elements[last]])
        }
        return next
      }
      if let last = elements.indices.last, elements[last].name == "mo" {
        elements[last]["rspace"] = MathMLElement.length(space)
      } else if var next, next.name == "mo" {
        next["lspace"] = MathMLElement.length(space)
        return next
      } else {
        elements.append(.space(space))
      }
      return next
    }

    mutating func append(_ element: MathMLElement) {
      if let element = settle(before: element) { elements.append(element) }
      lastWidth = nil
    }
  }

  /// The elements of a list, with the space that the classes ask for.
  private mutating func elements(
    _ list: MathList, _ place: Place, after leading: AtomClass?, before trailing: AtomClass?
  ) throws(FontError) -> [MathMLElement] {
    var row = Row()
    /// What stands before a change of style, with the place that holds for the row.
    var outer: [MathMLElement] = []
    var inner = place
    var isChanged = false
    let classes = list.classes(after: leading, before: trailing)
    var previous = leading
    var index = 0
    while index < list.items.count {
      switch list.items[index] {
      case .style(let level, _):
        _ = row.settle(before: nil)
        if isChanged {
          outer.append(changed(.row(row.elements), inner))
        } else {
          outer = row.elements
        }
        row = Row()
        // Inside the row the browser has what the row's own place asks for.
        inner = Place(
          style: MathStyle(level), isDisplay: place.style.level == .display,
          level: place.style.level)
        isChanged = true
      case .space(let space): row.space += try width(of: space, inner)
      case .atom(let atom):
        guard let atomClass = classes[index] else { break }
        if let previous {
          row.space += mu(previous.space(before: atomClass, at: inner.style.level).mu, inner)
        }
        let settled = settledPlace(inner)
        let next = index + 1 < list.items.count ? list.items[index + 1] : nil
        let count = numberLength(list, from: index)
        if count > 1 {
          row.append(try number(list, index..<(index + count), settled))
          index += count - 1
        } else {
          row.append(try element(atom, as: atomClass, settled, before: next))
          row.space += try lean(of: atom, as: atomClass, before: next, settled)
        }
        row.lastWidth = try widthBeforeNegativeSpace(list, index, atomClass, settled)
        previous = atomClass
      }
      index += 1
    }
    if let previous, let trailing {
      row.space += mu(previous.space(before: trailing, at: inner.style.level).mu, inner)
    }
    _ = row.settle(before: nil)
    guard isChanged else { return row.elements }
    return outer + (row.elements.isEmpty ? [] : [changed(.row(row.elements), inner)])
  }

  /// The place inside an element that has the style and size of a place.
  func settledPlace(_ place: Place) -> Place {
    Place(
      style: place.style, isDisplay: place.style.level == .display, level: place.style.level)
  }

  /// Eighteenths of the boxes' em as ems of the browser.
  private func mu(_ mu: Double, _ place: Place) -> Double {
    ems(mu / 18 * boxEm(place.style.level), place)
  }

  private func width(of space: MathSpace, _ place: Place) throws(FontError) -> Double {
    switch space.width {
    case .mu(let mu): return self.mu(mu, place)
    case .em(let ems): return self.ems(ems * size, place)
    case .points(let points): return ems(points, place)
    case .word:
      guard let fonts else { return 1.0 / 3 }
      let setter = Setter(fonts: fonts, size: size)
      return ems(try setter.width(of: space, place.style), place)
    }
  }

  /// The number of atoms from an index that make one number: digits, and points between them.
  private func numberLength(_ list: MathList, from start: Int) -> Int {
    var end = start
    var length = 0
    while end < list.items.count, let atom = list.items[end].atom,
      let symbol = atom.symbol, atom.atomClass == .ordinary,
      symbol.alphabet == .upright, symbol.isNumeral || symbol.base == "."
    {
      end += 1
      if symbol.isNumeral { length = end - start }
      if atom.hasScripts { break }
    }
    let isNumber = length > 1 || length == 1 && list.items[start].symbol?.isNumeral == true
    return isNumber ? length : 0
  }

  private mutating func number(
    _ list: MathList, _ range: Range<Int>, _ place: Place
  ) throws(FontError) -> MathMLElement {
    var digits = ""
    var last: MathAtom?
    for case .atom(let atom) in list.items[range] {
      guard case .symbol(let symbol) = atom.nucleus else { continue }
      digits += String(symbol.scalar)
      leaves.append(MathLeaf(text: symbol.text, range: symbol.range))
      last = atom
    }
    let number = MathMLElement("mn", text: digits)
    return try scripted(number, last?.subscript, last?.superscript, place)
  }

  /// The width of an element that a negative space follows, in ems; nil for others.
  private func widthBeforeNegativeSpace(
    _ list: MathList, _ index: Int, _ atomClass: AtomClass, _ place: Place
  ) throws(FontError) -> Double? {
    guard index + 1 < list.items.count, case .space(let space) = list.items[index + 1],
      space.width.isNegative, case .atom(let atom) = list.items[index]
    else { return nil }
    let alone = MathList([.atom(atom)], range: atom.range)
    return try measured { (setter) throws(FontError) in try setter.box(of: alone, place.style) }
      .map { ems($0.box.width, place) }
  }
}

extension MathSpace.Width {
  fileprivate var isNegative: Bool {
    switch self {
    case .mu(let width), .em(let width), .points(let width): width < 0
    case .word: false
    }
  }
}

/// How MathML says what its attributes cannot: the alignment of cells, the absence of padding.
public enum MathMLStyling: Hashable, Sendable {
  /// By `style` attributes: complete in itself.
  case attributes
  /// By classes, for pages that include `MathText.mathMLStyleSheet`.
  case classes
}

extension MathText {
  /// The style sheet for MathML with `MathMLStyling.classes`.
  public static let mathMLStyleSheet =
    "mfrac.x,mtd.x{padding:0}mtd.l{padding:0;text-align:left}mtd.r{padding:0;text-align:right}"
    + "mtd.j{padding:.1em 0 .3em}mtd.v{border-left:.04em solid}mtd.z{border-right:.04em solid}"
    + "mtd.t{border-top:.04em solid}mtd.u{border-bottom:.04em solid}"
    + "mrow.k{border:.04em solid;padding:.26em}"

  /// The formula in MathML Core, for pages of HTML; add `xmlns` for files of XML.
  ///
  /// An equation's number from `\tag` is not in it: it goes beside the formula, not into it.
  /// - Parameters:
  ///   - display: Whether the formula stands on a line of its own.
  ///   - fonts: The fonts whose measures to give to what browsers size in their own ways; the
  ///     page should show the formula in the same math font. nil leaves sizes to the browser.
  ///   - size: The size of the letters in points for which words are measured, since fonts of
  ///     words differ by size; 12 points are 16 of CSS's pixels.
  ///   - styling: How padding and alignment are said.
  /// - Throws: `FontError.missingGlyph` for a character that the font lacks.
  public func mathML(
    display: Bool, fonts: MathFonts?, size: Double = 12, styling: MathMLStyling = .attributes
  ) throws(FontError) -> String {
    try mathMLWithLeaves(display: display, fonts: fonts, size: size, styling: styling).text
  }

  /// The MathML with the leaves of the tree that it accounts for, for tests.
  package func mathMLWithLeaves(
    display: Bool, fonts: MathFonts?, size: Double = 12, styling: MathMLStyling = .attributes
  ) throws(FontError) -> (text: String, leaves: [MathLeaf]) {
    var writer = MathMLWriter(fonts: fonts, styling: styling, size: size)
    let style: MathStyle = display ? .display : .text
    let place = MathMLWriter.Place(style: style, isDisplay: display, level: style.level)
    let content = try writer.element(tree, place)
    return (content.formula(display ? ["display": "block"] : [:]), writer.leaves)
  }
}
