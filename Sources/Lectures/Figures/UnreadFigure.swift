/// A figure of a lecture whose source has a fault: who asks for it is told, the others go on.
package struct UnreadFigure: LectureFigure {
  package let id: String
  /// What is wrong with the source.
  package let failure: CommandFailure

  /// What stands in the place of a source that has a fault.
  package init(_ id: String, _ failure: CommandFailure) {
    (self.id, self.failure) = (id, failure)
  }

  package var title: String { id }
  package var parameters: [Parameter<UnreadFigure>] { [] }

  package func computed() throws -> Computed { throw failure }
}
