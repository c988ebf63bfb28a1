import Drawing
import Lectures
import Plotting
import Records

/// What a line of drawing became: marks with their data, numbers and words.
struct Shape: Sendable {
  var marks: [any Mark] = []
  var tables: [Table] = []
  var numbers: [Quantity] = []
  /// What is drawn, for readers who do not see it.
  var words: Phrase?
  var warnings: [String] = []
  /// The number of rows that lack a value and are not drawn.
  var leftOut = 0
  /// The data that lines and dots go through, to tell whether any of it is seen.
  var places: [Point] = []
  /// How many of its data lie outside of the axes, of how many, and of how many it is said otherwise.
  var outside = 0
  var count = 0
  var told = 0
  /// Whether it is said that all lie there.
  var isBeside = false

  /// Says that nothing of the shape is seen, where it lies beside the window.
  mutating func say(_ drawing: Drawing, outside window: Window, _ axes: [String]) {
    guard let box = Rect(around: places.map(window.place).filter(\.isFinite)),
      let data = Rect(around: places)
    else { return }
    let isAbove = box.minY > 1 + 1e-9 || box.maxY < -1e-9
    guard isAbove || box.minX > 1 + 1e-9 || box.maxX < -1e-9 else { return }
    let (low, high) = isAbove ? (data.minY, data.maxY) : (data.minX, data.maxX)
    let (first, last) = isAbove ? (box.minY, box.maxY) : (box.minX, box.maxX)
    let axis = axes[isAbove ? 1 : 0]
    // The near end alone is known: curves are not followed where they are far away.
    let span =
      last < -19.9
      ? "is too small"
      : first > 20.9
        ? "is too large" : first > 1 ? "is \(brief(low)) or more" : "is \(brief(high)) or less"
    warnings.append(
      "line \(drawing.place.line): nothing of this \(drawing.word == "points" ? "drawing" : drawing.word) lies between the axes; its \(axis) \(span)"
    )
    words = words?.isOutside
    isBeside = true
  }
}

/// A panel with what is drawn in it.
struct DraftPanel: Sendable {
  var sheet: Sheet.PanelSheet
  /// What names stand for here.
  var names = Names()
  /// The value of the name that the panel is repeated over.
  var value: Double?
  var window: Window?
  /// The axes of names in place of numbers, as for groups.
  var groups: [String] = []
  /// Which axes show dates.
  var dated = Dated()
  /// Where the columns and rows of cells stand along the axes.
  var cells: (x: [Double], y: [Double]) = ([], [])
  /// The width of the round bins of a histogram, which those after it have too.
  var binWidth: Double?
  /// The window of the data, over which curves go where no ranges are written.
  var dataWindow: Window?
  /// The ends of the data, where no axes are written, and the least of them above 0.
  var extent: Rect?
  var leastAbove0 = Point(.infinity, .infinity)
  /// The ends of axes that are stated beside one that fits its data.
  var ends: (x: ClosedRange<Double>?, y: ClosedRange<Double>?)
  var marks: [any Mark] = []
  /// Where bars that lie upon each other end, below and above 0, by their places.
  var stacks: [Double: ClosedRange<Double>] = [:]
  var isNetwork = false
  /// Whether a network is all that the panel shows, in a plane of its own.
  var isDiagram: Bool { isNetwork && sheet.frame == nil }
  /// The projection of a surface, on which what is drawn of the plane lies.
  var space: Space?
  /// The figure of a lecture that is shown here.
  var shown: Shown?
}

/// Computes the drawings of a sketch.
struct Draft {
  let sheet: Sheet
  let names: Names
  /// Text columns, for groups.
  let texts: [String: [String]]
  let figures: @Sendable (String) throws -> any LectureFigure
  /// Whether formulas are only read, to find what is wrong with them, and nothing is computed.
  let isCheck: Bool

  let budget: Budget
  var panels: [DraftPanel] = []
  private(set) var tables: [Table] = []
  private(set) var numbers: [Quantity] = []
  private(set) var claims: [Claim] = []
  private(set) var warnings: [String] = []
  private(set) var words: [[Phrase]] = []
  /// What lines became, with their numbers.
  private(set) var explained: [(Int, String)] = []
  /// Starts and ends of paths, in their order.
  var paths: [(start: Point, end: Point)] = []
  private var counts: [String: Int] = [:]
  private var uncoloured = 0
  /// The names of the panel at hand and of those that differ in a value alone.
  private(set) var peers: [Names] = []
  /// Whether the panel at hand is the last of these.
  private(set) var isLastPeer = true
  /// The surface of the panel at hand, on which points of the plane lie.
  var surface: LiftedPlane?
  /// Whether the panel at hand has a heat map below its lines.
  private(set) var isOnColours = false

  init(
    _ sheet: Sheet, _ names: Names, texts: [String: [String]], isCheck: Bool, detail: Double = 1,
    figures: @escaping @Sendable (String) throws -> any LectureFigure
  ) throws {
    self.sheet = sheet
    self.names = names
    self.texts = texts
    self.isCheck = isCheck
    budget = Budget(detail: detail)
    self.figures = figures
    for panel in sheet.panels { try add(panel) }
    shareExtents()
  }

  /// What is drawn.
  var finished: Finished {
    Finished(sheet: sheet, panels: panels, words: words, names: names, numbers: numbersByName)
  }

  /// The first fault of the lines, in their order.
  ///
  /// Definitions, axes, drawings and checks are looked at line by line.
  static func firstFault(_ faults: [Fault]) -> Fault? {
    faults.min { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }

  /// Takes the data of a figure that is shown.
  mutating func take(_ data: FigureData, of id: String, warnings: [String]) {
    tables += data.series.map { Table("\(id).\($0.name)", $0.columns, $0.rows) }
    numbers += data.numbers.map { Quantity("\(id).\($0.name)", $0.value) }
    claims += data.claims
    self.warnings += warnings
  }

  /// Takes what models of the lecture gave.
  mutating func take(_ runs: ModelRuns) {
    tables += runs.tables
    numbers += runs.numbers
    warnings += runs.warnings
    explained += runs.explained
  }

  /// What is drawn on a surface; what is measured in the plane of the page is not.
  private static let verbsOnSurfaces = [
    "surface", "levels", "implicit", "flow", "descend", "critical", "curve", "points", "line",
    "arrow", "label", "region",
  ]

  // MARK: Panels

  private mutating func add(_ panel: Sheet.PanelSheet) throws {
    var draft = DraftPanel(sheet: panel)
    let others = Set(sheet.panels.compactMap(\.frame).flatMap { [$0.x.name, $0.y.name] })
    peers = try scopes(of: panel)
    draft.dated = try dated(panel)
    if let frame = panel.frame { draft.window = try window(frame, draft.dated) }
    if let fit = panel.fit { draft.ends = try statedEnds(fit) }
    for index in peers.indices {
      if let frame = panel.frame { peers[index].variables = [frame.x.name, frame.y.name] }
      peers[index].otherVariables = others
    }
    let scope = peers[panel.value]
    draft.names = scope
    isLastPeer = panel.value == peers.count - 1
    draft.value = panel.each.flatMap { scope.values[$0.name] }
    let title = panel.each == nil ? "" : draft.spokenTitle(in: .english).map { "\($0): " } ?? ""
    uncoloured = 0
    surface = nil
    var phrases: [Phrase] = []
    var network = NetworkDraft()
    // Colours and a surface lie behind the lines upon them, wherever they are written.
    draft.dataWindow = try dataWindow(draft, scope)
    let ground = panel.drawings.filter { ["heat", "surface"].contains($0.drawing.word) }
    let above = panel.drawings.filter { !["heat", "surface"].contains($0.drawing.word) }
    isOnColours = ground.contains { $0.drawing.word == "heat" }
    for (drawing, step) in ground + above {
      let layer = sheet.layer(step)
      if surface != nil, !Self.verbsOnSurfaces.contains(drawing.word) {
        throw Fault(
          drawing.place,
          "\(drawing.word) cannot lie on a surface; begin a panel of its own with 'panel:'")
      }
      if try network.take(drawing, layer: layer, scope) {
        draft.isNetwork = true
        continue
      }
      if try take(drawing, shownIn: &draft) { continue }
      try checkDates(drawing, draft, scope)
      do {
        var shape = try shape(drawing, layer: layer, in: &draft, scope)
        if let window = draft.window, !isCheck {
          shape.say(drawing, outside: window, scope.variables)
        }
        if !isCheck { shape.sayOutside(drawing) }
        draft.marks +=
          isOnColours && drawing.word != "heat"
          ? shape.marks.map { OnColours(mark: $0) } : shape.marks
        tables += shape.tables
        numbers += shape.numbers
        warnings += shape.warnings
        shape.words = shape.words?.of(drawing.rows).without(shape.leftOut)
        if let words = shape.words {
          let isOfWords = ["arrow", "label"].contains(drawing.word)
          phrases.append(isOfWords ? words : words.named(drawing.caption, scope))
        }
        let numbers = shape.numbers.map { "\($0.name) = \(brief($0.value))" }
        let words = shape.words.map { [$0(.english)] } ?? []
        explained.append((drawing.place.line, title + (words + numbers).joined(separator: "; ")))
      } catch is OverBudget {
        throw Fault(
          drawing.place,
          "the sketch asks for too many evaluations of its formulas; take fewer steps, rows or drawings"
        )
      }
    }
    if draft.isNetwork {
      if let window = draft.window { network.spread(over: window) }
      let shape = network.shape()
      draft.marks = shape.marks + draft.marks
      tables += shape.tables
      if let words = shape.words { phrases.insert(words, at: 0) }
      draft.extent = network.extent
    }
    try checkFit(draft)
    panels.append(draft)
    words.append(phrases)
  }

  // MARK: Drawings

  mutating func count(of kind: String) -> Int {
    counts[kind, default: 0] += 1
    return counts[kind] ?? 1
  }

  /// A role for what has no colour: the next of the series.
  mutating func role(_ drawing: Drawing, _ standard: Role? = nil) -> Role {
    if let ink = drawing.ink { return ink.role }
    if let standard { return standard }
    uncoloured += 1
    return Role("series-\((uncoloured - 1) % 8 + 1)")
  }

  mutating func shape(
    _ drawing: Drawing, layer: String, in draft: inout DraftPanel, _ scope: Names
  ) throws -> Shape {
    // Words are looked at whether or not they are drawn.
    if let caption = drawing.caption {
      try TextCheck.check(caption)
      _ = try scope.quoted(in: caption.text, tongue: .english, at: caption.textPlace)
    }
    func window() throws -> Window { try needWindow(drawing, draft) }
    switch drawing.verb {
    case .levels(let field, let list):
      return try levels(drawing, field, list, layer, window(), scope)
    case .implicit(let left, let right):
      let difference = Expression.binary(.subtract, left, right ?? .number(0), drawing.place)
      return try implicit(drawing, difference, layer, window(), scope)
    case .region(let left, let right, let isBelow):
      let (a, b) = isBelow ? (right, left) : (left, right)
      return try region(
        drawing, .binary(.subtract, a, b, drawing.place), layer, window(), scope)
    case .flow(let field, let starts, let mirror):
      return try flow(drawing, field, starts, mirror, layer, window(), scope)
    case .descend(let field, let starts, let rule):
      return try descend(drawing, field, starts, rule, layer, window(), scope)
    case .critical(let field):
      return try critical(drawing, field, layer, window(), scope)
    case .field(let pair):
      return try vectors(drawing, pair, layer, window(), scope)
    case .graph(let formula, let range):
      let (window, scope) = try place(ofGraph: drawing, draft, scope)
      return try graph(drawing, formula, range, layer, window, scope)
    case .parametric(let pair, let parameter, let range):
      return try parametric(
        drawing, pair, parameter, range, layer, window(), scope)
    case .arrow(let from, let to):
      let (a, b) = (try point(from, scope), try point(to, scope))
      return try arrow(drawing, a, b, layer, &draft, scope)
    case .label:
      let role = role(drawing, .ink)
      var shape = Shape(marks: try label(drawing, layer: layer, role: role, along: [], scope))
      if let caption = drawing.caption, let at = caption.at {
        let place = try point(at, scope)
        grow(&draft, [place])
        shape.words = .label(caption.text, at: place, draft.dated, scope)
      }
      return shape
    case .places(let pairs, let isLine):
      return try places(drawing, pairs, isLine: isLine, layer, &draft, scope)
    case .columns(let verb, let formulas):
      return try columns(drawing, verb, formulas, layer, &draft, scope)
    case .histogram(let formula, let bins):
      return try histogram(drawing, formula, bins, layer, &draft, scope)
    case .density(let formula):
      return try density(drawing, formula, layer, &draft, scope)
    case .heat(let field):
      return try heat(drawing, field, layer, window(), scope)
    case .surface(let field, let view):
      return try surface(drawing, field, view, layer, &draft, scope)
    case .node, .layer, .edge, .connect, .show, .hide, .recolour, .relabel: return Shape()
    }
  }

  // MARK: Checks

  /// Computes the claims, when all paths are known.
  ///
  /// - Parameter setting: What was set other than the source has it, such as `m = -1`; empty for
  ///   nothing.
  mutating func check(named id: String, at setting: String = "") throws {
    var scope = names
    scope.results = []
    for (index, path) in paths.enumerated() {
      scope.values["start\(index + 1)x"] = path.start.x
      scope.values["start\(index + 1)y"] = path.start.y
      scope.values["end\(index + 1)x"] = path.end.x
      scope.values["end\(index + 1)y"] = path.end.y
    }
    for (name, value) in numbers.map({ ($0.name, $0.value) }) {
      let spelled = name.replacing("-", with: "").replacing(".", with: "_")
      if scope.values[spelled] == nil { scope.values[spelled] = value }
    }
    if isCheck {
      // Ends are not known yet; their names are.
      for name in names.results { scope.values[name] = 0.5 }
    }
    if !isCheck { try checkQuotedValues() }
    for check in sheet.checks {
      let (left, right, tolerance) = (
        try valued(check.left, scope), try valued(check.right, scope),
        try valued(check.tolerance, scope)
      )
      do { try TextCheck.line(check.words) } catch let fault as TextCheck.Fault {
        throw Fault(check.place, fault.words)
      }
      guard tolerance >= 0, tolerance.isFinite else {
        throw Fault(
          check.tolerance.place ?? check.place, "a tolerance is 0 or above; write within 1e-9")
      }
      claims.append(
        Claim(
          id: "\(id).check-\(count(of: "check"))", statement: check.words,
          residual: abs(left - right),
          tolerance: tolerance, reason: "as the sketch states"))
      if let claim = claims.last, !claim.holds {
        warnings.append(
          "line \(check.place.line): '\(printable(spoken(check.words)))' does not hold\(setting.isEmpty ? "" : " at \(setting)"): the residual is "
            + "\(brief(claim.residual)), \(brief(tolerance)) is allowed")
      }
      explained.append(
        (check.place.line, "a claim with the residual \(brief(abs(left - right)))"))
    }
  }
}

extension Drawing {
  /// The width of its lines, where it is written.
  func weight(_ standard: Weight = .curve) -> Weight {
    marks.contains(.thick) ? .hero : marks.contains(.thin) ? .rule : standard
  }

  var dash: Dash { marks.contains(.dashed) ? .dashed : marks.contains(.dotted) ? .dotted : .solid }
}
