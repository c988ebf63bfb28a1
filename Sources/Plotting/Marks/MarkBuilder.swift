/// Marks one after the other, back to front, with lists of marks, `if` and `for` among them.
@resultBuilder
public enum MarkBuilder {
  /// One mark.
  public static func buildExpression(_ mark: any Mark) -> [any Mark] { [mark] }
  /// Some marks.
  public static func buildExpression(_ marks: [any Mark]) -> [any Mark] { marks }
  /// The marks of a block.
  public static func buildBlock(_ parts: [any Mark]...) -> [any Mark] { parts.flatMap { $0 } }
  /// The marks behind `if`; none where it does not hold.
  public static func buildOptional(_ part: [any Mark]?) -> [any Mark] { part ?? [] }
  /// The marks behind `if`, where there is an `else`.
  public static func buildEither(first part: [any Mark]) -> [any Mark] { part }
  /// The marks behind `else`.
  public static func buildEither(second part: [any Mark]) -> [any Mark] { part }
  /// The marks of each turn of a loop.
  public static func buildArray(_ parts: [[any Mark]]) -> [any Mark] { parts.flatMap { $0 } }
}

extension Panel {
  /// A panel whose marks are a block.
  public init(
    name: String = "panel", x: Coordinate = .automatic, y: Coordinate = .automatic,
    aspect: Aspect = .free, frame: Frame = .axes, heading: Heading? = nil,
    padding: Insets = Insets(), @MarkBuilder marks: () throws -> [any Mark]
  ) rethrows {
    self.init(
      name: name, x: x, y: y, aspect: aspect, frame: frame, heading: heading, padding: padding,
      marks: try marks())
  }
}
