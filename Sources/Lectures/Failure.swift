import Records

/// What keeps a verb from its work, in one line, with the exit code that says so.
public struct CommandFailure: Error, CustomStringConvertible {
  /// The exit codes of the command.
  public enum Code: Int32, Sendable {
    /// A claim does not hold, or two files differ.
    case claimFailed = 1
    /// A computation has no result.
    case computation = 2
    /// The command was called in a way that has no meaning.
    case usage = 64
    /// Data of the user's cannot be used.
    case badData = 65
    /// A file to read is not there.
    case noInput = 66
    /// A program that the work needs is not there.
    case unavailable = 69
    /// The system gives too little memory or too few files.
    case system = 71
    /// A file cannot be written.
    case cannotWrite = 73
    /// Not all is done; the same call goes on with the rest.
    case again = 75
    /// The user stopped the command.
    case interrupted = 130
  }

  /// The exit code.
  public let code: Code
  /// One line: the place, what is wrong, what to do.
  public let description: String
  /// Lines to be shown below, such as the place in a formula.
  public let below: [String]

  /// A failure with its exit code, its line and lines to be shown below.
  public init(_ code: Code, _ description: String, below: [String] = []) {
    self.code = code
    self.description = description
    self.below = below
  }

  /// Does something; what goes wrong without a code of its own has one, behind words on what was tried.
  package static func telling<Result>(
    _ code: Code, _ words: @autoclosure () -> String = "", _ work: () throws -> Result
  ) throws -> Result {
    do {
      return try work()
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(code, words() + "\(error)")
    }
  }
}

/// What a user asked for that cannot be done; exit code 64.
public enum UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No figure has the name.
  case unknownFigure(String, nearest: String?, command: String)
  /// A figure or an experiment, as messages call it, has no parameter of the name.
  case unknownParameter(of: String, String, known: [String], nearest: String?)
  /// The value of a parameter is not allowed: whose, name, value, fault, allowed values.
  case badValue(of: String, String, String, String, String)
  /// Anything else, in words.
  case other(String)

  /// One line: the place, what is wrong, what to do.
  public var description: String {
    switch self {
    case .unknownFigure(let name, let nearest, let command):
      "no figure '\(printable(name))'" + suggestion(nearest)
        + "; '\(command) list' shows all"
    case .unknownParameter(let owner, let name, let known, let nearest):
      "\(owner) has no parameter '\(printable(name))'" + suggestion(nearest)
        + (known.isEmpty ? "; it has none" : "; it has \(known.joined(separator: ", "))")
    case .badValue(let owner, let name, let text, let fault, let range):
      "\(owner): \(name)=\(printable(text)) \(fault); give \(range)"
    case .other(let words): words
    }
  }

  private func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
