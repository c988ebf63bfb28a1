import Drawing
import Models
import Plotting
import Reports
import Typesetting

extension Rendering {
  /// The figure as documents show it.
  func drawn(fonts: MathFonts) throws -> DrawnFigure {
    let figure: Figure
    do {
      figure = try computed.figure(.text)
    } catch {
      throw CommandFailure(.computation, "figure '\(entry.id)': \(error)")
    }
    let makeFigure = computed.figure
    return DrawnFigure(
      id: entry.id, alias: entry.alias, title: figure.title, caption: figure.caption,
      alternative: figure.alternative,
      parameters: entry.settings.map {
        DrawnFigure.Parameter(name: $0.name, value: $0.value, range: $0.range, help: $0.help)
      },
      quantities: computed.data.numbers.map {
        DrawnFigure.Quantity(name: $0.name, value: $0.value)
      },
      claims: computed.data.claims.map(\.reported), csv: computed.data.csv,
      json: computed.data.json(of: entry), hash: computed.data.hash,
      scene: { size, theme, id in
        let metrics = Metrics(theme: theme, fonts: fonts, size: size)
        return try layout(try makeFigure(size), metrics: metrics, id: id)
      })
  }
}

extension Claim {
  /// The claim as documents list it.
  var reported: ReportedClaim {
    ReportedClaim(
      id: id, statement: statement, residual: residual, tolerance: tolerance, reason: reason,
      holds: holds,
      printed: printed.map {
        ReportedClaim.Printed(statement: $0.statement, residual: $0.residual)
      })
  }
}
