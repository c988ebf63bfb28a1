// Speed of the models, as ratios within one run; started by descent.sh, which builds the C side.
//
// Prints nanoseconds a step of single-sample SGD (n = 40, d = 100) by our kernel, by C with the
// same arithmetic and by C with fast-math: medians of runs made in turn, 10⁶ steps each. Then 20
// seeds on two threads against one, and the times of Newton's method, the flow and experiment B.
import Glibc
import Models

typealias Kernel =
  @convention(c) (
    UnsafeRawPointer, Int, UnsafePointer<Int32>, UnsafePointer<Double>, Int, Double,
    UnsafeMutableRawPointer, UnsafeMutableRawPointer
  ) -> Void

func kernel(_ name: String, in path: String) -> Kernel? {
  guard let library = dlopen(path, RTLD_NOW), let symbol = dlsym(library, name) else {
    return nil
  }
  return unsafeBitCast(symbol, to: Kernel.self)
}

func nanoseconds(_ body: () -> Void) -> Double {
  let duration = ContinuousClock().measure(body).components
  return Double(duration.seconds) * 1e9 + Double(duration.attoseconds) * 1e-9
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted[sorted.count / 2]
}

func rounded(_ value: Double, _ digits: Double = 100) -> Double {
  (value * digits).rounded() / digits
}

/// The C side: rows, p and q in blocks of eight, padded with zeros, at multiples of 64 bytes.
final class CRun {
  let blocks: Int
  let order: [Int32]
  let targets: [Double]
  private let rows: UnsafeMutablePointer<Double>
  private let p: UnsafeMutablePointer<Double>
  private let q: UnsafeMutablePointer<Double>

  init(_ data: DataSet, order: [Int32]) {
    blocks = (data.features + 7) / 8
    let padding = Array(repeating: 0.0, count: 8 * blocks - data.features)
    rows = Self.aligned((0..<data.samples).flatMap { Array(data.x.row($0)) + padding })
    p = Self.aligned(Array(repeating: 0, count: 8 * blocks))
    q = Self.aligned(Array(repeating: 0, count: 8 * blocks))
    self.order = order
    targets = order.map { data.y[Int($0)] }
  }

  deinit {
    for memory in [rows, p, q] { memory.deallocate() }
  }

  private static func aligned(_ values: [Double]) -> UnsafeMutablePointer<Double> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 8 * values.count, alignment: 64)
      .bindMemory(to: Double.self, capacity: values.count)
    memory.initialize(from: values, count: values.count)
    return memory
  }

  func run(_ kernel: Kernel, from start: NetworkWeights, step: Double) -> (NetworkWeights, Double) {
    let d = start.dimension
    p.update(from: start.p, count: d)
    q.update(from: start.q, count: d)
    let time = nanoseconds { kernel(rows, blocks, order, targets, order.count, step, p, q) }
    return (
      NetworkWeights(
        p: Array(UnsafeBufferPointer(start: p, count: d)),
        q: Array(UnsafeBufferPointer(start: q, count: d))), time
    )
  }
}

let steps = 1_000_000
let repeats = 21
let data = try DataSet.regression(
  samples: 40, features: 100, entries: .gaussian, teacher: .sparse(nonzeros: 5), seed: 1)
let start = try NetworkWeights(alpha: 0.1, dimension: 100)
let order = RandomStream(seed: 2).integers(below: 40, count: steps).map { Int32($0) }
let step = 0.02

/// The kernels of C with our arithmetic, then that with fast-math.
let libraries = CommandLine.arguments.dropFirst()
let same = ["sgd_fused", "sgd_apart"].compactMap { name in
  libraries.first.flatMap { kernel(name, in: $0) }
}
let fast = libraries.dropFirst().first.flatMap { kernel("sgd_plain", in: $0) }
if same.count == 2, let fast {
  let c = CRun(data, order: order)
  var ours: [Double] = []
  var theirs: [[Double]] = [[], [], []]
  var sameBits = true
  for k in 0..<repeats {
    // In turn, and by turns first, so that no side always runs on the warmer cache.
    for turn in 0..<4 {
      let side = (turn + k) % 4
      if side == 3 {
        var descent = try NetworkDescent(data, from: start, stepSize: step)
        ours.append(nanoseconds { descent.advance(along: order) } / Double(steps))
        let weights = descent.weights
        sameBits = sameBits && same.allSatisfy { c.run($0, from: start, step: step).0 == weights }
      } else {
        let time = c.run(side == 2 ? fast : same[side], from: start, step: step).1
        theirs[side].append(time / Double(steps))
      }
    }
  }
  print(
    "SGD step, ns: ours", rounded(median(ours)), "C same arithmetic", rounded(median(theirs[0])),
    "in one loop", rounded(median(theirs[1])), "in two, C fast-math", rounded(median(theirs[2])))
  for (name, times) in zip(["in one loop", "in two"], theirs) {
    print(
      "rate over that of C of the same arithmetic \(name): median of pairs",
      rounded(median(zip(times, ours).map { $0 / $1 }), 1000), "least times",
      rounded((times.min() ?? .nan) / (ours.min() ?? .nan), 1000))
  }
  print("same bits:", sameBits)
} else {
  print("no C kernels: start by descent.sh")
}

var single: [Double] = []
var double: [Double] = []
for _ in 0..<7 {
  for threads in [1, 2] {
    let time = nanoseconds {
      _ = parallelMap(20, threads: threads) { seed in
        var descent = try? NetworkDescent(
          data, from: start, stepSize: step, seed: UInt64(seed))
        descent?.advance(by: 100_000)
        return descent?.theta
      }
    }
    if threads == 1 { single.append(time) } else { double.append(time) }
  }
}
print(
  "20 seeds of 10^5 steps, ms: one thread", rounded(median(single) * 1e-6),
  "two", rounded(median(double) * 1e-6), "speed-up",
  rounded(median(zip(single, double).map { $0 / $1 })))

let newton = (0..<201).map { k in
  let stream = RandomStream(seed: 3, stream: UInt32(k))
  let alpha = pow(10, 14 * stream.uniform(at: 0) - 8)
  let problem = try? DataSet.regression(
    samples: 40, features: 100, teacher: .sparse(nonzeros: 5), seed: UInt64(k))
  return nanoseconds {
    guard let problem, let potential = try? Potential(alpha: alpha, dimension: 100) else { return }
    _ = try? potential.interpolator(problem.x, problem.y)
  }
}
print("dual Newton at n = 40, d = 100, ms: median", rounded(median(newton) * 1e-6, 1000))

let flow = try DiagonalFlow(data.x, data.y, alpha: 1e-8)
let flows = (0..<21).map { _ in
  nanoseconds { _ = flow.trajectory(until: .loss(1e-10), tolerance: 1e-7) }
}
print(
  "flow to loss 1e-10 at alpha = 1e-8, ms: median", rounded(median(flows) * 1e-6), "least",
  rounded((flows.min() ?? .nan) * 1e-6))

let experiment = nanoseconds { _ = try? SGDSparsity().outcome(threads: 2) }
print("sgd-sparsity, 180 runs on two threads, s:", rounded(experiment * 1e-9))
