import Drawing
import Models
import Plotting
import Reports
import Synchronization
import Typesetting

/// What a document says about a figure, apart from the picture: enough for most pages, and small
/// enough to keep from run to run.
struct KeptFigure: Codable {
  let title: String
  let caption: String
  let alternative: String
  let quantities: [DrawnFigure.Quantity]
  let claims: [ReportedClaim]
  let hash: String

  /// What a rendering says.
  init(_ rendering: Rendering) throws {
    let figure: Figure
    do {
      figure = try rendering.computed.figure(.text)
    } catch {
      throw CommandFailure(.computation, "figure '\(rendering.entry.id)': \(error)")
    }
    let data = rendering.computed.data
    title = figure.title
    caption = figure.caption
    alternative = figure.alternative
    quantities = data.numbers.map { DrawnFigure.Quantity(name: $0.name, value: $0.value) }
    claims = data.claims.map(\.reported)
    hash = data.hash
  }

  /// The figure as documents show it, its picture and data computed when they are asked for.
  func drawn(_ entry: LectureEntry, fonts: MathFonts, rendering: LateRendering) -> DrawnFigure {
    DrawnFigure(
      id: entry.id, alias: entry.alias, title: title, caption: caption, alternative: alternative,
      parameters: entry.settings.map {
        DrawnFigure.Parameter(name: $0.name, value: $0.value, range: $0.range, help: $0.help)
      },
      quantities: quantities, claims: claims, csv: { try rendering.value.computed.data.csv },
      hash: hash, key: entry.key,
      scene: { size, theme, id in
        let metrics = Metrics(theme: theme, fonts: fonts, size: size)
        return try Figures.drawn(
          try rendering.value.computed.figure(size), metrics: metrics, id: id)
      })
  }
}

extension LectureEntry {
  /// The figure and the values of its parameters, in one line.
  var key: String { ([id] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ") }
}

/// A rendering that is computed when it is first asked for.
final class LateRendering: Sendable {
  private let entry: LectureEntry
  private let made: Mutex<Rendering?>

  /// A rendering to come, or one that is there already.
  init(_ entry: LectureEntry, ready: Rendering? = nil) {
    self.entry = entry
    made = Mutex(ready)
  }

  /// The rendering.
  var value: Rendering {
    get throws {
      try made.withLock { made in
        if let made { return made }
        let rendering = try Rendering(entry)
        made = rendering
        return rendering
      }
    }
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
