package import Drawing
import Elementary

/// A kind of colour vision, for telling whether two colours can be told apart.
package enum Sight: String, CaseIterable, Sendable {
  case usual, deutan, protan, tritan

  /// How far apart two colours look, in CAM02-UCS (Luo, Cui and Li 2006).
  package func distance(_ a: Color, _ b: Color) -> Double {
    let (one, other) = (place(a), place(b))
    let gap = one - other
    return (gap * gap).sum().squareRoot()
  }

  /// The matrix on linear sRGB of full severity (Machado, Oliveira and Fernandes 2009), by rows.
  private var rows: [SIMD3<Double>] {
    switch self {
    case .usual: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    case .protan:
      [
        SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
        SIMD3(-0.003882, -0.048116, 1.051998),
      ]
    case .deutan:
      [
        SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
        SIMD3(-0.011820, 0.042940, 0.968881),
      ]
    case .tritan:
      [
        SIMD3(1.255528, -0.076749, -0.178779), SIMD3(-0.078411, 0.930809, 0.147602),
        SIMD3(0.004733, 0.691367, 0.303900),
      ]
    }
  }

  private func place(_ color: Color) -> SIMD3<Double> {
    let linear = color.linear
    let seen = product(rows, linear).clamped(lowerBound: SIMD3(), upperBound: SIMD3(1, 1, 1))
    return appearance(seen)
  }
}

private func product(_ rows: [SIMD3<Double>], _ v: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3((rows[0] * v).sum(), (rows[1] * v).sum(), (rows[2] * v).sum())
}

/// The place in CAM02-UCS of a colour in linear sRGB, under the viewing conditions of sRGB
/// (IEC 61966-2-1: D65, 64 lx, grey surround).
private func appearance(_ linear: SIMD3<Double>) -> SIMD3<Double> {
  let toXYZ = [
    SIMD3(0.4124, 0.3576, 0.1805), SIMD3(0.2126, 0.7152, 0.0722), SIMD3(0.0193, 0.1192, 0.9505),
  ]
  let cat02 = [
    SIMD3(0.7328, 0.4296, -0.1624), SIMD3(-0.7036, 1.6975, 0.0061),
    SIMD3(0.0030, 0.0136, 0.9834),
  ]
  // Hunt-Pointer-Estevez times the inverse of CAT02.
  let toCones = [
    SIMD3(0.7409791299, 0.2180251156, 0.0410057544),
    SIMD3(0.2853532917, 0.6242015741, 0.0904451342),
    SIMD3(-0.0096276087, -0.0056980312, 1.0153256400),
  ]
  let adapting = 64 / Double.pi / 5
  let k = 1 / (5 * adapting + 1)
  let fourth = k * k * k * k
  let level =
    fourth * adapting + 0.1 * (1 - fourth) * (1 - fourth) * pow(5 * adapting, 1.0 / 3)
  let n = 0.2
  let nbb = 0.725 * pow(1 / n, 0.2)
  let z = 1.48 + n.squareRoot()
  let degree = 1 - exp((-adapting - 42) / 92) / 3.6
  let white = SIMD3(95.047, 100, 108.883)
  let whiteCones = product(cat02, white)
  let gain = degree * 100 / whiteCones + (1 - degree)

  func response(_ xyz: SIMD3<Double>) -> SIMD3<Double> {
    let cones = product(toCones, product(cat02, xyz) * gain)
    func compressed(_ x: Double) -> Double {
      let power = pow(level * abs(x) / 100, 0.42)
      return (x < 0 ? -1 : 1) * 400 * power / (27.13 + power) + 0.1
    }
    return SIMD3(compressed(cones.x), compressed(cones.y), compressed(cones.z))
  }
  func achromatic(_ r: SIMD3<Double>) -> Double { (2 * r.x + r.y + r.z / 20 - 0.305) * nbb }

  let seen = response(product(toXYZ, linear) * 100)
  let a = seen.x - 12 * seen.y / 11 + seen.z / 11
  let b = (seen.x + seen.y - 2 * seen.z) / 9
  let hue = atan2(b, a)
  let eccentricity = (cos(hue + 2) + 3.8) / 4
  let lightness = 100 * pow(max(0, achromatic(seen) / achromatic(response(white))), 0.69 * z)
  let t =
    50000 / 13 * nbb * eccentricity * (a * a + b * b).squareRoot()
    / (seen.x + seen.y + 1.05 * seen.z)
  let chroma =
    pow(max(0, t), 0.9) * (max(0, lightness) / 100).squareRoot() * pow(1.64 - pow(0.29, n), 0.73)
  let colourfulness = log(1 + 0.0228 * chroma * pow(level, 0.25)) / 0.0228
  return SIMD3(
    1.7 * lightness / (1 + 0.007 * lightness), colourfulness * cos(hue), colourfulness * sin(hue))
}

extension Color {
  /// The channels in linear sRGB (IEC 61966-2-1), from 0 to 1.
  var linear: SIMD3<Double> {
    func channel(_ byte: UInt8) -> Double {
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return SIMD3(channel(red), channel(green), channel(blue))
  }

  /// A channel of sRGB, of a linear one.
  static func encoded(_ y: Double) -> Double {
    y <= 0.0031308 ? 12.92 * y : 1.055 * pow(y, 1 / 2.4) - 0.055
  }

  /// The grey, from 0 to 1, that is as light in sRGB.
  var lightness: Double { Color.encoded((linear * SIMD3(0.2126, 0.7152, 0.0722)).sum()) }

  /// The contrast between two colours, from 1 to 21 (WCAG 2.1).
  package func contrast(with other: Color) -> Double {
    let luminances = [self, other].map { ($0.linear * SIMD3(0.2126, 0.7152, 0.0722)).sum() }
    let (low, high) = (min(luminances[0], luminances[1]), max(luminances[0], luminances[1]))
    return (high + 0.05) / (low + 0.05)
  }
}
