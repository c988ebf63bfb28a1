/// Eight points that are computed with at once; each gets the bits it would get alone.
struct EightPoints {
  var x: SIMD8<Double>
  var y: SIMD8<Double>

  @inline(__always)
  static func + (a: EightPoints, b: EightPoints) -> EightPoints {
    EightPoints(x: a.x + b.x, y: a.y + b.y)
  }

  @inline(__always)
  static func - (a: EightPoints, b: EightPoints) -> EightPoints {
    EightPoints(x: a.x - b.x, y: a.y - b.y)
  }

  @inline(__always)
  static func * (a: EightPoints, factors: SIMD8<Double>) -> EightPoints {
    EightPoints(x: a.x * factors, y: a.y * factors)
  }

  @inline(__always)
  static func - (a: EightPoints, b: Point) -> EightPoints {
    EightPoints(x: a.x - b.x, y: a.y - b.y)
  }

  @inline(__always)
  func dot(_ other: EightPoints) -> SIMD8<Double> { x * other.x + y * other.y }

  @inline(__always)
  func dot(_ other: Point) -> SIMD8<Double> { x * other.x + y * other.y }

  @inline(__always)
  func cross(_ other: Point) -> SIMD8<Double> { x * other.y - y * other.x }

  /// The squares of the distances to eight segments.
  @inline(__always)
  func squaredDistances(to a: EightPoints, _ b: EightPoints) -> SIMD8<Double> {
    let along = b - a
    let square = along.dot(along)
    var part = (self - a).dot(along) / square
    part = part.with(1, where: part .> 1).with(0, where: part .<= 0).with(0, where: square .<= 0)
    let off = self - (a + along * part)
    return off.dot(off)
  }
}

extension Point {
  @inline(__always)
  static func * (a: Point, factors: SIMD8<Double>) -> EightPoints {
    EightPoints(x: a.x * factors, y: a.y * factors)
  }
}

/// Lanes of eight, each with all its bits set or none; in whole vectors, as the operators of
/// `SIMDMask` are not.
struct EightLanes {
  var bits: SIMD8<Int64>

  @inline(__always)
  init(_ mask: SIMDMask<SIMD8<Int64>>) { bits = unsafeBitCast(mask, to: SIMD8<Int64>.self) }

  /// As many of the first lanes as a count says.
  @inline(__always)
  init(first count: Int) { self.init(SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7) .< Double(count)) }

  /// How many of the lanes are set.
  @inline(__always)
  var count: Int { -Int(bits.wrappedSum()) }

  @inline(__always)
  static func & (a: EightLanes, mask: SIMDMask<SIMD8<Int64>>) -> EightLanes {
    var both = a
    both.bits &= EightLanes(mask).bits
    return both
  }
}

extension SIMD8<Double> {
  /// The same numbers but for some lanes.
  @inline(__always)
  func with(_ others: SIMD8, in lanes: EightLanes) -> SIMD8 {
    let kept = unsafeBitCast(self, to: SIMD8<Int64>.self) & ~lanes.bits
    let new = unsafeBitCast(others, to: SIMD8<Int64>.self) & lanes.bits
    return unsafeBitCast(kept | new, to: SIMD8.self)
  }

  @inline(__always)
  func with(_ other: Double, where mask: SIMDMask<SIMD8<Int64>>) -> SIMD8 {
    with(SIMD8(repeating: other), in: EightLanes(mask))
  }
}

/// Numbers that can be read and written eight at a time from any of them on: there is room for seven
/// beyond the last.
struct EightfoldNumbers {
  private var numbers: [Double]

  init(_ numbers: [Double]) { self.numbers = numbers + [Double](repeating: 0, count: 7) }

  subscript(index: Int) -> Double {
    get { numbers[index] }
    set { numbers[index] = newValue }
  }

  /// Eight numbers from an index on.
  subscript(from index: Int) -> SIMD8<Double> {
    @inline(__always) get {
      precondition(index >= 0 && index + 8 <= numbers.count, "eight numbers from one on")
      return numbers.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: 8 * index, as: SIMD8<Double>.self)
      }
    }
    @inline(__always) set {
      precondition(index >= 0 && index + 8 <= numbers.count, "eight numbers from one on")
      numbers.withUnsafeMutableBytes {
        $0.storeBytes(of: newValue, toByteOffset: 8 * index, as: SIMD8<Double>.self)
      }
    }
  }
}

/// Points that can be read eight at a time.
struct EightfoldPoints {
  private let x: EightfoldNumbers
  private let y: EightfoldNumbers

  init(_ points: [Point]) {
    (x, y) = (EightfoldNumbers(points.map(\.x)), EightfoldNumbers(points.map(\.y)))
  }

  /// Eight points from an index on.
  subscript(from index: Int) -> EightPoints {
    @inline(__always) get { EightPoints(x: x[from: index], y: y[from: index]) }
  }
}
