import Drawing
import Models
import Reports

/// What a lab hands out besides its text: data for students, expected values for the instructor.
struct Lab: Sendable {
  /// A number that a correct solution finds, and how near is near enough.
  struct Expected: Hashable, Sendable {
    let name: String
    let value: Double
    /// The largest difference that counts as agreement, as a part of the value.
    let tolerance: Double
    /// What it is, with how to compute it.
    let meaning: String
  }

  /// A table for students.
  struct Table: Hashable, Sendable {
    let name: String
    let columns: [String]
    let rows: [[Double]]

    /// The table with a line of names; numbers are the shortest that read back as the same double.
    var csv: String {
      let lines = rows.map { $0.map(\.description).joined(separator: ",") }
      return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }
  }

  /// The name of its files, and of its numbers in texts.
  let id: String
  let title: String
  /// How the data were made, by name.
  let parameters: [(name: String, value: Double)]
  /// The data for students.
  let tables: [Table]
  /// The numbers of the solutions.
  let expected: [Expected]
  /// Numbers that the student's text may quote besides parameters.
  let quoted: [(name: String, value: Double)]

  /// The numbers under the lab's name, for its text.
  var numbers: Subject.NumberSet {
    let made = parameters.map { "\($0.name)=\(short($0.value))" }.joined(separator: " ")
    let all = parameters + quoted + expected.map { ($0.name, $0.value) }
    return Subject.NumberSet(
      name: id, parameters: made,
      quantities: all.map { DrawnFigure.Quantity(name: $0.name, value: $0.value) })
  }

  /// What a student gets: data, their description, and programs that read them.
  var studentFiles: [(name: String, text: String)] {
    let files = tables.map { ("\($0.name).csv", $0.csv) }
    let description = JSON.object([
      ("lab", .string(id)), ("title", .string(title)),
      ("parameters", .object(parameters.map { ($0.name, JSON.number($0.value)) })),
      ("sha256", .object(files.map { ($0.0, JSON.string(sha256(Array($0.1.utf8)))) })),
    ])
    return files + [("\(id).json", description.text + "\n")] + loaders
  }

  /// What an instructor gets besides.
  var instructorFiles: [(name: String, text: String)] {
    let values = expected.map { value in
      JSON.object([
        ("name", .string(value.name)), ("value", .number(value.value)),
        ("relative tolerance", .number(value.tolerance)), ("meaning", .string(value.meaning)),
      ])
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

/// The names of a row of samples: `x1` to `xd`, then the label.
func sampleColumns(_ features: Int) -> [String] { (1...features).map { "x\($0)" } + ["y"] }

/// Samples with their labels, a row each.
func sampleRows(_ x: Matrix, _ y: [Double]) -> [[Double]] {
  (0..<x.rows).map { Array(x.row($0)) + [y[$0]] }
}

/// The names of the lecture's labs, in their order.
let labNames = ["least-squares", "diagonal-networks", "noise-and-classification"]
