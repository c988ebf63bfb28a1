extension Scene {
  /// The number of the last step; 0 when everything is there from the start.
  public var stepCount: Int {
    items.folded(0) { last, item in
      if case .group(let group) = item { last = max(last, group.step ?? 0) }
    }
  }

  /// The scene without what appears after a step; the page and all places stay as they are.
  public func upTo(step: Int) -> Scene {
    var scene = self
    scene.items = items.rewritten { item in
      if case .group(let group) = item, let first = group.step, first > step { nil } else { item }
    }
    return scene
  }

  /// The scene as it builds up: one for each step, the last being the whole.
  public var buildUp: [Scene] {
    stepCount == 0 ? [self] : (1...stepCount).map { upTo(step: $0) }
  }
}
