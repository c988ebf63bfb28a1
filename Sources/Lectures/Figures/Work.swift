import Glibc

/// What a computation takes at the most, as an estimate.
package struct Cost: Hashable, Sendable {
  /// Seconds of one processor.
  package let seconds: Double
  /// Bytes of memory.
  package let bytes: Double

  /// A cost from operations, of which one processor is taken to do 10¹⁰ a second, and bytes.
  package init(work: Double, memory: Double) { (seconds, bytes) = (work / 1e10, memory) }

  /// The time, as `14 s` or `3 min`.
  package var time: String {
    switch seconds {
    case ..<1: "1 s"
    case ..<100: "\(Int(seconds.rounded(.up))) s"
    case ..<6000: "\(Int((seconds / 60).rounded(.up))) min"
    case ..<1e9: "\(Int((seconds / 3600).rounded(.up))) h"
    default: "years"
    }
  }

  /// The memory, as `300 MB` or `12 GB`.
  package var space: String {
    bytes < 1e9
      ? "\(max(1, Int((bytes / 1e6).rounded(.up)))) MB"
      : bytes < 1e18 ? "\(Int((bytes / 1e9).rounded(.up))) GB" : "more than there is"
  }

  /// Whether it holds more than half of the machine's memory.
  package var isLarge: Bool {
    bytes > 0.5 * Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// That it does, for the end of a sentence.
  package var spaceInWords: String {
    isLarge ? " and \(space), more than half of the memory" : ""
  }
}

extension Parametrised {
  /// What a computation takes at the most.
  package var cost: Cost { Cost(work: work, memory: memory) }

  /// Says before a long computation how long it may take; a figure that takes data may do so before
  /// it works on them.
  public func announceWork() {
    let cost = cost
    guard cost.seconds >= 10 || cost.isLarge else { return }
    Warnings.announce(
      "\(called): the computation takes up to about \(cost.time) of a processor"
        + cost.spaceInWords)
  }
}
