/// An opaque colour in sRGB, eight bits a channel.
public struct Color: Hashable, Sendable {
  /// The red channel.
  public var red: UInt8
  /// The green channel.
  public var green: UInt8
  /// The blue channel.
  public var blue: UInt8

  /// A colour from its channels.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour from six hexadecimal digits, as in `0x1D5FA6`.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
  }

  /// The colour as `#rrggbb`.
  public var hex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The colour a part of the way from this one to another, channel by channel in sRGB.
  public func mixed(with other: Color, by part: Double) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * min(max(part, 0), 1)).rounded())
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}

/// How the outline of a path is drawn.
public struct Stroke: Hashable, Sendable {
  /// The shape of a line's end.
  public enum Cap: Hashable, Sendable { case butt, round }
  /// The shape of a corner.
  public enum Join: Hashable, Sendable { case miter, round }

  /// The colour of the line.
  public var color: Color
  /// The width, in points.
  public var width: Double
  /// The lengths of dashes and gaps in turn, in points; empty for a solid line.
  public var dash: [Double]
  /// The shape of the ends.
  public var cap: Cap
  /// The shape of the corners.
  public var join: Join
  /// The opacity, from 0 to 1.
  public var opacity: Double

  /// A line of a colour and width, solid and round unless stated.
  public init(
    _ color: Color, width: Double, dash: [Double] = [], cap: Cap = .round, join: Join = .round,
    opacity: Double = 1
  ) {
    self.color = color
    self.width = width
    self.dash = dash
    self.cap = cap
    self.join = join
    self.opacity = opacity
  }
}

/// How a path is painted: first its fill, then its stroke.
public struct Style: Hashable, Sendable {
  /// The colour inside; nil for none.
  public var fill: Color?
  /// The opacity of the fill, from 0 to 1.
  public var fillOpacity: Double
  /// Whether a point is inside by the even-odd rule; otherwise the winding number decides.
  public var evenOdd: Bool
  /// The line around; nil for none.
  public var stroke: Stroke?

  /// A style of a fill, a stroke or both.
  public init(
    fill: Color? = nil, fillOpacity: Double = 1, evenOdd: Bool = false, stroke: Stroke? = nil
  ) {
    self.fill = fill
    self.fillOpacity = fillOpacity
    self.evenOdd = evenOdd
    self.stroke = stroke
  }
}
