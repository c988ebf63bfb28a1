/// The space that classes put between atoms (TeXbook, page 170).
public enum AtomSpace: Hashable, Sendable {
  /// None.
  case none
  /// Three mu, `\,`.
  case thin
  /// Four mu, `\:`.
  case medium
  /// Five mu, `\;`.
  case thick

  /// The width in eighteenths of the em of the current style.
  public var mu: Double {
    switch self {
    case .none: 0
    case .thin: 3
    case .medium: 4
    case .thick: 5
    }
  }
}

extension AtomClass {
  /// The space between an atom of this class and one to its right.
  ///
  /// - Parameters:
  ///   - next: The class of the atom to the right.
  ///   - level: The level of the style at that atom; in scripts only thin spaces around
  ///     operators remain.
  /// - Returns: The space by its name; `AtomSpace.mu` has its width.
  public func space(before next: AtomClass, at level: MathStyle.Level) -> AtomSpace {
    let row = AtomClass.table[rawValue]
    let code = row[next.rawValue]
    if level >= .script { return code == 1 ? .thin : .none }
    switch abs(code) {
    case 1: return .thin
    case 2: return .medium
    case 3: return .thick
    default: return .none
    }
  }

  /// Rows for the left atom and columns for the right, in the order of the cases.
  ///
  /// 1 is thin, 2 medium, 3 thick; negative ones vanish in scripts. Pairs that cannot meet are 0.
  private static let table: [[Int]] = [
    [0, 1, -2, -3, 0, 0, 0, -1],
    [1, 1, 0, -3, 0, 0, 0, -1],
    [-2, -2, 0, 0, -2, 0, 0, -2],
    [-3, -3, 0, 0, -3, 0, 0, -3],
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, -2, -3, 0, 0, 0, -1],
    [-1, -1, 0, -1, -1, -1, -1, -1],
    [-1, 1, -2, -3, -1, 0, -1, -1],
  ]
}

extension MathList {
  /// The classes of the atoms in their places, nil for other items.
  ///
  /// A binary operation without something to operate on is ordinary (TeXbook, Appendix G, rules
  /// 5 and 6).
  ///
  /// - Parameters:
  ///   - leading: The class of what stands before the list, an opening in `\left( ... \right)`.
  ///   - trailing: The class of what stands after it.
  /// - Returns: One entry for each item of the list.
  public func classes(
    after leading: AtomClass? = nil, before trailing: AtomClass? = nil
  ) -> [AtomClass?] {
    var classes: [AtomClass?] = []
    classes.reserveCapacity(items.count)
    var last: Int?
    for item in items {
      guard case .atom(let atom) = item else {
        classes.append(nil)
        continue
      }
      var atomClass = atom.atomClass
      let before = last.flatMap { classes[$0] } ?? leading
      if atomClass == .binary, before.map(\.forbidsBinaryAfter) ?? true { atomClass = .ordinary }
      if let last, classes[last] == .binary, atomClass.forbidsBinaryBefore {
        classes[last] = .ordinary
      }
      classes.append(atomClass)
      last = classes.count - 1
    }
    if let last, classes[last] == .binary, trailing.map(\.forbidsBinaryBefore) ?? true {
      classes[last] = .ordinary
    }
    return classes
  }
}

extension AtomClass {
  fileprivate var forbidsBinaryAfter: Bool {
    switch self {
    case .binary, .op, .relation, .opening, .punctuation: true
    case .ordinary, .closing, .inner: false
    }
  }

  fileprivate var forbidsBinaryBefore: Bool {
    switch self {
    case .relation, .closing, .punctuation: true
    case .ordinary, .op, .binary, .opening, .inner: false
    }
  }
}
