/// How the ink of a mark looks, to which layer it belongs and what it is called.
public struct MarkStyle: Hashable, Sendable {
  /// The colour.
  public var role: Role
  /// The width of lines.
  public var weight: Weight
  /// The pattern of lines.
  public var dash: Dash
  /// The layer; layers are what a figure's steps reveal.
  public var layer: String
  /// What messages call the mark.
  public var name: String

  /// A style.
  public init(
    _ role: Role = .ink, _ weight: Weight = .rule, _ dash: Dash = .solid, layer: String = "data",
    name: String = "mark"
  ) {
    self.role = role
    self.weight = weight
    self.dash = dash
    self.layer = layer
    self.name = name
  }
}
