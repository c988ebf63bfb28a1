/// A stretch of a formula's source, in UTF-8 offsets.
///
/// What a macro made has the range of the macro's call.
public typealias SourceRange = Range<Int>

/// A sequence of atoms, spaces and changes of style: TeX's math list (TeXbook, chapter 17).
public struct MathList: Hashable, Sendable {
  /// The items, from left to right.
  public var items: [MathItem]
  /// Where the list stands in the source, without its braces.
  public var range: SourceRange

  /// A list of items.
  public init(_ items: [MathItem] = [], range: SourceRange) {
    self.items = items
    self.range = range
  }

  /// Whether the list has no items.
  public var isEmpty: Bool { items.isEmpty }
}

/// One item of a math list.
public indirect enum MathItem: Hashable, Sendable {
  /// An atom: a nucleus with its scripts.
  case atom(MathAtom)
  /// An explicit space, such as `\,` or `\quad`.
  case space(MathSpace)
  /// A change of style up to the end of the list, such as `\displaystyle`.
  case style(MathStyle.Level, range: SourceRange)
}

/// An explicit space.
public struct MathSpace: Hashable, Sendable {
  /// How wide a space is.
  public enum Width: Hashable, Sendable {
    /// Eighteenths of the em of the math font in the current style.
    case mu(Double)
    /// Ems of the text font at the formula's size, as `\quad`.
    case em(Double)
    /// Points of 1/72 inch.
    case points(Double)
    /// The space between words of the text font, as `\ ` and `~`.
    case word
  }

  /// How wide it is.
  public var width: Width
  /// Where it stands in the source.
  public var range: SourceRange
}

/// The class of an atom, which decides the space around it (TeXbook, page 170).
public enum AtomClass: Int, Hashable, Sendable, CaseIterable {
  /// An ordinary atom, such as x.
  case ordinary
  /// A large operator, such as ∑ or lim.
  case op
  /// A binary operation, such as +.
  case binary
  /// A relation, such as =.
  case relation
  /// An opening, such as (.
  case opening
  /// A closing, such as ).
  case closing
  /// A punctuation mark, such as a comma.
  case punctuation
  /// A fraction or what `\left` and `\right` enclose.
  case inner
}

/// An atom of a formula: a nucleus of some class, with scripts.
public struct MathAtom: Hashable, Sendable {
  /// Where the scripts of an operator go.
  public enum Limits: Hashable, Sendable {
    /// To the right.
    case never
    /// Above and below in display style, else to the right.
    case inDisplay
    /// Above and below in every style.
    case always
  }

  /// The class as typed; see `MathList.classes` for what it is in its place.
  public var atomClass: AtomClass
  /// What the scripts belong to.
  public var nucleus: Nucleus
  /// The superscript; primes stand first in it.
  public var superscript: MathList?
  /// The subscript.
  public var `subscript`: MathList?
  /// Where the scripts go; other than `never` for operators only.
  public var limits: Limits = .never
  /// Where the atom stands in the source, with its scripts.
  public var range: SourceRange

  /// Whether the atom has a superscript or a subscript.
  public var hasScripts: Bool { superscript != nil || `subscript` != nil }
}

/// A style of setting (TeXbook, page 140): one of four sizes of layout, plain or cramped.
public struct MathStyle: Hashable, Sendable {
  /// The four levels.
  public enum Level: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Formulas on lines of their own.
    case display
    /// Formulas in a line of text.
    case text
    /// Scripts.
    case script
    /// Scripts of scripts.
    case scriptScript

    /// Display comes first, the smallest last.
    public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  /// The level.
  public var level: Level
  /// Whether superscripts are raised less.
  public var isCramped: Bool

  /// A style of a level.
  public init(_ level: Level, cramped: Bool = false) {
    self.level = level
    isCramped = cramped
  }

  /// Formulas on lines of their own.
  public static let display = MathStyle(.display)
  /// Formulas in a line of text.
  public static let text = MathStyle(.text)
  /// Scripts.
  public static let script = MathStyle(.script)
  /// Scripts of scripts.
  public static let scriptScript = MathStyle(.scriptScript)

  /// The same level, cramped.
  public var cramped: MathStyle { MathStyle(level, cramped: true) }

  /// The style of a superscript: S in display and text, else SS.
  public var superscript: MathStyle {
    MathStyle(level < .script ? .script : .scriptScript, cramped: isCramped)
  }

  /// The style of a subscript: cramped.
  public var `subscript`: MathStyle { superscript.cramped }

  /// The style of a numerator.
  public var numerator: MathStyle {
    switch level {
    case .display: MathStyle(.text, cramped: isCramped)
    case .text: MathStyle(.script, cramped: isCramped)
    case .script, .scriptScript: MathStyle(.scriptScript, cramped: isCramped)
    }
  }

  /// The style of a denominator: cramped.
  public var denominator: MathStyle { numerator.cramped }
}

extension MathItem {
  /// The atom, where the item is one.
  var atom: MathAtom? { if case .atom(let atom) = self { atom } else { nil } }

  /// The symbol, where the item is an atom of one, with scripts or without.
  var symbol: Nucleus.Symbol? { atom?.symbol }
}

extension MathAtom {
  /// The symbol, where the nucleus is one.
  var symbol: Nucleus.Symbol? { if case .symbol(let symbol) = nucleus { symbol } else { nil } }

  /// Whether scripts stand above and below, not beside.
  func hasLimits(at level: MathStyle.Level) -> Bool {
    limits == .always || limits == .inDisplay && level == .display
  }
}

extension MathList {
  /// The atom of a list of one item.
  var soleAtom: MathAtom? { items.count == 1 ? items[0].atom : nil }

  /// The atom of a list of one item, where it has no scripts.
  var bareAtom: MathAtom? { soleAtom?.hasScripts == false ? soleAtom : nil }

  /// Whether the list changes no style.
  var isPlain: Bool { items.allSatisfy { if case .style = $0 { false } else { true } } }
}
