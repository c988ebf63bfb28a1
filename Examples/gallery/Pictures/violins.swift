import Plotting

let violins = Example(
  "Violins",
  "The densities of three samples: one hump, two humps, and one narrow hump."
) {
  Panel(
    y: .linear("response", format: .suffix(" ms")),
    marks: [
      Distributions(
        [
          .init("control", normals(80, seed: 1, mean: 40, deviation: 8), .series(0)),
          .init(
            "mixed",
            normals(50, seed: 2, mean: 30, deviation: 4)
              + normals(50, seed: 3, mean: 52, deviation: 5), .series(1)),
          .init("trained", normals(80, seed: 4, mean: 33, deviation: 3), .series(2)),
        ], .violins, width: 0.7)
    ])
}
