/// What is done with a table of numbers before it is fitted, and which of its rows are held back to be
/// predicted.
///
/// Means and scales are those of the rows that are fitted.
public struct Preparation: Hashable, Sendable {
  /// Which means are taken out.
  public enum Centring: String, CaseIterable, Sendable {
    /// None.
    case none
    /// That of the targets, which predictions get back.
    case targets
    /// That of every column, the targets' too.
    case columns
  }

  /// What features are divided by.
  public enum Scaling: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// The root of their mean square, which is their standard deviation where they are centred.
    case rms
  }

  /// Which rows are held back.
  public enum HeldBack: Hashable, Sendable {
    /// None.
    case none
    /// A part of them, between 0 and 1, chosen at random.
    case part(Double)
    /// One, from 0, of several parts of a random order.
    case fold(Int, of: Int)
  }

  /// Which means are taken out.
  public var centring = Centring.none
  /// What features are divided by.
  public var scaling = Scaling.none
  /// Whether a column of ones is one more feature, the last: neither centred nor scaled.
  public var hasIntercept = false
  /// Which rows are held back.
  public var heldBack = HeldBack.none
  /// The seed of their choice.
  public var seed = 1

  /// Nothing is done and no row is held back.
  public init() {}

  /// Whether the table is taken as it is.
  public var isNone: Bool { self == Preparation() }

  /// Reads which rows are held back, a part as `0.25` or a fold as `k/K`; nil for what is neither.
  public static func heldBack(_ text: String) -> HeldBack? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let fold = Int(parts[0]), let folds = Int(parts[1]) {
      return (2...1000).contains(folds) && (0..<folds).contains(fold) ? .fold(fold, of: folds) : nil
    }
    guard let part = Double(text), part > 0, part < 1 else { return nil }
    return .part(part)
  }

  /// The options of a command that say it.
  public var options: [String] {
    var words: [String] = []
    switch heldBack {
    case .none: break
    case .part(let part): words += ["--test", short(part)]
    case .fold(let fold, let folds): words += ["--test", "\(fold)/\(folds)"]
    }
    if heldBack != .none, seed != 1 { words += ["--test-seed", "\(seed)"] }
    if centring != .none { words += ["--centring", centring.rawValue] }
    if scaling != .none { words += ["--scaling", scaling.rawValue] }
    if hasIntercept { words.append("--intercept") }
    return words
  }

  /// Reads such options; nil for others.
  public init?(options: [String]) {
    var rest = options[...]
    while let word = rest.popFirst() {
      if word == "--intercept" {
        hasIntercept = true
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch word {
      case "--test":
        guard let held = Self.heldBack(value) else { return nil }
        heldBack = held
      case "--test-seed":
        guard let number = Int(value), number >= 0 else { return nil }
        seed = number
      case "--centring":
        guard let known = Centring(rawValue: value) else { return nil }
        centring = known
      case "--scaling":
        guard let known = Scaling(rawValue: value) else { return nil }
        scaling = known
      default: return nil
      }
    }
  }
}
