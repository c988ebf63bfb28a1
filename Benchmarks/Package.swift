// swift-tools-version: 6.1
import PackageDescription

// Measurements of what the project promises about speed. A package of its own, so that nobody
// builds it who only wants figures.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "Figures", path: "..")],
  targets: [
    .executableTarget(
      name: "contours",
      dependencies: ["Plotting", "Drawing", "Typesetting"].map {
        .product(name: $0, package: "Figures")
      }),
    .executableTarget(
      name: "charts",
      dependencies: ["Plotting", "Drawing", "Typesetting", "Elementary"].map {
        .product(name: $0, package: "Figures")
      }),
    .executableTarget(
      name: "descent", dependencies: [.product(name: "Models", package: "Figures")]),
  ],
  swiftLanguageModes: [.v6]
)
