import Lectures
import Plotting
import Tool

await Tool.run(
  Lecture(
    command: "momentum", version: "1.0",
    abstract: "Draws the figures of a lecture on momentum and acceleration.",
    examples: "Example: momentum render valley --set kappa=40 -f svg,pdf",
    number: 2, title: "Momentum and acceleration",
    figures: [ValleyFigure(), RatesFigure()],
    labs: [Lab.Entry("momentum", make: momentumLab)], claims: momentumClaims,
    palette: .momentum, texts: Lecture.resource("Momentum_Momentum.resources/Texts")))
