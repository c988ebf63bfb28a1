import Drawing
import Testing
import Typesetting

/// What holds for every formula of all sets, wherever in it the part stands.
@Suite("Invariants of all formulas")
struct InvariantTests {
  let fonts: MathFonts

  init() throws { fonts = try MathFonts.latinModern() }

  /// A formula laid out, with its ink by the place in the source.
  private struct Sheet {
    var box: MathBox
    var ink: [SourceRange: [Ink]] = [:]

    init(_ given: Corpus.Given, _ fonts: MathFonts) throws {
      let style: MathStyle = given.isDisplay ? .display : .text
      box = try MathText(given.tex).box(in: fonts, size: 10, style: style)
      for glyph in box.glyphs where glyph.ink.width > 0 {
        ink[glyph.source, default: []].append(Ink(glyph))
      }
    }

    func ink(of list: MathList) -> [Ink] {
      Set(list.leaves.map(\.range)).flatMap { ink[$0] ?? [] }
    }

    /// Whether ink of two lists touches; what a macro made has one place and tells nothing.
    func touch(_ a: MathList, _ b: MathList) -> Bool {
      guard Set(a.leaves.map(\.range)).isDisjoint(with: b.leaves.map(\.range)) else { return false }
      let others = ink(of: b)
      return ink(of: a).contains { one in others.contains { one.overlaps($0) } }
    }
  }

  /// Formulas in which ink is moved onto other ink on purpose.
  private static let formulas = Corpus.all.filter {
    !$0.tex.contains(#"\smash"#) && !$0.tex.contains(#"\newcommand"#)
  }

  @Test("scripts and limits touch neither their base nor each other", arguments: formulas)
  func scripts(given: Corpus.Given) throws {
    let sheet = try Sheet(given, fonts)
    for atom in try MathText(given.tex).tree.atoms where atom.hasScripts {
      var bare = atom
      (bare.superscript, bare.subscript) = (nil, nil)
      let base = MathList([.atom(bare)], range: atom.range)
      for script in [atom.superscript, atom.subscript] {
        if let script { #expect(!sheet.touch(base, script), "\(given.tex)") }
      }
      if let above = atom.superscript, let below = atom.subscript {
        #expect(!sheet.touch(above, below), "\(given.tex)")
      }
    }
  }

  @Test(
    "numerators and denominators keep off the rule, accents off the letter", arguments: formulas)
  func fractionsAndAccents(given: Corpus.Given) throws {
    let sheet = try Sheet(given, fonts)
    for atom in try MathText(given.tex).tree.atoms {
      switch atom.nucleus {
      case .fraction(let fraction) where fraction.hasRule:
        let place =
          fraction.numerator.range.lowerBound..<fraction.denominator.range.upperBound
        let rules = sheet.box.rules.filter { $0.source == place }.map { Ink($0) }
        #expect(!rules.isEmpty, "\(given.tex)")
        for part in [fraction.numerator, fraction.denominator] {
          for ink in sheet.ink(of: part) {
            #expect(!rules.contains { $0.overlaps(ink) }, "\(given.tex)")
          }
        }
      case .accent(let accent):
        let marks = sheet.ink[accent.range] ?? []
        for ink in sheet.ink(of: accent.base) {
          #expect(!marks.contains { $0.overlaps(ink) }, "\(given.tex)")
        }
      default: break
      }
    }
  }

  @Test("delimiters that grow cover nine tenths of what they enclose", arguments: formulas)
  func delimiters(given: Corpus.Given) throws {
    let sheet = try Sheet(given, fonts)
    let glyphs = Dictionary(grouping: sheet.box.glyphs, by: \.source)
    for atom in try MathText(given.tex).tree.atoms {
      guard case .fenced(let fenced) = atom.nucleus else { continue }
      let inner = Set(fenced.parts.flatMap(\.leaves).map(\.range))
      let inside = inner.flatMap { glyphs[$0] ?? [] }.map(\.ink)
      for delimiter in [fenced.left, fenced.right] where delimiter.scalar != nil {
        guard !inner.contains(delimiter.range) else { continue }
        let ink = (glyphs[delimiter.range] ?? []).map(\.ink)
        let (top, bottom) = (ink.map(\.minY).min() ?? 0, ink.map(\.maxY).max() ?? 0)
        // Delimiters are centred on the axis.
        let axis = (top + bottom) / 2
        let reach = inside.map { max(axis - $0.minY, $0.maxY - axis) }.max() ?? 0
        #expect((bottom - top) / 2 >= 0.901 * reach - 0.01, "\(given.tex)")
      }
    }
  }
}

extension MathList {
  /// All atoms of the tree, from the outside in.
  fileprivate var atoms: [MathAtom] {
    items.flatMap { item -> [MathAtom] in
      guard case .atom(let atom) = item else { return [] }
      let scripts = [atom.superscript, atom.subscript].compactMap { $0 }
      return [atom] + (atom.nucleus.lists + scripts).flatMap(\.atoms)
    }
  }
}

extension Nucleus {
  /// The lists that the nucleus consists of.
  fileprivate var lists: [MathList] {
    switch self {
    case .symbol, .word, .delimiter: []
    case .text(let text):
      text.pieces.compactMap { if case .math(let list) = $0 { list } else { nil } }
    case .list(let list), .operatorName(let list): [list]
    case .fraction(let fraction): [fraction.numerator, fraction.denominator]
    case .radical(let radical): [radical.degree, radical.radicand].compactMap { $0 }
    case .accent(let accent): [accent.base]
    case .fenced(let fenced): fenced.parts
    case .stretched(let stretched): [stretched.base]
    case .stack(let stack): [stack.over, stack.base, stack.under].compactMap { $0 }
    case .arrow(let arrow): [arrow.above, arrow.below].compactMap { $0 }
    case .array(let array): array.rows.flatMap(\.cells)
    case .phantom(let phantom): phantom.isDrawn ? [phantom.base] : []
    }
  }
}
