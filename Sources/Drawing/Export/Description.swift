/// The scene as text that a person can read and compare: an item a line, three decimals.
package func description(of scene: Scene) -> String {
  var lines = [
    "scene \(scene.id) \(number(scene.size.width)) x \(number(scene.size.height))"
      + " ground \(scene.ground?.hex ?? "none")",
    "title \(scene.title)", "description \(scene.description)",
  ]
  func add(_ items: [SceneItem], _ indent: String) {
    for item in items {
      switch item {
      case .group(let group):
        let label = group.label.map { " label \"\($0)\"" } ?? ""
        let step = group.step.map { " step \($0)" } ?? ""
        lines.append("\(indent)group \(group.name)\(step)\(label)")
        add(group.items, indent + "  ")
      case .path(let path, let style):
        lines.append("\(indent)path \(text(of: style))")
        lines.append("\(indent)  \(text(of: path))")
      case .glyphs(let run):
        lines.append("\(indent)glyphs \(text(of: run))")
      case .picture(let file, let rect):
        let corners =
          "\(text(of: Point(rect.minX, rect.minY))) \(text(of: Point(rect.maxX, rect.maxY)))"
        lines.append("\(indent)picture \(file.kind.rawValue) \(file.bytes.count) \(corners)")
      }
    }
  }
  add(scene.items, "")
  return lines.joined(separator: "\n") + "\n"
}

private func number(_ value: Double) -> String { decimal(value, 3, leadingZero: true) }

private func text(of point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

private func text(of path: Path) -> String {
  path.elements.map { element in
    switch element {
    case .move(let p): "M \(text(of: p))"
    case .line(let p): "L \(text(of: p))"
    case .curve(let a, let b, let p): "C \(text(of: a)) \(text(of: b)) \(text(of: p))"
    case .close: "Z"
    }
  }.joined(separator: " ")
}

private func text(of style: Style) -> String {
  var words: [String] = []
  if let fill = style.fill {
    words.append("fill \(fill.hex)")
    if style.fillOpacity < 1 { words.append("opacity \(number(style.fillOpacity))") }
    if style.evenOdd { words.append("even-odd") }
  }
  if let stroke = style.stroke {
    words.append("stroke \(stroke.color.hex) \(number(stroke.width))")
    if stroke.opacity < 1 { words.append("opacity \(number(stroke.opacity))") }
    if !stroke.dash.isEmpty {
      words.append("dash \(stroke.dash.map(number).joined(separator: " "))")
    }
    words.append("\(stroke.cap) \(stroke.join)")
  }
  return words.joined(separator: " ")
}

private func text(of run: GlyphRun) -> String {
  let halo = run.halo.map { " halo \($0.color.hex) \(number($0.width))" } ?? ""
  let glyphs = run.glyphs.map { "\($0.id)@\(number($0.offset.x)),\(number($0.offset.y))" }
  let kind = run.isInked ? "" : "halo of "
  return kind + "\"\(run.text)\" \(run.font.name) \(number(run.size)) \(run.color.hex)\(halo)"
    + " at \(text(of: run.origin)): \(glyphs.joined(separator: " "))"
}
