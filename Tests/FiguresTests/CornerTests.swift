import Drawing
import Figures
import Foundation
import Lectures
import Models
import Plotting
import Records
import Testing

/// Every value that a parameter allows is drawn, or refused by a condition that is stated.
///
/// Both ends of each parameter, every pair of ends, and seeded places inside, at every named size.
/// What takes long by the figure's own estimate is tested where `CHECK_CORNERS` is set.
@Suite struct CornerTests {
  /// A figure with some parameters set.
  struct Corner: Sendable, CustomTestStringConvertible {
    let id: String
    let settings: [(name: String, value: String)]
    var testDescription: String {
      ([id] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
  }

  static let figures = lecture7.figures
  static let corners = figures.flatMap { figure in
    corners(of: figure, inside: 10).filter { isChecked($0, of: figure) }
  }

  /// The operations that a corner may take where all are not asked for.
  private static let leastWork = 1e10

  private static func isChecked(_ corner: Corner, of figure: any LectureFigure) -> Bool {
    if getenv("CHECK_CORNERS") != nil { return true }
    let set = try? corner.settings.reduce(figure) { try $0.setting($1.name, to: $1.value) }
    // What is refused at once takes no time.
    return set.map { $0.work <= leastWork || (try? $0.checkConditions()) == nil } ?? true
  }

  @Test func eachFigureHasCorners() {
    #expect(Set(Self.corners.map(\.id)) == Set(Self.figures.map(\.id)))
  }

  @Test(arguments: corners)
  func isDrawnOrRefused(_ corner: Corner) throws {
    var figure = try lecture7.figure(named: corner.id)
    do {
      // Each value alone is within its range.
      for (name, value) in corner.settings { figure = try figure.setting(name, to: value) }
      let rendering = Rendering(figure, of: lecture7)
      // What is quoted is a number; what has no value is not quoted.
      for quantity in try rendering.computed.data.numbers {
        #expect(quantity.value.isFinite, "\(quantity.name)")
      }
      for size in [SizeClass.text, .column, .slide] {
        let fonts = try fontSet.get().fonts(for: size)
        _ = try rendering.scene(Look(size: size), fonts: fonts)
      }
    } catch let failure as CommandFailure {
      #expect(failure.code == .usage, "\(failure)")
      // A refusal names parameters that the user can set, and neither code nor formulas.
      let named = figure.settings.map(\.name).filter { name in
        failure.description.matches(of: #/[a-z\-]+/#).contains { $0.output == name }
      }
      #expect(!named.isEmpty, "\(failure)")
      #expect(!failure.description.contains("$"), "\(failure)")
      // And it is stated, in the words or by the parameters of a condition.
      let isStated = figure.conditionsInWords.contains { words in
        failure.description.contains(words)
          || named.contains { name in
            words.prefix { $0 != ":" }.matches(of: #/[a-z\-]+/#).contains { $0.output == name }
          }
      }
      #expect(isStated, "\(failure)")
      // What is advised can be set.
      let advised = failure.description.matches(
        of:
          #/([a-z\-]+)=|(?:smaller|larger|another) ([a-z\-]+)(?: or (?:a (?:smaller|larger) )?([a-z\-]+))?/#
      ).flatMap { [$0.output.1, $0.output.2, $0.output.3].compactMap { $0.map(String.init) } }
      for name in advised { #expect(figure.settings.contains { $0.name == name }, "\(failure)") }
    }
  }

  /// Sizes of the user's own, from the least that has room for all.
  private static let ownSizes = [
    SizeClass.least, Size(width: SizeClass.least.width, height: 400),
    Size(width: SizeClass.largestSide, height: SizeClass.least.height),
    Size(width: 160, height: 120), Size(width: 240, height: 160), Size(width: 300, height: 120),
    Size(width: 200, height: 200), Size(width: 150, height: 400), Size(width: 700, height: 130),
    Size(width: 1200, height: 900),
  ]

  @Test(arguments: figures.map(\.id), ownSizes)
  func ownSizesAreDrawn(_ id: String, _ size: Size) throws {
    let look = Look(size: .custom(size))
    let scene = try rendering(id).scene(look, fonts: try fontSet.get().roman)
    #expect(scene.size.width > 0)
  }

  @Test func theLeastSizeIsTheOneThatIsDocumented() throws {
    let (least, most) = (SizeClass.least, short(SizeClass.largestSide))
    let words = "from \(short(least.width))x\(short(least.height)) to \(most)x\(most) points"
    let top = URL(filePath: #filePath).appending(path: "../../..").standardized
    let page = try String(contentsOf: top.appending(path: "docs/limits.md"), encoding: .utf8)
    #expect(page.contains(words))
  }

  /// The ends that a parameter's range names in words, and a place between them.
  private struct Range {
    let ends: [String]
    let inside: (Double) -> String

    init(_ setting: Setting) {
      let words = setting.range
      if let list = words.firstRange(of: " numbers in ") {
        let counts = words[..<list.lowerBound].split(separator: " to ").compactMap { Int($0) }
        let (low, high) = Range.bounds(String(words[list.upperBound...]))
        func spread(_ count: Int, _ from: Double) -> String {
          (0..<count).map { k in
            let part = (Double(k) / Double(max(count, 1)) + from).truncatingRemainder(dividingBy: 1)
            return Range.between(low, high, part).description
          }.joined(separator: ",")
        }
        let (few, many) = (counts.first ?? 1, counts.last ?? 1)
        ends = [
          Array(repeating: low.description, count: few).joined(separator: ","),
          Array(repeating: high.description, count: few).joined(separator: ","), spread(many, 0),
          Array(repeating: high.description, count: many).joined(separator: ","),
        ]
        inside = { spread(few + Int($0 * Double(many - few)), $0) }
      } else if words.contains("...") {
        let (low, high) = Range.bounds(words)
        let isWhole = Int(setting.value) != nil && low == low.rounded() && high == high.rounded()
        func text(_ value: Double) -> String {
          isWhole ? String(Int(value.rounded())) : value.description
        }
        ends = [text(low), text(high)]
        inside = { text(Range.between(low, high, $0)) }
      } else {
        let choices = words.components(separatedBy: " or ")
        ends = choices
        inside = { choices[Int($0 * Double(choices.count))] }
      }
    }

    private static func bounds(_ words: String) -> (Double, Double) {
      let parts = words.components(separatedBy: "...").compactMap { Double($0) }
      return (parts[0], parts[parts.count - 1])
    }

    /// A place between two ends, by ratios where they are far apart.
    private static func between(_ low: Double, _ high: Double, _ part: Double) -> Double {
      low > 0 && high > 100 * low
        ? low * pow(high / low, part) : low + (high - low) * part
    }
  }

  static func corners(of figure: any LectureFigure, inside count: Int) -> [Corner] {
    let ranges = figure.settings.map { ($0.name, Range($0)) }
    var corners: [Corner] = []
    for (index, (name, range)) in ranges.enumerated() {
      for end in range.ends {
        corners.append(Corner(id: figure.id, settings: [(name, end)]))
        for (other, itsRange) in ranges[(index + 1)...] {
          corners += itsRange.ends.map {
            Corner(id: figure.id, settings: [(name, end), (other, $0)])
          }
        }
      }
    }
    let random = RandomStream(seed: 2718)
    for k in 0..<count {
      let tries = (0..<20).map { attempt in
        Corner(
          id: figure.id,
          settings: ranges.enumerated().map { index, range in
            (range.0, range.1.inside(random.uniform(at: UInt64(100 * (20 * k + attempt) + index))))
          })
      }
      // Most places at random are refused where several parameters meet a condition together.
      let met = tries.first { corner in
        let set = try? corner.settings.reduce(figure) { try $0.setting($1.name, to: $1.value) }
        return set.map { (try? $0.checkConditions()) != nil } ?? false
      }
      corners.append(met ?? tries[0])
    }
    return corners
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
