public import Records

/// A figure that can show the user's own data in place of generated ones.
public protocol AcceptsData: LectureFigure {
  /// Takes the data of a table.
  ///
  /// - Parameters:
  ///   - table: One row for each sample.
  ///   - target: The name of the column of targets or labels; the others are features.
  /// - Throws: `CSVError`, or `CommandFailure` with code 65 for sizes that the figure cannot show.
  mutating func take(_ table: CSVTable, target: String) throws
  /// Whether the figure heeds the table's preparation: centres and scales as it says, holds rows back,
  /// and says so.
  static var takesPreparation: Bool { get }
}

extension AcceptsData {
  /// It does not, unless the type says otherwise.
  public static var takesPreparation: Bool { false }
}

/// The user's data as the provenance of a file names them.
public struct InputData: Hashable, Sendable {
  /// The SHA-256 of the file's bytes.
  public let hash: String
  /// The column of targets.
  public let target: String
  /// What was done with them, as options of the command.
  package let options: [String]

  /// The data of a file by its hash and the column of targets.
  package init(hash: String, target: String, options: [String] = []) {
    self.hash = hash
    self.target = target
    self.options = options
  }
}
