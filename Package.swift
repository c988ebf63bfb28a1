// swift-tools-version: 6.1
import PackageDescription

/// Targets that a lecturer's own package can import.
let libraries = [
  "Records", "Elementary", "Models", "Drawing", "Typesetting", "Plotting", "Templates", "Reports",
  "Lectures", "Sketches", "Sweeps", "Tool",
]

/// What the targets that try all parsers import.
let parsed: [Target.Dependency] = [
  "Figures", "Tool", "Lectures", "Sketches", "Sweeps", "Models", "Records", "Reports",
  "Templates", "Plotting", "Typesetting", "Drawing",
]

// The commit that `figures --version` prints comes from make: what the package manager knows of git
// it keeps beyond the commit.
let commit = Context.environment["FIGURES_COMMIT"] ?? ""

let package = Package(
  name: "Figures",
  products: libraries.map { .library(name: $0, targets: [$0]) }
    + [.executable(name: "figures", targets: ["Figures"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(
      name: "CMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    // qpdf, loaded for photographs.
    .target(name: "CQPDF"),
    .target(
      name: "CBuild",
      cSettings: [.define("COMMIT", to: "\"\(commit.isEmpty ? "unknown" : commit)\"")]),
    .target(name: "Records"),
    // Elementary functions whose bits depend on no processor and no C library.
    .target(name: "Elementary"),
    .target(name: "Models", dependencies: ["Elementary", "Records"]),
    // Claims see of the models what everybody sees: another route is the compiler's word.
    .target(
      name: "Claims", dependencies: ["Elementary", "Models", "Records"], packageAccess: false),
    .target(name: "Drawing", dependencies: ["Elementary", "Records", "CCairo", "CQPDF"]),
    .target(name: "Typesetting", dependencies: ["Drawing", "Records"]),
    .target(
      name: "Plotting", dependencies: ["Elementary", "Records", "Typesetting", "Drawing"]),
    .target(
      name: "Templates", dependencies: ["Records"], path: "Templates", resources: [.copy("Pages")]),
    .target(
      name: "Reports",
      dependencies: [
        "CMark", "Elementary", "Records", "Templates", "Plotting", "Typesetting", "Drawing",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Lectures",
      dependencies: [
        "Records", "Reports", "Templates", "Plotting", "Typesetting", "Drawing",
      ]),
    // Figures that are written in ten lines, without Swift.
    .target(
      name: "Sketches",
      dependencies: [
        "Elementary", "Lectures", "Models", "Records", "Plotting", "Typesetting", "Drawing",
      ]),
    .target(
      name: "Sweeps",
      dependencies: [
        "Lectures", "Drawing", "Elementary", "Records",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    .target(
      name: "Tool",
      dependencies: [
        "CBuild", "Lectures", "Sketches", "Sweeps", "Records", "Reports", "Templates", "Plotting",
        "Typesetting", "Drawing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "Figures",
      dependencies: [
        "Tool", "Lectures", "Claims", "Elementary", "Models", "Records", "Plotting", "Drawing",
      ]),

    .testTarget(
      name: "ElementaryTests", dependencies: ["Elementary", "TestSupport"],
      exclude: ["Values", "make_values.py"]),
    .testTarget(
      name: "ModelsTests", dependencies: ["Models", "Claims", "Records", "Reports", "TestSupport"]),
    .testTarget(
      name: "ReferenceTests", dependencies: ["Models"], resources: [.copy("Values")]),
    // What several test targets need: goldens, tools, pixels.
    .target(name: "TestSupport", dependencies: ["CCairo"], path: "Tests/TestSupport"),
    .testTarget(
      name: "DrawingTests", dependencies: ["Drawing", "TestSupport"], exclude: ["Goldens"]),
    .testTarget(
      name: "TypesettingTests", dependencies: ["Typesetting", "Drawing", "TestSupport"]),
    .testTarget(
      name: "TypesettingReferenceTests", dependencies: ["Typesetting", "Drawing", "TestSupport"],
      resources: [.copy("Values")]),
    .testTarget(
      name: "PlottingTests",
      dependencies: [
        "Elementary", "Records", "Plotting", "Drawing", "Typesetting", "TestSupport",
      ]),
    // The gallery of figures: each picture is a source of its own, shown beside it.
    .testTarget(
      name: "GalleryTests",
      dependencies: ["Elementary", "Plotting", "Drawing", "Typesetting", "TestSupport"],
      path: "Examples/gallery"),
    .testTarget(
      name: "SketchesTests",
      dependencies: [
        "Sketches", "Lectures", "Models", "Records", "Plotting", "Typesetting", "Drawing",
        "TestSupport",
      ],
      exclude: ["Values", "make_values.py"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Records", "Templates", "Plotting", "Typesetting", "Drawing", "TestSupport",
      ]),
    .testTarget(name: "SweepsTests", dependencies: ["Sweeps", "Lectures", "Records"]),
    .testTarget(
      name: "FiguresTests",
      dependencies: [
        "Figures", "Tool", "Lectures", "Reports", "Models", "Records", "Plotting", "Typesetting",
        "Drawing",
        "TestSupport",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "ParserTests", dependencies: parsed + ["TestSupport"],
      exclude: ["LibFuzzer.swift", "Seeds"]),
  ],
  swiftLanguageModes: [.v6]
)

// `make fuzz`: the parsers under libFuzzer in place of the command and the tests. The lecture is a
// library there, without its entry, since libFuzzer has the program's.
if Context.environment["FIGURES_FUZZ"] != nil {
  let command = package.targets.first { $0.name == "Figures" }?.dependencies ?? []
  package.products = [.executable(name: "fuzz", targets: ["Fuzz"])]
  package.targets = package.targets.filter { $0.type != .test && $0.name != "Figures" }
  package.targets += [
    .target(name: "Figures", dependencies: command, exclude: ["main.swift"]),
    .executableTarget(
      name: "Fuzz", dependencies: parsed, path: "Tests/ParserTests",
      exclude: ["DocumentMutationTests.swift", "SeedTests.swift", "Seeds"],
      // gold cannot link what the sanitizers add.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ]
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if target.name == "Fuzz" { target.swiftSettings?.append(.unsafeFlags(["-parse-as-library"])) }
}
