import Reports
package import Templates

/// Turns what goes wrong in making a document into the failure that the command ends with.
package func documentFailure(_ error: any Error) -> CommandFailure {
  switch error {
  case let failure as CommandFailure: failure
  case let error as UsageError: CommandFailure(.usage, "\(error)")
  case let error as SourceError: CommandFailure(.badData, "\(error)", below: error.below)
  case let error as TemplateError:
    switch error {
    case .fault: CommandFailure(.badData, "\(error)")
    case .noFolder, .unreadable: CommandFailure(.noInput, "\(error)")
    }
  default: CommandFailure(.computation, "the document: \(error)")
  }
}

extension Lecture {
  /// Reads all texts of the lecture that are installed beside the program, so that what lacks is told
  /// before anything is written; of texts of its own, each is told when it is its turn.
  package func checkTexts(templates: Templates) throws {
    guard texts.isEmpty else { return }
    for name in (["report"] + pages + labs.map { "labs/\($0.id)" }).map({ $0 + ".md" }) {
      _ = try templates.text(named: name)
    }
  }

  /// Whether the lecture has a text of a name.
  func hasText(_ name: String, templates: Templates) -> Bool {
    guard name.split(separator: "/").allSatisfy({ $0 != ".." }) else { return false }
    let own = texts.isEmpty ? templates : (try? Templates(folder: texts)) ?? templates
    return (try? own.text(named: name)) != nil
  }

  /// The text of a document of the lecture, such as `report.md`, from the lecture's folder of texts
  /// or, where it has none, from the templates.
  func manuscript(_ name: String, templates: Templates) throws -> Manuscript {
    let templates = texts.isEmpty ? templates : try Templates(folder: texts)
    let text = try templates.text(named: name)
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    return try Manuscript(
      Array(text.utf8), file: "\(templates.folder)/\(name)",
      reading: { name in
        guard !leadsOut(folder + name) else {
          throw CommandFailure(.badData, "it leads out of the lecture's folder; copy it there")
        }
        do {
          return try templates.bytes(named: folder + name)
        } catch {
          throw CommandFailure(.noInput, "there is no such file; write it")
        }
      })
  }
}

/// Whether a path leads out of the folder that it begins in.
private func leadsOut(_ path: String) -> Bool {
  var depth = 0
  return path.split(separator: "/").contains { part in
    depth += part == ".." ? -1 : 1
    return depth < 0
  }
}
