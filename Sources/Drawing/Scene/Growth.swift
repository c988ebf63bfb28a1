extension Scene {
  /// The scene a part of the way from nothing to the whole: its steps one after the other, lines as
  /// far as they have grown.
  ///
  /// In a scene without steps all lines that are no hair lines grow together.
  ///
  /// - Parameter part: From 0 to 1; at 1 it is the scene itself.
  package func grown(to part: Double) -> Scene {
    guard part < 1 else { return self }
    let count = stepCount
    let along = max(0, part) * Double(max(1, count))
    let step = Int(along) + 1
    var scene = count == 0 ? self : upTo(step: step)
    scene.items = scene.items.compactMap {
      $0.grown(to: along - Double(step - 1), step: count == 0 ? nil : step, isInStep: count == 0)
    }
    return scene
  }
}

extension SceneItem {
  /// The least width of a line that grows, in points: axes and ticks are thinner.
  private static let curve = 0.9

  /// - Parameters:
  ///   - step: The step that grows; nil where all does.
  ///   - isInStep: Whether the item is part of it.
  fileprivate func grown(to part: Double, step: Int?, isInStep: Bool) -> SceneItem? {
    switch self {
    case .group(var group):
      let isInner = isInStep || (step != nil && group.step == step)
      group.items = group.items.compactMap { $0.grown(to: part, step: step, isInStep: isInner) }
      return .group(group)
    case .path(let path, let style):
      guard isInStep else { return self }
      if let stroke = style.stroke, style.fill == nil, stroke.width >= SceneItem.curve,
        !path.elements.contains(.close)
      {
        let grown = path.beginning(part)
        return grown.elements.isEmpty ? nil : .path(grown, style)
      }
      // What is no line is there once half of the step is over, but for what was there before.
      return step == nil || part >= 0.5 ? self : nil
    case .glyphs, .picture: return !isInStep || step == nil || part >= 0.5 ? self : nil
    }
  }
}

extension Path {
  /// The first part of the path by its length, as a polyline.
  func beginning(_ part: Double) -> Path {
    guard part > 0 else { return Path() }
    let lines = flattened(tolerance: 0.05).filter { $0.count > 1 }
    let lengths = lines.map { lengthsAlong($0).last ?? 0 }
    var rest = part * lengths.reduce(0, +)
    var out = Path()
    for (line, length) in zip(lines, lengths) where rest > 0 && length > 0 {
      let shown = rest >= length ? line : ArcLength(line).part(from: 0, to: rest / length)
      out.elements += Path(polyline: shown).elements
      rest -= length
    }
    return out
  }
}
