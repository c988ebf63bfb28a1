extension [SceneItem] {
  /// A value made from every item in turn, each group before what is in it.
  public func folded<Value>(_ start: Value, _ add: (inout Value, SceneItem) -> Void) -> Value {
    var value = start
    for item in self {
      add(&value, item)
      switch item {
      case .group(let group): value = group.items.folded(value, add)
      case .path, .glyphs, .picture: break
      }
    }
    return value
  }

  /// The items rewritten, each group before what is left in it; what becomes nil is left out.
  public func rewritten(_ change: (SceneItem) -> SceneItem?) -> [SceneItem] {
    compactMap { item in
      switch change(item) {
      case .group(var group):
        group.items = group.items.rewritten(change)
        return .group(group)
      case let other: return other
      }
    }
  }

  /// The items with their colours replaced: fill before stroke, glyphs before their halo.
  public func recolored(_ color: (Color) -> Color) -> [SceneItem] {
    rewritten { item in
      switch item {
      case .group: return item
      case .path(let path, var style):
        style.fill = style.fill.map(color)
        if let stroke = style.stroke { style.stroke?.color = color(stroke.color) }
        return .path(path, style)
      case .glyphs(var run):
        run.color = color(run.color)
        if let halo = run.halo { run.halo?.color = color(halo.color) }
        return .glyphs(run)
      case .picture: return item
      }
    }
  }

  /// The colours in the order of `recolored`, and the items without them.
  public func withoutColors() -> (colors: [Color], items: [SceneItem]) {
    var colors: [Color] = []
    let items = recolored {
      colors.append($0)
      return Color(0)
    }
    return (colors, items)
  }

  /// Whether nothing is drawn, groups without contents aside.
  var areBlank: Bool {
    folded(true) { isBlank, item in
      switch item {
      case .group: break
      case .path(let path, let style):
        isBlank = isBlank && (path.elements.isEmpty || (style.fill == nil && style.stroke == nil))
      case .glyphs(let run): isBlank = isBlank && run.glyphs.isEmpty
      case .picture: isBlank = false
      }
    }
  }

  /// The smallest rectangle around the paths and, if asked, nearly around the words: glyphs count
  /// as squares of their size.
  func bounds(withGlyphs: Bool) -> Rect? {
    folded(nil) { (box: inout Rect?, item) in
      let part: Rect? =
        switch item {
        case .group: nil
        case .path(let path, _): path.bounds
        case .picture(_, let rect): rect
        case .glyphs(let run):
          !withGlyphs
            ? nil
            : Rect(
              around: run.glyphs.flatMap { glyph in
                let place = run.origin + glyph.offset
                return [place, Point(place.x + run.size, place.y - run.size)]
              })
        }
      if let part { box = box?.union(part) ?? part }
    }
  }
}
