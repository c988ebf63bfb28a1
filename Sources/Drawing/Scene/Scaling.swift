extension SceneItem {
  /// The item with all lengths multiplied by a factor, seen from the corner of the page.
  package func scaled(by factor: Double) -> SceneItem {
    func scaled(_ point: Point) -> Point { Point(point.x * factor, point.y * factor) }
    switch self {
    case .group(var group):
      group.items = group.items.map { $0.scaled(by: factor) }
      return .group(group)
    case .path(let path, var style):
      if var stroke = style.stroke {
        stroke.width *= factor
        stroke.dash = stroke.dash.map { $0 * factor }
        style.stroke = stroke
      }
      return .path(path.mapped(scaled), style)
    case .glyphs(var run):
      run.size *= factor
      run.origin = scaled(run.origin)
      run.glyphs = run.glyphs.map { glyph in
        GlyphRun.Glyph(id: glyph.id, offset: scaled(glyph.offset), text: glyph.text)
      }
      run.halo = run.halo.map { GlyphRun.Halo($0.color, width: $0.width * factor) }
      return .glyphs(run)
    case .picture(let file, let rect):
      let box = Rect(
        minX: rect.minX * factor, minY: rect.minY * factor, maxX: rect.maxX * factor,
        maxY: rect.maxY * factor)
      return .picture(file, box)
    }
  }
}
