// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Momentum",
  dependencies: [.package(name: "Figures", path: "../..")],
  targets: [
    .executableTarget(
      name: "Momentum",
      dependencies: ["Tool", "Lectures", "Plotting", "Drawing", "Records"].map {
        .product(name: $0, package: "Figures")
      },
      resources: [.copy("Texts")])
  ]
)
