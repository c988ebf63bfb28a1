public import Drawing

/// The part of a field between two levels, as closed rings.
///
/// The region lies to the left of each ring (x to the right, y up), so that it is filled alike by
/// the even-odd and by the winding rule; a hole runs the other way around.
public struct Region: Hashable, Sendable {
  /// A piece of a ring.
  public enum Part: Hashable, Sendable {
    /// An isoline by its index, from its end to its start when reversed.
    case line(Int, reversed: Bool)
    /// Nodes along the rim of the field.
    case rim([Point])
  }

  /// The rings, each a sequence of pieces that meet end to end.
  public var rings: [[Part]]
}

extension Isolines {
  /// The count of bands: one below the first level, one above the last, one between each two.
  public var bandCount: Int { levels.values.count + 1 }

  /// The region of one band: 0 lies below the first level, `bandCount - 1` from the last upwards.
  public func band(_ index: Int) -> Region { region(of: index..<(index + 1)) }

  /// The region where the field is at or above a level, by the level's index.
  ///
  /// Painted one over the other from the lowest up, these leave no seam in any viewer.
  public func region(from level: Int) -> Region { region(of: (level + 1)..<bandCount) }

  /// The region of some consecutive bands.
  ///
  /// Neighbouring regions share their edges exactly, and all bands together are the whole field.
  public func region(of bands: Range<Int>) -> Region {
    var rings: [[Region.Part]] = []
    // The first stretch of the region's rim that starts at each end of a line.
    var starting: [IsolineEnd: Int] = [:]
    for (index, stretch) in rim.enumerated() {
      if let start = stretch.start { starting[start] = index }
    }
    var isUsed = rim.map { !bands.contains($0.band) }
    for index in rim.indices where !isUsed[index] {
      rings.append(ring(from: index, bands, starting, &isUsed))
    }
    for (index, line) in lines.enumerated() where line.isClosed {
      if line.level == bands.upperBound - 1 {
        rings.append([.line(index, reversed: false)])
      } else if line.level == bands.lowerBound - 1 {
        rings.append([.line(index, reversed: true)])
      }
    }
    return Region(rings: rings)
  }

  /// The ring that holds a stretch of the rim: along the rim, then along a line, until it closes.
  private func ring(
    from first: Int, _ bands: Range<Int>, _ starting: [IsolineEnd: Int], _ isUsed: inout [Bool]
  ) -> [Region.Part] {
    var parts: [Region.Part] = []
    var index = first
    while !isUsed[index] {
      isUsed[index] = true
      let stretch = rim[index]
      parts.append(.rim(stretch.points))
      guard let end = stretch.end else { break }
      var from = end
      let level = lines[end.line].level
      if level == bands.lowerBound - 1 || level == bands.upperBound - 1 {
        // A line of the region's border: the upper one as it runs, the lower one reversed.
        parts.append(.line(end.line, reversed: !end.isStart))
        from = IsolineEnd(line: end.line, isStart: !end.isStart)
      }
      guard let following = starting[from] else { break }
      index = following
    }
    return parts
  }

  /// The corners of a ring, each once.
  public func points(of ring: [Region.Part]) -> [Point] {
    var points: [Point] = []
    for part in ring {
      let more: [Point] =
        switch part {
        case .rim(let nodes): nodes
        case .line(let index, let reversed):
          reversed ? lines[index].points.reversed() : lines[index].points
        }
      for point in more where points.last != point { points.append(point) }
    }
    if points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }

  /// The region's outline with a path in place of each line, such as a curve fitted to it.
  ///
  /// - Parameters:
  ///   - region: A region of these isolines.
  ///   - paths: A path of one part for each of `lines`, in their order and direction.
  /// - Returns: A closed path; regions on both sides of a line get the same curve.
  public func path(of region: Region, lines paths: [Path]) -> Path {
    var elements: [Path.Element] = []
    for ring in region.rings {
      let start = elements.count
      for part in ring {
        let more: [Path.Element] =
          switch part {
          case .rim(let nodes): nodes.map { .line($0) }
          case .line(let index, let reversed):
            (reversed ? paths[index].reversed : paths[index]).elements.compactMap {
              switch $0 {
              case .move(let p): .line(p)
              case .close: nil
              default: $0
              }
            }
          }
        elements += more
      }
      guard elements.count > start, case .line(let first) = elements[start] else { continue }
      elements[start] = .move(first)
      elements.append(.close)
    }
    return Path(elements)
  }
}
