import Drawing
import Figures
import Lectures
import Plotting
import Records
import Testing
import Tool
import Typesetting

/// What is said of a figure is what it shows with its parameters, and says what it shows.
@Suite struct CaptionTests {
  /// A figure with one parameter set, or none.
  struct Setting: Sendable, CustomTestStringConvertible {
    let id: String
    let values: [String]
    var testDescription: String { ([id] + values).joined(separator: " ") }

    init(_ id: String, _ values: String...) {
      self.id = id
      self.values = values
    }
  }

  /// Without optimisation the experiments take minutes.
  #if DEBUG
    private static let left = ["l1-to-l2", "sgd-sparsity", "effective-alpha"]
  #else
    private static let left: [String] = []
  #endif

  static let settings = all.filter { !left.contains($0.id) }

  private static let all =
    lecture7.figures.map { Setting($0.id) } + [
      Setting("loss-landscape", "u0=0.4", "v0=-0.4"), Setting("loss-landscape", "u0=0", "v0=0"),
      Setting("loss-landscape", "levels=0.5"), Setting("loss-landscape", "levels=0.1,1,3"),
      Setting("loss-landscape", "u0=1", "v0=1"), Setting("loss-landscape", "levels=25"),
      Setting("networks", "width=2"), Setting("networks", "width=6"),
      Setting("projection", "dimension=2"), Setting("projection", "start=0,0,0"),
      Setting("projection", "start=0,0,-3"),
      Setting("potential", "alphas=1"), Setting("potential", "levels=linear"),
      Setting("potential", "alphas=1e-8,1,10,1e6"),
      Setting("interpolators", "noise=0"), Setting("interpolators", "noise=1.5"),
      Setting("interpolators", "step=0.01"), Setting("interpolators", "step=0.2"),
      Setting("max-margin", "times=1"), Setting("max-margin", "times=1.5,1e12"),
      Setting("max-margin", "step=2"), Setting("max-margin", "step=0.01"),
      Setting("two-minimisers", "large-step=0.3"), Setting("two-minimisers", "large-step=0.5"),
      Setting("two-minimisers", "large-step=1.2"), Setting("two-minimisers", "small-step=0.005"),
      Setting("l1-to-l2", "alphas=0.001"), Setting("l1-to-l2", "alphas=50,100"),
      Setting("l1-to-l2", "alpha=0.2"), Setting("l1-to-l2", "alphas=1e-6,1"),
      Setting("potential", "alphas=1e-6"), Setting("loss-landscape", "levels=0.001,25"),
      Setting("sgd-sparsity", "runs=1"), Setting("sgd-sparsity", "runs=2"),
    ]

  private static let figures = Memo<[String], Figure>()

  private func figure(_ setting: Setting) throws -> Figure {
    try Self.figures.value([setting.id] + setting.values) { try computed(setting) }
  }

  private func computed(_ setting: Setting) throws -> Figure {
    guard !setting.values.isEmpty else {
      return try rendering(setting.id).computed.figure(.text)
    }
    var figure = try lecture7.figure(named: setting.id)
    for value in setting.values {
      let parts = value.split(separator: "=").map(String.init)
      figure = try figure.setting(parts[0], to: parts[1])
    }
    return try Rendering(figure, of: lecture7).computed.figure(.text)
  }

  // MARK: Numbers

  @Test(arguments: settings) func numbersAreWrittenAsTheOneFormatterWritesThem(
    _ setting: Setting
  ) throws {
    let figure = try figure(setting)
    let panels = figure.arrangement.panels
    let page = try laidOut(
      figure, metrics: Metrics(theme: .light, fonts: try fontSet.get().roman, size: .text))
    let texts =
      [figure.caption, figure.alternative, figure.title] + figure.steps.map(\.title)
      + panels.map(\.name) + panels.compactMap { $0.heading?.text } + page.labels.map(\.text)
    for text in texts {
      let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
      for (index, part) in parts.enumerated() {
        #expect(!part.contains(#/[0-9]e[+\-]?[0-9]/#), "\(text)")
        guard index.isMultiple(of: 2) else { continue }
        // What is no formula has no TeX in it, and the minus sign of print.
        #expect(!part.contains("\\") && !part.contains("^{"), "\(text)")
        #expect(!part.contains(#/(^|[ (])-[0-9]/#), "\(text)")
      }
    }
    // Counts have no decimals but a half; a value has one form.
    for count in figure.caption.matches(of: #/support is \$([0-9.]+)\$ against \$([0-9.]+)\$/#) {
      for text in [count.output.1, count.output.2] {
        #expect(!text.contains(".") || text.hasSuffix(".5"), "\(text)")
      }
    }
    let powers = Set(
      texts.flatMap { $0.matches(of: #/[^0-9]10\^\{(-?[0-9]+)\}/#).map { String($0.output.1) } })
    for power in powers {
      // From there on a number is never written without a power.
      guard let exponent = Int(power), (-6 ..< -3).contains(exponent) else { continue }
      let digits = "0." + String(repeating: "0", count: -exponent - 1) + "1"
      for text in texts {
        #expect(!text.contains(try Regex("(^|[^0-9.])\(digits)($|[^0-9.])")), "\(text)")
      }
    }
  }

  // MARK: Symbols

  @Test(arguments: settings) func everySymbolIsSaid(_ setting: Setting) throws {
    let figure = try figure(setting)
    let metrics = Metrics(theme: .light, fonts: try fontSet.get().roman, size: .text)
    let page = try laidOut(figure, metrics: metrics)
    let panels = figure.arrangement.panels
    let words = page.labels.map(\.text) + panels.compactMap { $0.heading?.text }
    let said = try symbols(in: figure.caption)
    for text in words + panels.flatMap(Self.axisNames) {
      for symbol in try symbols(in: text) {
        #expect(said.contains(symbol), "\(symbol) of '\(text)' is not in the caption")
      }
    }
  }

  @Test func aSymbolNotSaidIsFound() throws {
    let said = try symbols(in: "A weight $v_j$, $\\boldsymbol{\\theta}_0$ and $u^2$")
    func isSaid(_ text: String) throws -> Bool { try symbols(in: text).isSubset(of: said) }
    #expect(try isSaid("$v_{12}$, $\\boldsymbol{\\theta}_0$, $u=1$"))
    for text in [
      "$v$", "$\\theta_0$", "$\\boldsymbol{\\theta}_\\infty$", "$\\hat{u}$", "$u'$", "$v_0$", "SGD",
      "$\\frac{\\kappa}{2}$", "$\\|x\\|$", "$\\mathrm{span}(v_1)$",
    ] {
      #expect(try !isSaid(text), "\(text)")
    }
  }

  private static func axisNames(_ panel: Panel) -> [String] {
    guard case .ranges(let x, let y) = panel.frame else { return [] }
    return [x, y].compactMap { $0 }.flatMap { axis in
      [axis.label].compactMap { $0 } + axis.ticks.map(\.label)
    }
  }

  /// The symbols of the formulas in a text, and its words in capitals.
  private func symbols(in text: String) throws -> Set<String> {
    var found: Set<String> = []
    for (index, part) in text.split(separator: "$", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        Self.collect(try MathText(String(part)).tree, into: &found)
      } else {
        let words = part.split { !$0.isLetter }
        found.formUnion(
          words.filter { $0.count > 1 && $0.allSatisfy(\.isUppercase) }.map(String.init))
      }
    }
    // The real numbers and the logarithm need no word.
    return found.subtracting(["ℝ", "log"])
  }

  private static func collect(_ list: MathList, into found: inout Set<String>) {
    for case .atom(let atom) in list.items {
      let below = atom.subscript.map(leaves) ?? ""
      // A power is no part of a symbol's name.
      let above = atom.superscript.map(leaves) ?? ""
      let name =
        (below.isEmpty ? "" : "_" + index(below)) + (isPower(above) ? "" : "^" + above)
      switch atom.nucleus {
      case .symbol(let symbol) where symbol.base.properties.isAlphabetic:
        found.insert(String(symbol.scalar) + name)
      case .word(let word): found.insert(word.letters)
      case .accent(let accent):
        found.insert(accent.command + " " + leaves(accent.base) + name)
      default: collectLists(atom.nucleus, into: &found)
      }
    }
  }

  /// The symbols of the formulas that a part of a formula consists of, whatever it is.
  private static func collectLists(_ part: Any, into found: inout Set<String>) {
    for child in Mirror(reflecting: part).children {
      if let list = child.value as? MathList {
        collect(list, into: &found)
      } else {
        collectLists(child.value, into: &found)
      }
    }
  }

  private static func leaves(_ list: MathList) -> String { list.leaves.map(\.text).joined() }

  /// A subscript; numbers from 1 on stand for any index.
  private static func index(_ text: String) -> String {
    (Int(text) ?? 0) > 0 || ["i", "𝑖", "𝑗", "j"].contains(text) ? "j" : text
  }

  private static func isPower(_ text: String) -> Bool {
    text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "−" || $0 == "×" }
  }

  // MARK: Marks

  /// A mark's stored values by name.
  private func values(_ mark: any Mark) -> [String: Any] {
    Dictionary(
      [Mirror(reflecting: mark), Mirror(reflecting: mark.style)].flatMap(\.children)
        .compactMap { child in child.label.map { ($0, child.value) } }
    ) { first, _ in first }
  }

  private func marks(_ figure: Figure) -> [[String: Any]] {
    figure.arrangement.panels.flatMap(\.marks).map(values).filter {
      ($0["data"] as? [Point])?.isEmpty != true
    }
  }

  private func count(_ figure: Figure, named name: String) -> Int {
    // The name of a label is its text.
    marks(figure).filter { $0["name"] as? String == name && $0["text"] == nil }
      .map { ($0["shape"] == nil ? 1 : ($0["data"] as? [Point])?.count ?? 0) }.reduce(0, +)
  }

  @Test(arguments: settings) func shapesAndDashesAreSaid(_ setting: Setting) throws {
    let figure = try figure(setting)
    let caption = figure.caption.lowercased()
    for mark in marks(figure) {
      let name = mark["name"] as? String ?? ""
      switch mark["shape"] as? Dots.Shape {
      case .cross: #expect(caption.contains("crosses"), "\(name)")
      case .diamond: #expect(caption.contains("diamond"), "\(name)")
      case .ring: #expect(caption.contains("ringed"), "\(name)")
      default: break
      }
      switch mark["dash"] as? Dash {
      case .dashed: #expect(caption.contains("dashed"), "\(name)")
      case .dotted: #expect(caption.contains("dotted"), "\(name)")
      default: break
      }
    }
  }

  @Test(arguments: settings) func nounsAgreeWithTheirNumbers(_ setting: Setting) throws {
    let figure = try figure(setting)
    let texts = [figure.title, figure.caption, figure.alternative] + figure.steps.map(\.title)
    let nouns = [
      "panel", "point", "draw", "line", "path", "run", "seed", "level", "weight", "input", "start",
      "support vector", "ringed support vector", "non-zero weight",
    ]
    for text in texts {
      let words = text.replacing(try Regex("[.,;:()$]"), with: " ")
      for noun in nouns {
        #expect(!" \(words) ".contains(" 1 \(noun)s "), "\(text)")
        for number in 2...9 { #expect(!" \(words) ".contains(" \(number) \(noun) "), "\(text)") }
      }
      #expect(!text.contains("0.0000") && !text.contains("nan") && !text.contains("  "), "\(text)")
    }
  }

  // MARK: Claims of the texts

  @Test(arguments: settings) func countsAreThoseOfTheMarks(_ setting: Setting) throws {
    let figure = try figure(setting)
    let said = figure.alternative
    switch setting.id {
    case "potential":
      let panels = figure.arrangement.panels.count
      #expect(said.hasPrefix(panels == 1 ? "1 panel " : "\(panels) panels "))
    case "max-margin":
      let support = count(figure, named: "support vector")
      #expect(said.contains("\(support) ringed support vector\(support == 1 ? "." : "s.")"))
      let lines = marks(figure).count {
        ($0["name"] as? String ?? "").hasPrefix("separator at")
      }
      #expect(said.contains("and \(lines) line\(lines == 1 ? "" : "s") of gradient flow"))
    case "l1-to-l2":
      let paths = count(figure, named: "path")
      #expect(said.hasPrefix("Left: \(paths) path\(paths == 1 ? "" : "s") of"))
    case "networks":
      let edges = marks(figure).filter { $0["layer"] as? String == "full" }
        .compactMap { ($0["parts"] as? [[Point]])?.count }.reduce(0, +)
      #expect(said.contains("\(edges) weights") && figure.caption.contains("\(edges) weights"))
    case "projection":
      #expect(said.contains("through \(count(figure, named: "leaf") / 2) parallel leaves"))
      #expect(figure.caption.contains("ellipses"))
    case "loss-landscape":
      let lines = marks(figure).filter { $0["name"] as? String == "flow line" }
        .compactMap { $0["data"] as? [Point] }
      let arriving = lines.count { line in
        line.first != line.last && line.last.map { abs($0.x * $0.y - 1) < 1e-9 } == true
      }
      #expect(said.contains(arriving == lines.count ? "Seven gradient flow" : "Six gradient flow"))
      #expect(lines.count == 7 && arriving >= 6)
    default: break
    }
  }

  @Test(arguments: settings.filter { $0.id == "two-minimisers" })
  func fateOfTheLargeStepsIsTheDrawnOne(_ setting: Setting) throws {
    let figure = try figure(setting)
    let ends = count(figure, named: "end of A") + count(figure, named: "end of B")
    #expect(figure.title.contains("two test risks") == (ends == 2))
    #expect(figure.alternative.contains("hop over") == (ends == 2))
    #expect(figure.caption.contains("test risks") == (ends == 2))
    let arcs = marks(figure).filter { $0["name"] as? String == "run B" && $0["shape"] == nil }
    let lands = arcs.compactMap { ($0["data"] as? [Point])?.last }
    if figure.alternative.contains("end there as well") {
      #expect(lands.last.map { $0.x < 0 && $0.y < 1e-12 } == true)
    }
    if figure.alternative.contains("is lower") {
      let risks = ["A", "B"].flatMap { name in
        marks(figure).filter { $0["name"] as? String == "test risk of \(name)" }
          .flatMap { $0["data"] as? [Point] ?? [] }
      }
      #expect(risks.count == 2 && risks[1].y < risks[0].y)
    }
  }

  @Test(arguments: settings.filter { $0.id == "l1-to-l2" })
  func pathsGoWhereTheTextsSay(_ setting: Setting) throws {
    let figure = try figure(setting)
    let paths = marks(figure).filter { $0["name"] as? String == "path" }
      .compactMap { $0["data"] as? [Point] }
    // Near the axis the limit is the one of least ℓ1 norm, (0, 0.8); straight, of least ℓ2 norm.
    let isSparse = paths.contains { ($0.last ?? .zero).x < 0.04 }
    let isLeast = paths.contains { (($0.last ?? .zero) - Point(0.32, 0.64)).length < 0.02 }
    #expect(figure.caption.contains("axis") == isSparse)
    #expect(figure.alternative.contains("vertical axis") == isSparse)
    #expect(figure.caption.contains("straight") == isLeast)
  }

  @Test(arguments: settings.filter { $0.id == "sgd-sparsity" })
  func linesOfTheSweepDoWhatTheTextsSay(_ setting: Setting) throws {
    let figure = try figure(setting)
    func line(_ name: String) -> [Point] {
      marks(figure).filter { $0["name"] as? String == name }
        .compactMap { $0["data"] as? [Point] }.first ?? []
    }
    let (flow, sgd) = (line("gradient flow"), line("SGD"))
    // Where the arrow ends gradient flow was followed as well, to the norm that SGD has.
    let hasArrow = count(figure, named: "arrow") > 0
    #expect(flow.count == sgd.count + (hasArrow ? 1 : 0) && sgd.count > 1)
    let both = sgd.map { point in (flow.first { $0.x == point.x }, point) }
    #expect(both.allSatisfy { $0.0 != nil })
    if hasArrow {
      let end = try #require(flow.first { point in !sgd.contains { $0.x == point.x } })
      #expect(sgd.contains { abs($0.y - end.y) < 1e-6 })
    }
    if figure.alternative.contains("stays below") {
      #expect(both.allSatisfy { $0.1.y < $0.0?.y ?? -1 })
    }
    if figure.alternative.contains("both rise") {
      #expect([flow, sgd].allSatisfy { $0.map(\.y) == $0.map(\.y).sorted() })
    }
    #expect(figure.alternative.contains("arrow") == (count(figure, named: "arrow") > 0))
    #expect(figure.steps.contains { $0.layer == "arrow" } == (count(figure, named: "arrow") > 0))
  }
}
