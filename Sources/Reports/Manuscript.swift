/// A document as its author wrote it, with the works that it can cite.
public struct Manuscript: Sendable {
  let source: DocumentSource
  let bibliography: Bibliography?

  /// Reads a manuscript.
  ///
  /// - Parameters:
  ///   - bytes: The source, Markdown with the extensions of the handout format.
  ///   - file: The source's name for messages.
  ///   - read: Reads the bibliography by the name that the settings give it.
  /// - Throws: `SourceError` at the first fault, or what `read` throws.
  public init(
    _ bytes: [UInt8], file: String, reading read: (String) throws -> [UInt8]
  ) throws {
    source = try DocumentSource(bytes, file: file)
    bibliography = try source.front[.bibliography].map { name in
      try Bibliography(String(decoding: try read(name), as: UTF8.self), file: name)
    }
  }

  /// The title.
  public var title: String { source.front.title }

  /// The document for a variant, its names looked up.
  func resolved(for variant: Variant, subject: Subject) throws -> ResolvedDocument {
    var resolver = Resolver(source.taking(variant), subject: subject, bibliography: bibliography)
    return try resolver.resolved()
  }
}

/// How a page is made: what it shows besides the text, and who makes it.
public struct PageSettings: Sendable {
  /// For whom.
  public var variant: Variant
  /// Whether figures list their parameters, numbers and the hash of their data.
  public var showsDetails: Bool
  /// Whether questions leave room for answers.
  public var leavesSpace: Bool
  /// Whether the page has a table of contents.
  public var hasContents: Bool
  /// Lines at the foot of the page: how it was made.
  public var provenance: [String]
  /// The program that makes the page, with its version.
  public var software: String

  /// The settings of a report: everything is shown.
  public static func report(provenance: [String], software: String) -> PageSettings {
    PageSettings(
      variant: .instructor, showsDetails: true, leavesSpace: false, hasContents: true,
      provenance: provenance, software: software)
  }

  /// The settings of a handout.
  public static func handout(
    _ variant: Variant, provenance: [String], software: String
  ) -> PageSettings {
    PageSettings(
      variant: variant, showsDetails: false, leavesSpace: variant == .student, hasContents: false,
      provenance: provenance, software: software)
  }
}

/// A page of HTML in one file, with what its parts weigh.
public struct HTMLPage: Sendable {
  /// The file.
  public var text: String
  /// The parts with their sizes in bytes, in the order of the file.
  public var parts: [(name: String, bytes: Int)]
}
