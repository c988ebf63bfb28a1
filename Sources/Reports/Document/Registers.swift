import Records

extension Resolver {
  mutating func collectClaims() throws(LineError) {
    var counts: [String: Int] = [:]
    guard index.listsClaims else { return }
    let all: [Claim]
    do {
      all = try subject.claims()
    } catch {
      throw LineError(1, "\(error)")
    }
    for claim in all + figures.flatMap(\.drawn.words.claims) {
      let anchor = "claim-" + anchorName(claim.id)
      counts[anchor, default: 0] += 1
      let count = counts[anchor] ?? 1
      claims.append(
        ClaimEntry(
          claim: claim, anchor: count == 1 ? anchor : "\(anchor)-\(count)",
          place: ClaimPlace(claim.id, in: index)))
    }
    for claim in claims { index.targets.insert(claim.anchor) }
  }

  /// The slips that claims found and those of the register's own table, in the document's order.
  mutating func collectSlips() throws(LineError) {
    var found: [Slip] = []
    for entry in claims {
      guard let printed = entry.claim.printed else { continue }
      found.append(
        Slip(
          anchor: "", place: [.text(entry.place.words)], target: entry.place.target,
          printed: [.statement(printed.statement)],
          holds: [.statement(entry.claim.statement)], claim: entry))
    }
    let certified = found.count
    for block in source.blocks {
      guard case .block(let block) = block, block.kind == .errata else { continue }
      found += try written(block)
    }
    // A slip without a place of its own stays with the one before it.
    var orders: [Double] = []
    for (number, slip) in found.enumerated() {
      let before = number == certified ? 0 : orders.last ?? 0
      orders.append(order(of: slip) ?? before)
    }
    let sorted = found.indices.sorted { (orders[$0], $0) < (orders[$1], $1) }
    var counts: [String: Int] = [:]
    slips = sorted.map { number in
      var slip = found[number]
      let name = "slip-" + anchorName(slip.place.plainText)
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      slip.anchor = count == 1 ? name : "\(name)-\(count)"
      return slip
    }
  }

  /// Where a slip stands in the document: just before or after a place, or at the end of a section.
  private func order(of slip: Slip) -> Double? {
    guard let target = slip.target, let place = index.order[target] else { return nil }
    let words = slip.place.plainText
    if words.hasPrefix("end") {
      let next = index.order.filter { $0.key.hasPrefix("section-") && $0.value > place }.values
        .min()
      return Double(next ?? index.order.count) - 0.2
    }
    return Double(place) + (words.hasPrefix("before") ? -0.1 : words.hasPrefix("after") ? 0.1 : 0)
  }

  /// The rows of an errata block's own table: place, what is printed, what holds.
  private mutating func written(_ block: BlockNode.Block) throws(LineError) -> [Slip] {
    var slips: [Slip] = []
    for node in block.content {
      guard case .table(let table) = node, table.rows.allSatisfy({ $0.count == 3 }) else {
        throw LineError(
          block.line, "an errata block holds a table of three columns: place, printed, holds")
      }
      for row in table.rows.dropFirst() {
        var target: String?
        for case .link(let link, _, _) in row[0] where link.hasPrefix("#") {
          target = String(link.dropFirst())
        }
        slips.append(
          Slip(
            anchor: "", place: try spans(row[0]), target: target, printed: try spans(row[1]),
            holds: try spans(row[2])))
      }
    }
    return slips
  }
}

extension [Span] {
  /// The words, without marks; formulas, numbers, citations and notes are left out.
  package var plainText: String {
    map { span in
      switch span {
      case .text(let text), .code(let text), .statement(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.plainText
      case .formula, .number, .citation, .footnote: ""
      }
    }.joined()
  }
}
