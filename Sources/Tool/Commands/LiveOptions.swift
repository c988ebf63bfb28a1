import ArgumentParser
import Lectures
import Records
import Reports
import Templates

/// What `watch` and `serve` are told about their source.
struct LiveOptions: ParsableArguments {
  @Option(
    name: .customLong("as"), help: "What the source is, if it does not say: handout, talk, sketch.",
    completion: .list(LiveSource.Kind.allCases.map(\.rawValue)))
  var kind: String?

  @Option(
    help: "For whom a handout is: student, solution or instructor.",
    completion: .list(Variant.allCases.map(\.rawValue)))
  var variant = "student"

  @OptionGroup var document: DocumentOptions

  /// The source of a name.
  func source(_ name: String?) throws -> LiveSource {
    let variant: Variant = try choice(variant, as: "variant")
    let kind: LiveSource.Kind? = try kind.map { try choice($0, as: "kind") }
    do {
      return try LiveSource(
        name, as: kind, variant: variant, fonts: document.faces.fonts,
        templates: document.templates, keep: document.keep)
    } catch {
      throw documentFailure(error)
    }
  }

  /// The templates.
  func templates() throws -> Templates {
    do { return try Templates(folder: document.templates) } catch { throw documentFailure(error) }
  }
}

/// Does some work once, says how long it took, and says what went wrong with its place.
///
/// - Returns: What went wrong; nil for nothing.
@discardableResult
func timed(_ console: Console, _ name: String, _ work: () throws -> Void) -> LiveFault? {
  let start = seconds()
  defer {
    for line in Warnings.take() { console.notice("\(Tool.lecture.command): warning: \(line)") }
  }
  do {
    try work()
    console.hint(
      "\(printable(name.isEmpty ? "the report" : name)) in \(milliseconds(seconds() - start))")
    return nil
  } catch {
    let fault = LiveFault(documentFailure(error))
    console.notice("\(Tool.lecture.command): \(fault.message)")
    for line in fault.excerpt { console.notice(line) }
    return fault
  }
}
