// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The commit that `figures --version` prints comes from make: what the package manager knows of git
// it keeps beyond the commit.
let commit = Context.environment["FIGURES_COMMIT"] ?? ""

let package = Package(
  name: "Figures",
  products: [
    // Libraries a lecturer's own package can import.
    .library(name: "Models", targets: ["Models"]),
    .library(name: "Drawing", targets: ["Drawing"]),
    .library(name: "Typesetting", targets: ["Typesetting"]),
    .library(name: "Plotting", targets: ["Plotting"]),
    .library(name: "Reports", targets: ["Reports"]),
    // The command.
    .executable(name: "figures", targets: ["Figures"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(
      name: "CMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
    .target(
      name: "CBuild",
      cSettings: [.define("COMMIT", to: "\"\(commit.isEmpty ? "unknown" : commit)\"")]),
    // Elementary functions whose bits depend on no processor and no C library.
    .target(name: "Elementary", swiftSettings: strict),
    .target(name: "Models", dependencies: ["Elementary"], swiftSettings: strict),
    .target(
      name: "Drawing", dependencies: ["Elementary", "CCairo", "CQPDF"], swiftSettings: strict),
    .target(name: "Typesetting", dependencies: ["Drawing"], swiftSettings: strict),
    .target(
      name: "Plotting", dependencies: ["Elementary", "Typesetting", "Drawing"],
      swiftSettings: strict),
    .target(
      name: "Templates", path: "Templates", resources: [.copy("Pages")], swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "CMark", "Templates", "Plotting", "Typesetting", "Drawing",
        .product(name: "Mustache", package: "swift-mustache"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "Figures",
      dependencies: [
        "CBuild", "Elementary", "Models", "Reports", "Templates", "Plotting", "Typesetting",
        "Drawing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    .testTarget(
      name: "ElementaryTests", dependencies: ["Elementary", "TestSupport"],
      exclude: ["Values", "make_values.py"],
      swiftSettings: strict),
    .testTarget(name: "ModelsTests", dependencies: ["Models"], swiftSettings: strict),
    .testTarget(
      name: "ReferenceTests", dependencies: ["Models"], resources: [.copy("Values")],
      swiftSettings: strict),
    // What several test targets need: goldens, tools, pixels.
    .target(
      name: "TestSupport", dependencies: ["CCairo"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "DrawingTests", dependencies: ["Drawing", "TestSupport"], exclude: ["Goldens"],
      swiftSettings: strict),
    .testTarget(
      name: "TypesettingTests", dependencies: ["Typesetting", "Drawing"], swiftSettings: strict),
    .testTarget(
      name: "TypesettingReferenceTests", dependencies: ["Typesetting", "Drawing"],
      resources: [.copy("Values")], swiftSettings: strict),
    .testTarget(
      name: "PlottingTests",
      dependencies: ["Elementary", "Plotting", "Drawing", "Typesetting", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Templates", "Plotting", "Typesetting", "Drawing"],
      swiftSettings: strict),
    .testTarget(
      name: "FiguresTests",
      dependencies: ["Figures", "Models", "Plotting", "Drawing", "TestSupport"],
      exclude: ["Goldens"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
