import Reports
import Templates
import Typesetting

/// Turns what goes wrong in making a document into the failure that the command ends with.
func documentFailure(_ error: any Error) -> CommandFailure {
  switch error {
  case let failure as CommandFailure: failure
  case let error as UsageError: CommandFailure(.usage, "\(error)")
  case let error as SourceError: CommandFailure(.badData, "\(error)")
  case let error as TemplateError:
    switch error {
    case .fault: CommandFailure(.badData, "\(error)")
    case .noFolder, .unreadable: CommandFailure(.noInput, "\(error)")
    }
  default: CommandFailure(.computation, "the document: \(error)")
  }
}

/// The text of the project's own documents, read from the templates.
func manuscript(_ name: String, in templates: Templates) throws -> Manuscript {
  let text = try templates.text(named: name)
  let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
  return try Manuscript(
    Array(text.utf8), file: "\(templates.folder)/\(name)",
    reading: { Array(try templates.text(named: folder + $0).utf8) })
}
