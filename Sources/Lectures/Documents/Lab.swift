import Drawing
public import Records
package import Reports

/// What a lab hands out besides its text: data for students, expected values for the instructor.
public struct Lab: Codable, Sendable {
  /// A lab that a lecture lists: its id, and what computes its data.
  public struct Entry: Sendable {
    /// The id, the name of its text `labs/ID.md` and of its files.
    public let id: String
    /// Computes data and expected values; nil for a lab of text alone.
    let make: (@Sendable () throws -> Lab)?
    /// Whether what was computed is kept from run to run.
    let isKept: Bool

    /// A lab.
    ///
    /// - Parameters:
    ///   - id: The name of its text `labs/ID.md`: lower-case letters, digits and hyphens.
    ///   - isKept: Whether what it computes is kept from run to run of one program: only where it
    ///     reads nothing from outside.
    ///   - make: Computes data and expected values; what it throws is printed in one line, with
    ///     exit code 2. Nil for a lab of text alone.
    public init(_ id: String, isKept: Bool = false, make: (@Sendable () throws -> Lab)? = nil) {
      self.id = id
      self.isKept = isKept
      self.make = make
    }
  }

  /// A number that a correct solution finds, and how near is near enough.
  public struct Expected: Hashable, Codable, Sendable {
    /// The name, unique in the lab.
    public let name: String
    /// The value.
    public let value: Double
    /// The largest difference that counts as agreement.
    public let tolerance: Tolerance
    /// What it is, with how to compute it.
    public let meaning: String

    /// How near is near enough.
    public enum Tolerance: Hashable, Codable, Sendable {
      /// As a part of the value.
      case relative(Double)
      /// In the value's own units, for what is 0 but for rounding.
      case absolute(Double)
    }

    /// A number with its name, what counts as agreement and what it is.
    public init(name: String, value: Double, tolerance: Tolerance, meaning: String) {
      self.name = name
      self.value = value
      self.tolerance = tolerance
      self.meaning = meaning
    }
  }

  /// The name of its files, and of its numbers in texts.
  public let id: String
  /// The title, plain text.
  public let title: String
  /// How the data were made, by name.
  public let parameters: [Quantity]
  /// The data for students.
  public let tables: [Table]
  /// The numbers of the solutions.
  public let expected: [Expected]
  /// Numbers that the student's text may quote besides parameters.
  public let quoted: [Quantity]

  /// A lab from its parts.
  public init(
    id: String, title: String, parameters: [Quantity], tables: [Table], expected: [Expected],
    quoted: [Quantity] = []
  ) {
    self.id = id
    self.title = title
    self.parameters = parameters
    self.tables = tables
    self.expected = expected
    self.quoted = quoted
  }

  /// The numbers under the lab's name, for its text.
  package var numbers: Subject.NumberSet {
    let made = parameters.map { "\($0.name)=\(short($0.value))" }.joined(separator: " ")
    let all = parameters + quoted + expected.map { Quantity($0.name, $0.value) }
    return Subject.NumberSet(
      name: id, parameters: made,
      quantities: all)
  }

  /// What a student gets: data, their description, and programs that read them.
  package var studentFiles: [(name: String, text: String)] {
    let files = tables.map { ("\($0.name).csv", $0.csv) }
    let description = JSON.object([
      ("lab", .string(id)), ("title", .string(title)),
      ("parameters", .object(parameters.map { ($0.name, JSON.number($0.value)) })),
      ("sha256", .object(files.map { ($0.0, JSON.string(sha256(Array($0.1.utf8)))) })),
    ])
    return files + [("\(id).json", description.text + "\n")] + loaders
  }

  /// What an instructor gets besides: the numbers of the solutions, as enclosures where they are proven.
  ///
  /// - Parameter grounds: What stands behind the lecture's numbers, if that is known.
  package func instructorFiles(_ grounds: Grounds?) -> [(name: String, text: String)] {
    let values = expected.map { value in
      JSON.object(
        [
          ("name", .string(value.name)), ("value", .number(value.value)),
          value.tolerance.member, ("meaning", .string(value.meaning)),
        ]
          + (grounds?.evidence(for: "\(id).\(value.name)", value: value.value, key: nil) {
            Numeral($0, significant: 6).plain
          }.members ?? []))
    }
    let object = JSON.object([("lab", .string(id)), ("expected", .array(values))])
    return [("\(id).expected.json", object.text + "\n")]
  }

  /// Short programs that read the tables, in three languages.
  private var loaders: [(name: String, text: String)] {
    let names = tables.map { "\"\($0.name)\"" }.joined(separator: ", ")
    return [
      (
        "load.py",
        """
        # Reads the data of this lab: data["NAME"] is a matrix, columns["NAME"] are its names.
        import json, pathlib
        import numpy as np

        folder = pathlib.Path(__file__).parent
        info = json.loads((folder / "\(id).json").read_text())
        files = {name: folder / f"{name}.csv" for name in [\(names)]}
        columns = {name: path.open().readline().strip().split(",") for name, path in files.items()}
        data = {name: np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2) for name, path in files.items()}

        """
      ),
      (
        "load.jl",
        """
        # Reads the data of this lab: data["NAME"] is a matrix, columns["NAME"] are its names.
        using DelimitedFiles

        files = [\(names)]
        tables = Dict(name => readdlm(joinpath(@__DIR__, name * ".csv"), ',', Float64, header=true) for name in files)
        data = Dict(name => table[1] for (name, table) in tables)
        columns = Dict(name => vec(table[2]) for (name, table) in tables)

        """
      ),
      (
        "load.R",
        """
        # Reads the data of this lab: data[["NAME"]] is a matrix with named columns.
        # Run it in the folder of the data, or set folder first.
        if (!exists("folder")) folder <- "."
        files <- c(\(names))
        data <- lapply(files, function(name) as.matrix(read.csv(file.path(folder, paste0(name, ".csv")))))
        names(data) <- files

        """
      ),
    ]
  }
}

extension Evidence {
  /// The members of the file of expected values.
  fileprivate var members: [(String, JSON)] {
    switch self {
    case .proven(let enclosure):
      [
        ("known by", .string("proof")), ("lower", .number(enclosure.lower)),
        ("upper", .number(enclosure.upper)),
      ]
    case .checked(let claim): [("known by", .string("claim \(claim)"))]
    case .measured: [("known by", .string("run"))]
    }
  }
}

extension Lab.Expected.Tolerance {
  /// The member of the file of expected values.
  fileprivate var member: (String, JSON) {
    switch self {
    case .relative(let part): ("relative tolerance", .number(part))
    case .absolute(let difference): ("absolute tolerance", .number(difference))
    }
  }
}
