import Lectures

/// What sketches can compute by name.
let lectureModels: [NamedModel] = [
  NamedModel("regression", .data, GeneratedRegression(), parameters: dataNames),
  NamedModel(
    "classification", .data, GeneratedClasses(),
    parameters: ["n": "samples", "d": "features", "gap": "gap", "seed": "data-seed"]),
  NamedModel(
    "network", .settings, NetworkExperiment(),
    parameters: ["alpha": "alpha", "step": "step", "batch": "batch"]),
  limit("gradient_flow", "flow", [:]),
  limit("gradient_descent", "gd", ["step": "step", "most": "most-steps"]),
  limit("sgd", "sgd", ["step": "step", "batch": "batch", "most": "most-steps"]),
  limit(
    "label_noise", "label-noise",
    [
      "step": "step", "batch": "batch", "most": "most-steps", "size": "label-noise",
      "noisy": "noisy-steps",
    ]),
  path("flow_path", "flow", [:]),
  path("descent_path", "gd", ["step": "step"]),
  path("sgd_path", "sgd", ["step": "step", "batch": "batch"]),
  NamedModel(
    "margin", .run, MarginExperiment(),
    parameters: [
      "norm": "norm", "n": "samples", "d": "features", "gap": "gap", "seed": "data-seed",
    ],
    main: "separator"),
]

private let dataNames = [
  "n": "samples", "d": "features", "s": "nonzeros", "entries": "entries", "noise": "noise",
  "seed": "data-seed",
]

/// A run on the diagonal network to its limit.
private func limit(_ name: String, _ rule: String, _ own: [String: String]) -> NamedModel {
  let names = [
    "alpha": "alpha", "seed": "seed", "n": "samples", "d": "features", "s": "nonzeros",
  ]
  return NamedModel(
    name, .run, NetworkExperiment(rule: rule), parameters: names.merging(own) { $1 },
    main: "limit", onDemand: ["least-l1", "least-l2", "sharpness", "steps-to-loss"])
}

/// What a run on the diagonal network is at moments.
private func path(_ name: String, _ rule: String, _ own: [String: String]) -> NamedModel {
  let names = [
    "alpha": "alpha", "seed": "seed", "until": "until", "moments": "moments", "n": "samples",
    "d": "features", "s": "nonzeros",
  ]
  return NamedModel(
    name, .run, NetworkExperiment(.path, rule: rule), parameters: names.merging(own) { $1 },
    isPath: true)
}
