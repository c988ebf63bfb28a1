import ArgumentParser
import Drawing
import Lectures
import Records

/// Which data a figure is computed from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Your own data: a CSV file with a row for each sample.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    help: ArgumentHelp("The column of --data with the targets or labels.", valueName: "column"))
  var target: String?

  /// The figure with the user's data, where some are given.
  func applied(
    to figure: any LectureFigure
  ) throws -> (figure: any LectureFigure, input: InputData?) {
    guard let data else {
      guard target == nil else { throw UsageError.other("--target needs --data FILE.csv") }
      return (figure, nil)
    }
    guard let target else { throw UsageError.other("--data needs --target COLUMN") }
    guard var able = figure as? any AcceptsData else {
      let able = Tool.lecture.figures.filter { $0 is any AcceptsData }.map(\.id)
      throw UsageError.other(
        "figure '\(figure.id)' shows no data of yours; \(able.joined(separator: ", ")) do")
    }
    let bytes = try readFile(data, limit: CSVTable.largestText)
    do {
      let table = try CSVTable(parsing: bytes)
      try able.take(table, target: target)
      return (able, InputData(hash: sha256(bytes), target: target))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.badData, "'\(printable(data))': \(error)")
    }
  }
}

/// A figure's parameters and data, as the user gives them.
struct FigureChoice: ParsableArguments {
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var input: DataOptions

  /// A figure with the user's data and then the given values.
  func rendering(of figure: any LectureFigure) throws -> Rendering {
    let (given, data) = try input.applied(to: figure)
    return Rendering(try parameters.applied(to: given), of: Tool.lecture, input: data)
  }
}

extension Tool {
  /// The figures of some ids, aliases or files of sketches; all of the lecture's when there are none.
  ///
  /// Of several, a fault of one does not keep the others.
  static func figures(named ids: [String]) throws -> [any LectureFigure] {
    var seen: Set<String> = []
    guard ids.count > 1 else {
      return try ids.first.map { [try figure(named: $0)] } ?? lecture.figures
    }
    return try ids.map { try figureOrFault($0) }.filter { seen.insert($0.key).inserted }
  }
}
