extension Scene {
  /// The number of the last step; 0 when everything is there from the start.
  public var stepCount: Int {
    func last(_ items: [SceneItem]) -> Int {
      items.map { item in
        guard case .group(let group) = item else { return 0 }
        return max(group.step ?? 0, last(group.items))
      }.max() ?? 0
    }
    return last(items)
  }

  /// The scene without what appears after a step; the page and all places stay as they are.
  public func upTo(step: Int) -> Scene {
    func kept(_ items: [SceneItem]) -> [SceneItem] {
      items.compactMap { item in
        guard case .group(var group) = item else { return item }
        if let first = group.step, first > step { return nil }
        group.items = kept(group.items)
        return .group(group)
      }
    }
    var scene = self
    scene.items = kept(items)
    return scene
  }

  /// The scene as it builds up: one for each step, the last being the whole.
  public var buildUp: [Scene] {
    stepCount == 0 ? [self] : (1...stepCount).map { upTo(step: $0) }
  }

  /// Whether nothing is drawn, groups without contents aside.
  var isEmpty: Bool {
    func isEmpty(_ items: [SceneItem]) -> Bool {
      items.allSatisfy { item in
        switch item {
        case .group(let group): isEmpty(group.items)
        case .path(let path, let style):
          path.elements.isEmpty || (style.fill == nil && style.stroke == nil)
        case .glyphs(let run): run.glyphs.isEmpty
        }
      }
    }
    return isEmpty(items)
  }
}
