import Figures
import Lectures
import Models
import Plotting
import Records
import Testing

/// The left panel of figure 2: what is drawn of the interpolators holds the points drawn on them,
/// and the view stays where the start moves.
@Suite struct ProjectionViewTests {
  private func rendering(_ settings: (String, String)...) throws -> Rendering {
    var figure = try lecture7.figure(named: "projection")
    for (name, value) in settings { figure = try figure.setting(name, to: value) }
    return Rendering(figure, of: lecture7)
  }

  private func holds(_ rendering: Rendering) throws -> Bool {
    let claim = try #require(
      rendering.computed.data.claims.first { $0.statement.contains("holds every drawn point") })
    return claim.holds
  }

  @Test func everyAllowedStartLiesInThePatch() throws {
    let places = [-3.0, -1.7, 0, 1.3, 3]
    for x in places {
      for y in places {
        for z in places {
          #expect(try holds(rendering(("start", "\(x),\(y),\(z)"))), "\(x) \(y) \(z)")
        }
        guard (-1...2).contains(x), (-1...2).contains(y) else { continue }
        let plane = try rendering(("dimension", "2"), ("plane-start", "\(x),\(y)"))
        #expect(try holds(plane), "\(x) \(y)")
      }
    }
    for corner in ["-1,-1", "-1,2", "2,-1", "2,2"] {
      let plane = try rendering(("dimension", "2"), ("plane-start", corner))
      #expect(try holds(plane), "\(corner)")
      for panel in try plane.computed.figure(.text).arrangement.panels where panel.name == "plane" {
        // Every drawn point lies in view.
        let scales = try panel.scales()
        for series in try plane.computed.data.series where series.name.hasPrefix("left") {
          for row in series.rows {
            #expect((0...1).contains(scales.x.fraction(row[0])), "\(corner): \(row)")
            #expect((0...1).contains(scales.y.fraction(row[1])), "\(corner): \(row)")
          }
        }
      }
    }
  }

  @Test func theReportsSliderHasOneView() throws {
    let starts = (0...12).map { -1.55 + 0.25 * Double($0) }
    let views = try starts.map { x in
      try rendering(("start", "\(x),0.15,2.15")).computed.figure(.text).arrangement.panels
        .map { panel in
          let scales = try panel.scales()
          return [scales.x, scales.y]
        }
    }
    #expect(views.allSatisfy { $0 == views[0] })
  }
}

/// Run B of figure `two-minimisers`: its arcs, and runs that do not settle.
@Suite struct HopTests {
  @Test(arguments: stride(from: 0.3, through: 1.2, by: 0.05).map { $0 })
  func everyHopClearsTheRisk(_ step: Double) throws {
    let entry = try lecture7.figure(named: "two-minimisers")
      .setting("large-step", to: "\((step * 100).rounded() / 100)")
    let rendering = Rendering(entry, of: lecture7)
    for claim in try rendering.computed.data.claims { #expect(claim.holds, "\(claim.statement)") }
    let figure = try rendering.computed.figure(.text)
    // The caption says what becomes of the run.
    let settles = try TwoMinimisers().run(step: (step * 100).rounded() / 100, limit: 10_000).settles
    #expect(figure.caption.contains("has not settled") == !settles)
    #expect(figure.caption.contains("Both reach zero") == settles)
  }

  @Test func aRunThatCirclesDoesNotSettle() throws {
    let circling = try TwoMinimisers().run(step: 0.3, limit: 1000)
    #expect(!circling.settles && circling.iterates.count == 1001)
    #expect(circling.iterates.allSatisfy { $0.isFinite && abs($0 + 1.15) < 0.6 })
    #expect(throws: DescentError.self) { try TwoMinimisers().descent(step: 0.3) }
  }
}
