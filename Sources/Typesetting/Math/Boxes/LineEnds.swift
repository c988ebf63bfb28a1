/// A place of a display at which a line can end.
struct LineEnd: Hashable {
  /// How good it is to end a line there; the least is the best.
  enum Kind: Int, Comparable {
    /// Behind a wide space, which parts one formula from the next.
    case formula
    /// Before the colon of a set and behind a comma between two statements.
    case clause
    /// Before a relation.
    case relation
    /// Behind a comma of a list.
    case comma
    /// Before a binary operation.
    case operation

    fileprivate var isWithinStatement: Bool { self == .relation || self == .operation }

    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// The item that begins the next line.
  var item: Int
  /// In how many brackets and bars it stands.
  var depth: Int
  /// How good it is.
  var kind: Kind
}

extension LineEnd: Comparable {
  /// Places outside of brackets come first, then the better ones, then by their order.
  static func < (a: LineEnd, b: LineEnd) -> Bool {
    (a.depth, a.kind, a.item) < (b.depth, b.kind, b.item)
  }
}

extension MathList {
  /// The places at which lines of a display can end, from left to right; none where a change of style
  /// would reach over one.
  ///
  /// - Parameter classes: What `classes()` gives.
  func lineEnds(_ classes: [AtomClass?]) -> [LineEnd] {
    guard isPlain, !items.isEmpty else { return [] }
    let depths = depths(classes)
    var ends: [LineEnd] = []
    for (index, item) in items.enumerated() {
      let (place, kind): (Int, LineEnd.Kind)
      switch (classes[index], item) {
      case (.binary, _): (place, kind) = (index, .operation)
      case (.relation, _):
        (place, kind) = (index, depths[index] > 0 && isColon(item) ? .clause : .relation)
      case (.punctuation, .atom): (place, kind) = (index + 1, .comma)
      // A wide space parts what has little to do with each other.
      case (_, .space(let space)) where space.isWide: (place, kind) = (index + 1, .formula)
      default: continue
      }
      // The next line begins with an atom.
      guard let next = classes[place...].firstIndex(where: { $0 != nil }) else { continue }
      if let last = ends.last, last.item == next {
        // A wide space behind a comma.
        ends[ends.count - 1].kind = min(last.kind, kind)
        continue
      }
      // Two relations in a row stay together, and a line has more than spaces.
      let before = classes[(ends.last?.item ?? 0)..<place].compactMap { $0 }.last
      guard let before, !(before == .relation && classes[next] == .relation) else { continue }
      ends.append(LineEnd(item: next, depth: depths[index], kind: kind))
    }
    return ends.indices.map { index in
      var end = ends[index]
      // Between two statements of the same brackets a comma parts better than their relations do.
      if end.kind == .comma, isBetweenRelations(ends, index) { end.kind = .clause }
      return end
    }
  }

  /// Whether there are relations in the same brackets on both sides of a comma, up to the next ones.
  private func isBetweenRelations(_ ends: [LineEnd], _ index: Int) -> Bool {
    let depth = ends[index].depth
    func hasRelation(_ some: some Sequence<LineEnd>) -> Bool {
      some.prefix { $0.depth > depth || $0.depth == depth && $0.kind.isWithinStatement }
        .contains { $0.depth == depth && $0.kind == .relation }
    }
    return hasRelation(ends[..<index].reversed()) && hasRelation(ends[(index + 1)...])
  }

  private func isColon(_ item: MathItem) -> Bool {
    [":", "∶"].contains(item.symbol?.base) || item.symbol?.command == "mid"
  }

  /// In how many brackets and bars each item stands.
  private func depths(_ classes: [AtomClass?]) -> [Int] {
    var depth = 0
    var open: [Unicode.Scalar] = []
    return items.indices.map { index in
      defer { if classes[index] == .opening { depth += 1 } }
      if classes[index] == .closing { depth = max(depth - 1, 0) }
      if let bar = items[index].symbol?.base, classes[index] == .ordinary, ["‖", "|"].contains(bar)
      {
        if open.last == bar { open.removeLast() } else { open.append(bar) }
      }
      return depth + open.count
    }
  }
}
