import Drawing
import Foundation
import Records

extension DocumentHTML {
  // MARK: Registers

  mutating func claimsTable() throws -> Markup {
    let language = document.language
    var rows: [Markup] = []
    for entry in document.claims {
      let claim = entry.claim
      let place = link(entry.place.target, Markup(text: entry.place.words))
      let words =
        try markup(entry.statement)
        + .element("p", [("class", "why")], try markup(entry.reason))
      let verdict = Markup.element(
        "td", [("class", claim.holds ? "yes" : "no")],
        Markup(text: language.word(claim.holds ? .holds : .fails)))
      rows.append(
        .element(
          "tr", [("id", entry.anchor)],
          .element("th", [("scope", "row")], place) + .element("td", [], words)
            + number(claim.residual) + number(claim.tolerance) + verdict))
    }
    let failed = document.claims.filter { !$0.claim.holds }.count
    let verdict =
      failed == 0
      ? Markup(
        text: "\(document.claims.count) "
          + language.word(document.claims.count == 1 ? .claimHolds : .claimsHold))
      : .element(
        "strong", [],
        Markup(
          text: "\(failed) / \(document.claims.count) "
            + language.word(failed == 1 ? .claimFails : .claimsFail)))
    return folded(
      verdict,
      table("claims", .claimsTable, [.place, .statement, .residual, .tolerance, .verdict], rows))
  }

  mutating func errataTable() throws -> Markup {
    var rows: [Markup] = []
    for slip in document.slips {
      var place = try markup(slip.place)
      var printed = try markup(slip.printed)
      var holds = try markup(slip.holds)
      if let entry = slip.claim {
        // A place of the register's own table is a link already.
        place = link(slip.target, place)
        printed += residual(entry.claim.printed?.residual)
        holds += residual(entry.claim.residual, link: entry.anchor)
      }
      rows.append(
        .element(
          "tr", [("id", slip.anchor)],
          .element(
            "th", [("scope", "row")],
            place
              + .element("p", [("class", "why")], Markup(text: document.word(slip.mark.word))))
            + .element("td", [], printed)
            + .element("td", [], holds)))
    }
    return folded(
      Markup(text: "\(document.word(.slipsTable)): \(document.slips.count)"),
      table("errata", .slipsTable, [.place, .printed, .holds], rows))
  }

  /// A register that readers of narrow pages open; elsewhere, and without scripts, it is open.
  private func folded(_ words: Markup, _ register: Markup) -> Markup {
    .element(
      "details", [("class", "fold"), ("open", "")], .element("summary", [], words) + register)
  }

  /// The rules by which cells of registers have their heads before them on narrow pages and on paper.
  static func registerRules(in language: DocumentLanguage) -> String {
    let cells: [(String, Int, Word)] = [
      ("errata", 2, .printed), ("errata", 3, .holds), ("claims", 3, .residual),
      ("claims", 4, .tolerance),
    ]
    func rules(_ place: String) -> String {
      cells.map { table, column, word in
        "\(place).\(table) td:nth-child(\(column))::before{content:\"\(language.word(word))\u{A0}\"}"
      }.joined()
    }
    return "@media print,screen and (max-width:48rem){\(rules(""))}" + rules(".card ")
  }

  /// A line on a residual, if there is one; it leads to the claim where that is listed.
  private func residual(_ value: Double?, link target: String? = nil) -> Markup {
    guard let value else { return Markup(text: "") }
    return .element(
      "p", [("class", "why")],
      link(target, Markup(text: document.word(.residual)))
        + Markup(text: " ") + Markup(number: Numeral(value, significant: 2)))
  }

  private func link(_ target: String?, _ words: Markup) -> Markup {
    target.map { .element("a", [("href", "#\($0)")], words) } ?? words
  }

  private func number(_ value: Double) -> Markup {
    .element("td", [("class", "n")], Markup(number: Numeral(value, significant: 2)))
  }

  private func table(_ name: String, _ label: Word, _ heads: [Word], _ rows: [Markup]) -> Markup {
    scrolling(document.word(label), listing(name, heads, rows))
  }

  /// A table with words of ours at its head.
  func listing(
    _ name: String, caption: Markup = Markup(text: ""), _ heads: [Word], _ rows: [Markup]
  ) -> Markup {
    let head = heads.map {
      Markup.element("th", [("scope", "col")], Markup(text: document.word($0)))
    }.joined()
    return .element(
      "table", [("class", name)],
      caption + .element("thead", [], .element("tr", [], head))
        + .element("tbody", [], rows.joined(separator: "\n")))
  }

  mutating func bibliography() throws -> Markup {
    let isNumeric = document.citationStyle == .numeric
    let language = document.language
    let items = try document.works.enumerated().map { index, work -> Markup in
      let entry = work.entry(in: language)
      var line = Markup(text: isNumeric ? "[\(document.citationLabel(index))] " : "")
      line += Markup(text: entry.authors)
      line += .element("cite", [], try formulas.text(entry.title))
      func link(_ address: String) -> Markup {
        .element("a", [("href", address)], Markup(text: address))
      }
      for part in WorkPart.parts(entry.rest) {
        switch part {
        case .words(let words): line += try formulas.text(words)
        case .address(let address): line += link(address)
        }
      }
      if let address = work.otherAddress { line += Markup(text: " ") + link(address) }
      return .element("li", [("id", work.anchor)], line)
    }
    return .element("ul", [("class", "works")], items.joined(separator: "\n"))
  }

  mutating func downloads() throws -> Markup {
    // A figure that stands twice, with a slider the second time, has its data here once.
    let first = document.figures.indices.filter { index in
      !document.figures[..<index].contains { $0.drawn.id == document.figures[index].drawn.id }
    }
    let items = try first.map { index -> Markup in
      let figure = document.figures[index]
      let drawn = figure.drawn
      let packed = try document.subject.keep("data\n" + drawn.key, isBase64) {
        base64(gzipped(Array(shortened(try drawn.csv()).utf8)) ?? [])
      }
      downloadBytes += packed.utf8.count
      let link = Markup.element(
        "a",
        [("download", drawn.id + ".csv.gz"), ("href", "data:application/gzip;base64," + packed)],
        Markup(text: drawn.id + ".csv.gz"))
      let place = Markup.element(
        "a", [("href", "#\(figure.anchor)")],
        Markup(text: "\(document.word(.figure)) \(figure.number)"))
      return .element(
        "li", [],
        place + Markup(text: ": ") + link + Markup(text: ", SHA-256 ")
          + .element("code", [], Markup(text: drawn.words.hash)))
    }
    return folded(
      Markup(text: "\(document.word(.dataList)): \(items.count)"),
      .element("ul", [("class", "data")], items.joined(separator: "\n")))
  }
}

/// A table of comma-separated values with six significant digits.
private func shortened(_ csv: String) -> String {
  csv.split(separator: "\n").map { line in
    line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
      guard cell.utf8.count > 7, let value = Double(cell) else { return String(cell) }
      // The shortest text of the rounded value: 0.2, not 0.200000.
      return Double(String(format: "%.6g", value))?.description ?? String(cell)
    }.joined(separator: ",")
  }.joined(separator: "\n") + "\n"
}
