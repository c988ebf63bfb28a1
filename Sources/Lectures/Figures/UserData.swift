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
}

/// The user's data as the provenance of a file names them.
public struct InputData: Hashable, Sendable {
  /// The SHA-256 of the file's bytes.
  public let hash: String
  /// The column of targets.
  public let target: String

  /// The data of a file by its hash and the column of targets.
  package init(hash: String, target: String) {
    self.hash = hash
    self.target = target
  }
}
