/// What a colour stands for: a name, which a theme and a lecture's palette give colours and dashes.
///
/// One object has one role, and so one colour, in every figure.
public struct Role: Hashable, Sendable {
  /// The name by which a palette knows the role.
  public let name: String
  /// The place on a role's scale of colours, from 0 to 1; nil for a role of one colour.
  public let place: Double?

  /// A role of one colour.
  public init(_ name: String) {
    self.name = name
    place = nil
  }

  /// A role at a place on its scale of colours.
  ///
  /// - Parameters:
  ///   - name: The name by which a palette knows the role.
  ///   - place: From 0 to 1; values beyond are taken as the nearer end.
  public init(_ name: String, at place: Double) {
    self.name = name
    self.place = place
  }

  /// The page.
  public static let ground = Role("ground")
  /// Text, truth and data.
  public static let ink = Role("ink")
  /// Tick numbers and notes.
  public static let note = Role("note")
  /// Contour lines and guides.
  public static let rule = Role("rule")
  /// The fill between two contour lines: 0 for the lowest band, 1 for the highest.
  public static func band(_ height: Double) -> Role { Role("band", at: height) }

  /// The fill above one of some ascending levels and below the next; what lies below the first has the
  /// colour of the ground.
  public static func band(above index: Int, of levels: Int) -> Role {
    band(Double(index + 1) / Double(max(1, levels)))
  }
}
