/// The coefficients of Rodas5P, a Rosenbrock method of order 5 with eight stages.
///
/// L-stable and stiffly accurate, with an embedded solution of order 4 and a continuous one of
/// order 4: G. Steinebach, "Construction of Rosenbrock–Wanner method Rodas5P and numerical
/// benchmarks within the Julia Differential Equations package", BIT 63, 27 (2023). In the form
/// that needs no product with the Jacobian: with W = 1/(hγ) − J, stage i solves
/// W k_i = f(y + Σ a_ij k_j) + Σ c_ij k_j/h, and the last three stages have weight 1 in the step.
enum Rodas5P {
  static let gamma = 0.21193756319429014
  static let stages = 8

  /// The rows a_i of stages 1 to 5, counted from 0; stages 6 and 7 repeat row 5 with weights 1.
  static let a: [[Double]] = [
    [3.0],
    [2.849394379747939, 0.45842242204463923],
    [-6.954028509809101, 2.489845061869568, -10.358996098473584],
    [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
    [
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
      0.030198172008377946,
    ],
  ]

  /// The rows c_i of stages 1 to 7, counted from 0.
  static let c: [[Double]] = [
    [-14.155112264123755],
    [-17.97296035885952, -2.859693295451294],
    [147.12150275711716, -1.41221402718213, 71.68940251302358],
    [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
    [
      24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125,
      -0.6610691825249471,
    ],
    [
      30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783,
      -19.097331116725623, -28.087943162872662,
    ],
    [
      37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047,
      -40.06618937091002, -54.66780262877968, -9.48861652309627,
    ],
  ]

  /// The weights of the eight stages in the three vectors of the continuous solution
  /// y(σ) = (1 − σ)y₀ + σ(y₁ + (1 − σ)(d₁ + σ(d₂ + σd₃))).
  static let dense: [[Double]] = [
    [
      25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204,
      0.524948541321073, 1.1241088310450404, 0.4272876194431874, -0.17202221070155493,
    ],
    [
      -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796,
      20.176138334709044, 15.98066361424651, -6.789040303419874, -6.710236069923372,
    ],
    [
      11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643,
      -52.072871366152654, -59.78993625266729, -0.15582684282751913, 4.883087185713722,
    ],
  ]

  /// The row a_i of each stage.
  static let weights: [[Double]] =
    [[]] + a + (1...2).map { a[4] + Array(repeating: 1, count: $0) }
}
