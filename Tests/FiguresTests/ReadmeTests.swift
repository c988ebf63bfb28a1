import Figures
import Lectures
import Plotting
import Records
import TestSupport
import Testing
import Tool

/// What the README says is what the code gives.
@Suite struct ReadmeTests {
  private static let top = #filePath.split(separator: "/").dropLast(3).reduce("") {
    $0 + "/" + $1
  }

  @Test func numbersAreThoseOfTheFigure() throws {
    let readme = text(of: Self.top + "/README.md").replacing("\n", with: " ")
    let data = try rendering("sgd-sparsity").computed.data
    func number(_ name: String, decimals: Int) throws -> String {
      Numeral(try #require(data.numbers.first { $0.name == name }).value, decimals: decimals).plain
    }
    let support = [
      try number("support.sgd.median", decimals: 1), try number("support.flow.median", decimals: 1),
    ]
    #expect(readme.contains("\(support[0]) weights against \(support[1])"))
    let error = [
      try number("error.sgd.median", decimals: 4), try number("error.flow.median", decimals: 2),
    ]
    #expect(readme.contains("squared error of \(error[0]) against \(error[1])"))
  }

  @Test func packagesBearTheVersion() {
    for page in ["README.md", "docs/install.md"] {
      #expect(text(of: "\(Self.top)/\(page)").contains("figures_\(programVersion)_amd64.deb"))
    }
    #expect(text(of: Self.top + "/docs/install.md").contains("figures-\(programVersion)-py3"))
    #expect(text(of: Self.top + "/CHANGELOG.md").contains("## \(programVersion)\n"))
  }

  @Test func linksLeadSomewhere() {
    for page in [
      "README.md", "docs/adding-a-figure.md", "docs/command.md", "docs/handouts.md",
      "docs/install.md", "docs/limits.md", "docs/talks.md",
    ] {
      let folder = page.contains("/") ? Self.top + "/docs" : Self.top
      for part in text(of: "\(Self.top)/\(page)").split(separator: "](").dropFirst() {
        let link = String(part.prefix { $0 != ")" && $0 != "#" })
        // Not those to other places or within the page, nor those of examples.
        let isExample = link.contains(".jpg") || link.hasPrefix("<")
        guard !link.isEmpty, !link.contains(":"), !isExample else { continue }
        #expect(read("\(folder)/\(link)") != nil, "\(page): \(link)")
      }
    }
  }

  @Test func commandsRun() {
    // Every line of the manual that begins with the command.
    let folder = ScratchFolder()
    _ = write(Array(UserDataTests.table.utf8), to: folder.path + "/mine.csv")
    _ = write(
      Array("a,b,class\n1,0.2,1\n2,1,1\n-1,0.1,0\n-2,-1,0\n".utf8), to: folder.path + "/points.csv")
    _ = write(
      Array("---\ntitle: A lab\n---\n\n::: question points=1\nWhy?\n:::\n".utf8),
      to: folder.path + "/my-lab.md")
    for page in ["README.md", "docs/command.md", "docs/install.md"] {
      let lines = text(of: "\(Self.top)/\(page)").split(separator: "\n")
      for line in lines where line.hasPrefix("    figures ") {
        let arguments = line.dropFirst("    figures ".count).prefix { $0 != "#" }
        let run = runFigures(String(arguments), setup: "cd '\(folder.path)' &&")
        #expect(run.status == 0, "\(page): figures \(arguments): \(run.errors)")
      }
    }
  }
}
