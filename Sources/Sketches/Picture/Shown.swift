import Drawing
import Lectures
import Plotting
import Records

/// A figure of a lecture with what is changed of it.
struct Shown: Sendable {
  let figure: any LectureFigure
  let computed: Computed
  var hidden: Set<String> = []
  var recoloured: [String: Role] = [:]
  var relabelled: [String: String] = [:]
}

extension Draft {
  /// Takes a line about a figure of the lecture.
  ///
  /// - Returns: false for any other line.
  mutating func take(_ drawing: Drawing, shownIn draft: inout DraftPanel) throws -> Bool {
    switch drawing.verb {
    case .show(let id, let settings):
      guard draft.shown == nil else {
        throw Fault(
          drawing.place, "this panel shows a figure already; begin another panel with 'panel:'")
      }
      var figure: any LectureFigure
      do {
        figure = try figures(id)
      } catch {
        throw Fault(drawing.place(ofName: 0), "\(error)")
      }
      for setting in settings {
        do {
          figure = try figure.setting(setting.name, to: setting.value)
        } catch {
          throw Fault(setting.place, "\(error)")
        }
      }
      do { try figure.checkConditions() } catch { throw Fault(drawing.place, "\(error)") }
      let computed: Computed
      if isCheck {
        computed = Computed(data: FigureData(series: [])) { _ in throw NotComputed() }
      } else {
        do { computed = try figure.computed() } catch { throw Fault(drawing.place, "\(error)") }
        take(computed.data, of: figure.id, warnings: computed.warnings)
      }
      draft.shown = Shown(figure: figure, computed: computed)
    case .hide(let layer):
      try change(&draft, drawing) { $0.hidden.insert(layer) }
      try checkLayer(layer, drawing, draft)
    case .recolour(let layer):
      guard let role = drawing.ink?.role else { return true }
      try change(&draft, drawing) { $0.recoloured[layer] = role }
      try checkLayer(layer, drawing, draft)
    case .relabel(let old, let new):
      try TextCheck.check(Caption(text: new, place: drawing.place))
      try change(&draft, drawing) { $0.relabelled[old] = new }
      guard !isCheck, let shown = draft.shown else { return true }
      let words = try shown.figureForText(drawing.place).arrangement.panels
        .flatMap(\.marks).map(\.style.name)
      guard words.contains(old) else {
        let nearest = NearestName.to(old, among: words)
        throw Fault(
          drawing.place(ofName: 0),
          "no label '\(printable(old))' in this figure"
            + (nearest.map { "; did you mean '\(printable($0))'?" }
              ?? "; copy its words as they are"))
      }
    default: return false
    }
    return true
  }

  private func change(
    _ draft: inout DraftPanel, _ drawing: Drawing, _ change: (inout Shown) -> Void
  ) throws {
    guard draft.shown != nil else {
      throw Fault(
        drawing.place, "\(drawing.word) changes a figure that is shown; write before it: show ID")
    }
    if var shown = draft.shown {
      change(&shown)
      draft.shown = shown
    }
  }

  private func checkLayer(_ layer: String, _ drawing: Drawing, _ draft: DraftPanel) throws {
    guard !isCheck, let shown = draft.shown else { return }
    let layers = try shown.layers(drawing.place)
    guard layers.contains(layer) else {
      let nearest = NearestName.to(layer, among: layers)
      throw Fault(
        drawing.place(ofName: 0),
        "no layer '\(printable(layer))' in this figure"
          + (nearest.map { "; did you mean '\($0)'?" } ?? "; it has \(list: layers)"))
    }
  }
}

/// A figure is asked for that was only looked up.
struct NotComputed: Error, CustomStringConvertible {
  let description = "the figure was not computed"
}

extension Shown {
  /// The figure at text width.
  func figureForText(_ place: Place) throws -> Figure {
    do { return try computed.figure(.text) } catch { throw Fault(place, "\(error)") }
  }

  /// The names of the layers, in their order.
  func layers(_ place: Place) throws -> [String] {
    var names = ["axes"]
    for layer in try figureForText(place).arrangement.panels.flatMap({ $0.marks.map(\.layer) })
    where !names.contains(layer) {
      names.append(layer)
    }
    return names
  }

  /// The figure's panels with the changes and with what the sketch draws upon the first.
  func arrangement(of own: DraftPanel, named name: String, size: SizeClass, in tongue: Tongue)
    throws -> Arrangement
  {
    var isFirst = true
    let words = try relabelled(at: size, in: tongue)
    return changed(try computed.figure(size, in: tongue.rawValue).arrangement) { panel in
      var panel = panel
      panel.name = "\(name)-\(panel.name)"
      panel.marks = panel.marks.filter { !hidden.contains($0.layer) }.map { mark in
        Changed(
          mark: mark, role: recoloured[mark.layer], words: words,
          isCut: own.window != nil)
      }
      if hidden.contains("axes") { panel.frame = .none }
      guard isFirst else { return panel }
      isFirst = false
      panel.marks += own.marks
      if let window = own.window, let frame = own.sheet.frame {
        panel.x = Coordinate(window.x, label: panel.x.label)
        panel.y = Coordinate(window.y, label: panel.y.label)
        if frame.isEqual { panel.aspect = .equal }
        if case .equalFilling = panel.aspect { panel.aspect = .equal }
        if case .ranges(let x, let y) = panel.frame {
          panel.frame = .ranges(x: x.map { $0.over(window.x) }, y: y.map { $0.over(window.y) })
        }
      }
      if let title = own.title(in: tongue) {
        // The name of the vertical axis, which a heading may be, keeps its place at the left.
        if let name = panel.heading, !name.centered, name.text.hasPrefix("$") {
          panel.marks.append(CornerName(text: name.text))
        }
        panel.heading = Panel.Heading(title, centered: true)
      }
      return panel
    }
  }

  /// What stands for the words of the figure in a language; authors name them as they are in English.
  private func relabelled(at size: SizeClass, in tongue: Tongue) throws -> [String: String] {
    guard tongue != .english, !relabelled.isEmpty else { return relabelled }
    func names(_ tag: String) throws -> [String] {
      try computed.figure(size, in: tag).arrangement.panels.flatMap(\.marks).map(\.style.name)
    }
    var words = relabelled
    for (plain, own) in zip(try names("en"), try names(tongue.rawValue)) {
      words[own] = relabelled[plain] ?? words[own]
    }
    return words
  }

  private func changed(_ arrangement: Arrangement, _ change: (Panel) -> Panel) -> Arrangement {
    switch arrangement {
    case .panel(let panel): .panel(change(panel))
    case .row(let parts, let shares, let gap):
      .row(parts.map { changed($0, change) }, shares: shares, gap: gap)
    case .column(let parts, let shares, let gap):
      .column(parts.map { changed($0, change) }, shares: shares, gap: gap)
    case .grid(let rows, let gap): .grid(rows.map { $0.map(change) }, gap: gap)
    }
  }
}

extension Axis {
  /// The axis over another range, with round numbers.
  fileprivate func over(_ scale: Scale) -> Axis {
    let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
    let ticks =
      scale.kind == .log
      ? decadeTicks(from: low, to: high) : linearTicks(from: low, to: high, count: 4)
    return Axis(
      ticks, over: scale.range, label: label, offset: offset, role: role, labelAtEnd: labelAtEnd)
  }
}

/// A mark of somebody else's figure in another colour and with other words.
private struct Changed: Mark {
  let mark: any Mark
  let role: Role?
  let words: [String: String]
  /// Whether the panel shows a part only, so that names of what lies outside are left out.
  let isCut: Bool

  var style: MarkStyle { mark.style }

  func draw(in frame: PanelFrame) throws -> Drawn {
    var frame = frame
    if let role {
      // The mark's own role has another role's colours.
      let theme = frame.metrics.theme
      let colour = theme.color(role)
      let code = UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
      let entry = Palette.Entry(
        mark.style.role, light: code, dark: code, print: code, dash: theme.dashes(role))
      let metrics = Metrics(
        theme: theme.with(Palette([entry])), fonts: frame.metrics.fonts,
        size: frame.metrics.isSlide ? .slide : .text, decimalSign: frame.metrics.decimalSign)
      frame = PanelFrame(
        name: frame.name, rect: frame.rect, x: frame.x, y: frame.y, metrics: metrics)
    }
    var drawn = try mark.draw(in: frame)
    drawn.labels = drawn.labels.map { label in
      var label = label
      if let new = words[label.text] { label.text = new }
      if let role, label.role == mark.style.role { label.role = role.ofWords }
      return label
    }
    if isCut {
      drawn.labels = drawn.labels.compactMap { label in
        var label = label
        let inside = ([label.anchor] + label.otherAnchors).filter(frame.holds)
        guard let first = inside.first else { return nil }
        label.anchor = first
        label.otherAnchors = Array(inside.dropFirst())
        return label
      }
    }
    if let role {
      drawn.grounds = drawn.grounds.map {
        Ground($0.outlines, $0.role == mark.style.role ? role : $0.role, opacity: $0.opacity)
      }
    }
    return drawn
  }
}
