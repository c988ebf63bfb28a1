import Claims
package import Lectures

/// Lecture 7 of Mathematics of Deep Learning: the implicit bias of descent algorithms.
package let lecture7 = Lecture(
  command: "figures",
  abstract: "Draws the figures of a lecture on the implicit bias of descent algorithms.",
  examples: """
    Examples:
      figures list
      figures render loss-landscape -f svg,pdf -o pictures
      figures render fig5 --set alphas=0.01,1 --theme dark
      figures data projection --format csv
      figures slides -o deck
      figures inspect pictures/loss-landscape.pdf
      figures verify
      figures all -o out
    """, number: 7, title: "Implicit bias of descent algorithms",
  figures: [
    TwoMinimisersFigure(), InterpolatorsFigure(), Projection(), Networks(), LossLandscape(),
    PotentialFigure(), L1ToL2Figure(), SGDSparsityFigure(), EffectiveAlphaFigure(),
    MaxMarginFigure(), SaddleStairsFigure(), HundredRunsFigure(), ToyDynamicsFigure(),
    StepSizesFigure(), MirrorGeometryFigure(), LeastSquaresNullFigure(), TeachersFigure(),
    LabelNoiseFigure(), EdgeOfStabilityFigure(), WoodworthFigure(), BadMinimaFigure(),
    ThreeMarginsFigure(), GrokkingFigure(), LassoPathFigure(), StochasticBandFigure(),
    UncentredFigure(), DepthFigure(), PositiveNetworkFigure(), MomentumFigure(), LargeStepsFigure(),
  ],
  labs: [
    Lab.Entry("least-squares", make: leastSquaresLab),
    Lab.Entry("diagonal-networks", make: diagonalNetworksLab),
    Lab.Entry("noise-and-classification", make: noiseLab),
    Lab.Entry("steps-and-noise", isKept: true, make: stepsLab),
    Lab.Entry("saddles-and-stopping", isKept: true, make: saddlesLab),
  ], experiments: [NetworkExperiment(), SparseExperiment()], models: lectureModels,
  claims: lectureClaims, proofs: lectureProofs, proven: provenNumbers, checked: checkedNumbers,
  palette: .implicitBias, pages: ["papers"])
