// swift-tools-version: 6.1
import PackageDescription

// A package of somebody else, who has the libraries and their public names and nothing more;
// Scripts/check-stranger copies it to a folder outside of the repository and builds it there.
let package = Package(
  name: "Stranger",
  dependencies: [.package(name: "Figures", path: Context.environment["FIGURES"] ?? "../..")],
  targets: [
    .executableTarget(
      name: "Stranger",
      dependencies: ["Tool", "Lectures", "Plotting", "Drawing", "Records"].map {
        .product(name: $0, package: "Figures")
      },
      resources: [.copy("Texts")]),
    // The libraries without the command.
    .executableTarget(
      name: "Picture",
      dependencies: ["Plotting", "Typesetting", "Drawing"].map {
        .product(name: $0, package: "Figures")
      }),
  ],
  swiftLanguageModes: [.v6]
)
