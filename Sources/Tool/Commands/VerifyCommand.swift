import ArgumentParser
import Lectures
import Records
import Reports
import Templates

/// The command `figures verify`.
struct VerifyCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "verify", "Check what the lecture and its figures claim.",
      """
      Prints each claim with its residual, tolerance and verdict; exits 1 when one fails. Of a
      document the claims of the figures that it shows are checked. Where a figure cannot be
      computed, the others' claims are checked, and the exit code is 2.

      Examples:
        <command> verify
        <command> verify 2.16 3.22 fig-4
        <command> verify my.figure my-lab.md
        <command> verify --prove
        <command> verify --json
      """)
  }

  @OptionGroup var options: ConsoleOptions

  @Flag(help: "Print numbers with proven bounds in place of claims; exit 1 where a proof fails.")
  var prove = false

  @Argument(
    help:
      "Equation numbers or names of claims, or files ending in .figure or .md; without any, all.",
    completion: .claims)
  var ids: [String] = []

  func run() throws {
    if prove { return try printProofs() }
    let files = ids.filter { Tool.isSketch($0) || isMarkdown($0) }
    let ids = ids.filter { !files.contains($0) }
    // Files are checked alone, unless claims of the lecture are named besides.
    let figures = ids.isEmpty && !files.isEmpty ? [] : Tool.lecture.figures
    var batch = Batch(of: files.count + figures.count)
    let own = files.compactMap { file in
      batch.result(
        Result {
          Tool.isSketch(file)
            ? try Rendering(try Tool.figure(named: file), of: Tool.lecture).computed.data.claims
            : try claimsOfFigures(in: file)
        })
    }.joined()
    var claims = figures.isEmpty ? [] : Tool.lecture.claims()
    var bounded: [(id: String, quantities: [Quantity])] = []
    // Who asks for claims by name is told of a figure that fails where one of them is not found.
    var others = batch
    for figure in figures {
      guard
        let data = others.result(
          Result { try Rendering(figure, of: Tool.lecture).computed.data })
      else { continue }
      claims += data.claims
      bounded.append((figure.id, data.numbers))
    }
    if ids.isEmpty { batch = others }
    if !figures.isEmpty {
      claims += Tool.lecture.claimsOfBounds(try bounded + Tool.lecture.quantitiesOfLabs())
    }
    if !ids.isEmpty {
      let known = claims.map(\.id)
      for id in ids where !known.contains(id) {
        try others.finish("checked")
        let file = [".figure", ".md"].map { id + $0 }.first { realPath($0) != nil }
        let hint = (file ?? NearestName.to(id, among: known)).map {
          "; did you mean '\(printable($0))'?"
        }
        throw UsageError.other("no claim '\(printable(id))'\(hint ?? "")")
      }
      claims = claims.filter { ids.contains($0.id) }
    }
    claims += own
    let failed = claims.filter { !$0.holds }.count
    if Journal.current.isJSON {
      let list = try claims.map { claim in
        JSON.object([
          ("id", .string(claim.id)), ("statement", .string(try spoken(claim.statement))),
          ("source", .string(claim.statement)), ("residual", .number(claim.residual)),
          ("tolerance", .number(claim.tolerance)),
          ("reason", .string(try spoken(claim.reason))), ("holds", .bool(claim.holds)),
          (
            "printed",
            try claim.printed.map {
              .object([
                ("mark", .string($0.mark.rawValue)),
                ("statement", .string(try spoken($0.statement))),
                ("source", .string($0.statement)),
                ("residual", $0.residual.map { .number($0) } ?? .null),
              ])
            } ?? .null
          ),
        ])
      }
      Journal.current.add([("failed", .number(Double(failed))), ("claims", .array(list))])
    } else {
      let lines = try claims.map { claim in
        let verdict = claim.holds ? "ok  " : "FAIL"
        return "\(verdict)  \(claim.id)  \(try spoken(claim.statement)): "
          + "\(scientific(claim.residual)) <= \(scientific(claim.tolerance))"
      }
      let summary = "\(counted(claims.count, "claim")), \(failed) failed"
      try console.result((lines + [summary]).joined(separator: "\n") + "\n")
    }
    try batch.finish("checked")
    if failed > 0 {
      throw CommandFailure(
        .claimFailed, "\(counted(failed, "claim")) \(agreeing(failed, "does", "do")) not hold")
    }
  }

  /// The claims of the figures that a document shows.
  private func claimsOfFigures(in document: String) throws -> [Claim] {
    do {
      let fonts = try FontSet(folders: []).roman
      let shelf = try FigureShelf(
        Tool.lecture, fonts: fonts, file: Tool.sketches(beside: document))
      let documents = Documents(
        of: Tool.lecture, templates: try Templates(folder: nil), fonts: fonts, shelf: shelf,
        reading: sourceReader(of: document))
      return try documents.claims(shownIn: try documents.handout(document))
    } catch {
      throw documentFailure(error)
    }
  }

  private func printProofs() throws {
    guard ids.isEmpty else {
      throw UsageError.other("verify --prove prints all proven numbers; leave the names out")
    }
    let all = Tool.lecture.proofs()
    let failed = all.filter { !$0.isProven }.count
    let list = try all.map { enclosure in
      JSON.object([
        ("id", .string(enclosure.id)), ("statement", .string(try spoken(enclosure.statement))),
        ("source", .string(enclosure.statement)), ("lower", .number(enclosure.lower)),
        ("upper", .number(enclosure.upper)), ("proven", .bool(enclosure.isProven)),
      ])
    }
    try console.result([("failed", .number(Double(failed))), ("proofs", .array(list))]) {
      let lines = try all.map { enclosure in
        let bounds =
          enclosure.isProven
          ? "proven between \(enclosure.lower) and \(enclosure.upper)" : "not proven"
        return "\(enclosure.id)  \(try spoken(enclosure.statement)): \(bounds)\n"
      }
      return lines.joined() + "\(counted(all.count, "number")), \(failed) not proven\n"
    }
    if failed > 0 {
      throw CommandFailure(
        .claimFailed, "\(counted(failed, "number")) \(agreeing(failed, "is", "are")) not proven")
    }
  }
}

/// A number with two significant digits, as in `3.1e-15`.
func scientific(_ value: Double) -> String {
  Numeral(value, powerWithDecimals: 1).scientific
}
