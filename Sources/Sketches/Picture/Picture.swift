import Drawing
import Elementary
import Plotting
import Records

/// A sketch with everything computed.
struct Finished: Sendable {
  let sheet: Sheet
  let panels: [DraftPanel]
  /// What each panel shows, in words.
  let words: [[Phrase]]
  /// What names and numbers stand for in words of all panels.
  let names: Names
  let numbers: [String: Double]
}

/// The figure of a sketch for a size.
func picture(
  of draft: Finished, id: String, words: SheetWords, size: SizeClass, in tongue: Tongue
) throws -> Figure {
  let page = PageMeasure(draft, size: size)
  var panels: [Arrangement] = []
  for (index, unsaid) in draft.panels.enumerated() {
    var panel = unsaid
    panel.marks = panel.marks.map { $0.said(in: tongue) }
    panels.append(
      try arrangement(
        of: panel, at: index, in: draft, size: size, page: page, tongue: tongue))
  }
  let steps = steps(of: draft, in: tongue)
  return Figure(
    // What names the parts of a drawing begins with a letter.
    id: id.first?.isLetter == true ? id : "figure-\(id)", title: words.title,
    caption: words.caption, alternative: words.alternative, size: page.size,
    arrangement: page.arranged(panels), steps: steps)
}

/// The steps of a sketch; what is drawn before the first is a step of its own, so that the first page
/// shows it alone.
private func steps(of draft: Finished, in tongue: Tongue) -> [Figure.Step] {
  let sheet = draft.sheet
  let drawn = Set(draft.panels.flatMap { $0.marks.map(\.layer) })
  var steps: [Figure.Step] = []
  if drawn.contains("ground") || sheet.steps.isEmpty {
    steps.append(Figure.Step("ground", draft.quoting(sheet.words[.title] ?? "", in: tongue)))
  }
  for (index, title) in sheet.steps.enumerated() where drawn.contains("step-\(index + 1)") {
    steps.append(Figure.Step("step-\(index + 1)", draft.quoting(title, in: tongue)))
  }
  return steps
}

/// How large the page is and how its panels lie.
private struct PageMeasure {
  let size: Size
  private let layout: Layout
  private let isShared: Bool
  /// The number of panels beside each other.
  let columns: Int
  /// About how wide the drawing of a panel is, in points of text.
  let drawingWidth: Double

  init(_ draft: Finished, size: SizeClass) {
    let panels = draft.panels
    let full = size.page(heights: (column: 180, text: 236))
    let isNarrow = full.width < 300
    var layout = draft.sheet.layout
    if panels.count > 1, isNarrow {
      // Small multiples stay beside each other; others go below.
      if case .row = layout { layout = .column }
      if case .grid(_, let columns) = layout, columns > 2 {
        layout = .grid(rows: (panels.count + 1) / 2, columns: 2)
      }
    }
    self.layout = layout
    isShared = draft.sheet.isShared
    let columns: Int =
      switch layout {
      case .row: panels.count
      case .column: 1
      case .grid(_, let count): count
      }
    self.columns = columns
    drawingWidth = full.width / Double(max(1, columns)) * (size == .slide ? 0.75 : 1) - 44
    switch size {
    case .slide, .custom: self.size = full
    case .column, .text:
      var rows = (panels.count + columns - 1) / max(1, columns)
      if case .grid(let count, _) = layout { rows = max(rows, count) }
      let gap = 14.0
      let width = (full.width - 8 - gap * Double(columns - 1)) / Double(max(1, columns))
      let isAlone = panels.count == 1
      let heights = panels.map { Self.height(of: $0, width: width, isAlone: isAlone) }
      var height = 8.0 + gap * Double(rows - 1)
      for row in 0..<rows {
        let own = heights.enumerated().filter { $0.offset / max(1, columns) == row }.map(\.element)
        height += own.max() ?? 0
      }
      var page = full.width
      if isAlone, let panel = panels.first, let ratio = Self.ratio(panel) {
        // A tall plane would leave the sides of the page empty.
        page = min(full.width, max(150, (height - 56) / ratio + 64))
        // Units of a network keep the size of their names.
        if panel.isDiagram, let box = panel.extent {
          page = min(full.width, max(110, 40 * box.width + 16))
          height = min(height, 40 * box.height + 16)
        }
      }
      self.size = Size(width: page, height: min(height, 640))
    }
  }

  /// The height of a panel to its width, where its steps are equal on both axes.
  private static func ratio(_ panel: DraftPanel) -> Double? {
    if let box = panel.space?.extent { return box.height / box.width }
    if panel.isDiagram
      || panel.sheet.frame == nil && panel.extent != nil && panel.shown == nil
        && panel.sheet.drawings.allSatisfy({
          ["arrow", "label", "surface"].contains($0.drawing.word)
        })
    {
      return panel.extent.map { $0.height / max($0.width, 1e-9) }
    }
    guard panel.sheet.frame?.isEqual == true, let window = panel.window else { return nil }
    return window.ratio
  }

  private static func height(of panel: DraftPanel, width: Double, isAlone: Bool) -> Double {
    let limit = isAlone ? 300.0 : 240
    if let ratio = ratio(panel) { return min(limit, max(70, (width - 44) * ratio)) + 48 }
    if panel.isSideways, !panel.groups.isEmpty {
      return min(560, max(150, 15 * Double(panel.groups.count) + 40))
    }
    if panel.shown != nil { return min(260, 0.9 * width + 24) }
    return isAlone ? min(228, max(150, 0.58 * width)) : min(200, max(120, 0.72 * width))
  }

  func arranged(_ panels: [Arrangement]) -> Arrangement {
    guard panels.count > 1 else { return panels[0] }
    let plain = panels.compactMap { part -> Panel? in
      if case .panel(let panel) = part { panel } else { nil }
    }
    if isShared, plain.count == panels.count {
      // Panels with the same axes are of one size.
      let rows = stride(from: 0, to: plain.count, by: columns).map {
        Array(plain[$0..<min($0 + columns, plain.count)])
      }
      return .grid(rows, gap: 14)
    }
    let ones = [Double](repeating: 1, count: panels.count)
    switch layout {
    case .row: return .row(panels, shares: ones, gap: 14)
    case .column: return .column(panels, shares: ones, gap: 14)
    case .grid(_, let columns):
      var rows: [Arrangement] = []
      var start = 0
      while start < panels.count {
        var row = Array(panels[start..<min(start + columns, panels.count)])
        // The last row is as wide as the others.
        while row.count < columns, let empty = try? emptyPanel(rows.count * columns + row.count) {
          row.append(empty)
        }
        rows.append(
          row.count == 1
            ? row[0] : .row(row, shares: Array(repeating: 1, count: row.count), gap: 14))
        start += columns
      }
      return rows.count == 1
        ? rows[0] : .column(rows, shares: Array(repeating: 1, count: rows.count), gap: 14)
    }
  }
}

private func emptyPanel(_ index: Int) throws -> Arrangement {
  let scale = try Scale(.linear, from: 0, to: 1)
  return .panel(Panel(name: "empty-\(index)", x: scale, y: scale, frame: .none, marks: []))
}

/// Whether a panel repeats the axis of the one before it, so that its numbers may be left out.
private func repeats(_ draft: Finished, _ index: Int, _ scale: KeyPath<Window, Scale>, _ step: Int)
  -> Bool
{
  guard draft.sheet.isShared, index >= step, draft.panels.indices.contains(index - step),
    let own = draft.panels[index].seenWindow, let before = draft.panels[index - step].seenWindow
  else { return false }
  return own[keyPath: scale] == before[keyPath: scale]
}

private func arrangement(
  of panel: DraftPanel, at index: Int, in draft: Finished, size: SizeClass, page: PageMeasure,
  tongue: Tongue
) throws -> Arrangement {
  let name = draft.panels.count == 1 ? "panel" : "panel-\(index + 1)"
  if let shown = panel.shown {
    return try shown.arrangement(of: panel, named: name, size: size, in: tongue)
  }
  let title = panel.title(in: tongue).map(settable)
  let known = try panel.space == nil ? panel.window ?? panel.fitted() : panel.fitted()
  guard let window = known else {
    return try emptyPanel(index)
  }
  // What is drawn in a plane of its own has no axes.
  let isBare =
    panel.space != nil
    || panel.sheet.frame == nil
      && (panel.isDiagram
        || panel.sheet.drawings.allSatisfy {
          ["arrow", "label", "surface"].contains($0.drawing.word)
        })
  if isBare {
    return .panel(
      Panel(
        name: name, x: window.x, y: window.y, aspect: .equal, frame: .none,
        heading: title.map { Panel.Heading($0) },
        padding: panel.space == nil
          ? Insets(top: 3, left: 3, bottom: 3, right: 3)
          : Insets(top: 3, left: 16, bottom: 14, right: 16),
        marks: panel.marks))
  }
  let labels = axisNames(panel, tongue)
  let columns = page.columns
  let isInner = index % max(1, columns) != 0 && repeats(draft, index, \.y, 1)
  let isUpper =
    index + columns < draft.panels.count && repeats(draft, index + columns, \.x, columns)
  let isNamed = !panel.groups.isEmpty
  let names = panel.groups.enumerated().map {
    Tick((panel.isSideways ? -1 : 1) * Double($0.offset + 1), settable($0.element))
  }
  var (xTicks, yTicks) = (
    isNamed && !panel.isSideways
      ? names : ticks(window.x, count: page.drawingWidth > 150 ? 5 : 2, cells: panel.cells.x),
    isNamed && panel.isSideways ? names : ticks(window.y, count: 4, cells: panel.cells.y)
  )
  if isInner { yTicks = yTicks.map { Tick($0.value, "") } }
  if isUpper { xTicks = xTicks.map { Tick($0.value, "") } }
  let yName = isInner ? nil : labels.y
  let (x, y) = (window.x.range, window.y.range)
  let isSpread = [window.x, window.y].contains { if case .symlog = $0.kind { true } else { false } }
  // A title stands above the middle; the name of the vertical axis keeps its place at the left.
  var marks = panel.marks
  var isAbove = false
  if let title, let yName {
    // Where both have no room on one line, the name stands above the title.
    func width(_ words: String) -> Double { 4.6 * Double(spoken(words).count) }
    isAbove = width(yName) - 4 > (page.drawingWidth + 14 - width(title)) / 2
    marks.append(CornerName(text: yName, isAbove: isAbove))
  }
  var axis = Axis(xTicks, over: x, label: isUpper ? nil : labels.x, role: .ink)
  axis.hasNames = isNamed && !panel.isSideways
  axis.mayRepeat = window.x.kind == .date
  var upright = Axis(yTicks, over: y)
  upright.mayRepeat = window.y.kind == .date
  return .panel(
    Panel(
      name: name, x: Coordinate(window.x, label: labels.x), y: Coordinate(window.y),
      aspect: panel.sheet.frame?.isEqual == true ? .equal : .free,
      frame: isSpread
        ? .axes
        : .ranges(
          x: axis,
          y: upright),
      heading: title.map { Panel.Heading($0, centered: true) } ?? yName.map { Panel.Heading($0) },
      padding: Insets(top: isAbove ? 14 : 2, right: 4), marks: marks))
}

/// The name of a vertical axis at the left of a panel's heading.
struct CornerName: Mark {
  let text: String
  /// Whether it stands above the heading in place of beside it.
  var isAbove = false
  let style = MarkStyle(layer: "axes", name: "axis name")

  func draw(in frame: PanelFrame) throws -> Drawn {
    // On the line of the heading, which stands 5 pt and a quarter of its size above the drawing.
    let rise = 5 + (isAbove ? 1.45 : 0.25) * frame.metrics.size(.heading)
    return Drawn(labels: [
      LabelRequest(
        text: text, anchor: Point(frame.rect.minX - 3, frame.rect.minY - rise),
        candidates: [
          LabelRequest.Placement(align: Point(0, 1), offset: .zero, isByBaseline: true)
        ], size: .label, role: .ink, layer: layer, in: frame, isFixed: true)
    ])
  }
}

/// Ticks at round numbers of a scale, whole ones where cells stand at whole numbers: at each of a few.
private func ticks(_ scale: Scale, count: Int, cells: [Double]) -> [Tick] {
  let range = scale.range
  if scale.kind == .date {
    return dateTicks(from: range.lowerBound, to: range.upperBound, count: count)
  }
  guard scale.kind == .log else {
    let round = linearTicks(from: range.lowerBound, to: range.upperBound, count: count)
    guard !cells.isEmpty, cells.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e5 }) else {
      return round
    }
    let whole = round.filter { $0.value == $0.value.rounded() }
    if cells.count > 2 * count, whole.count > 1 { return whole }
    return cells.filter(range.contains).map { Tick($0, Numeral(exactly: $0).plain) }
  }
  let decades = log10(range.upperBound) - log10(range.lowerBound)
  return decadeTicks(
    from: range.lowerBound, to: range.upperBound, labelled: max(1, Int((decades / 6).rounded(.up))))
}

/// The names of both axes: as written, or those of the frame or of the columns.
private func axisNames(_ panel: DraftPanel, _ tongue: Tongue) -> (x: String?, y: String?) {
  let names =
    panel.sheet.frame.map { ($0.x.name, $0.y.name) }
    ?? panel.sheet.fit.map { ($0.x.name, $0.y.name) }
  // A name between quotation marks, as a column's, stands as it is.
  func axis(_ name: String) -> String {
    panel.names.headings[name].map { $0.replacing("$", with: "\\$") }
      ?? (name.allSatisfy(isInName) ? heading(name) : name.replacing("$", with: "\\$"))
  }
  var x = names.map { axis($0.0) }
  var y = names.map { axis($0.1) }
  func called(_ formula: Expression) -> String { columnHeading(formula, panel.names) }
  if names == nil {
    let named = panel.sheet.drawings.compactMap { drawing, _ -> (x: String, y: String?)? in
      switch drawing.verb {
      case .columns(.boxes, let formulas):
        (called(formulas[1]), called(formulas[0]))
      case .columns(.band, let formulas): (called(formulas[0]), nil)
      case .columns(_, let formulas) where panel.isSideways:
        (called(formulas[1]), called(formulas[0]))
      case .columns(_, let formulas): (called(formulas[0]), called(formulas[1]))
      case .histogram(let formula, _), .density(let formula): (called(formula), tongue.density)
      default: nil
      }
    }
    // An axis of several columns is called by none of them.
    func common(_ names: [String]) -> String? { Set(names).count == 1 ? names[0] : nil }
    (x, y) = (common(named.map(\.x)), common(named.compactMap(\.y)))
  }
  func said(_ text: String) -> String { settable(panel.names.quoting(text, in: tongue)) }
  return (
    panel.sheet.xLabel.map(said) ?? x.map(settable), panel.sheet.yLabel.map(said) ?? y.map(settable)
  )
}
