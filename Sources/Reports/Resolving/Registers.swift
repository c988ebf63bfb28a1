import Records

extension Resolver {
  mutating func collectClaims() throws(LineError) {
    var counts: [String: Int] = [:]
    guard index.environments.contains(.claims) else { return }
    let all = try telling(1) { try subject.claims() }
    // A figure that stands twice, with other parameters the second time, has some claims again.
    for claim in (all + figures.flatMap(\.drawn.words.claims)).distinct {
      let anchor = "claim-" + anchorName(claim.id)
      counts[anchor, default: 0] += 1
      let count = counts[anchor] ?? 1
      claims.append(
        ClaimEntry(
          claim: claim, statement: try words(sentence(claim.statement), of: claim),
          reason: try words(reason(of: claim), of: claim),
          anchor: count == 1 ? anchor : "\(anchor)-\(count)",
          place: ClaimPlace(claim.id, in: index, figures: figures, front.language)))
    }
    // What no place of the document has comes last.
    let orders = claims.map { order($0.place.target, $0.place.relation) ?? .infinity }
    claims = claims.indices.sorted { (orders[$0], $0) < (orders[$1], $1) }.map { claims[$0] }
    for claim in claims { index.targets.insert(claim.anchor) }
  }

  /// Why a claim holds; what every sketch says of its own is said in the document's language.
  private func reason(of claim: Claim) -> String {
    let stated = Word.asTheSketchStates
    return claim.reason == DocumentLanguage.english.word(stated)
      ? front.language.word(stated) : claim.reason
  }

  private mutating func words(_ text: String, of claim: Claim) throws(LineError) -> [Inline] {
    try telling(1, "the claim '\(printable(claim.id))': ") {
      try inlines(ofDollars: text, line: 1)
    }
  }

  /// The slips that claims found and those of the register's own table, in the document's order.
  mutating func collectSlips() throws(LineError) {
    var found: [Slip] = []
    for entry in claims {
      guard let printed = entry.claim.printed else { continue }
      found.append(
        Slip(
          anchor: "", place: [made(.text(entry.place.words), 1)], target: entry.place.target,
          relation: entry.place.relation, mark: printed.mark,
          printed: try words(printed.statement, of: entry.claim), holds: entry.statement,
          claim: entry))
    }
    let certified = found.count
    for case .block(let block) in index.nodes {
      guard case .environment(let errata) = block.kind, errata.kind == .errata else { continue }
      found += try written(errata, line: block.line)
    }
    // A slip without a place of its own stays with the one before it.
    var orders: [Double] = []
    for (number, slip) in found.enumerated() {
      let before = number == certified ? 0 : orders.last ?? 0
      orders.append(order(slip.target, slip.relation) ?? before)
    }
    let sorted = found.indices.sorted { (orders[$0], $0) < (orders[$1], $1) }
    var counts: [String: Int] = [:]
    slips = sorted.map { number in
      var slip = found[number]
      let name = "slip-" + anchorName(meanings.words(of: slip.place))
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      slip.anchor = count == 1 ? name : "\(name)-\(count)"
      return slip
    }
  }

  /// Where a claim or slip stands in the document: just before or after a place, or at the end of a
  /// section.
  private func order(_ target: String?, _ relation: ClaimPlace.Relation) -> Double? {
    guard let target, let place = index.order[target] else { return nil }
    switch relation {
    case .before: return Double(place) - 0.1
    case .at: return Double(place)
    case .after: return Double(place) + 0.1
    case .end:
      let next = index.order.filter { $0.key.hasPrefix("section-") && $0.value > place }.values
        .min()
      return Double(next ?? index.order.count) - 0.2
    }
  }

  /// The rows of an errata block's own table: place, mark, what is printed, what holds.
  private func written(
    _ errata: Block.Environment, line: Int
  ) throws(LineError) -> [Slip] {
    var slips: [Slip] = []
    for block in errata.content {
      guard case .table(let table) = block.kind, table.rows.allSatisfy({ $0.count == 4 }) else {
        throw LineError(
          line, "an errata block holds a table of four columns: place, mark, printed, holds")
      }
      for row in table.rows.dropFirst() {
        guard let mark = Claim.Mark(rawValue: row[1].plainText) else {
          throw LineError(
            line,
            "the mark \(quoted(row[1].plainText)) of a slip is none of \(Claim.Mark.names.joined(separator: ", "))"
          )
        }
        var target: String?
        for inline in row[0] {
          if case .link(let link, _) = inline.kind, link.hasPrefix("#") {
            target = String(link.dropFirst())
          }
        }
        slips.append(
          Slip(
            anchor: "", place: row[0], target: target,
            relation: ClaimPlace.Relation(words: row[0].plainText), mark: mark,
            printed: row[2], holds: row[3]))
      }
    }
    return slips
  }
}

/// A statement as a sentence: with a capital where it begins with a word, and a full stop.
private func sentence(_ statement: String) -> String {
  let first = statement.prefix { $0.isLetter }
  let isWord = first.count > 1 && first == first.lowercased()
  let start = isWord ? statement.prefix(1).uppercased() + statement.dropFirst() : statement
  return start.last.map { ".!?:".contains($0) } ?? true ? start : start + "."
}
