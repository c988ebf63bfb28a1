import Plotting
import Records
import Reports

/// A figure's words in other words, and without some of its layers.
struct FigureWording {
  let changes: FigureChanges
  /// The texts of the figure that were asked for so far.
  private let seen = Guarded<Set<String>>([])

  /// A wording with some changes.
  init(_ changes: FigureChanges) { self.changes = changes }

  /// Checks that the changed words are some of the figure's, when it has been drawn.
  ///
  /// - Throws: `UsageError` with the words that it has.
  func check(_ id: String) throws {
    let seen = seen.withLock { $0 }
    for change in changes.words where !seen.contains(change.old) {
      let known = seen.filter { $0.contains(where: \.isLetter) }.sorted().map { "'\($0)'" }
      throw UsageError.other(
        "figure '\(id)' has no words '\(printable(change.old))'; it has \(known.joined(separator: ", "))"
          .replacing("\n", with: " "))
    }
  }

  /// The figure as it is drawn.
  ///
  /// - Throws: `UsageError` for a layer or an axis that the figure does not have.
  func applied(to figure: Figure) throws -> Figure {
    var out = figure
    let panels = figure.arrangement.panels
    let layers = figure.steps.map(\.layer)
    let all = layers + panels.flatMap(\.marks).map(\.layer).filter { !layers.contains($0) }
    for name in changes.hidden + (changes.shown ?? []) where !all.contains(name) {
      throw UsageError.other(
        "figure '\(figure.id)' has no layer '\(name)'; it has \(all.distinct.joined(separator: ", "))"
      )
    }
    let gone = Set(changes.hidden)
      .union(changes.shown.map { shown in layers.filter { !shown.contains($0) } } ?? [])
    for (text, name) in [(changes.xLabel, "horizontal"), (changes.yLabel, "vertical")]
    where text != nil {
      guard panels.contains(where: { own(name == "horizontal", of: $0) != nil }) else {
        throw UsageError.other(
          "no \(name) axis of figure '\(figure.id)' has a name; leave "
            + "\(name == "horizontal" ? "xlabel" : "ylabel") out")
      }
    }
    out.title = changes.title ?? figure.title
    out.alternative = changes.alternative ?? figure.alternative
    out.steps = figure.steps.filter { !gone.contains($0.layer) }
    out.arrangement = figure.arrangement.mapping { panel(from: $0, without: gone) }
    return out
  }

  /// The name of a panel's axis.
  private func own(_ isHorizontal: Bool, of panel: Panel) -> String? {
    switch panel.frame {
    case .none: nil
    case .axes: isHorizontal ? panel.x.label : panel.heading?.text
    case .ranges(let x, let y):
      isHorizontal ? x?.label : y?.label ?? (y == nil ? nil : panel.heading?.text)
    }
  }

  private func panel(from panel: Panel, without gone: Set<String>) -> Panel {
    var out = panel
    out.heading?.text = text(panel.heading?.text ?? "")
    switch panel.frame {
    case .none: break
    case .axes:
      if panel.x.label != nil { out.x.label = changes.xLabel ?? panel.x.label.map(text) }
      if let name = changes.yLabel { out.heading?.text = name }
    case .ranges(let x, var y):
      if y != nil, y?.label == nil, let name = changes.yLabel { out.heading?.text = name }
      y = y.map { axis($0, changes.yLabel) }
      // The end of an upright axis has room for a sign only.
      if let axis = y, let name = axis.label, !axis.labelAtEnd, out.heading == nil {
        out.heading = Panel.Heading(name, role: axis.role)
        y?.label = nil
      }
      out.frame = .ranges(x: x.map { axis($0, changes.xLabel) }, y: y)
    }
    out.marks = panel.marks.filter { !gone.contains($0.layer) }
      .map { WordedMark(mark: $0, text: text) }
    for index in out.insets.indices {
      out.insets[index].panel = self.panel(from: out.insets[index].panel, without: gone)
    }
    return out
  }

  private func axis(_ axis: Axis, _ name: String?) -> Axis {
    var out = axis
    if axis.label != nil { out.label = name ?? axis.label.map(text) }
    if let own = out.label, own != axis.label { out.labelAtEnd = axis.labelAtEnd && isSign(own) }
    for index in out.ticks.indices { out.ticks[index].label = text(out.ticks[index].label) }
    return out
  }

  /// Whether a name is a letter or two, or one formula without words.
  private func isSign(_ name: String) -> Bool {
    name.count <= 2
      || name.hasPrefix("$") && name.hasSuffix("$") && !name.contains(#"\text"#)
        && name.count { $0 == "$" } == 2 && name.count <= 16
  }

  // MARK: Words

  /// A text of the figure as it is drawn.
  @Sendable func text(_ text: String) -> String {
    seen.withLock { _ = $0.insert(text) }
    if let own = changes.words.first(where: { $0.old == text }) { return own.new }
    return text
  }
}

/// A mark whose words are others.
private struct WordedMark: Mark {
  let mark: any Mark
  let text: @Sendable (String) -> String
  var style: MarkStyle { mark.style }
  var extent: Extent { mark.extent }
  var keys: [LegendKey] { mark.keys }

  func outside(_ metrics: Metrics) throws -> Insets { try mark.outside(metrics) }

  func draw(in frame: PanelFrame) throws -> Drawn {
    var drawn = try mark.draw(in: frame)
    for index in drawn.labels.indices { drawn.labels[index].text = text(drawn.labels[index].text) }
    return drawn
  }
}

extension Arrangement {
  /// The same arrangement of other panels.
  fileprivate func mapping(_ change: (Panel) -> Panel) -> Arrangement {
    switch self {
    case .panel(let panel): .panel(change(panel))
    case .row(let parts, let shares, let gap):
      .row(parts.map { $0.mapping(change) }, shares: shares, gap: gap)
    case .column(let parts, let shares, let gap):
      .column(parts.map { $0.mapping(change) }, shares: shares, gap: gap)
    case .grid(let rows, let gap): .grid(rows.map { $0.map(change) }, gap: gap)
    }
  }
}
