/// An error that says that the user's data cannot be used, rather than that a computation failed.
public protocol DataFault: Error {
  /// Whether this error says so.
  var isOfData: Bool { get }
}

extension DataFault {
  /// It does, unless the error says otherwise.
  public var isOfData: Bool { true }
}
