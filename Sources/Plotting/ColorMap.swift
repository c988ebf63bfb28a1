import Drawing

/// A scale of colours from a published table, perceptually uniform and safe for every kind of sight.
public enum ColorMap: String, CaseIterable, Sendable {
  /// From dark blue over green to yellow, for values in order; by Stéfan van der Walt and Nathaniel
  /// Smith, in the public domain (CC0).
  case viridis
  /// From blue over nearly white to red, for differences from a middle; by Fabio Crameri (2018),
  /// under the MIT licence.
  case vik

  /// Stops at equal distances; between them colours are mixed.
  fileprivate var stops: [UInt32] {
    switch self {
    case .viridis:
      [
        0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453781, 0x424086, 0x3E4989, 0x3B528B,
        0x375B8D, 0x33638D, 0x2F6B8E, 0x2C728E, 0x297A8E, 0x26828E, 0x23898E, 0x21918C, 0x1F988B,
        0x1FA088, 0x22A785, 0x28AE80, 0x32B67A, 0x3FBC73, 0x4EC36B, 0x5EC962, 0x70CF57, 0x84D44B,
        0x98D83E, 0xADDC30, 0xC2DF23, 0xD8E219, 0xECE51B, 0xFDE725,
      ]
    case .vik:
      [
        0x001261, 0x021F69, 0x022B71, 0x023779, 0x034481, 0x055189, 0x0C5E92, 0x1C6D9C, 0x307DA6,
        0x488DB2, 0x619EBD, 0x7AAEC8, 0x94BED2, 0xADCDDD, 0xC6DBE6, 0xDEE6E9, 0xECE5E0, 0xEED9CD,
        0xE9CAB8, 0xE2BAA2, 0xDBAA8D, 0xD59B79, 0xCF8C66, 0xC97E53, 0xC27041, 0xBC622F, 0xB2511D,
        0xA33E0D, 0x912D06, 0x811F06, 0x731406, 0x650907, 0x590008,
      ]
    }
  }
}

extension ColorMap {
  /// The stops in print: greys from dark to light, so that the two sides of a middle differ, too.
  fileprivate var greys: [UInt32] {
    let levels =
      switch self {
      case .viridis: stops.map { Color($0).lightness }
      case .vik: stops.indices.map { 0.1 + 0.84 * Double($0) / Double(stops.count - 1) }
      }
    return levels.map { UInt32($0 * 255 + 0.5) }.map { $0 << 16 | $0 << 8 | $0 }
  }
}

/// How values become colours: a map of colours along a scale.
public struct ColorScale: Hashable, Sendable {
  /// The colours.
  public let map: ColorMap
  /// The scale that spreads the values over them.
  public let scale: Scale

  /// Colours over a domain.
  ///
  /// - Throws: `PlotError.domain` for ends that the scale cannot have.
  public init(
    _ map: ColorMap = .viridis, _ kind: Scale.Kind = .linear, from start: Double, to end: Double
  ) throws(PlotError) {
    self.map = map
    scale = try Scale(kind, from: start, to: end)
  }

  /// Colours over some values, from the least to the greatest, or as far to both sides of a middle.
  ///
  /// - Parameters:
  ///   - map: The colours.
  ///   - kind: How values are spread over them.
  ///   - values: The values; those that are not finite, and on a log scale those that are not
  ///     positive, do not count.
  ///   - middle: The value that has the middle colour.
  /// - Throws: `PlotError.domain` where no value counts on a log scale.
  public init(
    _ map: ColorMap = .viridis, _ kind: Scale.Kind = .linear, over values: [Double],
    around middle: Double? = nil
  ) throws(PlotError) {
    var coordinate = Coordinate(kind, nice: false)
    let span = Span(values)
    if let middle {
      let reach = max(abs(span.high - middle), abs(middle - span.low))
      if reach > 0, reach.isFinite {
        (coordinate.start, coordinate.end) = (middle - reach, middle + reach)
      }
    }
    self.map = map
    scale = try coordinate.scale(for: span)
  }

  /// The colour of a value; values beyond the domain have that of the nearer end.
  public func role(_ value: Double) -> Role {
    let place = scale.fraction(value)
    return Role(map.rawValue, at: place.isFinite ? min(max(place, 0), 1) : value > 0 ? 1 : 0)
  }
}

extension Role {
  /// One of six colours that lines and bars of a picture have in turn, where they stand for nothing
  /// that has a colour of its own; dashes tell them apart in print.
  public static func series(_ index: Int) -> Role { Role("series-\((index % 6 + 6) % 6 + 1)") }
}

extension Palette {
  /// What every theme has besides its ground and ink: colours in turn, and maps of colours.
  static let common = Palette(
    [
      Entry(.series(0), light: 0x1D5FA6, dark: 0x6FB4FF, print: 0x000000),
      Entry(.series(1), light: 0xD37D03, dark: 0xF8C86A, print: 0x6E6E6E, dash: [4, 2]),
      Entry(.series(2), light: 0x611649, dark: 0xAF6FAB, print: 0x3C3C3C, dash: [1.5, 1.5]),
      Entry(.series(3), light: 0x339ACA, dark: 0x399577, print: 0x8C8C8C, dash: [7, 2]),
      Entry(.series(4), light: 0xC81459, dark: 0xFF3B2E, print: 0x555555, dash: [7, 2, 1.5, 2]),
      Entry(.series(5), light: 0x3C3A12, dark: 0xF2F3F1, print: 0x9C9C9C, dash: [1, 1]),
    ]
      + ColorMap.allCases.map { map in
        Entry(
          Role(map.rawValue), light: map.stops, dark: map.stops, print: map.greys)
      })
}
