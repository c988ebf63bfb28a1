import Drawing

extension Size {
  /// Whether panels lie below each other on a page of this size: a column, not a small slide.
  var isNarrow: Bool { width < 300 && height > 1.1 * width }
}
